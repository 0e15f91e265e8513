import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type SheetRow, xlsxSheets } from '#kit/sheets'
import { type CsvFormat, firstRows, readCsv, sniffCsv } from '#kit/sheets/csv.ts'
import type { OnRow } from '#kit/sheets/csv-scan.ts'
import { refuse } from '#kit/wire'
import { type FileKind, headOf, kindOf } from './files.ts'
import { exactMark } from './rules-cells.ts'

const pieceBytes = 1 << 16

/** A spreadsheet's row as cells by place. Numbers are marked as exact: no style of writing them is in doubt. */
function cellsOf({ cells }: SheetRow): string[] {
  const row: string[] = []
  for (const [column, { kind, text }] of cells) {
    while (row.length < column - 1) row.push('')
    row[column - 1] = kind === 'number' ? exactMark + text : text
  }
  return row
}

/** The rows of the first sheet that is not hidden. */
async function eachXlsxRow(path: string, onRow: (row: SheetRow) => Promise<void> | void): Promise<void> {
  for await (const sheet of xlsxSheets(await readFile(path))) {
    if (sheet.hidden) {
      for await (const _ of sheet.rows);
      continue
    }
    for await (const row of sheet.rows) await onRow(row)
    return
  }
  refuse('imports.file_empty', 422)
}

/** Reads a file of either kind, row by row, from its first; `between` is awaited now and then with the bytes read. */
export async function readRows(
  path: string,
  kind: FileKind,
  format: CsvFormat,
  onRow: OnRow,
  between: (bytes: number) => Promise<void>,
): Promise<void> {
  if (kind === 'csv') {
    await readCsv(
      createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>,
      format,
      onRow,
      between,
    )
    return
  }
  let [seen, width] = [0, 0]
  await eachXlsxRow(path, async row => {
    const cells = cellsOf(row)
    // Empty cells at a row's end are not there in a spreadsheet, which is no fault of the row.
    while (cells.length < width) cells.push('')
    width = cells.length
    if (cells.some(cell => cell !== '')) onRow(cells, row.at, undefined)
    if (++seen % 1000 === 0) await between(0)
  })
  await between(0)
}

export type FirstRows = {
  readonly kind: FileKind
  readonly sniffed: Omit<ReturnType<typeof sniffCsv>, 'bom'>
  /** Each row with its number. */
  readonly rows: (format: CsvFormat) => Promise<readonly string[][]>
}

class Enough extends Error {}

/** What stands at the beginning of a file. */
export async function lookInto(path: string, most = 40): Promise<FirstRows> {
  const { head, whole } = await headOf(path)
  const kind = kindOf(head)
  if (kind === 'csv')
    return { kind, sniffed: sniffCsv(head), rows: async format => firstRows(head, format, most, whole) }
  const rows: string[][] = []
  await eachXlsxRow(path, row => {
    while (rows.length < row.at - 1 && rows.length < most) rows.push([])
    if (rows.length >= most) throw new Enough()
    rows.push(cellsOf(row).map(cell => cell.replace(exactMark, '')))
  }).catch(error => {
    if (!(error instanceof Enough)) throw error
  })
  return { kind, sniffed: { encoding: 'utf-8', separator: ',' }, rows: async () => rows }
}
