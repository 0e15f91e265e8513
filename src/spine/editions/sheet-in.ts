import { type Cell, columnName, type Sheet, type SheetRow } from '#kit/sheets'
import { refuse } from '#kit/wire'
import type { PlanTable } from './routes-plan.ts'
import type { CellKind } from './rules.ts'
import { factsName, figuresOf, format, type GridName, gridNames, grids, leadColumns, wasName } from './sheet-out.ts'

/** Where something stands in the file, as people see it. */
export type Spot = { readonly sheet: string; readonly row: number; readonly column: string }
export type SheetError = Spot & { readonly code: string; readonly values: Readonly<Record<string, string | number>> }
/** One figure that a person changed in the file; `unitAt` and `columnAt` are places in the table. */
export type Changed = Spot & {
  readonly unitAt: number
  readonly columnAt: number
  readonly kind: CellKind
  readonly was: number | null
  readonly value: number | null
  readonly formula: boolean
}
export type Facts = {
  readonly edition: string
  readonly year: number
  readonly sheets: ReadonlyMap<string, string>
  readonly versions: ReadonlyMap<string, number>
}

const textAt = (row: SheetRow | undefined, column: number): string => row?.cells.get(column)?.text ?? ''
const headOf = (sheet: Sheet): SheetRow | undefined => sheet.rows.find(row => row.at === 1)
const bodyOf = (sheet: Sheet): readonly SheetRow[] => sheet.rows.filter(row => row.at > 1)

/** What the file says that it is. Refuses a workbook that was not taken out here (editions.sheet_foreign). */
export function readFacts(sheets: readonly Sheet[]): Facts {
  const sheet = sheets.find(({ name }) => name === factsName) ?? refuse('editions.sheet_foreign', 422)
  if (textAt(headOf(sheet), 1) !== format) refuse('editions.sheet_foreign', 422)
  const rows = bodyOf(sheet).map(row => [textAt(row, 1), textAt(row, 2), textAt(row, 3)] as const)
  const of = (what: string) => rows.filter(([name]) => name === what)
  const edition = of('edition')[0] ?? refuse('editions.sheet_foreign', 422)
  return {
    edition: edition[1],
    year: Number(edition[2]) || 0,
    sheets: new Map(of('sheet').map(([, grid, name]) => [grid, name])),
    versions: new Map(of('unit').map(([, code, n]) => [code, Number(n) || 0])),
  }
}

type Reading = {
  readonly table: PlanTable
  readonly facts: Facts
  readonly places: { readonly unit: ReadonlyMap<string, number>; readonly column: ReadonlyMap<string, number> }
  readonly changed: Changed[]
  readonly errors: SheetError[]
}

/** The columns of a grid by their place in the file; what is no measure is named. */
function columnsOf(sheet: Sheet, reading: Reading): Map<number, number> {
  const found = new Map<number, number>()
  for (const [at, { text }] of headOf(sheet)?.cells ?? []) {
    if (at <= leadColumns) continue
    const key = /\[([^\][]+)\]\s*$/.exec(text)?.[1] ?? ''
    const place = reading.places.column.get(key)
    const wrong = (code: string, measure: string): void =>
      void reading.errors.push({
        sheet: sheet.name,
        row: 1,
        column: columnName(at),
        code,
        values: { measure: measure.slice(0, 80) },
      })
    if (place === undefined) wrong('editions.sheet_unknown_measure', text)
    else if ([...found.values()].includes(place)) wrong('editions.sheet_measure_twice', key)
    else found.set(at, place)
  }
  return found
}

/** A row's unit by its code; undefined, with an error, for a row that says figures of nobody. */
function codeOf(sheet: Sheet, row: SheetRow, seen: Set<string>, { facts, errors }: Reading): string | undefined {
  const code = textAt(row, 1).trim()
  const wrong = (refused: string): undefined => {
    errors.push({ sheet: sheet.name, row: row.at, column: 'A', code: refused, values: { unit: code.slice(0, 60) } })
    return undefined
  }
  if (code === '')
    return [...row.cells.keys()].some(at => at > leadColumns) ? wrong('editions.sheet_no_code') : undefined
  if (!facts.versions.has(code)) return wrong('editions.sheet_unknown_unit')
  if (seen.has(code)) return wrong('editions.sheet_unit_twice')
  seen.add(code)
  return code
}

