import { declareFlow } from '#kit/flow'

/** How the spine names this activity. */
export const activity = 'customer-conference'

export const conferenceStates = ['proposed', 'sent_back', 'approved', 'held', 'cancelled'] as const
export type ConferenceState = (typeof conferenceStates)[number]
export const stepKinds = ['approved', 'sent_back', 'revised', 'held', 'cancelled'] as const
export type StepKind = (typeof stepKinds)[number]

/** Invitations go out once another person has approved; minutes follow once it was held. */
export const conferenceFlow = declareFlow({
  states: conferenceStates,
  start: 'proposed',
  moves: {
    approve: { from: ['proposed'], to: 'approved' },
    sendBack: { from: ['proposed'], to: 'sent_back' },
    revise: { from: ['sent_back'], to: 'proposed' },
    hold: { from: ['approved'], to: 'held' },
    cancel: { from: ['proposed', 'sent_back', 'approved'], to: 'cancelled' },
  },
})
export type Move = keyof typeof conferenceFlow.moves

/** Where a conference stands, read from its last step; none yet means proposed. */
export function stateOf(lastStep: StepKind | null): ConferenceState {
  return lastStep === null || lastStep === 'revised' ? 'proposed' : lastStep
}

/** Nobody approves their own plan or minutes; only its author revises a plan. */
export function mayMove(
  move: Move,
  of: { readonly plannedBy: string },
  actor: string,
): 'customer-conference.own_plan' | 'customer-conference.not_yours' | undefined {
  if ((move === 'approve' || move === 'sendBack') && of.plannedBy === actor) return 'customer-conference.own_plan'
  return move === 'revise' && of.plannedBy !== actor ? 'customer-conference.not_yours' : undefined
}
