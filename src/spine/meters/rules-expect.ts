import { chooseDays, newScratch, type Scratch, sumNewest } from './rules-choose.ts'
import type { DayLoads } from './rules-loads.ts'
import type { Adjust, Method } from './rules-method.ts'

/** Why a day has no baseline, or none that may be relied on. */
export const gaps = ['none', 'event_unread', 'adjusting_unread', 'few_days', 'short_history', 'no_load'] as const
export type Gap = (typeof gaps)[number]
const codes = Object.fromEntries(gaps.map((gap, code) => [gap, code])) as Record<Gap, number>
export const codeOf = (gap: Gap): number => codes[gap]

/** What a rule expects of each day: kW before and after adjusting, days used, and the customer's usual error. */
export type Forecast = {
  readonly baseline: Float64Array
  readonly plain: Float64Array
  /** The day's own adjusting hours over those of the days compared; 1 where nothing is adjusted. */
  readonly ratio: Float64Array
  readonly used: Uint16Array
  /** Mean absolute error of the earlier counted days, as a share of the baseline; NaN while there is none. */
  readonly error: Float64Array
  /** How many errors that is. */
  readonly errors: Uint16Array
  readonly gap: Uint8Array
}

export const newForecast = (days: number): Forecast => ({
  baseline: new Float64Array(days),
  plain: new Float64Array(days),
  ratio: new Float64Array(days),
  used: new Uint16Array(days),
  error: new Float64Array(days),
  errors: new Uint16Array(days),
  gap: new Uint8Array(days),
})

/** Earlier days that may be compared, oldest first, and the errors that the rule made on them. */
export type Past = { readonly days: Int32Array; count: number; errors: number; sum: number; weight: number }

/** Room for customers of up to `days` days, used again and again by one thread. */
export type Room = { readonly scratch: Scratch; readonly pasts: readonly Past[]; readonly days: number }
export const newRoom = (days: number): Room => ({
  scratch: newScratch(days),
  days,
  pasts: Array.from({ length: 8 }, () => ({ days: new Int32Array(days), count: 0, errors: 0, sum: 0, weight: 0 })),
})

/** Sums what the chosen days say, by their weights where they have some, as `sumNewest` does without choosing. */
function sumChosen(of: DayLoads, day: number, many: number, halfLifeDays: number | undefined, scratch: Scratch): void {
  const { days, sums } = scratch
  const { reference, counts, adjusting = reference } = of
  let [loads, moved, weights] = [0, 0, 0]
  for (let at = 0; at < many; at++) {
    const one = days[at] as number
    const age = (counts[day] as number) - (counts[one] as number)
    const weight = halfLifeDays === undefined ? 1 : 0.5 ** (age / halfLifeDays)
    loads += weight * (reference[one] as number)
    moved += weight * (adjusting[one] as number)
    weights += weight
  }
  sums[0] = loads
  sums[1] = moved
  sums[2] = weights
}

/** The ratio that a day is adjusted by: held and softened as the rule says. */
export function softened(ratio: number, rule: Adjust, morning: boolean): number {
  const held = Math.min(Math.max(ratio, rule.low ?? 0), rule.high ?? Number.POSITIVE_INFINITY)
  const afternoon = held > 1 ? rule.powerUp : rule.powerDown
  const early = held > 1 ? rule.morningPowerUp : rule.morningPowerDown
  const power = (morning ? early : undefined) ?? afternoon ?? 1
  return power === 1 ? held : held ** power
}

/** The `x` earlier days most alike outside the event's hours, newest first among equals, put into the scratch. */
function alikeDays(of: DayLoads, day: number, past: Past, rule: Method, { days }: Scratch): number {
  const { unlike } = of
  const { x, lookBackDays = of.days } = rule.days
  if (!unlike) return 0
  const ranked = [...past.days.subarray(0, past.count)]
    .filter(one => one >= day - lookBackDays)
    .reverse()
    .map(one => ({ one, far: unlike(one, day) }))
    .filter(({ far }) => !Number.isNaN(far))
    .sort((a, b) => a.far - b.far)
  if (ranked.length < x) return 0
  for (const [at, { one }] of ranked.slice(0, x).entries()) days[at] = one
  return x
}

/** Moves the days' mean by the day's own adjusting hours. */
function adjusted(of: DayLoads, day: number, usual: number, rule: Method, out: Forecast): number {
  const plain = out.plain[day] as number
  if (!of.adjusting || rule.adjust.kind === 'none') return plain
  const own = of.adjusting[day] as number
  if (rule.adjust.kind === 'add') return plain + own - usual
  const ratio = usual > 0 ? own / usual : 1
  out.ratio[day] = ratio
  return plain * softened(ratio, rule.adjust, of.morning)
}

/** Sums the days that a day is compared with into the scratch; answers how many, or 0 when there are too few. */
function sumDays(of: DayLoads, day: number, past: Past, rule: Method, scratch: Scratch): number {
  const { days } = rule
  const alike = rule.reference === 'alike-days'
  if (!alike && days.pick === 'all' && !days.leaveOut) return sumNewest(of, day, past, days, scratch)
  const many = alike ? alikeDays(of, day, past, rule, scratch) : chooseDays(of, day, past, days, scratch)
  sumChosen(of, day, many, days.halfLifeDays, scratch)
  return many
}

/** What the rule expects of one day from the days before it; answers why not, as a code of `gaps`. */
export function expectDay(of: DayLoads, day: number, past: Past, rule: Method, room: Room, out: Forecast): number {
  const { scratch } = room
  const sameDay = rule.reference === 'same-day'
  const own = of.adjusting ? (of.adjusting[day] as number) : sameDay ? Number.NaN : 1
  out.baseline[day] = Number.NaN
  out.plain[day] = Number.NaN
  out.ratio[day] = 1
  out.used[day] = 0
  if (Number.isNaN(own)) return codes.adjusting_unread
  if (sameDay) {
    out.plain[day] = own
    out.baseline[day] = own
    return own > 0 ? codes.none : codes.no_load
  }
  const many = sumDays(of, day, past, rule, scratch)
  if (many === 0) return codes.few_days
  const [loads, moved, weights] = [scratch.sums[0] as number, scratch.sums[1] as number, scratch.sums[2] as number]
  const mean = loads / weights
  out.plain[day] = rule.reading.ownDay ? (mean * many + (of.reference[day] as number)) / (many + 1) : mean
  out.used[day] = many
  const baseline = adjusted(of, day, moved / weights, rule, out)
  out.baseline[day] = baseline
  return baseline > 0 ? codes.none : codes.no_load
}
