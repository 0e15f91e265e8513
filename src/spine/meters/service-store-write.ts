import { BLOB, DATE, DOUBLE, type DuckDBAppender, DuckDBBlobValue, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { Series } from './rules-series.ts'
import { daysFormat } from './service-readings-source.ts'
import { columnsOf, type Duck, keepFile, type Length, lengths, newPath, type Store } from './service-store-files.ts'

const chunkRows = 2048
type Vector<Items> = { readonly items: Items; setItem(row: number, value: null): void; flush(): void }
type Rows = { readonly chunk: DuckDBDataChunk; readonly days: { series: Series; day: number }[] }

/** Writes series as day vectors into a table of DuckDB for each length of slot. */
export type DayWriter = {
  /** Answers how many days it holds. A day of which nothing was read is no day: it would wipe out what is held of it. */
  readonly add: (series: Series) => number
  /** Writes each length's days, in order, to the path; answers which there are. */
  readonly save: (pathOf: (slots: Length) => string) => Promise<Length[]>
}

const tableOf = (slots: number): string => `days${slots}`

/** Plain loops over plain arrays: this runs for every reading of a load. */
function fillColumn(vector: Vector<Float64Array>, days: Rows['days'], slots: number, slot: number): void {
  const { items } = vector
  for (let row = 0; row < days.length; row++) {
    const { series, day } = days[row] as Rows['days'][number]
    const value = series.kwh[day * slots + slot] as number
    if (Number.isNaN(value)) vector.setItem(row, null)
    else items[row] = value
  }
}

/** The marks of a day; null where none of its slots has one, as on most days. */
function marksOf({ marks, slots }: Series, day: number): DuckDBBlobValue | null {
  const own = marks.subarray(day * slots, (day + 1) * slots)
  return own.some(mark => mark !== 0) ? new DuckDBBlobValue(Uint8Array.from(own)) : null
}

function append(appender: DuckDBAppender, slots: number, days: Rows['days']): void {
  const types = [VARCHAR, DATE, ...Array.from({ length: slots }, () => DOUBLE), BLOB]
  const chunk = DuckDBDataChunk.create(types, days.length)
  chunk.setColumnValues(
    0,
    days.map(({ series }) => series.customer),
  )
  const dates = chunk.getColumnVector(1) as unknown as Vector<Int32Array>
  for (const [row, { series, day }] of days.entries()) dates.items[row] = series.firstDay + day
  dates.flush()
  for (let slot = 0; slot < slots; slot++) {
    const vector = chunk.getColumnVector(2 + slot) as unknown as Vector<Float64Array>
    fillColumn(vector, days, slots, slot)
    vector.flush()
  }
  chunk.setColumnValues(
    2 + slots,
    days.map(({ series, day }) => marksOf(series, day)),
  )
  appender.appendDataChunk(chunk)
}

function isRead({ kwh, slots }: Series, day: number): boolean {
  for (let at = day * slots; at < (day + 1) * slots; at++) if (!Number.isNaN(kwh[at])) return true
  return false
}

export async function newWriter({ connection }: Duck, store: Store): Promise<DayWriter> {
  const open = new Map<number, { appender: DuckDBAppender; days: Rows['days'] }>()
  for (const slots of lengths) {
    const columns = columnsOf(slots).map(name => `${name} double`)
    await connection.run(
      `create temp table ${tableOf(slots)} (customer varchar, day date, ${columns.join(', ')}, marks blob)`,
    )
    open.set(slots, { appender: await connection.createAppender(tableOf(slots), null, 'temp'), days: [] })
  }
  const flush = (slots: number): void => {
    const held = open.get(slots)
    if (!held || held.days.length === 0) return
    append(held.appender, slots, held.days)
    held.days.length = 0
  }
  return {
    add: series => {
      const held = open.get(series.slots)
      let days = 0
      for (let day = 0; day < series.days; day++) {
        if (!isRead(series, day)) continue
        days++
        held?.days.push({ series, day })
        if (held?.days.length === chunkRows) flush(series.slots)
      }
      return days
    },
    save: async pathOf => {
      const saved: Length[] = []
      for (const slots of lengths) {
        flush(slots)
        open.get(slots)?.appender.closeSync()
        const some = await connection.runAndReadAll(`select 1 from ${tableOf(slots)} limit 1`)
        if (some.currentRowCount > 0) {
          saved.push(slots)
          // By month first, as the parts are made: each then reads a few row groups of it.
          const made = await newPath(store)
          await connection.run(
            `copy (from ${tableOf(slots)} order by date_trunc('month', day), customer, day) to '${made}' ${daysFormat}`,
          )
          await keepFile(made, pathOf(slots))
        }
        await connection.run(`drop table ${tableOf(slots)}`)
      }
      return saved
    },
  }
}
