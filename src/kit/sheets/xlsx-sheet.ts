import { refuse } from '#kit/wire'
import { type Cell, columnOf, readSerial, type SheetRow } from './cell.ts'
import type { Attributes, Handler } from './xml.ts'

/** What a sheet's cells point to. */
export type Lookups = {
  readonly texts: readonly string[]
  readonly dates: readonly boolean[]
  readonly from1904: boolean
}

/** The largest text that a cell can hold, and the last row of a sheet, in every spreadsheet program. */
const longestText = 32_767
const lastRow = 1_048_576
const lastColumn = 16_384

type Raw = { column: number; type: string; style: number; formula: boolean; value: string }

function numeric(raw: Raw, { dates, from1904 }: Lookups): Cell {
  const { formula } = raw
  const number = Number(raw.value)
  if (raw.value.trim() === '' || !Number.isFinite(number)) return refuse('kit.sheet_broken', 422)
  const date = dates[raw.style] ? readSerial(number, from1904) : undefined
  if (date) return { ...date, value: date.text, formula }
  return { kind: 'number', text: String(number), value: number, formula }
}

const said = (kind: Cell['kind'], text: string, formula: boolean): Cell => ({ kind, text, value: text, formula })

/** A cell's value by its type letter (ECMA-376, 18.18.11); undefined for an empty one. */
function cellOf(raw: Raw, lookups: Lookups): Cell | undefined {
  const { type, value, formula } = raw
  if (type === 's') {
    const text = lookups.texts[Number(value)] ?? refuse('kit.sheet_broken', 422)
    return text === '' ? undefined : said('text', text, formula)
  }
  if (value === '') return undefined
  if (type === 'inlineStr' || type === 'str') return said('text', value.normalize('NFC'), formula)
  if (type === 'b') return said('yes-no', value === '1' ? 'true' : 'false', formula)
  if (type === 'e') return said('error', value, formula)
  if (type === 'd') return said(value.length > 10 ? 'moment' : 'day', value.slice(0, 16).replace('T', ' '), formula)
  return numeric(raw, lookups)
}

/** Gathers a sheet's rows as its XML goes by; `seen` is told each cell, so that the reader can count. */
export function sheetHandler(
  lookups: Lookups,
  seen: () => void,
): { readonly handler: Handler; readonly take: () => SheetRow[]; readonly merged: string[] } {
  const merged: string[] = []
  let rows: SheetRow[] = []
  let [row, column] = [0, 0]
  let cells = new Map<number, Cell>()
  let raw: Raw | undefined
  let [inValue, aside] = [false, false]
  const within = (value: number, last: number): number =>
    Number.isInteger(value) && value >= 1 && value <= last ? value : refuse('kit.sheet_broken', 422)

  const opens: Readonly<Record<string, (at: Attributes) => void>> = {
    row: at => {
      const next = at.r === undefined ? row + 1 : Number(at.r)
      row = next > row ? within(next, lastRow) : refuse('kit.sheet_broken', 422)
      cells = new Map()
      column = 0
    },
    c: at => {
      seen()
      column = within(at.r === undefined ? column + 1 : (columnOf(at.r) ?? 0), lastColumn)
      raw = { column, type: at.t ?? 'n', style: Number(at.s ?? 0), formula: false, value: '' }
    },
    f: () => {
      if (raw) raw.formula = true
    },
    rPh: () => {
      aside = true
    },
    mergeCell: at => {
      seen()
      merged.push(at.ref ?? '')
    },
  }
  const open: Handler['open'] = (name, at) => {
    opens[name]?.(at)
    inValue = name === 'v' || (name === 't' && !aside)
  }
  const text: Handler['text'] = more => {
    if (!inValue || !raw) return
    raw.value += more
    if (raw.value.length > longestText) refuse('kit.sheet_broken', 422)
  }
  const close: Handler['close'] = name => {
    inValue = false
    if (name === 'rPh') aside = false
    if (name === 'c' && raw) {
      const cell = cellOf(raw, lookups)
      if (cell) cells.set(raw.column, cell)
      raw = undefined
    }
    if (name === 'row' && cells.size > 0) rows.push({ at: row, cells })
  }
  const take = (): SheetRow[] => {
    const taken = rows
    rows = []
    return taken
  }
  return { handler: { open, text, close }, take, merged }
}
