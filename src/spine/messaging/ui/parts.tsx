import type { ReactNode } from 'react'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import type { TemplateState, WaveState } from '../rules.ts'
import { org } from './client.ts'
import { messagingUiWords } from './words.ts'

const waveKinds: Readonly<Record<WaveState, StatusKind>> = {
  planning: 'editing',
  planned: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  running: 'editing',
  paused: 'waiting',
  stopped: 'returned',
  finished: 'approved',
}
const templateKinds: Readonly<Record<TemplateState, StatusKind>> = {
  waiting: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  retired: 'draft',
}

export function WaveStatus({ state }: { readonly state: WaveState }): ReactNode {
  return <Status kind={waveKinds[state]}>{useWords(messagingUiWords).waveStates[state]}</Status>
}

export function TemplateStatus({ state }: { readonly state: TemplateState }): ReactNode {
  return <Status kind={templateKinds[state]}>{useWords(messagingUiWords).templateStates[state]}</Status>
}

/** A unit of those in reach. */
export function UnitField({
  value,
  onChange,
}: {
  readonly value?: string
  readonly onChange?: (id: string) => void
}): ReactNode {
  const said = useWords(messagingUiWords)
  const { data } = useLoad(['org', 'tree'], () => org.tree({}))
  const options = (data?.rows ?? []).map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level)}${row.name}` }))
  return (
    <Select
      name="unitId"
      label={said.fields.unit}
      options={options}
      empty=""
      {...(value === undefined ? {} : { value })}
      {...(onChange ? { onChange } : {})}
    />
  )
}

/** Why somebody was left out, in words; a carrier's own code is its refusal. */
export function useReason(): (reason: string | null) => string | undefined {
  const { reasons } = useWords(messagingUiWords)
  return reason =>
    reason === null ? undefined : reason in reasons ? reasons[reason as keyof typeof reasons] : reasons.carrier
}

/** After an act: what is shown is read again, and the act is told. */
export function useDone(): () => Promise<void> {
  const said = useWords(messagingUiWords)
  const [toast, refresh] = [useToast(), useRefresh()]
  return async () => {
    await refresh('messaging')
    toast({ title: said.done, tone: 'ok' })
  }
}
