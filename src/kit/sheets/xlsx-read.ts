import { refuse } from '#kit/wire'
import type { Sheet, SheetRow } from './cell.ts'
import { readDateStyles, readSharedTexts, readWorkbook } from './xlsx-parts.ts'
import { type Lookups, sheetHandler } from './xlsx-sheet.ts'
import { steps } from './xml.ts'
import { openArchive, type ZipLimits } from './zip.ts'

/** What an XLSX may hold; above `mostCells` people are told to send CSV, which is read without any such limit. */
export type XlsxLimits = ZipLimits & { readonly mostBytes: number; readonly mostCells: number }

export const xlsxLimits: XlsxLimits = {
  mostBytes: 32 * 1024 * 1024,
  mostEntries: 2_000,
  mostUnpackedBytes: 128 * 1024 * 1024,
  mostRatio: 250,
  mostCells: 500_000,
}

/** A sheet while it is being read: its rows arrive one after the other; `merged` is whole once they have. */
export type SheetReading = Omit<Sheet, 'rows'> & { readonly rows: AsyncGenerator<SheetRow> }

/**
 * Reads the sheets of an XLSX one after the other, each row once; a sheet must be read to its end, or left, before the
 * next. The archive's directory is judged before anything is unpacked, and what is unpacked is counted as it comes: a
 * size or a dimension that the file merely declares reserves no memory. Formulas are never worked out; their last
 * value is given and marked.
 * Refuses kit.sheet_not_xlsx (415), kit.sheet_too_many_cells, kit.sheet_swells (413), kit.sheet_broken (422).
 */
export async function* xlsxSheets(bytes: Uint8Array, limits: XlsxLimits = xlsxLimits): AsyncGenerator<SheetReading> {
  if (bytes.byteLength > limits.mostBytes)
    refuse('kit.file_too_large', 413, { limit: Math.floor(limits.mostBytes / 1024) })
  const archive = await openArchive(bytes, limits)
  const { sheets, from1904 } = await readWorkbook(archive)
  const texts = await readSharedTexts(archive, limits.mostCells)
  const lookups: Lookups = { texts, dates: await readDateStyles(archive), from1904 }
  let cells = 0
  const seen = (): void => {
    cells += 1
    if (cells > limits.mostCells) refuse('kit.sheet_too_many_cells', 413, { limit: limits.mostCells })
  }
  for (const { name, hidden, part } of sheets) {
    const { handler, take, merged } = sheetHandler(lookups, seen)
    const rows = async function* (): AsyncGenerator<SheetRow> {
      for await (const _ of steps(archive.read(part), handler)) yield* take()
    }
    yield { name, hidden, merged, rows: rows() }
  }
}

/** A whole XLSX at once, within the same limits. */
export async function readXlsx(bytes: Uint8Array, limits: XlsxLimits = xlsxLimits): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  for await (const { rows, ...sheet } of xlsxSheets(bytes, limits)) {
    const read: SheetRow[] = []
    for await (const row of rows) read.push(row)
    sheets.push({ ...sheet, rows: read })
  }
  return sheets
}
