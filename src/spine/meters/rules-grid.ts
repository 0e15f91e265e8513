import { marks, type Series } from './rules-series.ts'

/** What was found in a file, by reason, in readings (or days, for `coarse_days`): told to whoever brought the file. */
export type Findings = Map<Finding, number>
export type Finding =
  | 'unreadable_row'
  | 'off_grid'
  | 'duplicate'
  | 'conflict'
  | 'coarse_days'
  | 'repeated_hour'
  | 'missing'
  | 'zero_filled'
  | 'negative'
  | 'spike'
  | 'never_read'

export const note = (findings: Findings, what: Finding, many = 1): void => {
  if (many > 0) findings.set(what, (findings.get(what) ?? 0) + many)
}

/** The days between the first and the last that hold anything; the same arrays, cut. */
export function trimDays(series: Series): Series {
  const { slots, kwh } = series
  let [first, last] = [0, kwh.length - 1]
  while (first < kwh.length && Number.isNaN(kwh[first])) first++
  while (last > first && Number.isNaN(kwh[last])) last--
  if (first >= kwh.length) return { ...series, days: 0, kwh: kwh.subarray(0, 0), marks: series.marks.subarray(0, 0) }
  const [from, until] = [Math.floor(first / slots), Math.floor(last / slots) + 1]
  return {
    ...series,
    firstDay: series.firstDay + from,
    days: until - from,
    kwh: kwh.subarray(from * slots, until * slots),
    marks: series.marks.subarray(from * slots, until * slots),
  }
}

/** How many slots of a span were read; 0 when one of them does not begin a step of `step` slots. */
function readSteps(kwh: Float64Array, from: number, until: number, step: number): number {
  let read = 0
  for (let at = from; at < until; at++) {
    if (Number.isNaN(kwh[at])) continue
    if (at % step !== 0) return 0
    read++
  }
  return read
}

function everySlot(kwh: Float64Array, step: number): boolean {
  for (let at = 0; at < kwh.length; at++) if (at % step !== 0 && !Number.isNaN(kwh[at])) return false
  return true
}

/** A customer whose meter reads in longer steps than the file's shortest gets slots of its own length. */
function compact(series: Series, step: number, share: number): Series {
  const every = <T extends Float64Array | Uint8Array>(values: T): T => values.filter((_, at) => at % step === 0) as T
  const kwh = every(series.kwh).map(value => value * step * share)
  return { ...series, slots: series.slots / step, kwh, marks: every(series.marks) }
}

/** Spreads a day that was read in longer steps over its slots, evenly: the energy of each step stays. */
function spreadDay({ slots, kwh, marks: found }: Series, day: number, step: number, share: number): void {
  for (let at = day * slots; at < (day + 1) * slots; at += step) {
    kwh.fill((kwh[at] as number) * share, at, at + step)
    found.fill(found[at] as number, at, at + step)
  }
}

/** Spreads the days that were read in steps of several slots; answers how many. */
function spreadDays(series: Series, step: number, share: number): number {
  const { slots, days, kwh } = series
  let spread = 0
  for (let day = 0; day < days; day++) {
    if (readSteps(kwh, day * slots, (day + 1) * slots, step) < (0.75 * slots) / step) continue
    spreadDay(series, day, step, share)
    spread++
  }
  return spread
}

/**
 * Brings a customer to one length of slot. `power` says that the file holds kW: then a longer step has the same kW in
 * each of its slots, not a part of its kWh.
 */
export function evenSlots(series: Series, power: boolean, findings: Findings): Series {
  for (const step of [4, 2]) {
    if (series.slots / step < 24) continue
    const share = power ? 1 : 1 / step
    if (everySlot(series.kwh, step)) return compact(series, step, share)
    note(findings, 'coarse_days', spreadDays(series, step, share))
  }
  return series
}

/**
 * Moves a customer's slots from UTC to its own clock. `offsetOf(hour)` answers the clock's lead over UTC in slots for
 * an hour of the series. An hour that the clock repeats holds the mean of both; one that it leaves out stays unread.
 */
export function toClock(series: Series, offsetOf: (hour: number) => number, findings: Findings): Series {
  const { slots, days } = series
  const perHour = slots / 24
  const kwh = new Float64Array((days + 2) * slots).fill(Number.NaN)
  const found = new Uint8Array(kwh.length)
  for (let at = 0; at < series.kwh.length; at++) {
    const value = series.kwh[at] as number
    if (Number.isNaN(value)) continue
    const to = at + slots + offsetOf(Math.floor(at / perHour))
    const old = kwh[to] as number
    const repeated = !Number.isNaN(old)
    if (repeated) note(findings, 'repeated_hour')
    kwh[to] = repeated ? (old + value) / 2 : value
    found[to] = (found[to] as number) | (series.marks[at] as number)
  }
  return { ...series, firstDay: series.firstDay - 1, days: days + 2, kwh, marks: found }
}

const told = [
  [marks.missing, 'missing'],
  [marks.zeroFilled, 'zero_filled'],
  [marks.negative, 'negative'],
  [marks.spike, 'spike'],
] as const

/** Counts the marks of a customer. */
export function countMarks({ marks: found, days }: Series, findings: Findings): void {
  if (days === 0) note(findings, 'never_read')
  const many = new Uint32Array(256)
  for (const one of found) many[one] = (many[one] as number) + 1
  for (const [bit, what] of told)
    note(
      findings,
      what,
      many.reduce((sum, count, mark) => sum + (mark & bit ? count : 0), 0),
    )
}
