import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { isoDay, showDay, showTime } from '#kit/time'
import { Chip } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { ProgressBar } from '#kit/ui/progress.tsx'
import { showCount } from '#kit/units'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Event } from '../routes-events.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'

const org = client(orgRoutes)

/** The units that the person may choose from, indented as they stand in the tree. */
export function useUnits(): readonly { readonly value: string; readonly label: string }[] {
  const { data: tree } = useLoad(['org', 'tree'], () => org.tree({}))
  const { data: reach } = useLoad(['load-shift', 'reach'], () => loadShift.reach({}))
  const own = new Set(reach?.units)
  const rows = (tree?.rows ?? []).filter(row => own.has(row.id))
  const top = Math.min(...rows.map(row => row.level))
  return rows.map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level - top)}${row.name}` }))
}

/** 17/06/2026, 13:30–16:30 */
export const whenOf = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): string =>
  `${showDay(isoDay(new Date(startsAt)))}, ${showTime(startsAt)}–${showTime(endsAt)}`

const looks = {
  planned: { tone: 'accent', icon: 'clock' },
  under_way: { tone: 'warn', icon: 'clock' },
  over: { tone: 'mute', icon: 'check' },
  cancelled: { tone: 'bad', icon: 'cross' },
} as const

export function EventStatus({ state }: { readonly state: Event['state'] }): ReactNode {
  const said = useWords(screenWords).events
  return <Chip {...looks[state]}>{said.states[state]}</Chip>
}

/** So many of those called, with a bar: what is still open can be seen at once. */
export function Share(props: { readonly label: string; readonly part: number; readonly whole: number }): ReactNode {
  const lang = useLang()
  const { label, part, whole } = props
  return (
    <span className="flex items-center justify-end gap-2">
      <ProgressBar label={label} percent={whole > 0 ? (100 * part) / whole : 0} className="w-14 max-xl:hidden" />
      <span className="tabular min-w-8 text-right">{showCount(part, lang)}</span>
    </span>
  )
}

/** What a rule is called; one that an office named itself is called so. */
export const ruleName = (rules: Readonly<Record<string, string>>, name: string): string => rules[name] ?? name
