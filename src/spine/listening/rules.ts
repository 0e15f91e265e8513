import { declareFlow } from '#kit/flow'
import { fold } from '#kit/text'
import { addWorkingMinutes, workingMinutesBetween, type workingTime } from '#kit/time'

export const channels = ['portal', 'phone', 'hall', 'field', 'paper'] as const
/** Channels through which staff write down what somebody said. */
export const staffChannels = ['phone', 'hall', 'field', 'paper'] as const
export const topics = ['supply', 'bill', 'service', 'safety', 'saving', 'other'] as const
/** Why something is not answered in substance; the asker is told which, and the sentence beside it. */
export const refusalReasons = ['not_ours', 'unclear', 'abusive', 'already_decided'] as const
export const toldWays = ['call', 'letter', 'in_person'] as const

export const caseStates = ['received', 'taken', 'waiting', 'answered', 'refused', 'merged'] as const
export type CaseState = (typeof caseStates)[number]

const open = ['received', 'taken', 'waiting'] as const

/** A case ends answered, refused with a reason, or as a part of another one; it never just ends. */
export const caseFlow = declareFlow({
  states: caseStates,
  start: 'received',
  moves: {
    take: { from: open, to: 'taken' },
    wait: { from: ['received', 'taken'], to: 'waiting' },
    resume: { from: ['waiting'], to: 'taken' },
    answer: { from: open, to: 'answered' },
    refuse: { from: open, to: 'refused' },
    reopen: { from: ['answered', 'refused'], to: 'received' },
    merge: { from: open, to: 'merged' },
    unmerge: { from: ['merged'], to: 'received' },
  },
})

export const eventKinds = [
  'received',
  'taken',
  'waiting',
  'resumed',
  'answered',
  'refused',
  'reopened',
  'merged',
  'unmerged',
  'told',
  'noted',
] as const
export type EventKind = (typeof eventKinds)[number]
export type Happened = { readonly kind: EventKind; readonly at: Date }

/** Within what working time somebody is answered. */
export type Promised = { readonly answerMinutes: number; readonly mostPauseMinutes: number }
export type Clock = { readonly dueAt: Date; readonly closedAt: Date | null; readonly inTime: boolean | null }

type WorkingTime = ReturnType<typeof workingTime>
type Running = {
  readonly from: Date
  /** Since when the asker is awaited. */
  readonly rests: Date | undefined
  /** Working minutes of former rests. */
  readonly rested: number
  readonly closed: { readonly at: Date; readonly due: Date } | undefined
}
const begins: ReadonlySet<EventKind> = new Set(['received', 'reopened'])
const replies: ReadonlySet<EventKind> = new Set(['resumed', 'taken'])
const ends: ReadonlySet<EventKind> = new Set(['answered', 'refused', 'merged'])

/** How many working minutes of a pause count: longer than that, and the clock runs again although somebody is awaited. */
function pausedMinutes(time: WorkingTime, from: Date, until: Date, promised: Promised, before: number): number {
  return Math.min(workingMinutesBetween(time, from, until), Math.max(0, promised.mostPauseMinutes - before))
}

const begun = (from: Date): Running => ({ from, rests: undefined, rested: 0, closed: undefined })

function dueOf({ from, rests, rested }: Running, promised: Promised, time: WorkingTime, at: Date): Date {
  const pause = rests ? pausedMinutes(time, rests, at, promised, rested) : 0
  return addWorkingMinutes(time, from, promised.answerMinutes + rested + pause)
}

/** The clock after one more thing has happened. */
function after(run: Running, { kind, at }: Happened, promised: Promised, time: WorkingTime): Running {
  if (begins.has(kind)) return begun(at)
  if (kind === 'unmerged') return { ...run, closed: undefined }
  if (run.closed) return run
  if (kind === 'waiting') return { ...run, rests: run.rests ?? at }
  if (ends.has(kind)) return { ...run, closed: { at, due: dueOf(run, promised, time, at) } }
  if (!run.rests || !replies.has(kind)) return run
  return { ...run, rests: undefined, rested: run.rested + pausedMinutes(time, run.rests, at, promised, run.rested) }
}

/**
 * The clock of a case: a function of what happened and of nothing else, so that yesterday's answer can be given again.
 * It runs from the asking, rests while the asker is awaited, ends with an answer or refusal, and begins anew when the
 * asker says that it is not solved. While it rests, what is due is what would be due if the asker replied now.
 */
export function clockOf(events: readonly Happened[], promised: Promised, time: WorkingTime, now: Date): Clock {
  let run = begun(now)
  for (const one of events) run = after(run, one, promised, time)
  const { closed } = run
  if (closed) return { dueAt: closed.due, closedAt: closed.at, inTime: closed.at <= closed.due }
  return { dueAt: dueOf(run, promised, time, now), closedAt: null, inTime: null }
}

const words = (text: string): Set<string> => {
  const all = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word.length > 1)
  return new Set([...all, ...all.slice(1).map((word, at) => `${all[at]} ${word}`)])
}

/** How alike two texts read, 0 to 1: shared words and pairs of words, whatever their marks (Dice's measure). */
export function likeness(one: string, other: string): number {
  const [a, b] = [words(one), words(other)]
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return (2 * shared) / (a.size + b.size)
}

/** From here on two questions are shown as perhaps the same. */
export const alikeFrom = 0.35

/** Words of danger: whoever reads them acts first and answers later. */
const dangers = [
  'dien giat',
  'giat dien',
  'dut day',
  'dien dut',
  'day dut',
  'no tram',
  'ro dien',
  'ho dien',
  'electric shock',
]
/** Without its mark this one means "to run", so it is only known by it. */
const fire = /(?<!\p{L})(cháy|fire)(?!\p{L})/iu

export function soundsDangerous(text: string): boolean {
  const folded = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return fire.test(text.normalize('NFC')) || dangers.some(danger => folded.includes(` ${danger} `))
}
