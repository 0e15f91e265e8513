import type { Gather, ProblemCode, Role } from './rules.ts'

/** Whether several units' figures add up to their parent's. A largest value and a rate do not. */
const addsUp = (gather: Gather): boolean => gather === 'sum' || gather === 'distinct'

/** A column as the arithmetic needs it. `usual` is in đồng for one of what `of` counts. */
export type TableColumn = {
  readonly key: string
  readonly gather: Gather
  readonly role: Role
  /** For a cost: the key of the column that it pays for. */
  readonly of: string | null
  readonly usual: { readonly low: number; readonly high: number } | null
}

type Figures = readonly (number | null)[]
type Cells<T> = readonly { readonly unit: number; readonly column: number; readonly value: T }[]
type Sparse = Cells<number>

/**
 * A plan as columns. `parent[unit]` is the place of the parent (-1 for the root), a parent stands before its children.
 * `target[column][unit]`; `inForce` holds what still counts for a child whose parent is amending, null for nothing.
 */
export type Table = {
  readonly ids: readonly string[]
  readonly parent: readonly number[]
  readonly kind: readonly string[]
  readonly columns: readonly TableColumn[]
  readonly target: readonly Figures[]
  readonly reserve: Sparse
  readonly wanted: Sparse
  readonly inForce: Cells<number | null>
  readonly notes: readonly { readonly unit: number; readonly column: number }[]
  readonly least: readonly { readonly column: string; readonly kind: string; readonly least: number }[]
}

export type Problem = {
  readonly unit: string
  readonly column: string
  readonly code: ProblemCode
  readonly assigned: number | null
  readonly sum: number | null
  readonly by: number
  readonly child: string | null
  readonly room: number | null
  readonly above: number | null
}

/** Sums of decimals as a person adds them: exact to the thousandth. */
export const exact = (value: number): number => Math.round(value * 1000) / 1000

const nothing = { assigned: null, sum: null, by: 0, child: null, room: null, above: null } as const

type Grid<T = number> = ReadonlyMap<number, T>
type Line = { sum: number; any: boolean }

/** One column of a table with everything that its cells are judged by. Maps are by the unit's place. */
type Lane = {
  readonly key: string
  readonly target: Figures
  readonly lines: readonly Line[] | undefined
  readonly reserve: Grid
  readonly wanted: Grid
  readonly inForce: Grid<number | null>
  readonly noted: ReadonlySet<number>
  readonly least: ReadonlyMap<string, number>
  readonly usual: TableColumn['usual']
  /** The figures that a cost pays for. */
  readonly paidFor: Figures | undefined
}

/** What the children of each unit add up to in one column. */
export function childSums(parent: readonly number[], values: Figures): Line[] {
  const lines: Line[] = parent.map(() => ({ sum: 0, any: false }))
  for (const [unit, above] of parent.entries()) {
    const value = values[unit]
    const line = above >= 0 ? lines[above] : undefined
    if (!line || value === null || value === undefined) continue
    line.sum = exact(line.sum + value)
    line.any = true
  }
  return lines
}

function lanesOf(table: Table): Lane[] {
  const byColumn = <T extends { readonly column: number }>(cells: readonly T[]) => Map.groupBy(cells, it => it.column)
  const [reserve, wanted, inForce] = [byColumn(table.reserve), byColumn(table.wanted), byColumn(table.inForce)]
  const notes = byColumn(table.notes)
  const places = new Map(table.columns.map((column, index) => [column.key, index]))
  const grid = <T>(cells: Cells<T> | undefined) => new Map(cells?.map(it => [it.unit, it.value]))
  return table.columns.map((column, index) => ({
    key: column.key,
    target: table.target[index] ?? [],
    lines: addsUp(column.gather) ? childSums(table.parent, table.target[index] ?? []) : undefined,
    reserve: grid(reserve.get(index)),
    wanted: grid(wanted.get(index)),
    inForce: grid(inForce.get(index)),
    noted: new Set(notes.get(index)?.map(it => it.unit)),
    least: new Map(table.least.filter(it => it.column === column.key).map(it => [it.kind, it.least])),
    usual: column.usual,
    paidFor: column.of === null ? undefined : table.target[places.get(column.of) ?? -1],
  }))
}

const about = (table: Table, lane: Lane, unit: number) => ({
  ...nothing,
  unit: table.ids[unit] ?? '',
  column: lane.key,
})

