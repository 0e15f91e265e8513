import { declareFlow } from '#kit/flow'
import { isoDay, momentOf } from '#kit/time'

/** What a message is for: it decides which consent it needs, when it may be sent, and how often. */
export const classes = ['safety', 'service', 'care', 'survey', 'advert'] as const
export type MessageClass = (typeof classes)[number]

export const channels = ['sms', 'zalo', 'email'] as const
export type MessageChannel = (typeof channels)[number]

/** By which channels a wave goes: one, or Zalo first and an SMS to whoever it does not reach. */
export const ladders = ['sms', 'zalo', 'email', 'zalo-sms'] as const
export type Ladder = (typeof ladders)[number]
export const channelsOf = (ladder: Ladder): MessageChannel[] => ladder.split('-') as MessageChannel[]

export const templateFlow = declareFlow({
  states: ['waiting', 'sent_back', 'approved', 'retired'],
  start: 'waiting',
  moves: {
    approve: { from: ['waiting'], to: 'approved' },
    sendBack: { from: ['waiting'], to: 'sent_back' },
    revise: { from: ['sent_back'], to: 'waiting' },
    retire: { from: ['approved'], to: 'retired' },
  },
})
export type TemplateState = (typeof templateFlow.states)[number]
export const templateStates = templateFlow.states

export const waveFlow = declareFlow({
  states: ['planning', 'planned', 'sent_back', 'approved', 'running', 'paused', 'stopped', 'finished'],
  start: 'planning',
  moves: {
    plan: { from: ['planning'], to: 'planned' },
    approve: { from: ['planned'], to: 'approved' },
    sendBack: { from: ['planned'], to: 'sent_back' },
    start: { from: ['approved', 'paused'], to: 'running' },
    pause: { from: ['running'], to: 'paused' },
    stop: { from: ['planned', 'approved', 'running', 'paused'], to: 'stopped' },
    finish: { from: ['running'], to: 'finished' },
  },
})
export type WaveState = (typeof waveFlow.states)[number]
export const waveStates = waveFlow.states

/** The last step of a wave, as a state; none yet is still being planned. */
const stateAfter = {
  planned: 'planned',
  approved: 'approved',
  sent_back: 'sent_back',
  started: 'running',
  paused: 'paused',
  stopped: 'stopped',
  finished: 'finished',
} as const satisfies Record<string, WaveState>
export type StepKind = keyof typeof stateAfter
export const stepKinds = Object.keys(stateAfter) as StepKind[]
export const waveStateOf = (last: StepKind | null): WaveState => (last ? stateAfter[last] : 'planning')

const templateAfter = { approved: 'approved', sent_back: 'sent_back', revised: 'waiting', retired: 'retired' } as const
export type DecisionKind = keyof typeof templateAfter
export const decisionKinds = Object.keys(templateAfter) as DecisionKind[]
export const templateStateOf = (last: DecisionKind | null): TemplateState => (last ? templateAfter[last] : 'waiting')

/** Where a receiver of a wave stands; each is in exactly one, so the account always closes. */
export const recipientStates = [
  'due',
  'claimed',
  'submitted',
  'unknown',
  'delivered',
  'failed',
  'excluded',
  'cancelled',
] as const

/** Between which times of day (HH:MM, Asia/Ho_Chi_Minh, from inclusive, until exclusive) something may be sent. */
export type Window = { readonly opens: string; readonly closes: string }

const dayMs = 86_400_000

/** The first moment from `now` on that lies in the window: `now` itself, today's opening, or tomorrow's. */
export function nextOpening({ opens, closes }: Window, now: Date): Date {
  const today = isoDay(now)
  const opensAt = momentOf(today, opens)
  const closesAt = closes === '24:00' ? new Date(momentOf(today).getTime() + dayMs) : momentOf(today, closes)
  if (now < opensAt) return opensAt
  return now < closesAt ? now : new Date(opensAt.getTime() + dayMs)
}

/** How old the national list may be for an advert to start, in days: a setting of the house, without a source. */
export const listFreshDays = 7
/** How long an attempt may stay unknown before it counts as not arrived: a setting of the house, without a source. */
export const unknownHours = 6
