import { declareFlow } from '#kit/flow'
import { addWorkingMinutes, workingMinutesBetween, workingTime } from '#kit/time'
import type { WorkField, WorkKind, WorkReading } from '#kit/wire/work.ts'

/** From asking to acceptance. A customer who has signed accepts at once; without, somebody in the office does. */
export const workFlow = declareFlow({
  states: [
    'asked',
    'taken',
    'waiting',
    'planned',
    'started',
    'stopped',
    'done',
    'rework',
    'accepted',
    'refused',
    'cancelled',
  ],
  start: 'asked',
  moves: {
    take: { from: ['asked'], to: 'taken' },
    refuse: { from: ['asked', 'taken', 'waiting'], to: 'refused' },
    wait: { from: ['taken', 'planned', 'rework'], to: 'waiting' },
    resume: { from: ['waiting'], to: 'taken' },
    plan: { from: ['taken', 'planned', 'rework', 'stopped'], to: 'planned' },
    start: { from: ['planned'], to: 'started' },
    stop: { from: ['planned', 'started'], to: 'stopped' },
    finish: { from: ['planned', 'started'], to: 'done' },
    accept: { from: ['done'], to: 'accepted' },
    sendBack: { from: ['done'], to: 'rework' },
    cancel: { from: ['asked', 'taken', 'waiting', 'planned', 'rework', 'stopped'], to: 'cancelled' },
  },
})
export const workStates = workFlow.states
export type WorkState = (typeof workFlow.states)[number]
export type WorkMove = keyof typeof workFlow.moves

export const channels = ['portal', 'call', 'paper', 'plan'] as const
/** Moves of the office that need no more than a reason (`take` and `resume` need none). */
export const decisions = ['take', 'refuse', 'wait', 'resume', 'cancel'] as const

type Step = { readonly move: string; readonly at: Date }
type Promised = WorkKind['promise']
export type Clock = { readonly dueAt: Date; readonly state: 'running' | 'paused' | 'kept' | 'broken' }

const time = workingTime()
const minuteMs = 60_000

const plus = (from: Date, minutes: number, counts: Promised['counts']): Date =>
  counts === 'working' ? addWorkingMinutes(time, from, minutes) : new Date(from.getTime() + minutes * minuteMs)
const between = (from: Date, until: Date, counts: Promised['counts']): number =>
  counts === 'working'
    ? workingMinutesBetween(time, from, until)
    : Math.floor((until.getTime() - from.getTime()) / minuteMs)

type Rested = { readonly minutes: number; readonly since: Date | undefined; readonly doneAt: Date | undefined }
const ends = new Set(['finish', 'refuse', 'cancel'])

/** How long the promise rested while we waited for the customer, whether it rests now, and when the work was done. */
function restedIn(steps: readonly Step[], counts: Promised['counts']): Rested {
  let it: Rested = { minutes: 0, since: undefined, doneAt: undefined }
  for (const { move, at } of steps) {
    const minutes = it.minutes + (it.since ? between(it.since, at, counts) : 0)
    const doneAt = ends.has(move) ? at : move === 'sendBack' ? undefined : it.doneAt
    it = { minutes, since: move === 'wait' ? at : undefined, doneAt }
  }
  return it
}

/**
 * When the promise ends, and how it stands: a function of the steps alone, oldest first. It runs from asking to done;
 * while we wait for the customer it rests, and what it rested is added. `refused` and `cancelled` work has kept it.
 */
export function clockOf(askedAt: Date, steps: readonly Step[], promise: Promised, now: Date): Clock {
  const { minutes, since, doneAt } = restedIn(steps, promise.counts)
  const resting = since ? Math.max(0, between(since, now, promise.counts)) : 0
  const dueAt = plus(askedAt, promise.minutes + minutes + resting, promise.counts)
  if (doneAt) return { dueAt, state: doneAt <= dueAt ? 'kept' : 'broken' }
  if (since) return { dueAt, state: 'paused' }
  return { dueAt, state: now <= dueAt ? 'running' : 'broken' }
}

/** A phone's clock may be wrong: what lies in the future, or years back, counts as of when it arrived, and says so. */
export function happened(said: Date, received: Date): { readonly at: Date; readonly suspect: boolean } {
  const aheadMs = said.getTime() - received.getTime()
  const suspect = aheadMs > 5 * minuteMs || aheadMs < -30 * 86_400_000
  return { at: suspect ? received : said, suspect }
}

export type Permit = { readonly outageFrom: Date; readonly outageUntil: Date }
export type StartRefused = 'fieldwork.no_permit' | 'fieldwork.outside_outage' | 'fieldwork.not_isolated'

/** Live work is not begun without its permit, inside the agreed outage, with the place isolated. */
export function startRefused(
  kind: Pick<WorkKind, 'permit'>,
  permit: Permit | undefined,
  start: { readonly at: Date; readonly isolated: boolean },
): StartRefused | undefined {
  if (!kind.permit) return undefined
  if (!permit) return 'fieldwork.no_permit'
  if (start.at < permit.outageFrom || start.at > permit.outageUntil) return 'fieldwork.outside_outage'
  return start.isolated ? undefined : 'fieldwork.not_isolated'
}

/** How a reading stands beside its limits. */
export function judgeReading(reading: WorkReading, value: number): 'fine' | 'unsafe' | 'slip' {
  if (!(value >= reading.least && value <= reading.most)) return 'slip'
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = reading.safe ?? {}
  return value >= from && value <= until ? 'fine' : 'unsafe'
}

