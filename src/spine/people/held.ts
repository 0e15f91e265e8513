import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Role } from './rules.ts'

export type Held = { readonly id: string; readonly role: Role; readonly unitId: string }

/** The roles that somebody holds on a day. */
export async function heldToday(tx: Tx, staffId: string, day: string): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`select r.id, r.role, r.unit_id as "unitId" from people.roles r
    where r.staff_id = ${staffId} and r.from_day <= ${day} and (r.until_day is null or r.until_day > ${day})`.execute(
    tx,
  )
  return rows
}
