import { units } from '#kit/units'
import { type cellKinds, problemsOf, type Table } from '../rules.ts'
import type { Problem } from '../rules-plan.ts'
import type { Column, PlanTable } from './client.ts'

type CellKind = (typeof cellKinds)[number]

/** One figure of the plan: `unit` and `column` are places in the lists of the table. */
export type Cell = {
  readonly unit: number
  readonly column: number
  readonly kind: CellKind
  readonly value: number | null
  readonly note?: string
}
export type Spot = Omit<Cell, 'value' | 'note'>

type Figures = readonly (number | null)[]

/** The plan as the screen holds it: what the server gave, and what was typed since. It is never changed in place. */
export type Book = {
  readonly data: PlanTable
  readonly target: readonly Figures[]
  readonly reserve: ReadonlyMap<number, number>
  readonly wanted: ReadonlyMap<number, number>
  readonly inForce: ReadonlyMap<number, number | null>
  readonly notes: ReadonlyMap<number, string>
  /** Whether a unit has others beneath it. */
  readonly holds: readonly boolean[]
  readonly places: ReadonlyMap<string, number>
  readonly columnPlaces: ReadonlyMap<string, number>
}

type Sparse<T> = { readonly unit: readonly number[]; readonly column: readonly number[]; readonly value: readonly T[] }

/** One number for a cell, so that a map of cells stays flat. */
const flat = (data: PlanTable, unit: number, column: number): number => column * data.units.id.length + unit

function gridOf<T>(data: PlanTable, sparse: Sparse<T>): Map<number, T> {
  return new Map(sparse.value.map((value, i) => [flat(data, sparse.unit[i] ?? 0, sparse.column[i] ?? 0), value]))
}

export function bookOf(data: PlanTable): Book {
  const { notes, units: all } = data
  const holds = all.id.map(() => false)
  for (const parent of all.parent) if (parent >= 0) holds[parent] = true
  return {
    data,
    target: data.target,
    reserve: gridOf(data, data.reserve),
    wanted: gridOf(data, data.wanted),
    inForce: gridOf(data, data.inForce),
    notes: new Map(notes.unit.map((unit, i) => [flat(data, unit, notes.column[i] ?? 0), notes.note[i] ?? ''])),
    holds,
    places: new Map(all.id.map((id, i) => [id, i])),
    columnPlaces: new Map(data.columns.map((column, i) => [column.key, i])),
  }
}

export function figureAt(book: Book, { unit, column, kind }: Spot): number | null {
  if (kind === 'target') return book.target[column]?.[unit] ?? null
  return book[kind].get(flat(book.data, unit, column)) ?? null
}

export function noteAt(book: Book, unit: number, column: number): string | undefined {
  return book.notes.get(flat(book.data, unit, column))
}

/** The book with other figures in it. */
export function put(book: Book, cells: readonly Cell[]): Book {
  const target = [...book.target]
  const grids = { reserve: new Map(book.reserve), wanted: new Map(book.wanted) }
  const notes = new Map(book.notes)
  const copied = new Set<number>()
  for (const cell of cells) {
    const at = flat(book.data, cell.unit, cell.column)
    if (cell.note) notes.set(at, cell.note)
    if (cell.kind !== 'target') {
      if (cell.value === null) grids[cell.kind].delete(at)
      else grids[cell.kind].set(at, cell.value)
      continue
    }
    if (!copied.has(cell.column)) target[cell.column] = [...(target[cell.column] ?? [])]
    copied.add(cell.column)
    ;(target[cell.column] as (number | null)[])[cell.unit] = cell.value
  }
  return { ...book, target, ...grids, notes }
}

function sparseOf<T>(book: Book, grid: ReadonlyMap<number, T>, only: readonly number[] | undefined) {
  const size = book.data.units.id.length
  const shift = new Map(only?.map((column, i) => [column, i]))
  return [...grid].flatMap(([at, value]) => {
    const column = Math.floor(at / size)
    const place = only ? shift.get(column) : column
    return place === undefined ? [] : [{ unit: at % size, column: place, value }]
  })
}

/** The book as the rules read it; `only` some of its columns. */
export function tableOf(book: Book, only?: readonly number[]): Table {
  const { data } = book
  const taken = only ?? data.columns.map((_, i) => i)
  return {
    ids: data.units.id,
    parent: data.units.parent,
    kind: data.units.kind,
    columns: taken.flatMap(i => data.columns[i] ?? []),
    target: taken.map(i => book.target[i] ?? []),
    reserve: sparseOf(book, book.reserve, only),
    wanted: sparseOf(book, book.wanted, only),
    inForce: sparseOf(book, book.inForce, only) as Table['inForce'],
    notes: sparseOf(book, new Map([...book.notes.keys()].map(at => [at, 0])), only),
    least: data.least,
  }
}

/** What is wrong anew after one column changed: the problems of the others stay as they were. */
export function problemsAfter(book: Book, before: readonly Problem[], column: number): readonly Problem[] {
  const { columns } = book.data
  const key = columns[column]?.key
  const also = columns.flatMap((it, i) => (it.of !== null && it.of === key ? [i] : []))
  const of = columns[column]?.of
  const paid = of === null || of === undefined ? [] : [book.columnPlaces.get(of) ?? column]
  const taken = [...new Set([column, ...also, ...paid])]
  const keys = new Set(taken.map(i => columns[i]?.key))
  const anew = problemsOf(tableOf(book, taken))
  return [...before.filter(it => !keys.has(it.column)), ...anew]
}

const balance: ReadonlySet<string> = new Set(['excess', 'short', 'unassigned'])

/** The unit in whose plan a problem stands: balance is the unit's own, a target is its parent's to mend. */
export function planOf(book: Book, problem: Problem): number {
  const unit = book.places.get(problem.unit) ?? 0
  const above = book.data.units.parent[unit] ?? -1
  return balance.has(problem.code) || problem.code === 'unsettled' || above < 0 ? unit : above
}

/** The unit whose plan a cell belongs to: a target is typed by the unit above, the rest by the unit itself. */
export function ownerOf(book: Book, { unit, kind }: Pick<Spot, 'unit' | 'kind'>): number {
  const above = book.data.units.parent[unit] ?? -1
  return kind === 'target' && above >= 0 ? above : unit
}

export function mayType(book: Book, spot: Pick<Spot, 'unit' | 'kind'>): boolean {
  const { edits, closed, parent } = book.data.units
  if (closed[spot.unit]) return false
  if (spot.kind === 'reserve' && !book.holds[spot.unit]) return false
  if (spot.kind === 'wanted' && (parent[spot.unit] ?? -1) < 0) return false
  return edits[ownerOf(book, spot)] ?? false
}

/** Money is planned and shown in millions of đồng; all else as it is counted. */
export const scaleOf = (column: Pick<Column, 'unit'>): number => (column.unit === 'VND' ? 1_000_000 : 1)

/** How many decimals a figure of this column has on screen. */
export const decimalsOf = (column: Pick<Column, 'unit'>): number =>
  column.unit === 'VND' ? 6 : units[column.unit].decimals
