import { declareFlow } from '#kit/flow'

export const topics = ['safe', 'economical', 'efficient'] as const
export const materialKinds = ['leaflet', 'poster', 'lesson', 'clip'] as const
export const talkKinds = ['school', 'market', 'community'] as const
export const organisations = ['women', 'youth', 'farmers', 'veterans', 'front', 'quarter'] as const

/** What an adviser may have said, by topic: named points, so that no free text is kept of a person. */
export const advicePoints = [
  'breaker',
  'flood',
  'wiring',
  'corridor',
  'air-conditioner',
  'peak-hours',
  'meter-app',
  'solar',
  'bill',
] as const

export const campaignFlow = declareFlow({
  states: ['waiting', 'sent_back', 'approved', 'ended'],
  start: 'waiting',
  moves: {
    approve: { from: ['waiting'], to: 'approved' },
    sendBack: { from: ['waiting'], to: 'sent_back' },
    revise: { from: ['sent_back'], to: 'waiting' },
    end: { from: ['approved'], to: 'ended' },
  },
})
export const campaignStates = campaignFlow.states
export type CampaignState = (typeof campaignStates)[number]
const after = { approved: 'approved', sent_back: 'sent_back', revised: 'waiting', ended: 'ended' } as const
export type DecisionKind = keyof typeof after
export const campaignStateOf = (last: DecisionKind | null): CampaignState => (last ? after[last] : 'waiting')

/** A photo makes a talk or a relay proven; without one it is recorded. */
export const gradeOf = (photoId: string | null | undefined): 'proven' | 'recorded' => (photoId ? 'proven' : 'recorded')

/** Whether an organisation says that it reached more people than it was given leaflets: possible, but asked about. */
export const reachedMore = (relay: { readonly handed: number; readonly people: number | null }): boolean =>
  (relay.people ?? 0) > relay.handed

/** A day lies between the campaign's first day and today (ISO days). */
export function dayRefused(
  day: string,
  from: string,
  today: string,
): 'outreach.day_ahead' | 'outreach.day_before' | undefined {
  if (day > today) return 'outreach.day_ahead'
  return day < from ? 'outreach.day_before' : undefined
}
