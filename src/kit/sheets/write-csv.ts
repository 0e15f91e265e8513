import type { CellOut } from './xlsx-write.ts'

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). Numbers that
 * are numbers pass: `-5` the number is harmless, `-5` the text is not told apart from `-5+cmd`.
 */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quoted = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function plain(cell: CellOut): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return safe(cell.normalize('NFC'))
  if (typeof cell === 'object') return 'day' in cell ? cell.day : plain(cell.bold)
  return String(cell)
}

/** One CSV line with its line end, in the common form: commas, points in numbers, ISO days. */
export function csvLine(cells: readonly CellOut[]): string {
  return `${cells.map(cell => quoted(plain(cell))).join(',')}\r\n`
}

/** Rows as CSV in UTF-8; the mark in front makes spreadsheet programs read it so. */
export async function* writeCsv(
  rows: Iterable<readonly CellOut[]> | AsyncIterable<readonly CellOut[]>,
): AsyncGenerator<string> {
  yield '\ufeff'
  for await (const row of rows) yield csvLine(row)
}
