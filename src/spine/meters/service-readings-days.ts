import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { type Findings, trimDays } from './rules-grid.ts'
import { markMissing, markRead, type Series } from './rules-series.ts'
import { type Filling, lastDay, put, reach, type Seen, seriesOf } from './service-filling.ts'
import { type Names, runsOf } from './service-names.ts'
import { type Layout, readerOf } from './service-reader.ts'
import type { Source } from './service-readings-source.ts'
import { chunksOf, isValid, type Raw, rawOf, validOf } from './service-vectors.ts'

/** The columns of a chunk of day vectors. */
type Days = {
  readonly day: Int32Array
  readonly columns: readonly Raw<Float64Array>[]
  /** Which slot each column holds. */
  readonly slots: readonly number[]
  /** How many slots a day has. */
  readonly length: number
  /** The marks of a row's slots; null where it has none. */
  readonly marksOf: ((row: number) => Uint8Array | null) | undefined
}

/** A few rows at a time, so that the days being written stay near. */
const nearRows = 32

function copyRows(kwh: Float64Array, at: number, { columns, slots, length }: Days, from: number, until: number): void {
  for (let first = from; first < until; first += nearRows) {
    const last = Math.min(first + nearRows, until)
    for (let column = 0; column < columns.length; column++) {
      const { items, valid } = columns[column] as Raw<Float64Array>
      let to = at + (first - from) * length + (slots[column] as number)
      for (let row = first; row < last; row++, to += length)
        kwh[to] = !valid || isValid(valid, row) ? (items[row] as number) : Number.NaN
    }
  }
}

/** A day that was there before: what it says again counts once. */
function putDay(filling: Filling, days: Days, row: number, seen: Seen): void {
  const first = (days.day[row] as number) * days.length
  for (const [column, { items, valid }] of days.columns.entries())
    if (isValid(valid, row)) put(filling, first + (days.slots[column] as number), items[row] as number, seen)
}

function markDay(filling: Filling, days: Days, row: number): void {
  const found = days.marksOf?.(row)
  const at = (days.day[row] as number) * filling.slots - filling.start
  for (let slot = 0; found && slot < Math.min(found.length, filling.slots); slot++)
    filling.marks[at + slot] = (filling.marks[at + slot] as number) | (found[slot] as number)
}

/** Takes in days of one customer that follow each other: at once, column by column. */
function fillDays(filling: Filling, days: Days, from: number, until: number, seen: Seen): void {
  const { slots } = filling
  const at = reach(filling, (days.day[from] as number) * slots, (until - from) * slots)
  if (at >= filling.next) {
    copyRows(filling.kwh, at, days, from, until)
    filling.next = at + (until - from) * slots
  } else for (let row = from; row < until; row++) putDay(filling, days, row, seen)
  if (days.marksOf) for (let row = from; row < until; row++) markDay(filling, days, row)
}

function fillRun(filling: Filling, days: Days, from: number, until: number, seen: Seen): void {
  const { day } = days
  for (let row = from; row < until; ) {
    const first = day[row] as number
    let end = row + 1
    while (end < until && day[end] === (day[end - 1] as number) + 1) end++
    if (first < 0 || first + end - row > lastDay) seen.offGrid += (end - row) * filling.slots
    else fillDays(filling, days, row, end, seen)
    row = end
  }
}

/** Reads a chunk's marks: most days have none, and asking the client for each would cost more than the readings. */
function marksOf(chunk: DuckDBDataChunk, column: number): (row: number) => Uint8Array | null {
  const vector = chunk.getColumnVector(column)
  const valid = validOf(chunk, column)
  return row => (isValid(valid, row) ? (vector.getItem(row) as { readonly bytes: Uint8Array }).bytes : null)
}

/** The slots that some hours touch; all of them when no hours are named. */
function slotsIn(slots: number, hours: Source['hours']): number[] {
  const all = Array.from({ length: slots }, (_, slot) => slot)
  const perHour = slots / 24
  return hours
    ? all.filter(slot => hours.some(({ from, until }) => slot + 1 > from * perHour && slot < until * perHour))
    : all
}

type DaysSource = Pick<Source, 'slots' | 'columns' | 'marked' | 'hours'>

/**
 * Day vectors: `customer, day` and a column for each slot. Files of the product's own carry the slots' marks beside:
 * of them no more than the wanted hours need be read. A slot that was not asked for holds NaN and no mark.
 */
export function daysLayout({ slots: length, columns, marked, hours }: DaysSource): Layout {
  const slots = slotsIn(length, marked ? hours : undefined)
  const part = slots.length < length
  const take = (chunk: DuckDBDataChunk, names: Names<Filling>, seen: Seen): void => {
    const days: Days = {
      day: rawOf<Int32Array>(chunk, 1).items,
      columns: slots.map((_, column) => rawOf<Float64Array>(chunk, 2 + column)),
      slots,
      length,
      marksOf: marked ? marksOf(chunk, 2 + slots.length) : undefined,
    }
    runsOf(names, chunk, 0, (filling, from, until) => fillRun(filling, days, from, until, seen))
  }
  const finish = (filling: Filling): Series => {
    const series = trimDays(seriesOf(filling))
    if (part) markMissing(series, slots)
    else markRead(series, !marked)
    return series
  }
  const read = ['customer', 'day', ...slots.map(slot => columns[slot]), ...(marked ? ['marks'] : [])]
  return { columns: read.join(', '), slots: length, part, take, finish }
}

/** Reads the day vectors of some customers, in their order; one that has none gets a series of no days. */
export async function loadDays(
  connection: DuckDBConnection,
  source: Source,
  customers: readonly string[],
  chosen: string,
  findings: Findings,
): Promise<Series[]> {
  const layout = daysLayout(source)
  const reader = readerOf(layout, findings)
  const sql = `select ${layout.columns} from ${source.from} where ${chosen} and customer is not null and day is not null`
  for await (const chunk of chunksOf(connection, sql)) reader.take(chunk)
  return reader.give(customers)
}
