import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { mimeOf } from '#kit/files'
import type { Verb } from '#kit/serve'
import type { Intake } from '#kit/serve/intake.ts'
import { type CellOut, writeCsv, writeXlsx } from '#kit/sheets'
import { refuse } from '#kit/wire'
import type { Lang } from '#kit/words'
import { findLoad, intakeOf, type Load } from './loads.ts'
import type { importRoutes } from './routes.ts'
import { columnSays, reasonOf } from './views.ts'
import { importWords } from './words.ts'

/** Bad rows that are read at once. */
const piece = 1000

type Bad = {
  readonly row: number
  readonly cells: string[]
  readonly findings: { readonly column: string; readonly reason: string }[]
}

/**
 * The refused rows of a load that nobody has mended, as rows of a sheet: number, reasons, then every column as it came.
 * A correcting load shows the number that the row had in the first file, so that its rows can be brought again too.
 */
async function* badRowsOf(tx: Tx, load: Load, intake: Intake, lang: Lang): AsyncGenerator<CellOut[]> {
  const check = load.found?.check ?? null
  for (let after = 0; ; ) {
    const { rows } = await sql<Bad>`select b.row_no as row, b.cells,
        (select jsonb_agg(jsonb_build_object('column', f.column_name, 'reason', f.reason) order by f.at) from imports.findings f
          where f.check_id = b.check_id and f.row_no = b.row_no and f.refused) as findings
      from imports.bad_rows b where b.check_id = ${check} and b.row_no > ${after}
        and not imports.is_mended(${load.corrects ?? load.id}, case when ${load.corrects !== null} then nullif(b.cells[cardinality(b.cells)], '')::int else b.row_no end)
      order by b.row_no limit ${piece}`.execute(tx)
    for (const { row, cells, findings } of rows) {
      const again = cells.at(-1)
      const why = (findings ?? []).map(({ column, reason }) => {
        const name = columnSays(intake, column, lang)
        return name === '' ? reasonOf(intake, reason, lang) : `${name}: ${reasonOf(intake, reason, lang)}`
      })
      yield [again ? Number(again) : row, [...new Set(why)].join(' '), ...cells.slice(0, intake.columns.length)]
    }
    if (rows.length < piece) return
    after = rows.at(-1)?.row ?? after
  }
}

/** The file of refused rows, in pieces. Nothing in it is ever a formula. */
export async function* badRowsFile(
  tx: Tx,
  load: Load,
  intake: Intake,
  lang: Lang,
  as: 'csv' | 'xlsx',
): AsyncGenerator<string | Uint8Array> {
  const words = importWords[lang]
  const head = [words.row, words.reason, ...intake.columns.map(({ says }) => says[lang])]
  const rows = badRowsOf(tx, load, intake, lang)
  if (as === 'xlsx') {
    const columns = head.map((title, at) => ({ title, width: at === 1 ? 50 : 18 }))
    yield* writeXlsx([{ name: words.sheet, columns, frozenColumns: 2, rows }])
    return
  }
  yield* writeCsv(withHead(head, rows))
}

async function* withHead(head: readonly string[], rows: AsyncIterable<CellOut[]>): AsyncGenerator<readonly CellOut[]> {
  yield head
  yield* rows
}

export const badRows: Verb<typeof importRoutes.badRows> = async (act, { id, as }) => {
  const load = (await findLoad(act.tx, id)) ?? refuse('imports.unknown', 404)
  act.concerns({ record: id, unit: load.unit })
  const pieces: Buffer[] = []
  for await (const one of badRowsFile(act.tx, load, intakeOf(act.ports, load.intake), act.lang, as))
    pieces.push(Buffer.from(one))
  const name = `${importWords[act.lang].badFile(load.name.replace(/\.[^.]{1,5}$/, ''))}.${as}`
  return { name, type: mimeOf(as), bytes: Buffer.concat(pieces).toString('base64') }
}
