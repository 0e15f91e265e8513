import type { DuckDBDataChunk } from '@duckdb/node-api'
import { evenSlots, toClock, trimDays } from './rules-grid.ts'
import { markRead } from './rules-series.ts'
import type { Clock } from './service-clock.ts'
import { type Filling, lastDay, put, refine, type Seen, seriesOf } from './service-filling.ts'
import { type Names, runsOf } from './service-names.ts'
import type { Layout } from './service-reader.ts'
import { isValid, rawOf, type Valid } from './service-vectors.ts'

const dayUs = 86_400_000_000
const quarterUs = dayUs / 96

/** The columns of a chunk; a moment is two words, so that it becomes a double without a bigint each (whole to 2^53). */
type Rows = { readonly halves: Int32Array; readonly values: Float64Array; readonly valid: Valid }

const usOf = (halves: Int32Array, row: number): number =>
  (halves[2 * row + 1] as number) * 4_294_967_296 + ((halves[2 * row] as number) >>> 0)

function putRow(filling: Filling, us: number, value: number, seen: Seen): void {
  if (!(us >= 0 && us < lastDay * dayUs) || us % quarterUs !== 0) {
    seen.offGrid++
    return
  }
  if (us % (dayUs / filling.slots) !== 0) refine(filling, us % (2 * quarterUs) === 0 ? 48 : 96)
  put(filling, us / (dayUs / filling.slots), value, seen)
}

/** Takes in rows of one customer. Most follow each other: those need no look at what was there before. */
function fillRun(filling: Filling, { halves, values, valid }: Rows, from: number, until: number, seen: Seen): void {
  for (let row = from; row < until; row++) {
    if (isValid(valid, row)) putRow(filling, usOf(halves, row), values[row] as number, seen)
    if (valid || filling.start < 0) continue
    const { kwh, slots } = filling
    const stepUs = dayUs / slots
    let { next } = filling
    let us = (filling.start + next) * stepUs
    for (; row + 1 < until && next < kwh.length && usOf(halves, row + 1) === us; us += stepUs)
      kwh[next++] = values[++row] as number
    filling.next = next
  }
}

function take(chunk: DuckDBDataChunk, names: Names<Filling>, seen: Seen): void {
  const times = rawOf<BigInt64Array>(chunk, 1).items
  const { items, valid } = rawOf<Float64Array>(chunk, 2)
  const rows = { halves: new Int32Array(times.buffer, times.byteOffset, times.length * 2), values: items, valid }
  runsOf(names, chunk, 0, (filling, from, until) => fillRun(filling, rows, from, until, seen))
}

/** Long rows: `customer, t, value`, brought to the customers' clock. */
export const rowsLayout = (power: boolean, clock: Clock | undefined): Layout => ({
  columns: 'customer, t, value',
  slots: 24,
  take,
  finish: (filling, findings) => {
    const read = seriesOf(filling)
    if (power) for (let at = 0; at < read.kwh.length; at++) read.kwh[at] = ((read.kwh[at] as number) * 24) / read.slots
    const even = evenSlots(read, power, findings)
    const own = trimDays(clock ? toClock(even, clock(even), findings) : even)
    markRead(own, true)
    return own
  },
})
