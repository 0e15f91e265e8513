import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { ownText } from '#kit/text/own.ts'
import { refuse } from '#kit/wire'
import type { FindingSink } from './row-reader.ts'
import { exactMark } from './rules-cells.ts'

/** More refused rows than this are no errors in a file: the file or its mapping is the error, and the check stops. */
export const mostBadRows = 100_000
const mostHeldChars = 24_000_000
const mostFindings = 200_000

type Finding = { no: number; at: number; column: string; reason: string; value: string; refused: boolean }
type BadRow = { no: number; cells: readonly string[] }

const shown = (cell: string, most: number): string =>
  ownText(cell.slice(0, most).replaceAll(exactMark, '').replaceAll('\0', '\ufffd').toWellFormed())

/** What a check finds, held until it can be written: while rows are copied in, their connection does nothing else. */
export class Findings implements FindingSink {
  readonly #findings: Finding[] = []
  readonly #rows: BadRow[] = []
  #chars = 0
  #notes = 0
  #lastNo = 0
  #at = 0

  /** One cell that is refused, or worth a word. Of words only so many are kept; all are counted. */
  add(no: number, column: string, reason: string, value: string, refused: boolean): void {
    this.#at = no === this.#lastNo ? this.#at + 1 : 0
    this.#lastNo = no
    if (!refused) {
      this.#notes += 1
      if (this.#notes > mostFindings) return
    }
    this.#findings.push({ no, at: this.#at, column, reason, value: shown(value, 200), refused })
  }

  badRow(no: number, cells: readonly string[], again: number | undefined): void {
    const kept = cells.map(cell => shown(cell, 1000))
    for (const cell of kept) this.#chars += cell.length
    this.#rows.push({ no, cells: [...kept, again === undefined ? '' : String(again)] })
    if (this.#rows.length > mostBadRows || this.#chars > mostHeldChars)
      refuse('imports.too_many_bad', 422, { limit: this.#rows.length - 1, row: no })
  }

  get bad(): number {
    return this.#rows.length
  }

  get noted(): number {
    return this.#notes
  }

  /** Writes everything down, in pieces. */
  async write(tx: Tx, check: string, load: string, unit: string): Promise<void> {
    for (let from = 0; from < this.#rows.length; from += 2000) {
      const piece = JSON.stringify(this.#rows.slice(from, from + 2000))
      await sql`insert into imports.bad_rows (check_id, row_no, unit_id, load_id, cells)
        select ${check}, (r ->> 'no')::int, ${unit}, ${load}, array(select jsonb_array_elements_text(r -> 'cells'))
        from jsonb_array_elements(${piece}::jsonb) r`.execute(tx)
    }
    for (let from = 0; from < this.#findings.length; from += 5000) {
      const piece = JSON.stringify(this.#findings.slice(from, from + 5000))
      await sql`insert into imports.findings (check_id, row_no, at, unit_id, load_id, column_name, reason, value, refused)
        select ${check}, r.no, r.at, ${unit}, ${load}, r."column", r.reason, r.value, r.refused
        from jsonb_to_recordset(${piece}::jsonb) as r (no int, at int, "column" text, reason text, value text, refused boolean)`.execute(
        tx,
      )
    }
  }
}
