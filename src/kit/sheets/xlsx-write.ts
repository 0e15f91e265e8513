import { strToU8, Zip, ZipDeflate } from 'fflate'
import { columnName, serialOf } from './cell.ts'
import {
  boldOf,
  contentTypes,
  headStyle,
  rootRelationships,
  sheetStart,
  styles,
  stylesPart,
  workbookPart,
  workbookRelationships,
} from './xlsx-parts-out.ts'
import { escapeXml } from './xml.ts'

/** What a cell to be written holds: `null` stays empty, `day` is an ISO day. Numbers and days are real ones. */
export type CellOut =
  | string
  | number
  | bigint
  | null
  | { readonly day: string }
  | { readonly bold: string | number | bigint }

/** `width` in characters; `title` stands in the frozen head row. */
export type ColumnOut = { readonly title: string; readonly width?: number }
export type SheetOut = {
  readonly name: string
  readonly columns: readonly ColumnOut[]
  /** How many columns stay in sight with the head row. */
  readonly frozenColumns?: number
  readonly hidden?: boolean
  readonly rows: Iterable<readonly CellOut[]> | AsyncIterable<readonly CellOut[]>
}

/** A fixed day for every part: the same rows give the same bytes. */
const noMoment = new Date(1980, 0, 1)
/** Spreadsheets keep 15 digits; a longer amount is written as text rather than rounded. */
const mostDigits = 999_999_999_999_999n
const pieceChars = 65_536

const textCell = (at: string, text: string, style: number): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`

function cellXml(at: string, value: CellOut, bold: boolean): string {
  const styled = (style: number): number => (bold ? boldOf(style) : style)
  if (value === null || value === '') return ''
  // Text is marked as text and never as a formula, whatever it begins with; a cell holds no more than this.
  if (typeof value === 'string') return textCell(at, value.normalize('NFC').slice(0, 32_767), styled(styles.text))
  if (typeof value === 'bigint') {
    const exact = value <= mostDigits && value >= -mostDigits
    return exact
      ? `<c r="${at}" s="${styled(styles.whole)}"><v>${value}</v></c>`
      : textCell(at, String(value), styled(styles.text))
  }
  if (typeof value === 'number') {
    const style = Number.isInteger(value) ? styles.whole : styles.decimal
    return Number.isFinite(value) ? `<c r="${at}" s="${styled(style)}"><v>${value}</v></c>` : ''
  }
  if ('bold' in value) return cellXml(at, value.bold, true)
  return `<c r="${at}" s="${styled(styles.day)}"><v>${serialOf(value.day)}</v></c>`
}

function rowXml(row: number, cells: readonly CellOut[]): string {
  return `<row r="${row}">${cells.map((cell, at) => cellXml(`${columnName(at + 1)}${row}`, cell, false)).join('')}</row>`
}

function sheetHead({ columns, frozenColumns = 0 }: SheetOut): string {
  const split = frozenColumns > 0 ? ` xSplit="${frozenColumns}"` : ''
  const corner = `${columnName(frozenColumns + 1)}2`
  const pane = frozenColumns > 0 ? 'bottomRight' : 'bottomLeft'
  const widths = columns.map(
    ({ width = 14 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const titles = columns.map(({ title }, at) => textCell(`${columnName(at + 1)}1`, title, headStyle))
  return `${sheetStart}<sheetViews><sheetView workbookViewId="0"><pane${split} ySplit="1" topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${titles.join('')}</row>`
}

async function* sheetXml(sheet: SheetOut): AsyncGenerator<string> {
  let piece = sheetHead(sheet)
  let row = 1
  for await (const cells of sheet.rows) {
    row += 1
    piece += rowXml(row, cells)
    if (piece.length < pieceChars) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

async function* partsOf(
  sheets: readonly SheetOut[],
): AsyncGenerator<readonly [string, AsyncIterable<string> | string]> {
  yield ['[Content_Types].xml', contentTypes(sheets.length)]
  yield ['_rels/.rels', rootRelationships]
  yield ['xl/workbook.xml', workbookPart(sheets)]
  yield ['xl/_rels/workbook.xml.rels', workbookRelationships(sheets.length)]
  yield ['xl/styles.xml', stylesPart]
  for (const [at, sheet] of sheets.entries()) yield [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]
}

/** Sheet names that every spreadsheet program takes: at most 31 characters, none of []:*?/\ and none twice. */
function checkNames(sheets: readonly SheetOut[]): void {
  const bad = sheets.find(({ name }) => name.length === 0 || name.length > 31 || /[[\]:*?/\\]/.test(name))
  if (bad) throw new Error(`no spreadsheet takes "${bad.name}" as a sheet's name`)
  if (new Set(sheets.map(({ name }) => name.toLowerCase())).size < sheets.length)
    throw new Error('two sheets have the same name')
}

/** Writes a workbook as it goes: rows are taken one after the other and never held. */
export async function* writeXlsx(sheets: readonly SheetOut[]): AsyncGenerator<Uint8Array> {
  checkNames(sheets)
  let ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for await (const [name, content] of partsOf(sheets)) {
    const part = new ZipDeflate(name, { level: 6 })
    part.mtime = noMoment
    zip.add(part)
    for await (const text of typeof content === 'string' ? [content] : content) {
      part.push(strToU8(text))
      yield* ready
      ready = []
    }
    part.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* ready
}
