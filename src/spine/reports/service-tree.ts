import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { type Tree, type TreeAt, type TreeUnit, treeOf } from './rules.ts'

export type EditionRow = {
  readonly id: string
  readonly year: number
  readonly name: { readonly vi: string; readonly en: string }
  readonly from: string
  readonly until: string
  readonly referenceDay: string
}

const editionColumns = sql`id, year, jsonb_build_object('vi', name_vi, 'en', name_en) as name, from_day::text as "from",
  until_day::text as until, coalesce(reference_day, from_day)::text as "referenceDay"`

/** All editions, newest first. */
export async function editionRows(act: Pick<Act, 'tx'>): Promise<EditionRow[]> {
  return (await sql<EditionRow>`select ${editionColumns} from editions.editions order by year desc`.execute(act.tx))
    .rows
}

/** The edition that is asked for, otherwise the one that today belongs to. */
export async function getEdition(act: Pick<Act, 'tx' | 'today'>, id: string | undefined): Promise<EditionRow> {
  const asked = id ?? (await findCurrentEdition(act.tx, act.today))?.id
  const { rows } =
    await sql<EditionRow>`select ${editionColumns} from editions.editions where id = ${asked ?? null}`.execute(act.tx)
  return rows[0] ?? refuse('reports.no_edition', 404)
}

/**
 * Every unit that ever was, once: under the parent that it had on a day. One that opened later stands where it opened;
 * one that was closed before stands under whoever took it over, otherwise where it stood last. So nothing that was ever
 * counted falls out of the sums, and each stands in one place only.
 */
export async function readTree(act: Pick<Act, 'tx'>, day: string): Promise<Tree> {
  const all = await readDated(act)
  const nearest = <T extends Dated>(rows: readonly T[] | undefined): T | undefined =>
    rows?.findLast(row => row.fromDay <= day) ?? rows?.[0]
  const units = all.units.map(({ id, kind, closedOn }) => {
    const taken = closedOn !== null && closedOn <= day ? all.successors.get(id) : undefined
    return {
      id,
      kind,
      name: nearest(all.names.get(id))?.value ?? '',
      parent: taken ?? nearest(all.parents.get(id))?.value ?? null,
      province: all.provinces.get(id) ?? null,
      merged: taken !== undefined,
    }
  })
  const order = new Intl.Collator('vi', { numeric: true })
  return treeOf(units.sort((a, b) => order.compare(a.name, b.name)))
}

type Dated = { readonly id: string; readonly value: string; readonly fromDay: string }

/** The rows that a tree is made of: joined in one question, a planner without statistics goes astray for seconds. */
async function readDated(act: Pick<Act, 'tx'>) {
  const { rows: units } = await sql<{ id: string; kind: string; closedOn: string | null }>`
    select id, kind, closed_on::text as "closedOn" from org.units`.execute(act.tx)
  const { rows: names } = await sql<Dated>`
    select unit_id as id, name as value, from_day::text as "fromDay" from org.unit_names order by from_day`.execute(
    act.tx,
  )
  const { rows: parents } = await sql<Dated>`
    select unit_id as id, parent_id as value, from_day::text as "fromDay" from org.unit_parents order by from_day`.execute(
    act.tx,
  )
  const { rows: successors } = await sql<{ id: string; value: string }>`
    select unit_id as id, successor_id as value from org.unit_successors where kind = 'merge'`.execute(act.tx)
  // A unit's province is the one in which it serves most communes.
  const { rows: provinces } = await sql<{ id: string; value: string }>`
    select a.unit_id as id, c.province_code as value from org.unit_areas a join org.commune_names c on c.code = a.commune_code
    group by 1, 2 having count(*) filter (where a.until_day is null and c.until_day is null) > 0
    order by count(*) filter (where a.until_day is null and c.until_day is null), 2`.execute(act.tx)
  return {
    units,
    names: Map.groupBy(names, row => row.id),
    parents: Map.groupBy(parents, row => row.id),
    successors: new Map(successors.map(row => [row.id, row.value])),
    provinces: new Map(provinces.map(row => [row.id, row.value])),
  }
}

export const dayOf = (edition: EditionRow, at: TreeAt, today: string): string =>
  at === 'was' ? edition.referenceDay : today

/** The unit that is asked for, otherwise the highest that the caller reaches. */
export function getUnit(act: Act, tree: Tree, id: string | undefined): TreeUnit {
  const reach = new Set(act.units)
  const found =
    id === undefined
      ? [...tree.units.values()].find(unit => reach.has(unit.id) && !reach.has(unit.parent ?? ''))
      : tree.units.get(id)
  return found && reach.has(found.id) ? found : refuse('reports.unknown_unit', 404)
}

/** What stands above a unit and is in the caller's reach, the highest first. */
export function trailOf(act: Act, tree: Tree, unit: TreeUnit): TreeUnit[] {
  const reach = new Set(act.units)
  const trail: TreeUnit[] = []
  for (let above = tree.units.get(unit.parent ?? ''); above; above = tree.units.get(above.parent ?? ''))
    if (reach.has(above.id)) trail.unshift(above)
  return trail
}

/** In whose plans stands what these units were assigned: their parents', and their own where they are the root. */
export const ownersOf = (tree: Tree, units: readonly string[]): string[] => [
  ...new Set(units.map(id => tree.units.get(id)?.parent ?? id)),
]
