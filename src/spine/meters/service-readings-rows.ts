import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { evenSlots, type Findings, markRead, note, toClock, trimDays } from './rules-grid.ts'
import { markSpikes, marks, type Series } from './rules-series.ts'
import type { Clock } from './service-clock.ts'
import type { Source } from './service-readings-source.ts'
import { entriesOf, rawOf } from './service-vectors.ts'

/** A batch being filled: one array for all its customers, in their order. */
type Batch = {
  readonly places: ReadonlyMap<string, number>
  readonly kwh: Float64Array
  readonly marks: Uint8Array
  readonly size: number
  readonly slots: number
  readonly firstUs: number
  readonly stepUs: number
}

/** What the file said beside its readings while one batch was read. */
type Seen = { duplicates: number; conflicts: number; offGrid: number; finer: number }
const dayUs = 86_400_000_000

/** Which rows begin another customer: equal neighbours have equal 16-byte entries, so few names are decoded. */
function runsOf(chunk: DuckDBDataChunk): { at: number; customer: string | null }[] {
  const vector = chunk.getColumnVector(0)
  const words = entriesOf(chunk, 0)
  const runs: { at: number; customer: string | null }[] = []
  for (let row = 0; row < chunk.rowCount; row++) {
    const at = row * 4
    const same =
      row > 0 &&
      words[at] === words[at - 4] &&
      words[at + 1] === words[at - 3] &&
      words[at + 2] === words[at - 2] &&
      words[at + 3] === words[at - 1]
    if (!same) runs.push({ at: row, customer: vector.getItem(row) as string | null })
  }
  return runs
}

/** Puts one value into its slot, once: the same said twice counts once, two different things make it unusable. */
function put(batch: Batch, at: number, value: number, seen: Seen): void {
  const old = batch.kwh[at] as number
  if (Number.isNaN(old)) batch.kwh[at] = value
  else if (old === value) seen.duplicates++
  else {
    seen.conflicts++
    batch.marks[at] = marks.conflict
  }
}

/** Whether a time between two slots would begin one of a finer grid. */
function offGrid(within: number, seen: Seen): void {
  const quarter = dayUs / 96
  if (within % quarter === 0) seen.finer = Math.max(seen.finer, within % (2 * quarter) === 0 ? 48 : 96)
  else seen.offGrid++
}

function fillChunk(batch: Batch, chunk: DuckDBDataChunk, seen: Seen): void {
  const times = rawOf<BigInt64Array>(chunk, 1)
  const { items, validity } = rawOf<Float64Array>(chunk, 2)
  const halves = new Int32Array(times.items.buffer, times.items.byteOffset, chunk.rowCount * 2)
  const runs = runsOf(chunk)
  for (const [index, { at: from, customer }] of runs.entries()) {
    const place = batch.places.get(customer ?? '')
    if (place === undefined) continue
    const until = runs[index + 1]?.at ?? chunk.rowCount
    for (let row = from; row < until; row++) {
      if (!validity.itemValid(row) || !times.validity.itemValid(row)) continue
      // The microseconds as a double: whole up to 2^53, and without the cost of a bigint for each reading.
      const us = (halves[2 * row + 1] as number) * 4_294_967_296 + ((halves[2 * row] as number) >>> 0) - batch.firstUs
      const slot = us / batch.stepUs
      if (Number.isInteger(slot)) put(batch, place * batch.size + slot, items[row] as number, seen)
      else offGrid(us, seen)
    }
  }
}

async function fill(
  connection: DuckDBConnection,
  source: Source,
  customers: readonly string[],
  chosen: string,
  slots: number,
) {
  const size = source.days * slots
  const batch: Batch = {
    places: new Map(customers.map((customer, place) => [customer, place])),
    kwh: new Float64Array(customers.length * size).fill(Number.NaN),
    marks: new Uint8Array(customers.length * size),
    size,
    slots,
    firstUs: source.firstDay * dayUs,
    stepUs: dayUs / slots,
  }
  const seen: Seen = { duplicates: 0, conflicts: 0, offGrid: 0, finer: 0 }
  const result = await connection.stream(`select customer, t, value from ${source.from} where ${chosen}`)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return { batch, seen }
    fillChunk(batch, chunk, seen)
  }
}

/** Reads the long rows of some customers into day vectors, on the customers' clock. */
export async function loadRows(
  connection: DuckDBConnection,
  source: Source,
  customers: readonly string[],
  chosen: string,
  findings: Findings,
  clock: Clock | undefined,
): Promise<Series[]> {
  let { batch, seen } = await fill(connection, source, customers, chosen, source.slots)
  while (seen.finer > batch.slots) ({ batch, seen } = await fill(connection, source, customers, chosen, seen.finer))
  note(findings, 'duplicate', seen.duplicates)
  note(findings, 'conflict', seen.conflicts)
  note(findings, 'off_grid', seen.offGrid)
  const { kwh, marks: found, size, slots } = batch
  if (source.power) for (let at = 0; at < kwh.length; at++) kwh[at] = ((kwh[at] as number) * 24) / slots
  return customers.map((customer, place) => {
    const own = [place * size, (place + 1) * size] as const
    const raw = {
      customer,
      slots,
      firstDay: source.firstDay,
      days: source.days,
      kwh: kwh.subarray(...own),
      marks: found.subarray(...own),
    }
    const even = evenSlots(raw, source.power, findings)
    const series = trimDays(clock ? toClock(even, clock(even), findings) : even)
    markRead(series)
    markSpikes(series)
    return series
  })
}
