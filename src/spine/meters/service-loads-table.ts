import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { csvLine, xlsxSheets } from '#kit/sheets'
import { firstRows, separators, sniffCsv } from '#kit/sheets/csv.ts'
import { decoderOf, type Encoding, encodingOf } from '#kit/sheets/csv-encoding.ts'
import { Refusal, refuse } from '#kit/wire'
import { type Layout, layoutOf } from './rules-layout.ts'
import { greenButtonRows } from './service-green-button.ts'
import type { Column } from './service-loads-sql.ts'
import { type Duck, quoted, type Store } from './service-store-files.ts'

export type LoadFormat = 'parquet' | 'csv' | 'xlsx' | 'xml'
export type Table = {
  readonly sql: string
  readonly columns: readonly Column[]
  readonly layout: Layout
  readonly format: LoadFormat
}

/** Where a file lies that came in; what it is turned into lies beside it. */
export const incomingPath = ({ meters }: Store, load: string): string => join(meters.folder, 'incoming', load)

const headBytes = 65_536
async function headOf(path: string): Promise<{ head: Buffer; whole: boolean }> {
  const file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0).finally(() => file.close())
  return { head: buffer.subarray(0, bytesRead), whole: bytesRead < headBytes }
}

function formatOf(head: Buffer): LoadFormat {
  const sign = head.length < 4 ? 0 : head.readUInt32BE(0)
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  if (sign === 0x504b0304) return 'xlsx'
  if (sign === 0xd0cf11e0) refuse('meters.old_spreadsheet', 415)
  return /^\ufeff?\s*<(\?xml|feed|\w+:feed)/.test(head.subarray(0, 512).toString('utf8')) ? 'xml' : 'csv'
}

/** The first sheet from the row on whose headings say where the readings stand; titles above them are passed over. */
async function* sheetLines(path: string): AsyncGenerator<string> {
  for await (const { rows } of xlsxSheets(await readFile(path))) {
    let width = 0
    for await (const { cells } of rows) {
      const last = Math.max(0, ...cells.keys())
      const texts = Array.from({ length: width || last }, (_, at) => cells.get(at + 1)?.text ?? '')
      if (width === 0 && layoutOf(texts) === undefined) continue
      width ||= last
      yield csvLine(texts)
    }
    if (width > 0) return
  }
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const { take, rest } = decoderOf(encoding)
  for await (const bytes of createReadStream(path)) yield take(bytes as Buffer)
  yield rest()
}

/** What is no CSV in UTF-8 is made one beside the file: once, a piece at a time. */
async function asCsv(path: string, format: LoadFormat, head: Buffer): Promise<string> {
  const { encoding } = encodingOf(head)
  if (format === 'csv' && encoding === 'utf-8') return path
  const csv = `${path}.csv`
  if (await stat(csv).catch(() => undefined)) return csv
  const lines =
    format === 'xlsx'
      ? sheetLines(path)
      : format === 'xml'
        ? greenButtonRows(createReadStream(path, 'utf8'))
        : decoded(path, encoding)
  await pipeline(Readable.from(lines), createWriteStream(`${csv}.part`))
  await rename(`${csv}.part`, csv)
  return csv
}

/** Each heading once, since they name columns. */
function distinct(headings: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return headings.map((heading, at) => {
    const name = heading.trim() || `column ${at + 1}`
    const times = seen.get(name.toLowerCase()) ?? 0
    seen.set(name.toLowerCase(), times + 1)
    return times === 0 ? name : `${name} (${times + 1})`
  })
}

const mostTitles = 20
/** A CSV by what parts its cells and the line of its headings, so that nothing about its rows is guessed. */
function csvSql(path: string, head: Buffer, whole: boolean): string {
  for (const separator of separators) {
    const rows = firstRows(head, { encoding: 'utf-8', separator }, mostTitles, whole)
    const skip = rows.findIndex(row => layoutOf(distinct(row)) !== undefined)
    if (skip < 0) continue
    const columns = distinct(rows[skip] ?? []).map(name => `${quoted(name)}: 'VARCHAR'`)
    return `read_csv(${quoted(path)}, auto_detect = false, delim = ${quoted(separator)}, quote = '"', escape = '"', header = true,
      skip = ${skip}, columns = {${columns.join(', ')}}, null_padding = true, strict_mode = false)`
  }
  const first = firstRows(head, { encoding: 'utf-8', separator: sniffCsv(head).separator }, 1, whole)[0] ?? []
  return refuse('meters.unknown_columns', 422, { columns: first.slice(0, 12).join(', ').slice(0, 200) })
}

/** What DuckDB says of a file that it cannot read is the file's fault, not ours: said by name. */
export async function readable<T>(name: string, path: string, work: Promise<T>): Promise<T> {
  return await work.catch(error => {
    if (
      error instanceof Refusal ||
      !/^(Invalid|IO|Conversion|Parser|Binder|Not implemented|Serialization)[A-Za-z ]* ?Error|CSV Error|[Pp]arquet/.test(
        String(error?.message),
      )
    )
      throw error
    const says = String(error.message).split('\n')[0]?.replaceAll(path, name).slice(0, 200) ?? ''
    return refuse('meters.unreadable_file', 422, { file: name, says })
  })
}

/** Opens a file that came in, whatever its form, and finds its way in it. Refuses by name what holds no readings. */
export async function openTable({ connection }: Duck, store: Store, load: string, name: string): Promise<Table> {
  const path = incomingPath(store, load)
  if (!(await stat(path).catch(() => undefined))) refuse('meters.file_gone', 410)
  const own = await headOf(path)
  const format = formatOf(own.head)
  const csv = format === 'parquet' ? path : await asCsv(path, format, own.head)
  const { head, whole } = csv === path ? own : await headOf(csv)
  const sql = format === 'parquet' ? `read_parquet(${quoted(path)})` : csvSql(csv, head, whole)
  const described = await readable(name, csv, connection.runAndReadAll(`describe select * from ${sql}`))
  const columns = described.getRowsJson().map(([column, type]) => ({ name: String(column), type: String(type) }))
  const headings = columns.map(one => one.name)
  const layout =
    layoutOf(headings) ??
    refuse('meters.unknown_columns', 422, { columns: headings.slice(0, 12).join(', ').slice(0, 200) })
  return { sql, columns, layout, format }
}
