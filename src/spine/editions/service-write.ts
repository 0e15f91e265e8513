import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { uuidv7 } from '#kit/wire'
import { type CellKind, isEditable, planStateOf } from './rules.ts'
import { actorOf } from './service.ts'
import { lendersFor, lockPlan } from './service-tree.ts'

/** A cell to write: whose plan it stands in, what it shall hold and what the caller saw there. `at` names it in the answer. */
export type Cell = {
  readonly at: number
  readonly owner: string
  readonly unit: string
  readonly measure: string
  /** '' for the whole edition. */
  readonly month: string
  readonly kind: CellKind
  readonly value: number | null
  readonly was: number | null
  readonly note?: string | undefined
}

/** The id of a version that can be typed into, or why it cannot. */
type Version = string
export type Versions = ReadonlyMap<string, Version>
export const isClosedTo = (version: Version | undefined): version is 'editions.is_waiting' | 'editions.is_approved' =>
  version === 'editions.is_waiting' || version === 'editions.is_approved'

/** The newest version of each plan that is typed into, begun where there is none; undefined where it cannot be edited. */
export async function versionsOf(act: Act, edition: string, owners: readonly string[]): Promise<Versions> {
  for (const owner of owners) await lockPlan(act, edition, owner, 'shared')
  const ids = owners.map(() => uuidv7(act.now.getTime()))
  await sql`insert into editions.plan_versions (id, edition_id, unit_id, n, opened_by, opened_at)
    select t.id, ${edition}, t.unit, 1, ${actorOf(act)}, ${act.now} from unnest(${ids}::uuid[], ${owners}::uuid[]) as t (id, unit)
    where not exists (select from editions.plan_versions v where v.edition_id = ${edition} and v.unit_id = t.unit)
    on conflict (edition_id, unit_id, n) do nothing`.execute(act.tx)
  const { rows } = await sql<{ id: string; unit: string; last: 'submitted' | 'approved' | null; replaces: boolean }>`
    select id, unit_id as unit, last, replaces from editions.plans
    where edition_id = ${edition} and unit_id = any (${owners}::uuid[])`.execute(act.tx)
  return new Map(
    rows.map(({ id, unit, last, replaces }) => {
      const state = planStateOf({ replaces, last: last ?? undefined })
      return [unit, isEditable(state) ? id : state === 'waiting' ? 'editions.is_waiting' : 'editions.is_approved']
    }),
  )
}

/** The cells as columns of one statement. */
export function asked(cells: readonly Cell[], versions: Versions) {
  const list = <T>(pick: (cell: Cell) => T): T[] => cells.map(pick)
  return sql`unnest(${list(cell => versions.get(cell.owner))}::uuid[], ${list(cell => cell.owner)}::uuid[], ${list(cell => cell.unit)}::uuid[],
    ${list(cell => cell.measure)}::text[], ${list(cell => cell.month)}::text[], ${list(cell => cell.kind)}::text[],
    ${list(cell => cell.value)}::numeric[], ${list(cell => cell.was)}::numeric[], ${list(cell => cell.note ?? null)}::text[],
    ${list(cell => cell.at)}::int[]) as a (version_id, owner_id, unit_id, measure, month, kind, value, was, note, at)`
}

export const sameCell = sql`c.version_id = a.version_id and c.measure = a.measure and c.month = a.month and c.unit_id = a.unit_id and c.kind = a.kind`

/**
 * Writes the cells that still hold what the caller saw, in one statement. Whoever else changes one at the same moment
 * is waited for, and then the cell no longer holds what was seen. Answers the places of those that were written.
 */
export async function write(act: Act, cells: readonly Cell[], versions: Versions): Promise<Set<number>> {
  const { rows } = await sql<{ at: number }>`with asked as materialized (select * from ${asked(cells, versions)}),
    removed as (delete from editions.plan_cells c using asked a
      where a.value is null and ${sameCell} and c.value = a.was returning a.at),
    changed as (update editions.plan_cells c
      set value = a.value, note = nullif(coalesce(a.note, c.note), ''), by_staff = ${actorOf(act)}, at = ${act.now}
      from asked a where a.value is not null and ${sameCell} and c.value = a.was returning a.at),
    added as (insert into editions.plan_cells as c
      select a.version_id, a.owner_id, a.unit_id, a.measure, a.month, a.kind, a.value, nullif(a.note, ''), ${actorOf(act)}, ${act.now}
      from asked a where a.value is not null and a.was is null
      on conflict (version_id, measure, month, unit_id, kind) do nothing returning c.version_id, c.measure, c.month, c.unit_id, c.kind)
    select at from removed union all select at from changed
    union all select a.at from added c join asked a on ${sameCell}
    union all select a.at from asked a where a.value is null and a.was is null
      and not exists (select from editions.plan_cells c where ${sameCell})`.execute(act.tx)
  return new Set(rows.map(row => row.at))
}

export async function log(act: Act, cells: readonly Cell[], versions: Versions): Promise<void> {
  const lenders = await lendersFor(act, 'planner', [...new Set(cells.map(cell => cell.owner))])
  const lent = cells.map(cell => `{${(lenders.get(cell.owner) ?? []).join(',')}}`)
  const ids = cells.map(() => uuidv7(act.now.getTime()))
  await sql`insert into editions.plan_edits
    select t.id, a.version_id, a.owner_id, a.unit_id, a.measure, a.month, a.kind, a.was, a.value, a.note, ${actorOf(act)}, t.lent::uuid[], ${act.now}
    from ${asked(
      cells.map((cell, at) => ({ ...cell, at })),
      versions,
    )}
      join unnest(${ids}::uuid[], ${lent}::text[]) with ordinality as t (id, lent, ord) on t.ord = a.at + 1`.execute(
    act.tx,
  )
}