/** A number as people type it: 0,5 and 0.5 are the same, 500k is none. */
export function readReading(text: string): number | undefined {
  const clean = text.trim().replace(/\s/g, '')
  return /^-?\d{1,9}(?:[.,]\d{1,6})?$/.test(clean) ? Number(clean.replace(',', '.')) : undefined
}

/** By what the receiver vouches for the work: own hand, thumb with a witness, or nobody was there. */
export const signings = ['customer', 'witness', 'absent'] as const
export type Signing = (typeof signings)[number]
export const slotOf: Readonly<Record<Signing, string | undefined>> = {
  customer: 'signature',
  witness: 'thumbprint',
  absent: undefined,
}

export type Brought = {
  readonly checks: readonly string[]
  readonly readings: Readonly<Record<string, number>>
  readonly slots: readonly (string | null)[]
  readonly signed: Signing
  readonly witness?: string | undefined
  readonly note: string
}
export type Lacking =
  | { readonly what: 'check' | 'reading' | 'slip' | 'unsafe' | 'photo'; readonly name: string }
  | { readonly what: 'signature' | 'witness' | 'reason'; readonly name: '' }

const evidenceLacking = (form: WorkKind, brought: Brought): Lacking[] => {
  const lacking: Lacking[] = form.photos
    .filter(photo => photo.needed && !brought.slots.includes(photo.name))
    .map(({ name }) => ({ what: 'photo', name }))
  const slot = slotOf[brought.signed]
  if (slot && !brought.slots.includes(slot)) lacking.push({ what: 'signature', name: '' })
  if (brought.signed === 'witness' && !brought.witness?.trim()) lacking.push({ what: 'witness', name: '' })
  if (brought.signed === 'absent' && brought.note.trim().length < 3) lacking.push({ what: 'reason', name: '' })
  return lacking
}

/** What is still missing before work is done; the phone asks for it on the spot, the server does not take less. */
export function lackingOf(form: WorkKind, brought: Brought): Lacking[] {
  const lacking: Lacking[] = form.checks
    .filter(check => !brought.checks.includes(check.name))
    .map(({ name }) => ({ what: 'check', name }))
  for (const reading of form.readings) {
    const value = brought.readings[reading.name]
    const judged = value === undefined ? undefined : judgeReading(reading, value)
    if (judged === undefined && reading.needed) lacking.push({ what: 'reading', name: reading.name })
    if (judged === 'slip' || judged === 'unsafe') lacking.push({ what: judged, name: reading.name })
  }
  return [...lacking, ...evidenceLacking(form, brought)]
}

/** The places of evidence that make the figure of this work a proven one; an absent receiver leaves it recorded. */
export const neededSlots = (form: WorkKind, signed: Signing): string[] => [
  ...form.photos.filter(photo => photo.needed).map(photo => photo.name),
  slotOf[signed] ?? 'nobody-signed',
]

/** How much an accepted piece of work counts for each measure. */
export function countsOf(
  form: WorkKind,
  readings: Readonly<Record<string, number>>,
  inTime: boolean,
): { readonly measure: string; readonly quantity: number }[] {
  const counted = form.counts.map(({ measure, reading }) => ({
    measure,
    quantity: reading === undefined ? 1 : (readings[reading] ?? 0),
  }))
  const kept = form.countsInTime && inTime ? [{ measure: form.countsInTime, quantity: 1 }] : []
  return [...counted, ...kept].filter(({ quantity }) => quantity > 0)
}

/** Whether the window of a visit makes sense: a day that is not over, not too far ahead, an end after its beginning. */
export function windowRefused(
  it: { readonly day: string; readonly from: string; readonly until: string },
  today: string,
  last: string,
): 'fieldwork.day_over' | 'fieldwork.day_too_far' | 'fieldwork.window_backwards' | undefined {
  if (it.day < today) return 'fieldwork.day_over'
  if (it.day > last) return 'fieldwork.day_too_far'
  return it.until <= it.from ? 'fieldwork.window_backwards' : undefined
}

export type Answers = Readonly<Record<string, string | number>>
type Wrong = 'required' | 'not_listed' | 'wrong_type' | 'too_big' | 'too_small' | 'too_long' | undefined

const wrongNumber = (takes: { least: number; most: number }, value: string | number): Wrong => {
  if (typeof value !== 'number') return 'wrong_type'
  if (value < takes.least) return 'too_small'
  return value > takes.most ? 'too_big' : undefined
}

function wrongWith({ takes, needed }: WorkField, value: string | number | undefined): Wrong {
  if (value === undefined || value === '') return needed ? 'required' : undefined
  if (takes.kind === 'number') return wrongNumber(takes, value)
  if (typeof value !== 'string') return 'wrong_type'
  if (takes.kind === 'line') return value.length > takes.most ? 'too_long' : undefined
  return takes.of.some(one => one.name === value) ? undefined : 'not_listed'
}

export type WrongAnswer = {
  readonly name: string
  readonly code: NonNullable<Wrong> | 'unknown_key'
  readonly limit?: number
}

/** What is wrong with the answers to the questions of a kind: each by its name; an answer to no question is wrong too. */
export function wrongAnswers(fields: readonly WorkField[], answers: Answers): WrongAnswer[] {
  const known = new Set(fields.map(field => field.name))
  const strangers = Object.keys(answers).filter(name => !known.has(name))
  return [
    ...fields.flatMap((field): WrongAnswer[] => {
      const code = wrongWith(field, answers[field.name])
      const limits = field.takes.kind === 'choice' ? {} : { limit: field.takes.most }
      return code ? [{ name: field.name, code, ...limits }] : []
    }),
    ...strangers.map((name): WrongAnswer => ({ name, code: 'unknown_key' })),
  ]
}
