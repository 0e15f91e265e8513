import { type Calendar, countsOf, kindsOf } from './rules-calendar.ts'
import { adjustingHours, type Hours } from './rules-loads.ts'
import type { Method } from './rules-method.ts'
import { weekdayOf } from './rules-series.ts'

/** The tables (or table expressions) that the text reads. */
export type SqlTables = {
  /** `customer, day, hour, hours, kwh`: day from 1970-01-01, the slot's start and length in hours; only usable slots. */
  readonly readings: string
  /** `day, alike, place`: which days a rule compares, and a day's place among them. */
  readonly days: string
  /** `event, customer, day, hours_no`: a customer of '' is everybody. */
  readonly events: string
  /** `hours_no, part, from_hour, until_hour`: an event's hours (`event`) and those that adjust its day (`adjusting`). */
  readonly pieces: string
}

/** A number that every engine reads as a float. */
const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value))

const constantsOf = ({ days, adjust, error, gate }: Method, morning: boolean) => ({
  y: days.y,
  least: days.least ?? days.y,
  backBy: days.lookBackDays === undefined ? 'place' : 'day',
  back: days.lookBackDays ?? days.lookBackAlike ?? 100_000,
  // A place is at most some thousands: half of them below, half above 1 keeps the weights within a float.
  weight: days.halfLifeDays === undefined ? '1.0' : `power(2.0, (place - 1500) / ${float(days.halfLifeDays)})`,
  low: float(adjust.low ?? 0),
  high: float(adjust.high ?? 1_000_000_000),
  up: float((morning ? adjust.morningPowerUp : undefined) ?? adjust.powerUp ?? 1),
  down: float((morning ? adjust.morningPowerDown : undefined) ?? adjust.powerDown ?? 1),
  fade: `power(2.0, remembered_before / ${float(error.halfLifeDays)})`,
  most: float(error.most ?? 3),
  unusual: float(error.unusual),
  width: float(error.intervalTimes),
  times: float(gate?.times ?? 0),
  floor: float(gate?.floor ?? 0),
  limit: float(gate?.limit ?? 0),
  history: gate?.leastHistory ?? 1,
})

/** Whether a rule can be said in the one text: all of the last days, a ratio or nothing, and a gate. */
export const isPortable = ({ reference, days, adjust, reading, leastKw, gate }: Method): boolean =>
  reference === 'days' &&
  days.pick === 'all' &&
  !days.leaveOut &&
  (days.lookBackDays === undefined || days.lookBackAlike === undefined) &&
  adjust.kind !== 'add' &&
  reading.days === 'mean' &&
  reading.event === 'mean' &&
  !reading.before &&
  !reading.ownDay &&
  leastKw === undefined &&
  gate !== undefined

/** The loads of each customer's days in the hours of the events, and which days may stand for ordinary use. */
const loadsSql = ({ readings, days, events, pieces }: SqlTables): string => `
calls as (
  select event, customer, day, hours_no from ${events} where customer <> ''
  union all
  select e.event, c.customer, e.day, e.hours_no
  from ${events} e cross join (select distinct customer from ${readings}) c where e.customer = ''),
spans as (select customer, min(day) as first_day, max(day) as last_day from ${readings} group by customer),
wanted as (
  select hours_no, sum(case when part = 'event' then cast(until_hour - from_hour as double) else 0.0 end) as event_hours,
    sum(case when part = 'adjusting' then cast(until_hour - from_hour as double) else 0.0 end) as adjusting_hours
  from ${pieces} group by hours_no),
cells as (
  select r.customer as customer, p.hours_no as hours_no, r.day as day,
    case when p.part = 'event' then cast(r.kwh as double) else 0.0 end as event_kwh,
    case when p.part = 'event' then cast(r.hours as double) else 0.0 end as event_read,
    case when p.part = 'adjusting' then cast(r.kwh as double) else 0.0 end as adjusting_kwh,
    case when p.part = 'adjusting' then cast(r.hours as double) else 0.0 end as adjusting_read, 0 as called
  from ${readings} r cross join ${pieces} p where r.hour >= p.from_hour and r.hour < p.until_hour
  union all
  select c.customer, v.hours_no, c.day, 0.0, 0.0, 0.0, 0.0, 1
  from (select distinct customer, day from calls) c cross join wanted v),
loads as (
  select c.customer as customer, c.hours_no as hours_no, d.alike as alike, c.day as day, d.place as place,
    sum(c.event_kwh) as event_kwh, sum(c.adjusting_kwh) as adjusting_kwh,
    max(v.event_hours) as event_hours, max(v.adjusting_hours) as adjusting_hours,
    case when abs(sum(c.event_read) - max(v.event_hours)) < 1e-9 then 1 else 0 end as event_whole,
    case when abs(sum(c.adjusting_read) - max(v.adjusting_hours)) < 1e-9 then 1 else 0 end as adjusting_whole,
    max(c.called) as called
  from cells c join ${days} d on d.day = c.day join wanted v on v.hours_no = c.hours_no
  group by c.customer, c.hours_no, d.alike, c.day, d.place)`

