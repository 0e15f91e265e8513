import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { evenSlots, type Findings, markRead, note, toClock, trimDays } from './rules-grid.ts'
import { markSpikes, marks, type Series } from './rules-series.ts'
import type { Clock } from './service-clock.ts'
import type { Source } from './service-readings-source.ts'
import { entriesOf, rawOf } from './service-vectors.ts'

/** A batch being filled: one array for all its customers, in their order. */
type Batch = {
  readonly places: ReadonlyMap<string, number>
  readonly names: Names
  /** Whose each row of the chunk is. */
  readonly own: Int32Array
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

/** Whose row it is, by the words of its name's entry, without decoding the name of every row. */
type Names = { readonly words: Int32Array; readonly owners: Int32Array; readonly mask: number; far: boolean }
const [free, nobody] = [-2, -1]
/** Longer names lie elsewhere and their entry says only where, which holds for one chunk. */
const longestInside = 12
const chunkRows = 2048

function namesFor(customers: number): Names {
  const size = 2 ** Math.ceil(Math.log2(4 * (customers + chunkRows)))
  return { words: new Int32Array(4 * size), owners: new Int32Array(size).fill(free), mask: size - 1, far: false }
}

/** The place of the customer of each row; -1 for one that is not of this batch. */
function placesOf(chunk: DuckDBDataChunk, { places, names, own }: Batch): void {
  const vector = chunk.getColumnVector(0)
  const entries = entriesOf(chunk, 0)
  const { words, owners, mask } = names
  // Asking a chunk for its count goes into native code: once, not for every row.
  const { rowCount } = chunk
  if (names.far) owners.fill(free)
  names.far = false
  for (let row = 0; row < rowCount; row++) {
    const at = row * 4
    const [a, b, c, d] = [entries[at], entries[at + 1], entries[at + 2], entries[at + 3]] as [
      number,
      number,
      number,
      number,
    ]
    let slot = (Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ d, 0x9e3779b1) >>> 7) & mask
    for (; owners[slot] !== free; slot = (slot + 1) & mask)
      if (words[4 * slot] === a && words[4 * slot + 1] === b && words[4 * slot + 2] === c && words[4 * slot + 3] === d)
        break
    if (owners[slot] === free) {
      owners[slot] = places.get(vector.getItem(row) as string) ?? nobody
      words.set([a, b, c, d], 4 * slot)
      if (a > longestInside) names.far = true
    }
    own[row] = owners[slot] as number
  }
}

/** A slot said again: the same counts once, two different things make it unusable. */
function again(batch: Batch, at: number, value: number, seen: Seen): void {
  if (batch.kwh[at] === value) {
    seen.duplicates++
    return
  }
  seen.conflicts++
  batch.marks[at] = marks.conflict
}

/** Whether a time between two slots would begin one of a finer grid. */
function offGrid(within: number, seen: Seen): void {
  const quarter = dayUs / 96
  if (within % quarter === 0) seen.finer = Math.max(seen.finer, within % (2 * quarter) === 0 ? 48 : 96)
  else seen.offGrid++
}

function fillChunk(batch: Batch, chunk: DuckDBDataChunk, seen: Seen): void {
  const times = rawOf<BigInt64Array>(chunk, 1)
  const { items, valid } = rawOf<Float64Array>(chunk, 2)
  const halves = new Int32Array(times.items.buffer, times.items.byteOffset, chunk.rowCount * 2)
  const { own, kwh, size, firstUs, stepUs } = batch
  const { rowCount } = chunk
  placesOf(chunk, batch)
  for (let row = 0; row < rowCount; row++) {
    const place = own[row] as number
    if (place < 0 || (valid && !valid(row))) continue
    // The microseconds as a double: whole up to 2^53, and without the cost of a bigint for each reading.
    const us = (halves[2 * row + 1] as number) * 4_294_967_296 + ((halves[2 * row] as number) >>> 0) - firstUs
    const slot = us / stepUs
    const at = place * size + slot
    if (!Number.isInteger(slot)) offGrid(us, seen)
    else if (Number.isNaN(kwh[at])) kwh[at] = items[row] as number
    else again(batch, at, items[row] as number, seen)
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
    names: namesFor(customers.length),
    own: new Int32Array(chunkRows),
    kwh: new Float64Array(customers.length * size).fill(Number.NaN),
    marks: new Uint8Array(customers.length * size),
    size,
    slots,
    firstUs: source.firstDay * dayUs,
    stepUs: dayUs / slots,
  }
  const seen: Seen = { duplicates: 0, conflicts: 0, offGrid: 0, finer: 0 }
  const result = await connection.stream(`select customer, t, value from ${source.from}
    where ${chosen} and customer is not null and t is not null`)
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
