import type { Days } from './rules-method.ts'

/** Room that one thread uses again and again, so that no customer-day makes rubbish. */
export type Scratch = {
  readonly days: Int32Array
  readonly kept: Int32Array
  readonly halves: { life: number; readonly by: Float64Array }
  /** What `sumNewest` summed: the days' loads, their adjusting loads, the weights. */
  readonly sums: Float64Array
}
export const newScratch = (days: number): Scratch => ({
  days: new Int32Array(days),
  kept: new Int32Array(days),
  halves: { life: Number.NaN, by: new Float64Array(512) },
  sums: new Float64Array(3),
})

/** Days with their loads in the event's hours (kW), and how many of their kind came before each. */
export type Compared = { readonly reference: Float64Array; readonly counts: Int32Array }
/** The earlier days that may be used, oldest first. */
export type Earlier = { readonly days: Int32Array; readonly count: number }

/**
 * The newest `y` of the earlier days that do not lie too far back, after leaving out what is far from their mean.
 * Puts them, newest first, into `scratch.days` and answers how many.
 */
function newest({ reference, counts }: Compared, day: number, past: Earlier, rule: Days, scratch: Scratch): number {
  const { days, kept } = scratch
  const { y, leaveOut } = rule
  const oldest = day - (rule.lookBackDays ?? day)
  const farthest = (counts[day] as number) - (rule.lookBackAlike ?? 1e9)
  const most = leaveOut?.among ?? y
  const into = leaveOut ? kept : days
  let many = 0
  for (let at = past.count - 1; at >= 0 && many < most; at--) {
    const one = past.days[at] as number
    if (one < oldest || (counts[one] as number) < farthest) break
    into[many++] = one
  }
  if (!leaveOut) return many
  for (let pass = 0; pass < (leaveOut.passes ?? 1); pass++) many = within(reference, kept, many, leaveOut)
  if (many > y) many = y
  for (let at = 0; at < many; at++) days[at] = kept[at] as number
  return many
}

/** Keeps the days whose load is not far from the mean of them all; answers how many. */
function within(
  loads: Float64Array,
  kept: Int32Array,
  many: number,
  { under = 0, over = 1e9 }: NonNullable<Days['leaveOut']>,
): number {
  let sum = 0
  for (let at = 0; at < many; at++) sum += loads[kept[at] as number] as number
  const [low, high] = [(under * sum) / many, (over * sum) / many]
  let left = 0
  for (let at = 0; at < many; at++) {
    const load = loads[kept[at] as number] as number
    if (load >= low && load <= high) kept[left++] = kept[at] as number
  }
  return left
}

/** Orders the first `many` days by load, highest first; of equals the more recent stays first. */
function byLoad(loads: Float64Array, days: Int32Array, many: number): void {
  for (let at = 1; at < many; at++) {
    const day = days[at] as number
    const load = loads[day] as number
    let to = at - 1
    while (to >= 0 && (loads[days[to] as number] as number) < load) {
      days[to + 1] = days[to] as number
      to--
    }
    days[to + 1] = day
  }
}

/** Chooses the days that a day is compared with: how many stand in `scratch.days`, or 0 when there are too few. */
export function chooseDays(of: Compared, day: number, past: Earlier, rule: Days, scratch: Scratch): number {
  const many = newest(of, day, past, rule, scratch)
  if (many < (rule.least ?? rule.y)) return 0
  if (rule.pick === 'all' || many <= rule.x) return many
  byLoad(of.reference, scratch.days, many)
  if (rule.pick === 'middle') scratch.days.copyWithin(0, (many - rule.x) >> 1, many)
  return rule.x
}

/** How much a day of a certain age weighs; all the same when no half-life is set. */
function weightsBy(halfLifeDays: number | undefined, { halves }: Scratch): Float64Array {
  const life = halfLifeDays ?? Number.POSITIVE_INFINITY
  if (halves.life !== life) {
    halves.life = life
    for (let age = 0; age < halves.by.length; age++) halves.by[age] = 0.5 ** (age / life)
  }
  return halves.by
}

/**
 * Sums the newest `y` days' loads and adjusting loads, weighed by their age, in one pass: what the rules that take all
 * days need. Answers how many days, or 0 when there are too few.
 */
export function sumNewest(
  { reference, counts, adjusting }: Compared & { readonly adjusting?: Float64Array | undefined },
  day: number,
  past: Earlier,
  rule: Days,
  scratch: Scratch,
): number {
  const by = weightsBy(rule.halfLifeDays, scratch)
  const { y } = rule
  const { days } = past
  const own = counts[day] as number
  const oldest = day - (rule.lookBackDays ?? day)
  const farthest = own - (rule.lookBackAlike ?? 1e9)
  const moving = adjusting ?? reference
  let [loads, moved, weights, many] = [0, 0, 0, 0]
  for (let at = past.count - 1; at >= 0 && many < y; at--) {
    const one = days[at] as number
    const count = counts[one] as number
    if (one < oldest || count < farthest) break
    const weight = (by[own - count] as number | undefined) ?? 0
    loads += weight * (reference[one] as number)
    moved += weight * (moving[one] as number)
    weights += weight
    many++
  }
  const { sums } = scratch
  sums[0] = loads
  sums[1] = moved
  sums[2] = weights
  return many < (rule.least ?? y) ? 0 : many
}
