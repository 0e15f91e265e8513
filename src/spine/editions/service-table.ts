import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { PlanTable } from './routes-plan.ts'
import { type CellKind, keyOf } from './rules.ts'
import type { Lane } from './service-columns.ts'
import type { Node, Tree } from './service-tree.ts'

type Cell<T = number> = { readonly unit: number; readonly column: number; readonly value: T }
type Noted = { readonly unit: number; readonly column: number; readonly kind: CellKind; readonly note: string }

/** The figures of some units in some columns: what `problemsOf` judges, and what the wire carries. */
export type Figures = {
  readonly units: readonly Node[]
  readonly ids: readonly string[]
  readonly parent: readonly number[]
  readonly kind: readonly string[]
  readonly columns: readonly Lane[]
  readonly target: (number | null)[][]
  readonly reserve: readonly Cell[]
  readonly wanted: readonly Cell[]
  readonly inForce: readonly Cell<number | null>[]
  readonly notes: readonly Noted[]
  readonly least: PlanTable['least']
}

type Packed = { measure: string; month: string; kind: CellKind; old: boolean; cells: string }

/** The versions in which figures of these units stand: their own and their parents', with those still in force beside. */
function versionsAround(tree: Tree, units: readonly Node[]): { readonly ids: string[]; readonly old: boolean[] } {
  const plans = new Set(units.flatMap(unit => [unit, tree.nodes.get(unit.parentId ?? '') ?? unit]))
  const found = new Map<string, boolean>()
  for (const { version, inForce } of plans) {
    if (version) found.set(version, false)
    if (inForce && inForce !== version) found.set(inForce, true)
  }
  return { ids: [...found.keys()], old: [...found.values()] }
}

type Asked = {
  readonly units: readonly string[]
  readonly versions: { readonly ids: string[]; readonly old: boolean[] }
  readonly measures: string[]
}

/**
 * The cells of the newest versions, and of those still in force where a newer one is written, one row a column: some
 * 50,000 figures cross as 60 texts, which is several times faster than as rows.
 */
async function readPacked(act: Act, { units, versions, measures }: Asked): Promise<Packed[]> {
  const { rows } = await sql<Packed>`
    with units as materialized (select id, pos - 1 as pos from unnest(${units}::uuid[]) with ordinality as t (id, pos))
    select c.measure, c.month, c.kind, v.old, string_agg(u.pos || ' ' || c.value::float8, ',') as cells
    from unnest(${versions.ids}::uuid[], ${versions.old}::boolean[]) as v (id, old)
      join editions.plan_cells c on c.version_id = v.id and c.measure = any (${measures}) join units u on u.id = c.unit_id
    where not v.old or c.kind = 'target' group by 1, 2, 3, 4`.execute(act.tx)
  return rows
}

async function readNotes(
  act: Act,
  { units, versions, measures }: Asked,
  places: ReadonlyMap<string, number>,
): Promise<Noted[]> {
  const { rows } = await sql<{ unit: number; measure: string; month: string; kind: CellKind; note: string }>`
    select (u.pos - 1)::int as unit, c.measure, c.month, c.kind, c.note
    from unnest(${versions.ids}::uuid[], ${versions.old}::boolean[]) as v (id, old)
      join editions.plan_cells c on c.version_id = v.id and c.note is not null and c.measure = any (${measures})
      join unnest(${units}::uuid[]) with ordinality as u (id, pos) on u.id = c.unit_id
    where not v.old order by 1, 2, 3`.execute(act.tx)
  return rows.flatMap(({ measure, month, ...rest }) => {
    const column = places.get(keyOf(measure, month || null))
    return column === undefined ? [] : [{ ...rest, column }]
  })
}

const unpacked = (cells: string, column: number): Cell[] =>
  cells.split(',').map(text => {
    const gap = text.indexOf(' ')
    return { column, unit: Number(text.slice(0, gap)), value: Number(text.slice(gap + 1)) }
  })

async function readLeast(act: Act, edition: string, lanes: readonly Lane[]): Promise<PlanTable['least']> {
  const { rows } = await sql<{ measure: string; kind: PlanTable['least'][number]['kind']; least: number }>`
    select measure, kind, least::float8 as least from editions.least where edition_id = ${edition}`.execute(act.tx)
  // A rule is about the whole edition; by month there is no one cell that it could stand on.
  return rows.flatMap(({ measure, ...rest }) =>
    lanes.some(lane => lane.key === measure) ? [{ column: measure, ...rest }] : [],
  )
}

/** Where an amendment is being written, what still counts for the children: what stood there, or nothing. */
function stillInForce(
  tree: Tree,
  units: readonly Node[],
  target: Figures['target'],
  old: readonly Cell[],
): Cell<number | null>[] {
  const before = new Map(old.map(({ unit, column, value }) => [`${unit} ${column}`, value]))
  return units.flatMap((node, unit) => {
    const plan = tree.nodes.get(node.parentId ?? node.id)
    if (!plan || plan.inForce === plan.version) return []
    return target.flatMap((figures, column) => {
      const value = before.get(`${unit} ${column}`) ?? null
      return value === (figures[unit] ?? null) ? [] : [{ unit, column, value }]
    })
  })
}

/** Reads the figures of these units, a parent before its children, in these columns. */
export async function readFigures(
  act: Act,
  tree: Tree,
  units: readonly Node[],
  lanes: readonly Lane[],
): Promise<Figures> {
  const ids = units.map(unit => unit.id)
  const at = new Map(ids.map((id, index) => [id, index]))
  const places = new Map(lanes.map((lane, index) => [lane.key, index]))
  const target: (number | null)[][] = lanes.map(() => ids.map(() => null))
  const asked = {
    units: ids,
    versions: versionsAround(tree, units),
    measures: [...new Set(lanes.map(lane => lane.measure))],
  }
  const sparse: Record<'reserve' | 'wanted' | 'old', Cell[]> = { reserve: [], wanted: [], old: [] }
  for (const { measure, month, kind, old, cells } of await readPacked(act, asked)) {
    const column = places.get(keyOf(measure, month || null))
    if (column === undefined) continue
    const found = unpacked(cells, column)
    if (old || kind !== 'target') sparse[old ? 'old' : (kind as 'reserve')].push(...found)
    else for (const { unit, value } of found) (target[column] as (number | null)[])[unit] = value
  }
  return {
    units,
    ids,
    parent: units.map(unit => at.get(unit.parentId ?? '') ?? -1),
    kind: units.map(unit => unit.kind),
    columns: lanes,
    target,
    reserve: sparse.reserve,
    wanted: sparse.wanted,
    inForce: stillInForce(tree, units, target, sparse.old),
    notes: await readNotes(act, asked, places),
    least: await readLeast(act, tree.edition, lanes),
  }
}
