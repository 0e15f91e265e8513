import { dayOfNumber, weekdayOf } from '#kit/time'
import {
  countsOf,
  type Event,
  forecastDays,
  judge,
  loadsOf,
  type Measured,
  type Method,
  newForecast,
  newRoom,
  type Series,
} from '#spine/meters/rules.ts'

/** Why a day before an event is not among those it was compared with. */
export const dayWhys = ['used', 'other_kind', 'event', 'unread', 'left_out', 'too_few'] as const
export type DayWhy = (typeof dayWhys)[number]

/** One day looked at: counted from 1970-01-01, its mean load in the event's hours (kW), and whether it was used. */
export type ComparedDay = {
  readonly day: number
  readonly why: DayWhy
  readonly kw: number | null
  /** What the meter's marks say of a day that could not be read: bits as in the readings. */
  readonly marks?: number
}

/** Everything that the page of one event draws. Loads in kW by slot of the day, null where nothing was read. */
export type EventWhy = {
  readonly slots: number
  readonly actualKw: readonly (number | null)[]
  readonly expectedKw: readonly (number | null)[]
  /** Half of the interval's height as a share of what was expected. */
  readonly band: number | null
  /** Hours of the day that moved the days' mean to this day; none for a rule that adjusts nothing. */
  readonly adjusting: readonly (readonly [from: number, until: number])[]
  readonly plainKw: number | null
  readonly baselineKw: number | null
  readonly actualMeanKw: number | null
  /** The saving must lie beyond this share. */
  readonly threshold: number | null
  /** How far this comparison is usually off for this customer on such a day, as a share. */
  readonly usualError: number | null
  readonly days: readonly ComparedDay[]
}

/** Tenths are finer than any meter of this size, and keep what is frozen small. */
export const tenth = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 10) / 10 : null)
const finite = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null)

/** Most days back that a page lists when none could be used. */
const shownBack = 35

/**
 * The hours before and after an event by which a rule moves its baseline; they end before the notice went out. The
 * rules of measuring read the same hours: a test holds the two together for every rule.
 */
export function adjustingHours({ adjust, reference }: Method, event: Event): (readonly [number, number])[] {
  if (adjust.kind === 'none' && reference !== 'same-day') return []
  const { from, until, noticeHour } = event
  const pieces: [number, number][] = []
  if (adjust.before) {
    const end = Math.min(from - adjust.before.until, Math.floor(noticeHour ?? 24))
    pieces.push([Math.max(end - adjust.before.from + adjust.before.until, adjust.notBeforeHour ?? 0, 0), end])
  }
  if (adjust.after) pieces.push([until + adjust.after.from, Math.min(24, until + adjust.after.until)])
  return pieces.filter(([start, end]) => end > start)
}

/** The series up to and with a day: what was known when that day was judged. */
function upTo(series: Series, day: number): Series {
  const days = day - series.firstDay + 1
  const { slots, kwh, marks } = series
  return { ...series, days, kwh: kwh.subarray(0, days * slots), marks: marks.subarray(0, days * slots) }
}

type Loads = NonNullable<ReturnType<typeof loadsOf>>
type Look = {
  readonly series: Series
  readonly loads: Loads
  readonly room: ReturnType<typeof newRoom>
  readonly forecast: ReturnType<typeof newForecast>
}

/** Whether a rule takes all of the newest days, so that which they are can be read off for every day at once. */
const takesNewest = ({ reference, days: { pick, leaveOut } }: Method): boolean =>
  reference !== 'alike-days' && pick === 'all' && !leaveOut

/**
 * The days that a day was compared with. They still lie in the room after a forecast: all that may be compared, of
 * which a rule that takes all takes the newest before the day; or those that the last day chose among them. Tests hold
 * that their mean is what the rule expected.
 */
function chosenDays({ loads, room, forecast }: Look, rule: Method, today: number): number[] {
  const many = forecast.used[today] as number
  if (!takesNewest(rule)) return [...room.scratch.days.subarray(0, many)]
  const { like } = rule.days
  const { kinds, firstDay } = loads
  const kind = like === 'any' ? 0 : like === 'kind' ? kinds[today] : weekdayOf(dayOfNumber(firstDay + today))
  const past = room.pasts[kind as number]
  const before = past ? [...past.days.subarray(0, past.count)].filter(day => day < today) : []
  return before.slice(Math.max(0, before.length - many))
}

type Chosen = { readonly days: readonly number[]; readonly weights: readonly number[] }

/** A whole day as the compared days had it, each slot by their weights, moved by what the day itself says. */
function expectedDay(
  { slots, kwh }: Series,
  { days, weights }: Chosen,
  moved: (kw: number) => number,
): (number | null)[] {
  return Array.from({ length: slots }, (_, slot) => {
    let [sum, weight] = [0, 0]
    for (const [at, day] of days.entries()) {
      const value = kwh[day * slots + slot] as number
      if (Number.isNaN(value)) continue
      sum += value * (weights[at] as number)
      weight += weights[at] as number
    }
    return weight > 0 ? tenth(moved((sum / weight) * (slots / 24))) : null
  })
}

/** A rule that looks at no other day expects something of the event's hours only. */
const withinEvent = ({ slots }: Series, { from, until }: Event, kw: number): (number | null)[] =>
  Array.from({ length: slots }, (_, slot) => {
    const hour = (slot * 24) / slots
    return hour >= from && hour < until ? tenth(kw) : null
  })

