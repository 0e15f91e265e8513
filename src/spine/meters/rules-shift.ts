import { type Band, bands, hasPeak, type Schedule, weightsOf } from './rules-schedule.ts'
import { type Series, unusable } from './rules-series.ts'

/** Days counted from 1970-01-01, both ends within. */
export type Period = { readonly from: number; readonly to: number }

export type ShiftRule = {
  /** Weeks that both periods must have, whole enough to be compared. */
  readonly leastWeeks: number
  /** Days with peak hours that a week needs in both periods. */
  readonly leastDays: number
  /** What shares of one customer drift from year to year without any doing, as a share of the day's energy. */
  readonly drift: number
  readonly times: number
  /** A move below this share of the day's energy is none. */
  readonly floor: number
  /** The interval may be so wide, as a share of the day's energy. */
  readonly limit: number
  /** Ordinary hours that grew or shrank beyond this: another business than the year before. */
  readonly most: number
}
export const shiftRule: ShiftRule = {
  leastWeeks: 6,
  leastDays: 3,
  drift: 0.01,
  times: 1.75,
  floor: 0.02,
  limit: 0.06,
  most: 2,
}

export type Shift = {
  readonly peakShareBase: number
  readonly peakShareReport: number
  /** kWh moved from peak to off-peak hours over the report period's compared days; never below zero. */
  readonly shiftedKwh: number
  readonly lowKwh: number
  readonly highKwh: number
  readonly weeks: number
  readonly verdict: 'shifted' | 'not_shifted' | 'cannot_tell'
  readonly reason: 'few_weeks' | 'other_business' | 'too_noisy' | 'no_load' | 'beyond_error' | 'within_error'
}

/** Mean kWh a day by band of one week's days with peak hours; undefined when too few of them were read whole. */
function weekOf(
  series: Series,
  first: number,
  schedule: Schedule,
  weights: Readonly<Record<Band, Float64Array>>,
  least: number,
) {
  const sums: Record<Band, number> = { peak: 0, normal: 0, offPeak: 0 }
  let days = 0
  for (let day = first; day < first + 7; day++) {
    const at = (day - series.firstDay) * series.slots
    if (!hasPeak(schedule, day) || at < 0 || at >= series.kwh.length) continue
    let bad = 0
    for (let slot = 0; slot < series.slots; slot++) bad |= series.marks[at + slot] as number
    if (bad & unusable) continue
    days++
    for (const band of bands)
      for (let slot = 0; slot < series.slots; slot++)
        sums[band] += (series.kwh[at + slot] as number) * (weights[band][slot] as number)
  }
  if (days < least) return undefined
  return { days, peak: sums.peak / days, normal: sums.normal / days, offPeak: sums.offPeak / days }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length
function spread(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(
    values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, values.length - 1) / values.length,
  )
}

type Week = NonNullable<ReturnType<typeof weekOf>>
type Pair = { readonly before: Week; readonly now: Week }
const totalOf = ({ peak, normal, offPeak }: Week): number => peak + normal + offPeak

/** The weeks of the report that were read, each with its week of the period before. */
function pairsOf(series: Series, schedule: Schedule, base: Period, report: Period, least: number): Pair[] {
  const weights = weightsOf(schedule, series.slots)
  const back = Math.round((report.from - base.from) / 7) * 7
  const pairs: Pair[] = []
  for (let first = report.from; first + 6 <= report.to; first += 7) {
    const now = weekOf(series, first, schedule, weights, least)
    const before = weekOf(series, first - back, schedule, weights, least)
    if (now && before) pairs.push({ before, now })
  }
  return pairs
}

const cannot = (reason: Shift['reason']) => ({
  shiftedKwh: Number.NaN,
  lowKwh: Number.NaN,
  highKwh: Number.NaN,
  verdict: 'cannot_tell' as const,
  reason,
})

/**
 * How much a customer moved from peak to off-peak hours, against the same weeks of the year before, both judged by one
 * schedule. Growth is read from the ordinary hours, which a move leaves alone; what left the peak counts only as far
 * as it arrived off peak, so that a second shift, or one that closed, is no move.
 */
export function measureShift(
  series: Series,
  schedule: Schedule,
  base: Period,
  report: Period,
  rule: ShiftRule = shiftRule,
): Shift {
  const weeks = pairsOf(series, schedule, base, report, rule.leastDays)
  const sum = (of: (week: Pair) => number): number => weeks.reduce((total, week) => total + of(week), 0)
  const nowKwh = sum(({ now }) => totalOf(now) * now.days)
  const shares = {
    peakShareBase: sum(({ before }) => before.peak) / sum(({ before }) => totalOf(before)),
    peakShareReport: sum(({ now }) => now.peak) / sum(({ now }) => totalOf(now)),
    weeks: weeks.length,
  }
  if (weeks.length < rule.leastWeeks) return { ...shares, ...cannot('few_weeks') }
  const growth = sum(({ now }) => now.normal) / sum(({ before }) => before.normal)
  if (!(growth > 0) || !(nowKwh > 0)) return { ...shares, ...cannot('no_load') }
  if (growth > rule.most || growth < 1 / rule.most) return { ...shares, ...cannot('other_business') }
  const daily = sum(({ now }) => totalOf(now)) / weeks.length
  const left = weeks.map(({ before, now }) => (before.peak * growth - now.peak) / daily)
  const came = weeks.map(({ before, now }) => (now.offPeak - before.offPeak * growth) / daily)
  const less = meanOf(left) <= meanOf(came) ? left : came
  const moved = meanOf(less)
  const width = rule.times * Math.hypot(rule.drift, spread(less))
  const kwhOf = (part: number): number => Math.max(0, part) * nowKwh
  const all = { ...shares, shiftedKwh: kwhOf(moved), lowKwh: kwhOf(moved - width), highKwh: kwhOf(moved + width) }
  if (width > rule.limit) return { ...all, verdict: 'cannot_tell', reason: 'too_noisy' }
  const shifted = moved > Math.max(rule.floor, width)
  return { ...all, verdict: shifted ? 'shifted' : 'not_shifted', reason: shifted ? 'beyond_error' : 'within_error' }
}
