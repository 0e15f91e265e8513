import { decoderOf, type Encoded, type Encoding, encodingOf } from './csv-encoding.ts'
import { fromLegacy, type Legacy } from './csv-legacy.ts'
import { CsvScanner, type OnRow } from './csv-scan.ts'

export const separators = [';', ',', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** How a file of rows in text is to be read. `legacy`: the old font encoding that its text is to be converted from. */
export type CsvFormat = {
  readonly encoding: Encoding
  readonly separator: Separator
  readonly legacy?: Legacy | undefined
}

/** Bytes that are to be read again as Latin-1 before an old font encoding is undone. */
export const asRead = ({ encoding, legacy }: CsvFormat): Encoding | 'latin1' =>
  legacy && encoding === 'windows-1258' ? 'latin1' : encoding

/** Cells as they stand in the file, with an old font encoding undone where the format says so. */
export function rowsOf({ separator, legacy }: CsvFormat, onRow: OnRow, from = 1): CsvScanner {
  const each: OnRow = (cells, no, fault) => {
    for (let at = 0; legacy && at < cells.length; at++) cells[at] = fromLegacy(cells[at] ?? '', legacy)
    onRow(cells, no, fault)
  }
  return new CsvScanner(separator, legacy ? each : onRow, undefined, from)
}

/**
 * Reads a whole file, handing over row by row; `between` is awaited after each piece of the file (to write on what
 * was read, to tell how far it is). Never holds more than a piece and a row.
 */
export async function readCsv(
  source: AsyncIterable<Buffer>,
  format: CsvFormat,
  onRow: OnRow,
  between: (bytes: number) => Promise<void> | void = () => undefined,
): Promise<void> {
  const decoder = decoderOf(asRead(format))
  const scanner = rowsOf(format, onRow)
  let first = true
  for await (const bytes of source) {
    const text = decoder.take(bytes)
    scanner.push(first ? text.replace(/^\ufeff/, '') : text)
    if (text !== '') first = false
    await between(bytes.length)
  }
  scanner.push(decoder.rest())
  scanner.end()
  await between(0)
}

/**
 * The first rows of a file by their place (empty ones too), from its first bytes; a row that the bytes cut off is left
 * out where there are others.
 */
export function firstRows(head: Buffer, format: CsvFormat, most: number, whole: boolean): string[][] {
  const rows: string[][] = []
  const scanner = rowsOf(format, (cells, no) => {
    if (no > most) return
    while (rows.length < no - 1) rows.push([])
    rows.push(cells.map(cell => cell.normalize('NFC')))
  })
  scanner.push(
    decoderOf(asRead(format))
      .take(head)
      .replace(/^\ufeff/, ''),
  )
  if (whole || rows.length === 0) scanner.end()
  return rows
}

/** How well a separator fits: the cells of the commonest width above one, over all rows. */
function fitOf(rows: readonly (readonly string[])[]): number {
  const widths = Map.groupBy(rows, row => row.length)
  widths.delete(0)
  widths.delete(1)
  const [[width, alike] = [0, []]] = [...widths].sort((a, b) => b[1].length - a[1].length)
  return (width > 8 ? 8 + width / 100 : width) * (alike.length / Math.max(1, rows.length)) ** 2
}

/** Tells from the first bytes of a file how it is written and what parts its cells. */
export function sniffCsv(head: Buffer): Encoded & { readonly separator: Separator } {
  const encoded = encodingOf(head)
  const fits = separators.map(separator => ({
    separator,
    fit: fitOf(firstRows(head, { encoding: encoded.encoding, separator }, 200, false)),
  }))
  const [best] = fits.sort((a, b) => b.fit - a.fit)
  return { ...encoded, separator: best && best.fit > 0 ? best.separator : ',' }
}
