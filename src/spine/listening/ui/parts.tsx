import type { ReactNode } from 'react'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { CaseRow } from '../routes-parts.ts'
import type { CaseState } from '../rules.ts'
import { listeningWords } from '../words.ts'
import { listeningUiWords } from './words.ts'

const tones: Readonly<Record<CaseState, Tone>> = {
  received: 'warn',
  taken: 'accent',
  waiting: 'mute',
  answered: 'ok',
  refused: 'mute',
  merged: 'mute',
}

/** Where a question stands; what is late or dangerous says so first. */
export function CaseStatus({
  it,
}: {
  readonly it: Pick<CaseRow, 'state' | 'late' | 'closedAt' | 'danger'>
}): ReactNode {
  const named = useWords(listeningWords)
  const said = useWords(listeningUiWords)
  const open = it.closedAt === null
  return (
    <span className="inline-flex flex-wrap gap-1">
      {it.danger && open && (
        <Chip tone="bad" icon="alert">
          {said.danger}
        </Chip>
      )}
      {it.late && open && (
        <Chip tone="bad" icon="clock">
          {said.late}
        </Chip>
      )}
      <Chip tone={tones[it.state]}>{named.states[it.state]}</Chip>
    </span>
  )
}
