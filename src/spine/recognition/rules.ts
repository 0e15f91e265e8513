import { declareFlow } from '#kit/flow'

export const criteriaStates = ['draft', 'waiting', 'sent_back', 'approved', 'published'] as const
export type CriteriaState = (typeof criteriaStates)[number]
export const criteriaFlow = declareFlow({
  states: criteriaStates,
  start: 'draft',
  moves: {
    edit: { from: ['draft', 'sent_back'], to: 'draft' },
    send: { from: ['draft', 'sent_back'], to: 'waiting' },
    sendBack: { from: ['waiting'], to: 'sent_back' },
    approve: { from: ['waiting'], to: 'approved' },
    publish: { from: ['approved'], to: 'published' },
  },
})
export type CriteriaMove = keyof typeof criteriaFlow.moves
/** The row that a move writes. */
export const criteriaSteps = {
  edit: 'edited',
  send: 'sent',
  sendBack: 'sent_back',
  approve: 'approved',
  publish: 'published',
} as const satisfies Readonly<Record<CriteriaMove, string>>
export type CriteriaStep = (typeof criteriaSteps)[CriteriaMove]

/** `computing` until the lines are frozen; `reviewed` waits for somebody who had no hand in it. */
export const runStates = ['computing', 'computed', 'reviewed', 'sent_back', 'approved', 'discarded'] as const
export type RunState = (typeof runStates)[number]
export const runFlow = declareFlow({
  states: runStates,
  start: 'computing',
  moves: {
    freeze: { from: ['computing'], to: 'computed' },
    review: { from: ['computed', 'sent_back'], to: 'reviewed' },
    sendBack: { from: ['reviewed'], to: 'sent_back' },
    approve: { from: ['reviewed'], to: 'approved' },
    discard: { from: ['computing', 'computed', 'sent_back'], to: 'discarded' },
  },
})
export type RunMove = keyof typeof runFlow.moves
/** The row that a move writes. */
export const runSteps = {
  freeze: 'computed',
  review: 'reviewed',
  sendBack: 'sent_back',
  approve: 'approved',
  discard: 'discarded',
} as const satisfies Readonly<Record<RunMove, RunState>>

/** Where a version stands, read from its last step; none yet is a draft. */
export function criteriaStateOf(last: CriteriaStep | null): CriteriaState {
  if (last === null || last === 'edited') return 'draft'
  return last === 'sent' ? 'waiting' : last
}

/** States in which people decide on single lines. */
export const isOpenToDecisions = (state: RunState): boolean => state === 'computed' || state === 'sent_back'

export const decisionKinds = ['include', 'exclude'] as const
export type DecisionKind = (typeof decisionKinds)[number]
/** Why somebody is left out, and `checked` for why somebody is in all the same. */
export const decisionReasons = ['conflict', 'duplicate', 'legal', 'data', 'checked'] as const
export type DecisionReason = (typeof decisionReasons)[number]
export const reasonsOf = (kind: DecisionKind): readonly DecisionReason[] =>
  kind === 'include' ? ['checked'] : decisionReasons.filter(reason => reason !== 'checked')

export const throughs = ['portal', 'paper', 'counter', 'call'] as const
export const outcomes = ['upheld', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

/** Who had a hand in something may not be the one who approves it. */
export function ownWork(hands: readonly (string | null)[], actor: string): boolean {
  return hands.includes(actor)
}

/** A line's standing: thanked when it has a ground and nobody excluded it. */
export function isIncluded(line: {
  readonly grounds: readonly string[]
  readonly decision: DecisionKind | null
}): boolean {
  return line.grounds.length > 0 && line.decision !== 'exclude'
}

export type ObjectionState = 'open' | 'soon' | 'late' | Outcome
/** How an objection stands against its day: `soon` on the two days before (`soonFrom` on), `late` when it is over. */
export function objectionState(
  it: { readonly answerBy: string; readonly outcome: Outcome | null },
  today: string,
  soonFrom: string,
): ObjectionState {
  if (it.outcome) return it.outcome
  if (it.answerBy < today) return 'late'
  return it.answerBy <= soonFrom ? 'soon' : 'open'
}

type Ends = { readonly least: number; readonly most: number; readonly step: number; readonly unit?: string | null }
/** A threshold that only holds or does not: 1 or 0. */
export const isSwitch = ({ least, most, step, unit }: Ends): boolean => least === 0 && most === 1 && step === 1 && !unit

/** Under so many, a sum would say what one of them used. */
export const fewestForSums = 5
