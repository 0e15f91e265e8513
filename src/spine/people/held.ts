import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Role } from './rules.ts'

/** A role that somebody holds on a unit; `lentBy` names the colleague who lends it. */
export type Held = {
  readonly id: string
  readonly role: Role
  readonly unitId: string
  readonly from: string
  readonly until: string | null
  readonly lentBy: string | null
}

/** What somebody holds on a day, their own and what is lent to them, as far as the open scope may see it. */
export async function heldOn(tx: Tx, staffId: string, day: string): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`select h.id, h.role, h.unit_id as "unitId", h.from_day::text as from,
      h.until_day::text as until, h.lent_by as "lentBy" from people.held(${staffId}, ${day}::date) h
    order by h.lent_by nulls first, h.from_day, h.id`.execute(tx)
  return rows
}

/** In a query: the name of a unit on a day (its last name when it is closed). */
export const unitName = (column: string, day: string) =>
  sql<string>`coalesce((select n.name from org.unit_names n where n.unit_id = ${sql.ref(column)} and n.from_day <= ${day}
    order by n.from_day desc limit 1), '')`