/** parent = sum of children + reserve; names how far apart they are and what the unit could still give. */
function balanceOf(table: Table, lane: Lane, unit: number, line: Line): Problem | undefined {
  const assigned = (lane.inForce.has(unit) ? lane.inForce.get(unit) : lane.target[unit]) ?? null
  const reserve = lane.reserve.get(unit)
  if (!line.any && reserve === undefined && assigned === null) return undefined
  const sum = exact(line.sum + (reserve ?? 0))
  const found = { ...about(table, lane, unit), assigned, sum }
  if (assigned === null) return { ...found, code: 'unassigned', by: sum }
  const by = exact(sum - assigned)
  if (by === 0) return undefined
  if (by < 0) return { ...found, code: 'short', by: -by, room: -by }
  return { ...found, code: 'excess', by, above: lane.reserve.get(table.parent[unit] ?? -1) ?? null }
}

/** What one would cost; undefined while either figure is missing. */
export function costOf(cost: number | null | undefined, quantity: number | null | undefined): number | undefined {
  return cost === null || cost === undefined || !quantity ? undefined : cost / quantity
}

/** A cost per piece outside the usual range, until somebody says why. */
function costProblem(table: Table, lane: Lane, unit: number): Problem | undefined {
  const one = costOf(lane.target[unit], lane.paidFor?.[unit])
  if (!lane.usual || one === undefined || lane.noted.has(unit)) return undefined
  if (one >= lane.usual.low && one <= lane.usual.high) return undefined
  const code = one > lane.usual.high ? 'cost_high' : 'cost_low'
  return { ...about(table, lane, unit), code, by: Math.round(one) }
}

/** A target of nothing, too few for a rule, a wish that nobody answered. */
function cellProblems(table: Table, lane: Lane, unit: number): Problem[] {
  const value = lane.target[unit] ?? null
  const [least, wanted] = [lane.least.get(table.kind[unit] ?? ''), lane.wanted.get(unit)]
  const found: Problem[] = []
  const base = () => ({ ...about(table, lane, unit), assigned: value })
  if (value === 0) found.push({ ...base(), code: 'nothing' })
  if (least !== undefined && (value ?? 0) < least)
    found.push({ ...base(), code: 'below_least', by: exact(least - (value ?? 0)), room: least })
  if (wanted !== undefined && wanted !== value)
    found.push({ ...base(), code: 'unsettled', sum: wanted, by: exact(wanted - (value ?? 0)) })
  return found
}

/** Most cells have nothing of their own to be judged by; they are passed over before anything is made for them. */
const isPlain = (lane: Lane, unit: number): boolean =>
  lane.target[unit] !== 0 && lane.least.size === 0 && lane.paidFor === undefined && !lane.wanted.has(unit)

/**
 * Everything that is wrong with a plan, unit by unit in the order of the table. 800 units by 60 columns take some ten
 * milliseconds in a browser.
 */
export function problemsOf(table: Table): Problem[] {
  const parents = new Set(table.parent)
  const found: { readonly at: number; readonly problem: Problem }[] = []
  const add = (at: number, problem: Problem | undefined): void => {
    if (problem) found.push({ at, problem })
  }
  for (const lane of lanesOf(table))
    for (const at of table.ids.keys()) {
      const line = parents.has(at) ? lane.lines?.[at] : undefined
      if (line) add(at, balanceOf(table, lane, at, line))
      if (isPlain(lane, at)) continue
      add(at, costProblem(table, lane, at))
      for (const problem of cellProblems(table, lane, at)) add(at, problem)
    }
  return found.sort((a, b) => a.at - b.at).map(({ problem }) => problem)
}

/**
 * Sums over subtrees of what single units count (facts.progress): a unit's own and all beneath it. A largest value takes
 * the largest; a rate is not gathered and stays each unit's own. Null where nothing is there.
 */
export function rollUp(parent: readonly number[], own: Figures, gather: Gather): (number | null)[] {
  const all = [...own]
  if (gather === 'rate') return all
  for (let unit = parent.length - 1; unit >= 0; unit--) {
    const [above, value] = [parent[unit] ?? -1, all[unit] ?? null]
    if (above < 0 || value === null) continue
    const before = all[above] ?? null
    all[above] = before === null ? value : gather === 'max' ? Math.max(before, value) : exact(before + value)
  }
  return all
}
