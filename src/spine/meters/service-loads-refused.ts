import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Verb } from '#kit/serve'
import { type CellOut, csvLine, writeCsv } from '#kit/sheets'
import { refuse } from '#kit/wire'
import type { loadRoutes } from './routes-loads.ts'
import type { RowFault } from './rules-layout.ts'
import { findLoad } from './service-loads.ts'
import { type Face, named } from './service-loads-sql.ts'
import type { Table } from './service-loads-table.ts'
import type { Duck, Store } from './service-store-files.ts'
import { readingWords as words } from './words-readings.ts'

export const refusedPath = ({ meters }: Store, load: string): string => join(meters.folder, 'refused', `${load}.csv`)
/** More rows than a person can mend are no list; how many they are is in the totals. */
const mostRows = 100_000

const both = (fault: string): string => {
  const key = fault as RowFault
  return `${words.vi.faults[key]} · ${words.en.faults[key]}`
}

async function* refusedRows({ connection }: Duck, table: Table, face: Face): AsyncGenerator<readonly CellOut[]> {
  const columns = table.columns.map(one => named(one.name))
  yield [`${words.vi.why} · ${words.en.why}`, ...table.columns.map(one => one.name)]
  const result = await connection.stream(`select fault, ${columns.map(name => `${name}::varchar`).join(', ')}
    from ${face.sql} where fault is not null limit ${mostRows}`)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    for (const [fault, ...cells] of chunk.getRows())
      yield [both(String(fault)), ...cells.map(cell => (cell === null ? null : String(cell)))]
}

/** Keeps the rows that cannot be read, each with its reason, to be mended and brought again. */
export async function saveRefused(
  duck: Duck,
  store: Store,
  load: { readonly id: string },
  table: Table,
  face: Face,
): Promise<void> {
  const path = refusedPath(store, load.id)
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(writeCsv(refusedRows(duck, table, face))), createWriteStream(`${path}.part`))
  await rename(`${path}.part`, path)
}

/** The refused rows as CSV, then the customers that are nobody's, a line each. Nothing in it is ever a formula. */
export const refused: Verb<typeof loadRoutes.refused> = async (act, { id }) => {
  const load = (await findLoad(act.tx, id)) ?? refuse('meters.unknown_load', 404)
  const path = refusedPath(act.ports, id)
  const rows = (await stat(path).catch(() => undefined)) ? await readFile(path) : Buffer.from('\ufeff')
  const { rows: strangers } = await sql<{ code: string; why: keyof typeof words.vi.strangers; readings: string }>`
    select code, why, readings::text as readings from meters.strangers where load_id = ${id} order by code`.execute(
    act.tx,
  )
  const lines = strangers.map(it =>
    csvLine([
      `${words.vi.strangers[it.why]} · ${words.en.strangers[it.why]}`,
      it.code,
      `${it.readings} ${words.vi.readings} · ${words.en.readings}`,
    ]),
  )
  act.concerns({ record: id, unit: load.unit })
  const bytes = Buffer.concat([rows, Buffer.from(lines.join(''))])
  const name = `${load.name.replace(/\.\w+$/, '')}-${words[act.lang].refusedFile}.csv`
  return { name, type: 'text/csv; charset=utf-8', bytes: bytes.toString('base64') }
}
