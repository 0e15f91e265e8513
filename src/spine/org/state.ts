import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve/face.ts'
import { Refusal, refuse } from '#kit/wire'
import type { Judged, UnitState } from './rules.ts'

/** Whatever runs in a transaction of this noun. */
type In = Pick<Act, 'tx'> | { readonly tx: Tx }

/** Changes of the tree run one after another: each judges the tree that the last one left. */
export async function lockTree(act: In): Promise<void> {
  await sql`select pg_advisory_xact_lock(7411002)`.execute(act.tx)
}

/** Units as their last rows say, in no order; ids that name no unit are left out. */
export async function findStates(act: In, ids: readonly string[]): Promise<UnitState[]> {
  const { rows } = await sql<UnitState>`
    select u.id, u.code, u.kind, u.opened_on as "openedOn", u.closed_on as "closedOn", n.name,
      n.from_day as "namedFrom", p.parent_id as "parentId", p.from_day as "placedFrom"
    from org.units u
      cross join lateral (select name, from_day from org.unit_names where unit_id = u.id order by from_day desc limit 1) n
      left join lateral (
        select parent_id, from_day from org.unit_parents where unit_id = u.id order by from_day desc limit 1) p on true
    where u.id = any (${ids}::uuid[])`.execute(act.tx)
  return rows
}

/** A unit as its last rows say. Refuses `org.no_such_unit` (404). */
export async function getState(act: In, id: string): Promise<UnitState> {
  const [state] = await findStates(act, [id])
  return state ?? refuse('org.no_such_unit', 404)
}

/** A unit that the caller may shape. Refuses `org.no_such_unit` (404) and `kit.out_of_scope` (403). */
export async function getShapable(act: In, id: string): Promise<UnitState> {
  const state = await getState(act, id)
  const { rows } = await sql<{ held: boolean }>`select org.in_reach(${id}) as held`.execute(act.tx)
  if (!rows[0]?.held) refuse('kit.out_of_scope', 403)
  return state
}

/** Refuses (409) what the rules judged impossible. */
export function hold(judged: Judged): void {
  if (judged) throw new Refusal(judged.why, 409, judged.values)
}

/** Whether a unit stands above `parent` on that day or on any later one. */
export async function wouldCircle(act: In, unit: string, parent: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ circles: boolean }>`
    select org.would_circle(${unit}, ${parent}, ${day}) as circles`.execute(act.tx)
  return rows[0]?.circles ?? false
}

/** The units that stand under a unit on that day or later, and the day on which each leaves it, if recorded. */
export async function childrenFrom(
  act: In,
  unit: string,
  day: string,
): Promise<{ id: string; until: string | null; from: string }[]> {
  const { rows } = await sql<{ id: string; until: string | null; from: string }>`
    select unit_id as id, until_day as until, from_day as "from" from org.unit_parents
    where parent_id = ${unit} and (until_day is null or until_day > ${day})
    order by unit_id`.execute(act.tx)
  return rows
}

const hanoi = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' })

/** The day in Vietnam at an instant, `yyyy-MM-dd`. */
export function dayOf(now: Date): string {
  return hanoi.format(now)
}

/** A text as searches compare it: lower case, without marks. */
export function folded(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`lower(unaccent(${text}::text))`
}
