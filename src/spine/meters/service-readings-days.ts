import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { type Findings, markRead, note, trimDays } from './rules-grid.ts'
import { markSpikes, type Series } from './rules-series.ts'
import type { Source } from './service-readings-source.ts'
import { type Raw, rawOf } from './service-vectors.ts'

type Batch = {
  readonly kwh: Float64Array
  readonly marks: Uint8Array
  readonly size: number
  readonly taken: Uint8Array
}

const nearRows = 32

function copy(
  kwh: Float64Array,
  starts: readonly number[],
  slot: number,
  { items, valid }: Raw<Float64Array>,
  first: number,
  until: number,
): void {
  for (let row = first; row < until; row++)
    kwh[(starts[row] as number) + slot] = !valid || valid(row) ? (items[row] as number) : Number.NaN
}

/** Puts the days of one chunk into their places, column by column; answers how many days came twice. */
function fillChunk(
  batch: Batch,
  chunk: DuckDBDataChunk,
  { slots, days, marked }: Source,
  places: readonly number[],
): number {
  const day = rawOf<Int32Array>(chunk, 1).items
  let twice = 0
  const starts = places.map((place, row) => {
    const at = place * days + (day[row] as number)
    if (batch.taken[at]) twice++
    batch.taken[at] = 1
    return at * slots
  })
  const columns = Array.from({ length: slots }, (_, slot) => rawOf<Float64Array>(chunk, 2 + slot))
  // A few rows at a time, so that the days being written stay near.
  for (let first = 0; first < starts.length; first += nearRows)
    for (const [slot, column] of columns.entries())
      copy(batch.kwh, starts, slot, column, first, Math.min(first + nearRows, starts.length))
  if (marked) keepMarks(batch, chunk, 2 + slots, starts)
  return twice
}

function keepMarks(batch: Batch, chunk: DuckDBDataChunk, column: number, starts: readonly number[]): void {
  const vector = chunk.getColumnVector(column)
  for (const [row, start] of starts.entries()) {
    const bytes = vector.getItem(row) as { readonly bytes: Uint8Array } | null
    if (bytes) batch.marks.set(bytes.bytes, start)
  }
}

/** Reads day vectors of some customers. Files of the product's own carry the marks of each slot beside them. */
export async function loadDays(
  connection: DuckDBConnection,
  source: Source,
  customers: readonly string[],
  chosen: string,
  findings: Findings,
): Promise<Series[]> {
  const { slots, days, firstDay } = source
  const size = days * slots
  const length = customers.length * size
  const batch: Batch = {
    kwh: new Float64Array(length),
    marks: new Uint8Array(length),
    size,
    taken: new Uint8Array(customers.length * days),
  }
  const places = new Map(customers.map((customer, place) => [customer, place]))
  const result = await connection.stream(`select customer, (day - date '1970-01-01')::int - ${firstDay},
    ${source.columns.join(', ')}${source.marked ? ', marks' : ''} from ${source.from} where ${chosen} and day is not null`)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const names = chunk.getColumnVector(0)
    const own = Array.from({ length: chunk.rowCount }, (_, row) => places.get(String(names.getItem(row))) ?? 0)
    note(findings, 'duplicate', slots * fillChunk(batch, chunk, source, own))
  }
  for (let day = 0; day < batch.taken.length; day++)
    if (batch.taken[day] === 0) batch.kwh.fill(Number.NaN, day * slots, (day + 1) * slots)
  return customers.map((customer, place) => {
    const own = [place * size, (place + 1) * size] as const
    const all = {
      customer,
      slots,
      firstDay,
      days,
      kwh: batch.kwh.subarray(...own),
      marks: batch.marks.subarray(...own),
    }
    const series = trimDays(all)
    markRead(series)
    if (!source.marked) markSpikes(series)
    return series
  })
}
