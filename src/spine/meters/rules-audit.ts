import { countsOf } from './rules-calendar.ts'
import type { Event } from './rules-events.ts'
import { newForecast, type Room } from './rules-expect.ts'
import { forecastDays } from './rules-forecast.ts'
import { loadsOf } from './rules-loads.ts'
import type { Method } from './rules-method.ts'
import type { Series } from './rules-series.ts'

/** How a customer's adjusting hours of event days stand beside those of the same span's other days. */
export type Audited = {
  /** Mean ln r of the event days less the median of the others. */
  readonly shift: number
  /** The same in robust standard errors. */
  readonly standardErrors: number
  readonly flagged: boolean
}
export type AuditRule = { readonly leastEvents: number; readonly leastDays: number; readonly standardErrors: number }
export const auditRule: AuditRule = { leastEvents: 5, leastDays: 15, standardErrors: 2.5 }

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/**
 * The season's audit: whoever raises the hours before each event lifts the own baseline. `events` and `others` are
 * ln r, the day's adjusting hours over the usual, of event days and of ordinary days of the same span. A flag asks for
 * a look by a person, it takes nothing away. Undefined while there are too few days.
 */
export function auditSeason(
  events: readonly number[],
  others: readonly number[],
  rule = auditRule,
): Audited | undefined {
  const [called, usual] = [events.filter(Number.isFinite), others.filter(Number.isFinite)]
  if (called.length < rule.leastEvents || usual.length < rule.leastDays) return undefined
  const middle = medianOf(usual)
  const spread = 1.4826 * medianOf(usual.map(one => Math.abs(one - middle)))
  const shift = called.reduce((sum, one) => sum + one, 0) / called.length - middle
  const standardErrors = shift / (spread * Math.sqrt(1 / called.length + 1 / usual.length))
  return { shift, standardErrors, flagged: spread > 0 && standardErrors > rule.standardErrors }
}

/** Days before the first event and after the last that still belong to its season. */
const marginDays = 14

/** Audits one customer over its events of the commonest hours: ln r of those days beside the span's other days. */
export function auditCustomer(
  series: Series,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
  room: Room,
): Audited | undefined {
  const { firstDay, days } = series
  const alike = [...Map.groupBy(events, ({ from, until }) => `${from} ${until}`).values()]
  const [hours = []] = alike.sort((a, b) => b.length - a.length)
  const [first] = hours
  if (!first) return undefined
  const ordinary = new Uint8Array(days).fill(1)
  for (const { day } of events) if (day >= firstDay && day < firstDay + days) ordinary[day - firstDay] = 0
  const loads = loadsOf(series, first, rule, { kinds, ordinary, counts: countsOf(kinds, firstDay, rule.days.like) })
  if (!loads) return undefined
  const { ratio } = forecastDays(loads, rule, room, newForecast(days))
  const called = new Set(hours.map(({ day }) => day - firstDay))
  const [from, until] = [Math.min(...called) - marginDays, Math.max(...called) + marginDays]
  const span = [...kinds.keys()].filter(day => day >= from && day <= until && kinds[day] === 1)
  const lnOf = (day: number): number =>
    loads.adjusting && Number.isNaN(loads.adjusting[day]) ? Number.NaN : Math.log(ratio[day] as number)
  return auditSeason(
    [...called].filter(day => kinds[day] === 1).map(lnOf),
    span.filter(day => ordinary[day] === 1).map(lnOf),
  )
}
