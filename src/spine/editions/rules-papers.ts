import type { ledgerSources, Source } from './rules.ts'
import { exact } from './rules-plan.ts'

/** What is printed from an approved plan: tờ trình, quyết định, phụ lục. */
export const paperKinds = ['proposal', 'decision', 'appendix'] as const
export type PaperKind = (typeof paperKinds)[number]

/** The letters in front of the unit's code in a document's number. */
export const kindCodes: Readonly<Record<PaperKind, string>> = { proposal: 'TTr', decision: 'QĐ', appendix: 'PL' }

/** Units side by side in one table of an appendix that lies across. */
export const unitsAcross = 6

/** Splits a list into pieces that fit beside each other. */
export function chunks<T>(items: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, at) => items.slice(at * most, (at + 1) * most))
}

/** Adds what is there; null where nothing is. */
export function addUp(values: readonly (number | null | undefined)[]): number | null {
  const there = values.filter(value => value !== null && value !== undefined)
  return there.length === 0 ? null : exact(there.reduce((sum, value) => sum + value, 0))
}

export type Fund = (typeof ledgerSources)[number]
/** Whether a source is money that moves, not a gift in kind. */
export const isFund = (source: Source | null): source is Fund => source !== null && source !== 'community'

export type SignRefused = 'editions.signed_ahead' | 'editions.signed_before_plan'

/** A paper is signed between the approval of its plan and today. Days are ISO days in Asia/Ho_Chi_Minh. */
export function judgeSigned(signedOn: string, approvedOn: string, today: string): SignRefused | undefined {
  if (signedOn > today) return 'editions.signed_ahead'
  return signedOn < approvedOn ? 'editions.signed_before_plan' : undefined
}
