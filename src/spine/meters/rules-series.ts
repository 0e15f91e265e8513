/** Why a reading is not what the meter of an ordinary day would say; several may hold at once. */
export const marks = {
  missing: 1,
  zeroFilled: 2,
  negative: 4,
  spike: 8,
  /** Two rows of the same time that say different things. */
  conflict: 16,
  meterChange: 32,
  outage: 64,
} as const

/** A reading with one of these is no reading: it is shown, and never used. */
export const unusable =
  marks.missing | marks.zeroFilled | marks.negative | marks.spike | marks.conflict | marks.meterChange | marks.outage

/**
 * One customer's readings as day vectors: `kwh[day * slots + slot]` in kWh a slot, NaN where nothing was read.
 * `firstDay` counts days from 1970-01-01 on the customer's own clock; `slots` are 24, 48 or 96 a day.
 */
export type Series = {
  readonly customer: string
  readonly slots: number
  readonly firstDay: number
  readonly days: number
  readonly kwh: Float64Array
  readonly marks: Uint8Array
}

/** Slots of a day, `from` inclusive, `until` exclusive. */
export type Window = { readonly from: number; readonly until: number }

/** Monday is 1, Sunday 7. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** Where zeros are rare: a slot of a kind of day (working days, then the others) with less than this share of them. */
function rareZeros({ slots, days, kwh }: Series, kinds: Uint8Array, normalShare: number): Uint8Array {
  const [zeros, read] = [new Float64Array(2 * slots), new Float64Array(2 * slots)]
  for (let day = 0; day < days; day++) {
    const kind = kinds[day] === 1 ? 0 : slots
    for (let slot = 0; slot < slots; slot++) {
      const value = kwh[day * slots + slot] as number
      if (value === 0) zeros[kind + slot] = (zeros[kind + slot] as number) + 1
      if (!Number.isNaN(value)) read[kind + slot] = (read[kind + slot] as number) + 1
    }
  }
  return Uint8Array.from(zeros, (many, at) => Number(many > 0 && many < normalShare * (read[at] as number)))
}

/**
 * Marks zeros that stand where the meter is normally above zero: at this time of such a day, less than `normalShare`
 * of what was read is zero. Meters that report a gap as 0 would otherwise look like the greatest of savers.
 * `kinds[day]` tells ordinary working days (1) from the others.
 */
export function markZeros(series: Series, kinds: Uint8Array, normalShare = 1 / 3): void {
  const { slots, days, kwh, marks: found } = series
  const rare = rareZeros(series, kinds, normalShare)
  if (!rare.includes(1)) return
  for (let day = 0; day < days; day++) {
    const kind = kinds[day] === 1 ? 0 : slots
    for (let slot = 0; slot < slots; slot++) {
      const at = day * slots + slot
      if (kwh[at] === 0 && rare[kind + slot]) found[at] = (found[at] as number) | marks.zeroFilled
    }
  }
}

/**
 * Marks what no load of this customer can have been: more than `times` the 99th percentile of what was read. Most
 * meters have no such reading, and a count shows it without sorting. `highest` and `many`: of the readings above zero.
 */
function markSpikes({ kwh, marks: found }: Series, highest: number, many: number, times: number): void {
  // When more than one in a hundred come near the highest, it is no spike.
  const [line, enough] = [highest / times, 0.01 * many + 1]
  let near = 0
  for (let at = 0; at < kwh.length && near <= enough; at++) if ((kwh[at] as number) >= line) near++
  if (near > enough) return
  const usual = kwh.filter(value => value > 0).sort()[Math.floor((many - 1) * 0.99)] ?? 0
  for (let at = 0; at < kwh.length; at++)
    if ((kwh[at] as number) > times * usual) found[at] = (found[at] as number) | marks.spike
}

/** Marks what is missing or below zero, beside the marks that reading the file left; and spikes, where asked. */
export function markRead(series: Series, spikes: boolean, times = 20): void {
  const { kwh, marks: found } = series
  let [highest, many] = [0, 0]
  for (let at = 0; at < kwh.length; at++) {
    const value = kwh[at] as number
    if (value > 0) {
      many++
      if (value > highest) highest = value
    } else if (value !== 0) found[at] = (found[at] as number) | (value < 0 ? marks.negative : marks.missing)
  }
  if (spikes) markSpikes(series, highest, many, times)
}

/** Marks what is missing or below zero in some slots of each day; the others were not read. */
export function markMissing({ slots: length, days, kwh, marks: found }: Series, slots: readonly number[]): void {
  for (let day = 0; day < days; day++)
    for (let of = 0; of < slots.length; of++) {
      const at = day * length + (slots[of] as number)
      const value = kwh[at] as number
      if (!(value >= 0)) found[at] = (found[at] as number) | (value < 0 ? marks.negative : marks.missing)
    }
}

/**
 * The mean load in a window on each day, in kW; NaN where the day has a slot that may not be used. Windows may lie in
 * several pieces. The sum is in float64, in the order of the slots, so that every engine gives the same.
 */
export function meanLoads(series: Series, windows: readonly Window[]): Float64Array {
  const { slots, days, kwh, marks: found } = series
  const out = new Float64Array(days)
  const hours = windows.reduce((sum, { from, until }) => sum + until - from, 0) * (24 / slots)
  for (const { from, until } of windows)
    for (let day = 0; day < days; day++) {
      const end = day * slots + until
      let sum = out[day] as number
      let bad = 0
      for (let at = day * slots + from; at < end; at++) {
        sum += kwh[at] as number
        bad |= found[at] as number
      }
      out[day] = bad & unusable ? Number.NaN : sum
    }
  for (let day = 0; day < days; day++) out[day] = (out[day] as number) / hours
  return out
}

/** The highest load of `width` slots in a row within a window on each day, in kW; NaN like `meanLoads`. */
export function highestLoads(series: Series, { from, until }: Window, width: number): Float64Array {
  const { slots, days, kwh } = series
  const out = new Float64Array(days)
  const hours = width * (24 / slots)
  for (let day = 0; day < days; day++) {
    const base = day * slots
    let [highest, bad] = [Number.NEGATIVE_INFINITY, 0]
    for (let start = base + from; start + width <= base + until; start++) {
      let sum = 0
      for (let at = start; at < start + width; at++) sum += kwh[at] as number
      if (sum > highest) highest = sum
    }
    for (let at = base + from; at < base + until; at++) bad |= series.marks[at] as number
    out[day] = bad & unusable ? Number.NaN : highest / hours
  }
  return out
}
