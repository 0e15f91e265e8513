import { countsOf } from './rules-calendar.ts'
import { type Forecast, newForecast, newRoom, type Room } from './rules-expect.ts'
import { forecastDays } from './rules-forecast.ts'
import { type DayLoads, type Hours, loadsOf } from './rules-loads.ts'
import type { Method } from './rules-method.ts'
import type { Series } from './rules-series.ts'
import { type Judged, judge, type Reason, type SeasonEvent, sigmaOf, type Verdict } from './rules-verdict.ts'

/** One call to reduce: the day (counted from 1970-01-01) and the hours, on the customer's clock. */
export type Event = Hours & { readonly event: string; readonly day: number }

/** One customer and event, or one customer and season. Energies in kWh, shares 0..1; NaN is not known. */
export type Measured = {
  readonly customer: string
  readonly event: string
  /** How long it was. */
  readonly hours: number
  readonly baselineKwh: number
  readonly actualKwh: number
  readonly reductionKwh: number
  readonly reductionPct: number
  readonly reductionKw: number
  readonly lowKwh: number
  readonly highKwh: number
  /** What the days' mean was multiplied by. */
  readonly factor: number
  readonly daysUsed: number
  readonly verdict: Verdict
  readonly reason: Reason | EventReason
  /** ln of the day's adjusting hours over the usual; what the season's audit looks at. */
  readonly lnRatio: number
  readonly season: SeasonEvent | undefined
}
/** Why an event of a customer cannot be measured at all. */
export type EventReason =
  | 'outside_readings'
  | 'unaligned_hours'
  | 'overlapping_event'
  | 'never_read'
  | 'unknown_customer'

const nothing = {
  hours: 0,
  baselineKwh: Number.NaN,
  actualKwh: Number.NaN,
  reductionKwh: Number.NaN,
  reductionPct: Number.NaN,
  reductionKw: Number.NaN,
  lowKwh: Number.NaN,
  highKwh: Number.NaN,
  factor: Number.NaN,
  daysUsed: 0,
  lnRatio: Number.NaN,
  season: undefined,
}
export const unmeasured = (customer: string, event: string, reason: Reason | EventReason): Measured => ({
  customer,
  event,
  ...nothing,
  verdict: 'cannot_tell',
  reason,
})

const overlaps = (one: Event, other: Event): boolean =>
  one.day === other.day && one.from < other.until && other.from < one.until
/** Whether an event runs into one that was called before it. */
const overlapping = (event: Event, events: readonly Event[]): boolean =>
  events.slice(0, events.indexOf(event)).some(other => overlaps(event, other))

/** What a judgement of kW says in kWh. */
function measuredOf(customer: string, event: Event, of: Judged, used: number, ratio: number, rule: Method): Measured {
  const hours = event.until - event.from
  const [baselineKwh, actualKwh] = [of.baselineKw * hours, of.actualKw * hours]
  const reductionKwh = baselineKwh - actualKwh
  const width = rule.error.intervalTimes * of.sigma * baselineKwh
  return {
    customer,
    event: event.event,
    hours,
    baselineKwh,
    actualKwh,
    reductionKwh,
    reductionPct: of.saving * 100,
    reductionKw: reductionKwh / hours,
    lowKwh: reductionKwh - width,
    highKwh: reductionKwh + width,
    factor: of.baselineKw / of.plainKw,
    daysUsed: used,
    verdict: of.verdict,
    reason: of.reason,
    lnRatio: Math.log(ratio),
    season: undefined,
  }
}

/** Whether an event counts towards the season: it has a baseline and a usual error, told singly or not. */
function seasonOf(of: Measured, sigma: number, errors: number, rule: Method): SeasonEvent | undefined {
  const least = rule.season?.leastHistory ?? rule.gate?.leastHistory ?? 1
  const counts = of.baselineKwh > 0 && !Number.isNaN(of.actualKwh) && !Number.isNaN(sigma) && errors >= least
  return counts ? { baselineKwh: of.baselineKwh, actualKwh: of.actualKwh, sigma } : undefined
}

type Window = { readonly loads: DayLoads; readonly forecast: Forecast }

function measureOne(series: Series, event: Event, { loads, forecast }: Window, rule: Method): Measured {
  const day = event.day - series.firstDay
  const judged = judge(forecast, day, loads.event[day] as number, rule)
  const ratio = forecast.ratio[day] as number
  const of = measuredOf(series.customer, event, judged, forecast.used[day] as number, ratio, rule)
  const counted = judged.reason === 'event_unread' || judged.reason === 'adjusting_unread' ? undefined : of
  const sigma = sigmaOf(rule.error, forecast.error[day] as number, ratio)
  return { ...of, season: counted && seasonOf(of, sigma, forecast.errors[day] as number, rule) }
}

/**
 * Measures one customer at its events by a rule. Days of its own events stand for no ordinary use. Events of the same
 * hours are measured in one pass over the customer's days. `kinds` are those of the series' days.
 */
export function measureEvents(
  series: Series,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
  room: Room = newRoom(series.days),
): Measured[] {
  const { customer, firstDay, days } = series
  const ordinary = new Uint8Array(days).fill(1)
  for (const { day } of events) if (day >= firstDay && day < firstDay + days) ordinary[day - firstDay] = 0
  const known = { kinds, ordinary, counts: countsOf(kinds, firstDay, rule.days.like) }
  const windows = new Map<string, Window | undefined>()
  const windowOf = (event: Event): Window | undefined => {
    const key = `${event.from} ${event.until} ${event.noticeHour ?? ''}`
    if (!windows.has(key)) {
      const loads = loadsOf(series, event, rule, known)
      windows.set(key, loads && { loads, forecast: forecastDays(loads, rule, room, newForecast(days)) })
    }
    return windows.get(key)
  }
  return events.map(event => {
    if (days === 0) return unmeasured(customer, event.event, 'never_read')
    if (event.day < firstDay || event.day >= firstDay + days)
      return unmeasured(customer, event.event, 'outside_readings')
    if (overlapping(event, events)) return unmeasured(customer, event.event, 'overlapping_event')
    const window = windowOf(event)
    return window ? measureOne(series, event, window, rule) : unmeasured(customer, event.event, 'unaligned_hours')
  })
}
