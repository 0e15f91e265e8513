import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { showVnd } from '#kit/money'
import { Chip, Status, type StatusKind, type Tone } from '#kit/ui/chip.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import type { Column } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Award } from '../routes-parts.ts'
import type { AwardState, RunState } from '../rules.ts'
import { rewards } from './client.ts'
import { rewardUiWords } from './words.ts'

const org = client(orgRoutes)

const runKinds = {
  filling: 'draft',
  waiting: 'waiting',
  approved: 'editing',
  refused: 'returned',
  issued: 'approved',
} as const satisfies Readonly<Record<RunState, StatusKind>>

export function RunStatus({ state }: { readonly state: RunState }): ReactNode {
  return <Status kind={runKinds[state]}>{useWords(rewardUiWords).states[state]}</Status>
}

const awardTones: Readonly<Record<AwardState, Tone>> = {
  proposed: 'warn',
  approved: 'accent',
  refused: 'mute',
  issued: 'accent',
  delivered: 'accent',
  verified: 'ok',
  disputed: 'bad',
  expired: 'mute',
  clawed_back: 'mute',
}

export function AwardStatus({ state }: { readonly state: AwardState }): ReactNode {
  return <Chip tone={awardTones[state]}>{useWords(rewardUiWords).awardStates[state]}</Chip>
}

/** Who is thanked, why, with how much, and how far it has come. */
export function useAwardColumns<Row extends Award>(): readonly Column<Row>[] {
  const said = useWords(rewardUiWords)
  const lang = useLang()
  return [
    { key: 'receiver', head: said.fields.receiver, strong: true, cell: row => row.party, second: row => row.unit },
    { key: 'why', head: said.fields.why, from: 'lg', cell: row => row.why },
    {
      key: 'pieces',
      head: said.fields.pieces,
      figure: true,
      from: 'md',
      cell: row => showCount(BigInt(row.pieces), lang),
    },
    {
      key: 'value',
      head: said.fields.value,
      figure: true,
      from: 'sm',
      cell: row => showVnd(BigInt(row.valueVnd), lang),
    },
    { key: 'state', head: said.fields.state, tight: true, cell: row => <AwardStatus state={row.state} /> },
  ]
}

export type Passed = {
  readonly key: string
  readonly what: string
  readonly by: string
  readonly at: string
  readonly reason: string | null
}

/** What has happened, first to last. */
export function Passage({ list }: { readonly list: readonly Passed[] }): ReactNode {
  return (
    <ol className="flex flex-col gap-3">
      {list.map(one => (
        <li key={one.key}>
          <p className="font-medium">{one.what}</p>
          {one.reason && <p>{one.reason}</p>}
          <p className="text-ink-3 text-label">{[one.by, one.at].filter(Boolean).join(' · ')}</p>
        </li>
      ))}
    </ol>
  )
}

/** Names in the reader's language, and money as it is written. */
export function useShown() {
  const lang = useLang()
  const say = useSaid()
  return { lang, say, vnd: (amount: string): string => showVnd(BigInt(amount), lang) }
}

type Choice = { readonly value: string; readonly label: string }

/** The units and the items of one kind that a form lets choose; units stand indented as they hang in the tree. */
export function useChoices(kind: 'gift' | 'voucher'): { readonly units: Choice[]; readonly items: Choice[] } {
  const { say } = useShown()
  const { data: tree } = useLoad(['org', 'tree'], () => org.tree({}))
  const { data: things } = useLoad(['rewards', 'items'], () => rewards.items({}))
  return {
    units: (tree?.rows ?? []).map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level)}${row.name}` })),
    items: (things?.items ?? []).filter(one => one.kind === kind).map(one => ({ value: one.id, label: say(one.name) })),
  }
}