/** Everything that is marked in the hours that a rule reads of a day. */
function marksIn({ slots, marks }: Series, day: number, hours: readonly (readonly [number, number])[]): number {
  let found = 0
  for (const [from, until] of hours)
    for (let slot = (from * slots) / 24; slot < (until * slots) / 24; slot++)
      found |= marks[day * slots + Math.floor(slot)] as number
  return found
}

type Looked = {
  readonly series: Series
  readonly hours: readonly (readonly [number, number])[]
  readonly loads: Loads
  readonly chosen: Chosen
  readonly today: number
}

/** Each day from the oldest used until the event, with why it was or was not used. */
function daysOf({ loads, chosen, today, series, hours }: Looked): ComparedDay[] {
  const { kinds, ordinary, event, reference, adjusting, firstDay } = loads
  const used = new Set(chosen.days)
  const oldest = used.size > 0 ? Math.min(...used) : Math.max(0, today - shownBack)
  const whyOf = (day: number): DayWhy => {
    if (used.has(day)) return 'used'
    if (ordinary[day] === 0) return 'event'
    if (kinds[day] !== kinds[today]) return 'other_kind'
    if ([event, reference, adjusting].some(read => read && Number.isNaN(read[day]))) return 'unread'
    return used.size > 0 ? 'left_out' : 'too_few'
  }
  return Array.from({ length: today - oldest }, (_, at) => oldest + at).map(day => {
    const why = whyOf(day)
    const told = { day: firstDay + day, why, kw: tenth(event[day] as number) }
    return why === 'unread' ? { ...told, marks: marksIn(series, day, hours) } : told
  })
}

const nothing = { band: null, plainKw: null, baselineKw: null, actualMeanKw: null, threshold: null, usualError: null }

function actualOf({ slots, firstDay, days, kwh }: Series, day: number): (number | null)[] {
  const at = (day - firstDay) * slots
  if (day < firstDay || day >= firstDay + days) return Array.from({ length: slots }, () => null)
  return Array.from({ length: slots }, (_, slot) => tenth((kwh[at + slot] as number) * (slots / 24)))
}

/** What the rules of measuring say of a series for the hours of one event. */
function lookAt(
  series: Series,
  event: Event,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
): Look | undefined {
  const { firstDay, days } = series
  const ordinary = new Uint8Array(days).fill(1)
  for (const { day } of events) if (day >= firstDay && day < firstDay + days) ordinary[day - firstDay] = 0
  const own = kinds.subarray(0, days)
  const loads = loadsOf(series, event, rule, { kinds: own, ordinary, counts: countsOf(own, firstDay, rule.days.like) })
  if (!loads) return undefined
  const room = newRoom(days)
  return { series, loads, room, forecast: forecastDays(loads, rule, room, newForecast(days)) }
}

function pageOf(look: Look, event: Event, rule: Method, measured: Measured, empty: EventWhy): EventWhy {
  const { series, loads, forecast } = look
  const today = event.day - series.firstDay
  const judged = judge(forecast, today, loads.event[today] as number, rule)
  const days = chosenDays(look, rule, today)
  const ages = days.map(day => (loads.counts[today] as number) - (loads.counts[day] as number))
  const { halfLifeDays } = rule.days
  const weights = ages.map(age => (halfLifeDays === undefined ? 1 : 0.5 ** (age / halfLifeDays)))
  const chosen = { days, weights }
  const { baselineKw, plainKw } = judged
  const moved = (kw: number): number =>
    rule.adjust.kind === 'add' ? kw + baselineKw - plainKw : kw * (baselineKw / plainKw)
  const hours = [[event.from, event.until] as const, ...empty.adjusting]
  return {
    ...empty,
    expectedKw: days.length > 0 ? expectedDay(series, chosen, moved) : withinEvent(series, event, baselineKw),
    band: finite((measured.highKwh - measured.reductionKwh) / measured.baselineKwh),
    plainKw: tenth(plainKw),
    baselineKw: tenth(baselineKw),
    actualMeanKw: tenth(judged.actualKw),
    threshold: finite(judged.threshold),
    usualError: finite(judged.sigma),
    days: daysOf({ loads, chosen, today, series, hours }),
  }
}

/**
 * What stands behind the judged events of one customer: the day's curve, what was expected of it, and each day that was
 * looked at. It runs the very functions that judge and reads off which days they chose; a rule that chooses among the
 * newest days is run on the readings up to each event's day, any other once for all events of the same hours.
 */
export function explainer(
  series: Series,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
): (event: Event, measured: Measured) => EventWhy {
  const looks = new Map<string, Look | undefined>()
  const lookOf = (event: Event): Look | undefined => {
    if (!takesNewest(rule)) return lookAt(upTo(series, event.day), event, events, rule, kinds)
    const key = `${event.from} ${event.until} ${event.noticeHour ?? ''}`
    if (!looks.has(key)) looks.set(key, lookAt(series, event, events, rule, kinds))
    return looks.get(key)
  }
  return (event, measured) => {
    const actualKw = actualOf(series, event.day)
    const expectedKw = actualKw.map(() => null)
    const adjusting = adjustingHours(rule, event)
    const empty = { slots: series.slots, actualKw, expectedKw, adjusting, days: [], ...nothing }
    const within = event.day >= series.firstDay && event.day < series.firstDay + series.days
    const look = within ? lookOf(event) : undefined
    return look ? pageOf(look, event, rule, measured, empty) : empty
  }
}
