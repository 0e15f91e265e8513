import { lateTone } from '#kit/ui/progress.tsx'
import type { TreeGroup, TreeValue } from '#kit/ui/tree-table.tsx'
import { showPercent } from '#kit/units'
import type { Lang } from '#kit/words'
import type { Problem } from '../rules-plan.ts'
import type { Column } from './client.ts'
import { type Book, figureAt, mayType, type Spot } from './plan-book.ts'
import { boxText, showFigure, unitOf } from './plan-figures.ts'
import type { PlanRow } from './plan-rows.ts'
import { isCounted } from './use-done.ts'
import { cellKey, type Plan } from './use-plan.ts'

/** What each measure shows beside its target. */
export const parts = ['last', 'wanted', 'target', 'done', 'progress'] as const
export type Part = (typeof parts)[number]

export const columnOf = (key: string, part: Part): string => `${key}|${part}`
export function readColumn(name: string): { readonly key: string; readonly part: Part } {
  const [key = '', part = 'target'] = name.split('|')
  return { key, part: part as Part }
}

/** What was done, by place of column and unit; undefined while nothing is counted. */
export type Done = readonly (readonly (number | null)[])[]

const ofDone: ReadonlySet<Part> = new Set(['done', 'progress'])

const progressPx = 98
/** So wide at least, that the name of a measure can be read over its columns. */
const leastPx = 148

/** As wide as the longest figure needs: that of the unit on top. */
const figurePx = (longest: number): number => Math.max(64, Math.ceil(16 + longest * 8.4))

export function groupsOf(props: {
  readonly columns: readonly Column[]
  /** How many signs the longest figure of each column has. */
  readonly longest: (column: Column) => number
  readonly shown: readonly Part[]
  readonly heads: Readonly<Record<Part, string>>
  readonly lang: Lang
  readonly narrow: boolean
}): TreeGroup[] {
  const { lang, narrow, shown } = props
  const partsOf = (column: Column): Part[] => shown.filter(part => isCounted(column) || !ofDone.has(part))
  const plainPx = (column: Column, part: Part): number =>
    part === 'progress' ? (narrow ? 60 : progressPx) : figurePx(props.longest(column))
  const widthPx = (column: Column, part: Part): number => {
    const all = partsOf(column).reduce((sum, it) => sum + plainPx(column, it), 0)
    return plainPx(column, part) + (part === 'target' && !narrow ? Math.max(0, leastPx - all) : 0)
  }
  return props.columns.map(column => ({
    key: column.key,
    head: nameOf(column, lang),
    unit: unitOf(column, lang),
    columns: shown
      .filter(part => isCounted(column) || !ofDone.has(part))
      .map(part => ({
        key: columnOf(column.key, part),
        head: part === 'progress' && narrow ? '%' : props.heads[part],
        name: `${nameOf(column, lang)}, ${props.heads[part]}`,
        figure: true,
        edits: part === 'target' || part === 'wanted',
        widthPx: widthPx(column, part),
      })),
  }))
}

/** A measure's name, with its month where it is planned by month. */
export function nameOf(column: Column, lang: Lang): string {
  const [year, month] = column.month?.split('-') ?? []
  return month ? `${column.name[lang]}, ${month}/${year}` : column.name[lang]
}

const spotKey = (unit: string, column: string): string => `${unit} ${column}`

export type ProblemsBySpot = ReadonlyMap<string, readonly Problem[]>

export function bySpot(problems: readonly Problem[]): ProblemsBySpot {
  return Map.groupBy(problems, it => spotKey(it.unit, it.column))
}

/** What a row's column stands for in the book; undefined where there is nothing to type. */
export function spotOf(book: Book, row: PlanRow, name: string): Spot | undefined {
  const { key, part } = readColumn(name)
  const column = book.columnPlaces.get(key)
  if (column === undefined || (part !== 'target' && part !== 'wanted')) return undefined
  if (row.kind === 'reserve') return part === 'target' ? { unit: row.unit, column, kind: 'reserve' } : undefined
  return { unit: row.unit, column, kind: part }
}

export type View = {
  readonly plan: Plan
  readonly problems: ProblemsBySpot
  readonly done: Done | undefined
  readonly last: ReadonlyMap<string, readonly (number | null)[]>
  /** Where today should be, in percent of the edition's days. */
  readonly due: number | undefined
  readonly lang: Lang
}

/** What is wrong at a cell: the excess that it made above it, when it was typed into, then its own problems. */
export function wrongAt(view: View, spot: Spot): readonly Problem[] {
  const { book, touched, typing } = view.plan
  const { id, parent } = book.data.units
  const key = book.data.columns[spot.column]?.key ?? ''
  const own = spot.kind === 'target' ? (view.problems.get(spotKey(id[spot.unit] ?? '', key)) ?? []) : []
  const typed = touched.has(cellKey(spot)) || (typing !== undefined && cellKey(typing) === cellKey(spot))
  const owner = spot.kind === 'reserve' ? spot.unit : (parent[spot.unit] ?? -1)
  if (!typed || spot.kind === 'wanted' || owner < 0) return own
  const above = view.problems.get(spotKey(id[owner] ?? '', key)) ?? []
  return [...above.filter(it => it.code === 'excess'), ...own]
}

/** The figure of a cell, how it stands, and what goes into its box. */
export function figureIn(view: View, row: PlanRow, name: string): TreeValue {
  const { part, key } = readColumn(name)
  const { book } = view.plan
  const at = book.columnPlaces.get(key)
  const column = at === undefined ? undefined : book.data.columns[at]
  if (at === undefined || !column) return { shown: null }
  const spot = spotOf(book, row, name)
  if (spot) return typedValue(view, spot, column)
  if (row.kind === 'reserve') return { shown: null }
  if (part === 'last') return { shown: shownOr(view.last.get(key)?.[row.unit], column, view.lang) }
  const done = view.done?.[at]?.[row.unit]
  if (part === 'done') return { shown: shownOr(done, column, view.lang) }
  const target = figureAt(book, { unit: row.unit, column: at, kind: 'target' })
  if (done === null || done === undefined || !target) return { shown: null }
  const percent = (done / target) * 100
  return {
    shown: showPercent(Math.round(percent) / 100, view.lang),
    percent,
    ...(view.due === undefined ? {} : { due: view.due, tone: lateTone(percent, view.due) }),
  }
}

const shownOr = (value: number | null | undefined, column: Column, lang: Lang): string | null =>
  value === null || value === undefined ? null : showFigure(value, column, lang)

function typedValue(view: View, spot: Spot, column: Column): TreeValue {
  const { book, drafts, touched } = view.plan
  const draft = drafts.get(cellKey(spot))
  const value = figureAt(book, spot)
  const edits = mayType(book, spot)
  const wrong = wrongAt(view, spot)
  return {
    shown: draft ? draft.text : shownOr(value, column, view.lang),
    text: edits ? (draft?.text ?? boxText(value, column)) : undefined,
    strong: spot.kind === 'target',
    wrong: draft !== undefined || wrong.some(it => grave.has(it.code)),
    doubt: wrong.some(it => !grave.has(it.code)),
    changed: touched.has(cellKey(spot)),
  }
}

/** What cannot stand; the rest is unfinished. */
const grave: ReadonlySet<string> = new Set(['excess', 'unassigned', 'nothing'])
