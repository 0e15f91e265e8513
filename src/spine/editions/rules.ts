import { declareFlow } from '#kit/flow'
import { type UnitKey, units } from '#kit/units'

/** Where a measure stands: what is done with customers, what is done for society, and the money behind both. */
export const blocks = ['business', 'social', 'money'] as const

/** How figures of several units make one: added up; added up, each subject once; the largest; none (a rate). */
export const gathers = ['sum', 'distinct', 'max', 'rate'] as const
export type Gather = (typeof gathers)[number]

/** What a column plans: something done, what it costs, or money by its source. */
export const roles = ['quantity', 'cost', 'money'] as const
export type Role = (typeof roles)[number]

/** Where money comes from. `community` gives in kind (goods, days of work): valued, and never moved in the ledger. */
export const sources = ['company', 'union', 'youth', 'partner', 'community'] as const
export type Source = (typeof sources)[number]
/** The sources whose money moves down the ledger when a plan is approved. */
export const ledgerSources = ['company', 'union', 'youth', 'partner'] as const satisfies readonly Source[]

export const editionStates = ['draft', 'open', 'closed'] as const
export type EditionState = (typeof editionStates)[number]
export const editionFlow = declareFlow({
  states: editionStates,
  start: 'draft',
  moves: { open: { from: ['draft'], to: 'open' }, close: { from: ['open'], to: 'closed' } },
})

/**
 * Where a unit's plan stands: `none` before anybody typed; `amending` while a version that replaces an approved one is
 * written; the rest as the last move says.
 */
export const planStates = ['none', 'draft', 'waiting', 'sent_back', 'approved', 'amending'] as const
export type PlanState = (typeof planStates)[number]
export type PlanMove = 'submitted' | 'withdrawn' | 'sent_back' | 'approved' | 'discarded'

/** What a cell holds: what a unit is assigned, what it keeps back, what it asks for. */
export const cellKinds = ['target', 'reserve', 'wanted'] as const
export type CellKind = (typeof cellKinds)[number]

/** What waits for a person: a plan to decide, one that came back, a wish from below, a changed assignment from above. */
export const queueKinds = ['waiting', 'sent_back', 'asked', 'assignment_changed'] as const

export const problemCodes = [
  'excess',
  'short',
  'unassigned',
  'nothing',
  'below_least',
  'unsettled',
  'cost_high',
  'cost_low',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** The state of a unit's newest version, from its last move and from whether it replaces an approved one. */
export function planStateOf(version: { readonly replaces: boolean; readonly last: PlanMove | undefined }): PlanState {
  switch (version.last) {
    case 'submitted':
      return 'waiting'
    case 'approved':
      return 'approved'
    case 'sent_back':
      return 'sent_back'
    default:
      return version.replaces ? 'amending' : 'draft'
  }
}

/** The states in which a plan's cells can be typed into. */
export const isEditable = (state: PlanState): boolean => state !== 'waiting' && state !== 'approved'

/** The anniversary that a year keeps: the sector's Traditional Day is 21 December 1954. */
export const anniversaryOf = (year: number): number => year - 1954

/** Splits a column's key: `messages@2026-12` is the measure `messages` in December. */
export function readKey(key: string): { readonly measure: string; readonly month: string | null } {
  const [measure = '', month] = key.split('@')
  return { measure, month: month ?? null }
}
export const keyOf = (measure: string, month: string | null): string => (month ? `${measure}@${month}` : measure)

/** The months (2026-12) that a window touches. */
export function monthsOf(from: string, until: string): string[] {
  const place = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  const count = Math.max(0, place(until) - place(from) + 1)
  return Array.from({ length: count }, (_, index) => {
    const at = place(from) + index
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

/** The largest figure of a plan, so that sums over thousands of units stay exact in JSON. */
export const largestFigure = 100_000_000_000_000

export type FigureRefused = 'editions.negative' | 'editions.fraction' | 'editions.too_large'

/** What is wrong with a figure whatever the others say: less than nothing, part of a household, beyond any plan. */
export function judgeFigure(value: number, unit: UnitKey): FigureRefused | undefined {
  if (value < 0) return 'editions.negative'
  if (value > largestFigure) return 'editions.too_large'
  const scale = 10 ** units[unit].decimals
  return Math.abs(Math.round(value * scale) - value * scale) > 1e-6 ? 'editions.fraction' : undefined
}

export type Window = {
  readonly from: string
  readonly until: string
  readonly tetUntil: string | null
}
export type WindowRefused = 'editions.ends_before' | 'editions.tet_before_end' | 'editions.window_too_long'

/** What is wrong with an edition's days. A month that runs on to Tết still ends within half a year. */
export function judgeWindow({ from, until, tetUntil }: Window): WindowRefused | undefined {
  if (until < from) return 'editions.ends_before'
  if (tetUntil !== null && tetUntil < until) return 'editions.tet_before_end'
  return monthsOf(from, tetUntil ?? until).length > 6 ? 'editions.window_too_long' : undefined
}

/** Whether a unit's own days lie within the edition and what it may be extended to. */
export function judgeUnitWindow(
  own: Pick<Window, 'from' | 'until'>,
  edition: Window,
): 'editions.ends_before' | 'editions.outside_window' | undefined {
  if (own.until < own.from) return 'editions.ends_before'
  return own.from < edition.from || own.until > (edition.tetUntil ?? edition.until)
    ? 'editions.outside_window'
    : undefined
}

export { costOf, type Problem, problemsOf, rollUp, type Table } from './rules-plan.ts'
