import type { CellOut, SheetOut } from '#kit/sheets'
import { unitName } from '#kit/units'
import type { Lang } from '#kit/words'
import type { Column, PlanTable } from './routes-plan.ts'
import type { CellKind } from './rules.ts'
import { planWords } from './words-plan.ts'
import { sheetWords } from './words-sheet.ts'

/** The grids of a plan's workbook: which figures, and of which columns. */
export const grids = {
  target: { kind: 'target', has: (column: Column) => column.role !== 'money' },
  money: { kind: 'target', has: (column: Column) => column.role === 'money' },
  reserve: { kind: 'reserve', has: () => true },
  wanted: { kind: 'wanted', has: () => true },
} as const satisfies Readonly<Record<string, { readonly kind: CellKind; readonly has: (column: Column) => boolean }>>
export type GridName = keyof typeof grids
export const gridNames = Object.keys(grids) as GridName[]

/** Hidden sheets: what the file is, and each grid as it was taken out, so that only what a person changed comes back. */
export const factsName = 'tri-an'
export const wasName = (grid: GridName): string => `tri-an ${grid}`
export const format = 'tri-an plan 1'
/** Columns in front of the figures: code, name and state. */
export const leadColumns = 3

type Figures = (unit: number, column: number) => number | null

/** Reads one kind of figure out of the table by unit and column. */
export function figuresOf(table: PlanTable, kind: CellKind): Figures {
  if (kind === 'target') return (unit, column) => table.target[column]?.[unit] ?? null
  const sparse = table[kind]
  const spots = new Map(sparse.value.map((value, at) => [`${sparse.unit[at]} ${sparse.column[at]}`, value]))
  return (unit, column) => spots.get(`${unit} ${column}`) ?? null
}

export function depthsOf(parent: readonly number[]): number[] {
  const depths: number[] = []
  for (const above of parent) depths.push(above < 0 ? 0 : (depths[above] ?? 0) + 1)
  return depths
}

const titleOf = ({ name, unit, month, key }: Column, lang: Lang): string =>
  `${name[lang]}${month ? ` ${month.split('-').reverse().join('/')}` : ''} (${unitName(unit, lang)}) [${key}]`

function gridSheets(table: PlanTable, grid: GridName, lang: Lang): SheetOut[] {
  const { kind, has } = grids[grid]
  const { units, columns } = table
  const places = [...columns.keys()].filter(at => has(columns[at] as Column))
  const figures = figuresOf(table, kind)
  const depths = depthsOf(units.parent)
  const words = sheetWords[lang].sheet
  const head = [
    { title: words.code, width: 14 },
    { title: words.unit, width: 42 },
    { title: words.state, width: 16 },
  ]
  const values = (unit: number): CellOut[] => places.map(column => figures(unit, column))
  const rows = units.code.map((code, unit): CellOut[] => [
    code,
    `${'    '.repeat(depths[unit] ?? 0)}${units.name[unit] ?? ''}`,
    planWords[lang].planStates[units.state[unit] ?? 'none'],
    ...values(unit),
  ])
  return [
    {
      name: words.sheets[grid],
      frozenColumns: 2,
      columns: [...head, ...places.map(at => ({ title: titleOf(columns[at] as Column, lang), width: 16 }))],
      rows,
    },
    {
      name: wasName(grid),
      hidden: true,
      columns: [{ title: '' }, ...places.map(at => ({ title: columns[at]?.key ?? '' }))],
      rows: units.code.map((code, unit): CellOut[] => [code, ...values(unit)]),
    },
  ]
}

/** What the file is: of which edition, of which units in which version, and how its sheets are called. */
function factsSheet(table: PlanTable, lang: Lang): SheetOut {
  const { edition, units } = table
  return {
    name: factsName,
    hidden: true,
    columns: [{ title: format }],
    rows: [
      ['edition', edition.id, edition.year],
      ...gridNames.map((grid): CellOut[] => ['sheet', grid, sheetWords[lang].sheet.sheets[grid]]),
      ...units.code.map((code, at): CellOut[] => ['unit', code, units.version[at] ?? 0]),
    ],
  }
}

/** A plan as a workbook that people change without a line to the system and bring back. */
export function sheetsOf(table: PlanTable, lang: Lang): SheetOut[] {
  const words = sheetWords[lang].sheet
  const help: SheetOut = {
    name: words.sheets.help,
    columns: [{ title: words.helpTitle(table.edition.name[lang], table.units.name[0] ?? ''), width: 110 }],
    rows: words.help.map(line => [line]),
  }
  return [help, ...gridNames.flatMap(grid => gridSheets(table, grid, lang)), factsSheet(table, lang)]
}