type Constants = ReturnType<typeof constantsOf>
const whole = (frame: string): string => `(partition by customer, hours_no, alike order by ${frame})`
const before = whole('day rows between unbounded preceding and 1 preceding')

/** The days that each day is compared with: the newest ones, of which none lies too far back. */
const comparedSql = ({ y, weight, back, backBy }: Constants): string => `
counted as (
  select *, case when called = 0 and event_whole = 1 and adjusting_whole = 1 then 1.0 else 0.0 end as counts from loads),
numbered as (
  select *, cast(coalesce(sum(counts) over ${before}, 0.0) as bigint) as counted_before, counts * ${weight} as weight
  from counted),
summed as (
  select *, coalesce(sum(counts) over near, 0.0) as near_days, coalesce(sum(weight) over near, 0.0) as near_weight,
    coalesce(sum(weight * event_kwh) over near, 0.0) as near_event,
    coalesce(sum(weight * adjusting_kwh) over near, 0.0) as near_adjusting,
    coalesce(sum(counts) over late, 0.0) as late_days, coalesce(sum(weight) over late, 0.0) as late_weight,
    coalesce(sum(weight * event_kwh) over late, 0.0) as late_event,
    coalesce(sum(weight * adjusting_kwh) over late, 0.0) as late_adjusting
  from numbered
  window near as ${whole(`counted_before range between ${y} preceding and 1 preceding`)},
    late as ${whole(`${backBy} range between ${back} preceding and 1 preceding`)}),
usual as (
  select *, case when near_days <= late_days then near_days else late_days end as days_used,
    case when near_days <= late_days then near_weight else late_weight end as all_weight,
    case when near_days <= late_days then near_event else late_event end as all_event,
    case when near_days <= late_days then near_adjusting else late_adjusting end as all_adjusting
  from summed)`

/** What the rule expects of each day, and how far it was off on the days before. */
const expectedSql = ({ least, low, high, up, down, most, fade }: Constants): string => `
ratios as (
  select *, case when adjusting_whole = 1 and days_used >= ${least} then all_event / all_weight end as plain_kwh,
    case when adjusting_hours > 0 and all_adjusting > 0 then adjusting_kwh * all_weight / all_adjusting else 1.0 end as ratio
  from usual),
expected as (
  select *, plain_kwh * power(case when ratio > ${high} then ${high} when ratio < ${low} then ${low} else ratio end,
    case when ratio > 1 then ${up} else ${down} end) as baseline_kwh
  from ratios),
known as (
  select *, case when counts > 0 and baseline_kwh > 0 then 1.0 else 0.0 end as remembered,
    case when counts > 0 and baseline_kwh > 0 then abs(1 - event_kwh / baseline_kwh) else 0.0 end as off
  from expected),
placed as (select *, coalesce(sum(remembered) over ${before}, 0.0) as remembered_before from known),
errors as (
  select *, coalesce(sum(remembered * ${fade}) over ${before}, 0.0) as off_weight,
    coalesce(sum(case when off > ${most} then ${most} else off end * remembered * ${fade}) over ${before}, 0.0) as off_sum
  from placed)`

