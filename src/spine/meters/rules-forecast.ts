import { codeOf, expectDay, type Forecast, type Past, type Room } from './rules-expect.ts'
import type { DayLoads } from './rules-loads.ts'
import type { Method } from './rules-method.ts'
import { weekdayOf } from './rules-series.ts'

const unread = codeOf('event_unread')

/** The days that a day may be compared with. */
function pastOf(of: DayLoads, day: number, rule: Method, { pasts }: Room): Past {
  const { like } = rule.days
  const at = like === 'any' ? 0 : like === 'kind' ? (of.kinds[day] as number) : weekdayOf(of.firstDay + day)
  return pasts[at] as Past
}

function clear({ pasts }: Room): void {
  for (const past of pasts) {
    past.count = 0
    past.errors = 0
    past.sum = 0
    past.weight = 0
  }
}

/** Keeps how far the rule was off on an ordinary day, as far as one day may count. */
function remember(past: Past, saving: number, fade: number, most: number): void {
  past.sum = past.sum * fade + Math.min(Math.abs(saving), most)
  past.weight = past.weight * fade + 1
  past.errors++
}

/** Whether a day may stand for ordinary use: no event, and all that the rule reads of it was read. */
const counts = (of: DayLoads, day: number): boolean =>
  of.ordinary[day] === 1 &&
  !Number.isNaN(of.event[day]) &&
  !Number.isNaN(of.reference[day]) &&
  !(of.adjusting && Number.isNaN(of.adjusting[day]))

/**
 * What a rule expects of every day of one customer, in one pass: each ordinary day is judged as if it were an event,
 * by the days before it, and its error is remembered; so the usual error of a day is that of exactly this comparison.
 */
export function forecastDays(of: DayLoads, rule: Method, room: Room, out: Forecast): Forecast {
  clear(room)
  const { halfLifeDays, most = 3 } = rule.error
  const fade = 0.5 ** (1 / halfLifeDays)
  for (let day = 0; day < of.days; day++) {
    const past = pastOf(of, day, rule, room)
    out.error[day] = past.errors > 0 ? past.sum / past.weight : Number.NaN
    out.errors[day] = past.errors
    const gap = expectDay(of, day, past, rule, room, out)
    const load = of.event[day] as number
    out.gap[day] = Number.isNaN(load) ? unread : gap
    if (!counts(of, day)) continue
    const baseline = out.baseline[day] as number
    if (baseline > 0) remember(past, 1 - load / baseline, fade, most)
    past.days[past.count++] = day
  }
  return out
}
