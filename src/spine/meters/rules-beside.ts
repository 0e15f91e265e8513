import { countsOf } from './rules-calendar.ts'
import type { Event } from './rules-events.ts'
import { newForecast, newRoom } from './rules-expect.ts'
import { forecastDays } from './rules-forecast.ts'
import { loadsOf } from './rules-loads.ts'
import type { BesideRule, Method } from './rules-method.ts'
import type { Series } from './rules-series.ts'

/** What the ordinary days around some events of the same hours used, over what was expected of them. */
function shareOf(
  series: Series,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
  ordinary: Uint8Array,
  { leastDays, marginDays }: BesideRule,
): number {
  const { firstDay, days } = series
  const [first] = events
  const known = { kinds, ordinary, counts: countsOf(kinds, firstDay, rule.days.like) }
  const loads = first && loadsOf(series, first, rule, known)
  if (!loads) return 1
  const { baseline, gap, errors } = forecastDays(loads, rule, newRoom(days), newForecast(days))
  const called = events.map(({ day }) => day - firstDay)
  const like = new Set(called.map(day => kinds[day]))
  const from = Math.max(0, Math.min(...called) - marginDays)
  const until = Math.min(days, Math.max(...called) + marginDays + 1)
  const least = rule.gate?.leastHistory ?? 1
  let [used, expected, many] = [0, 0, 0]
  for (let day = from; day < until; day++) {
    if (ordinary[day] !== 1 || !like.has(kinds[day]) || gap[day] !== 0 || (errors[day] as number) < least) continue
    used += loads.event[day] as number
    expected += baseline[day] as number
    many++
  }
  return many >= leastDays && used > 0 ? used / expected : 1
}

/**
 * How far a rule is usually off for one customer in one season, for each of its events: what its ordinary days of the
 * same season used over what was expected of them. A term that ends or a shop that grows moves them all alike, and
 * without this the whole season would look like saving. 1 where too few such days can be read.
 */
export function usualShares(
  series: Series,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
  beside: BesideRule,
): number[] {
  const { firstDay, days } = series
  const ordinary = new Uint8Array(days).fill(1)
  for (const { day } of events) if (day >= firstDay && day < firstDay + days) ordinary[day - firstDay] = 0
  const alike = Map.groupBy(events, ({ from, until, noticeHour }) => `${from} ${until} ${noticeHour ?? ''}`)
  const shares = new Map<Event, number>()
  for (const group of alike.values()) {
    const within = group.filter(({ day }) => day >= firstDay && day < firstDay + days)
    const share = within.length > 0 ? shareOf(series, within, rule, kinds, ordinary, beside) : 1
    for (const event of group) shares.set(event, share)
  }
  return events.map(event => shares.get(event) ?? 1)
}