/** What that says of each event. */
const judgedSql = (of: Constants): string => `
noisy as (
  select c.event as event, e.customer as customer, e.day as day, s.first_day as first_day, s.last_day as last_day,
    e.event_whole as event_whole, e.adjusting_whole as adjusting_whole, e.days_used as days_used,
    e.remembered_before as remembered_before, e.baseline_kwh as baseline_kwh, e.plain_kwh as plain_kwh,
    e.event_kwh as event_kwh, case when e.off_weight > 0 then e.off_sum / e.off_weight end
      + ${of.unusual} * abs(ln(case when e.ratio > 0 then e.ratio else 1e-9 end)) as sigma
  from calls c join errors e on e.customer = c.customer and e.hours_no = c.hours_no and e.day = c.day
    join spans s on s.customer = c.customer),
judged as (
  select *, case when ${of.times} * sigma > ${of.floor} then ${of.times} * sigma else ${of.floor} end as threshold,
    case when day < first_day or day > last_day then 'outside_readings'
      when event_whole = 0 then 'event_unread' when adjusting_whole = 0 then 'adjusting_unread'
      when days_used < ${of.least} then 'few_days' when not (baseline_kwh > 0) then 'no_load'
      when remembered_before < ${of.history} then 'short_history'
      when ${of.times} * sigma > ${of.limit} then 'too_noisy'
      when 1 - event_kwh / baseline_kwh > (case when ${of.times} * sigma > ${of.floor} then ${of.times} * sigma else ${of.floor} end)
        then 'beyond_error' else 'within_error' end as reason
  from noisy)
select customer, event, baseline_kwh, event_kwh as actual_kwh, baseline_kwh - event_kwh as reduction_kwh,
  100 * (1 - event_kwh / baseline_kwh) as reduction_pct,
  baseline_kwh - event_kwh - ${of.width} * sigma * baseline_kwh as low_kwh,
  baseline_kwh - event_kwh + ${of.width} * sigma * baseline_kwh as high_kwh,
  baseline_kwh / plain_kwh as factor, days_used, threshold,
  case when reason = 'beyond_error' then 'reduced' when reason = 'within_error' then 'not_reduced' else 'cannot_tell' end
    as verdict, reason
from judged order by customer, event`

/**
 * Measuring at events as one text of SQL that DuckDB and ClickHouse both run as it stands; it answers what
 * `measureEvents` does. Events that start before noon and later ones differ in their powers, so they are two runs.
 */
export function eventsSql(rule: Method, morning: boolean, tables: SqlTables): string {
  const of = constantsOf(rule, morning)
  return `with ${[loadsSql(tables), comparedSql(of), expectedSql(of)].join(',')},${judgedSql(of)}\n`
}

type Call = Hours & { readonly event: string; readonly day: number; readonly customer?: string | undefined }
export type SqlRows = Readonly<Record<'days' | 'events' | 'pieces', readonly (readonly (string | number)[])[]>>

/** The rows of the small tables: days from one on, the events, and the hours that the rule reads for them. */
export function eventsRows(
  rule: Method,
  calls: readonly Call[],
  calendar: Calendar,
  firstDay: number,
  days: number,
): SqlRows {
  const { like } = rule.days
  const kinds = kindsOf(firstDay, days, calendar)
  const places = countsOf(kinds, firstDay, like)
  const alikeOf = (day: number): number =>
    like === 'any' ? 0 : like === 'kind' ? (kinds[day] ?? 0) : weekdayOf(firstDay + day)
  const numbers = new Map<string, number>()
  const pieces: (string | number)[][] = []
  const numberOf = (hours: Hours): number => {
    const key = `${hours.from} ${hours.until} ${hours.noticeHour ?? ''}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    const no = numbers.size + 1
    numbers.set(key, no)
    pieces.push([no, 'event', hours.from, hours.until])
    const adjusting = rule.adjust.kind === 'none' ? [] : adjustingHours(rule, hours)
    for (const { from, until } of adjusting) pieces.push([no, 'adjusting', from, until])
    return no
  }
  return {
    days: Array.from({ length: days }, (_, day) => [firstDay + day, alikeOf(day), places[day] ?? 0]),
    events: calls.map(call => [call.event, call.customer ?? '', call.day, numberOf(call)]),
    pieces,
  }
}
