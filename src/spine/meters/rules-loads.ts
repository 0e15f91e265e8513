import type { Method, Reading } from './rules-method.ts'
import { highestLoads, meanLoads, type Series, unusable, type Window } from './rules-series.ts'

/** What one customer's days say about one window of the day. Loads in kW by day, NaN where they cannot be read. */
export type DayLoads = {
  readonly firstDay: number
  readonly days: number
  /** The load by which days are compared and from which the baseline is made. */
  readonly reference: Float64Array
  /** The load that is judged; the same array where both are read alike. */
  readonly event: Float64Array
  readonly adjusting?: Float64Array | undefined
  /** 1 a working day, 2 another day. */
  readonly kinds: Uint8Array
  /** 1 where the day may stand for ordinary use. */
  readonly ordinary: Uint8Array
  /** How many days of its kind there were up to and with each day: two differ by how far they lie apart. */
  readonly counts: Int32Array
  readonly morning: boolean
  /** How unlike two days are outside the event's hours; only for rules that look for alike days. */
  readonly unlike?: ((one: number, other: number) => number) | undefined
}

/** The hours of an event, decimal, on the customer's clock; notice in the same hours (negative: the day before). */
export type Hours = { readonly from: number; readonly until: number; readonly noticeHour?: number | undefined }
/** The days of one customer: which kind each is, and which stand for ordinary use. */
export type Kinds = { readonly kinds: Uint8Array; readonly counts: Int32Array; readonly ordinary: Uint8Array }

/** The slots of some hours; undefined where an edge lies within a slot or outside the day. */
export function slotsOf(slots: number, from: number, until: number): Window | undefined {
  const window = { from: (from * slots) / 24, until: (until * slots) / 24 }
  const whole = Number.isInteger(window.from) && Number.isInteger(window.until)
  return whole && window.from >= 0 && window.until <= slots && window.from < window.until ? window : undefined
}

/** The adjusting hours of a rule around an event, cut to the day and to what came before the notice. */
export function adjustingHours(
  { adjust }: Method,
  { from, until, noticeHour }: Hours,
): { from: number; until: number }[] {
  const pieces: { from: number; until: number }[] = []
  if (adjust.before) {
    const length = adjust.before.from - adjust.before.until
    const end = Math.min(from - adjust.before.until, Math.floor(noticeHour ?? 24))
    pieces.push({ from: Math.max(end - length, adjust.notBeforeHour ?? 0, 0), until: end })
  }
  if (adjust.after) pieces.push({ from: until + adjust.after.from, until: Math.min(24, until + adjust.after.until) })
  return pieces.filter(piece => piece.until > piece.from)
}

/** The hours of a day that a rule reads for some events; undefined where it wants the whole day. */
export function hoursRead(rule: Method, events: readonly Hours[]): Pick<Hours, 'from' | 'until'>[] | undefined {
  if (rule.reference === 'alike-days') return undefined
  const { before } = rule.reading
  return events.flatMap(hours => [
    { from: hours.from, until: hours.until },
    ...(before ? [{ from: hours.from - before.from, until: hours.from - before.until }] : []),
    ...adjustingHours(rule, hours),
  ])
}

const readOf = (series: Series, window: Window, reading: Reading): Float64Array =>
  reading === 'mean'
    ? meanLoads(series, [window])
    : highestLoads(series, window, reading === 'highest-slot' ? 1 : series.slots / 24)

/** Root mean square between two days outside the event's hours and the hour on each side; NaN where one is unread. */
function unlikeness({ slots, kwh, marks }: Series, { from, until }: Window): (one: number, other: number) => number {
  const margin = slots / 24
  return (one, other) => {
    let [sum, bad] = [0, 0]
    for (let slot = 0; slot < slots; slot++) {
      if (slot >= from - margin && slot < until + margin) continue
      const [a, b] = [one * slots + slot, other * slots + slot]
      bad |= (marks[a] as number) | (marks[b] as number)
      sum += ((kwh[a] as number) - (kwh[b] as number)) ** 2
    }
    return bad & unusable ? Number.NaN : Math.sqrt(sum)
  }
}

/** Reads one customer's days as a rule wants them; undefined where the event's hours do not fit the meter's slots. */
export function loadsOf(series: Series, hours: Hours, rule: Method, kinds: Kinds): DayLoads | undefined {
  const { slots, firstDay, days } = series
  const window = slotsOf(slots, hours.from, hours.until)
  const earlier = rule.reading.before
  const read = earlier ? slotsOf(slots, hours.from - earlier.from, hours.from - earlier.until) : window
  const adjusting = adjustingHours(rule, hours).map(piece => slotsOf(slots, piece.from, piece.until))
  if (!window || !read || adjusting.includes(undefined)) return undefined
  const event = readOf(series, window, rule.reading.event)
  const alike = read === window && rule.reading.days === rule.reading.event
  const needed = rule.adjust.kind !== 'none' || rule.reference === 'same-day'
  return {
    firstDay,
    days,
    ...kinds,
    event,
    reference: alike ? event : readOf(series, read, rule.reading.days),
    adjusting: needed && adjusting.length > 0 ? meanLoads(series, adjusting as Window[]) : undefined,
    morning: hours.from < 12,
    unlike: rule.reference === 'alike-days' ? unlikeness(series, window) : undefined,
  }
}