/** A cell's figure: null for none, undefined for what is no number. A formula counts by its last value. */
function figureOf(cell: Cell | undefined): number | null | undefined {
  if (cell === undefined || (cell.kind === 'text' && cell.text.trim() === '')) return null
  return typeof cell.value === 'number' ? cell.value : undefined
}

/** What each grid held when the file was taken out, by unit code and column key. */
function wasOf(sheets: readonly Sheet[], grid: GridName): (code: string, key: string) => number | null {
  const sheet = sheets.find(({ name }) => name === wasName(grid)) ?? refuse('editions.sheet_foreign', 422)
  const keys = new Map([...(headOf(sheet)?.cells ?? [])].map(([at, { text }]) => [text, at]))
  const rows = new Map(bodyOf(sheet).map(row => [textAt(row, 1), row]))
  return (code, key) => figureOf(rows.get(code)?.cells.get(keys.get(key) ?? 0)) ?? null
}

/** How a grid stood: when the file was taken out, and now. */
type Stand = {
  readonly kind: CellKind
  readonly was: (code: string, key: string) => number | null
  readonly now: (unit: number, column: number) => number | null
}

/** What one row changes, beside what it held when the file was taken out; what has come to stand so since is no change. */
function readRow(
  row: SheetRow,
  sheet: string,
  code: string,
  columns: ReadonlyMap<number, number>,
  stand: Stand,
  reading: Reading,
): void {
  const { table, places, errors, changed } = reading
  const unitAt = places.unit.get(code)
  for (const [at, columnAt] of columns) {
    const cell = row.cells.get(at)
    const value = figureOf(cell)
    const was = stand.was(code, table.columns[columnAt]?.key ?? '')
    if (value === was || (unitAt !== undefined && value === stand.now(unitAt, columnAt))) continue
    const spot = { sheet, row: row.at, column: columnName(at) }
    if (unitAt === undefined) errors.push({ ...spot, code: 'editions.sheet_out_of_reach', values: { unit: code } })
    else if (value === undefined)
      errors.push({ ...spot, code: 'editions.sheet_not_number', values: { text: cell?.text.slice(0, 60) ?? '' } })
    else changed.push({ ...spot, unitAt, columnAt, kind: stand.kind, was, value, formula: cell?.formula ?? false })
  }
}

function readGrid(sheets: readonly Sheet[], sheet: Sheet, grid: GridName, reading: Reading): void {
  const { kind } = grids[grid]
  const stand: Stand = { kind, was: wasOf(sheets, grid), now: figuresOf(reading.table, kind) }
  const columns = columnsOf(sheet, reading)
  const seen = new Set<string>()
  for (const row of bodyOf(sheet)) {
    const code = codeOf(sheet, row, seen, reading)
    if (code !== undefined) readRow(row, sheet.name, code, columns, stand, reading)
  }
}

/**
 * What a person changed in a workbook that was taken out here: every cell that differs from how it was then, and every
 * place that cannot be read. Order of rows and columns does not matter; what is left out stays as it is.
 */
export function readGrids(
  sheets: readonly Sheet[],
  facts: Facts,
  table: PlanTable,
): { readonly changed: readonly Changed[]; readonly errors: readonly SheetError[] } {
  const reading: Reading = {
    table,
    facts,
    places: {
      unit: new Map(table.units.code.map((code, at) => [code, at])),
      column: new Map(table.columns.map(({ key }, at) => [key, at])),
    },
    changed: [],
    errors: [],
  }
  for (const grid of gridNames) {
    const name = facts.sheets.get(grid) ?? grid
    const sheet = sheets.find(one => one.name === name)
    if (sheet) readGrid(sheets, sheet, grid, reading)
    else
      reading.errors.push({ sheet: name, row: 1, column: 'A', code: 'editions.sheet_missing', values: { sheet: name } })
  }
  return reading
}
