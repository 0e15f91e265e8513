import { sql } from 'kysely'
import type { Database, Tx } from '#kit/db'
import { tidy } from '#kit/text'
import { isoDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { addPassword, refuseWeak } from './credentials.ts'
import type { Role } from './rules.ts'
import { hashPassword } from './secrets.ts'

export type Opening = {
  readonly code: string
  readonly name: string
  readonly email: string
  readonly unitId: string
  readonly role: Role
}

/** Writes somebody with one role from a day on, as the owner of the tables: for a first start. Answers the id. */
export async function putStaff(tx: Tx, it: Opening, day: string, at: Date): Promise<string> {
  const id = uuidv7()
  await sql`insert into people.staff (id, code, name, email, unit_id, opened_on)
    values (${id}, ${it.code}, ${tidy(it.name)}, ${it.email.toLowerCase()}, ${it.unitId}, ${day})`.execute(tx)
  await sql`insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at)
    values (${uuidv7()}, ${id}, ${it.role}, ${it.unitId}, ${day}, ${at})`.execute(tx)
  return id
}

/**
 * Opens the first administrator of an empty installation, as the owner of the tables. The password comes from whoever
 * installs it, and must be replaced at the first sign-in.
 * Refuses `people.password_…` (422). Answers the id, or undefined when there is staff already.
 */
export async function openFirstAdministrator(
  owner: Database,
  it: Omit<Opening, 'role'> & { readonly password: string },
  now: Date,
): Promise<string | undefined> {
  refuseWeak(it.password, [it.code, it.name, it.email.split('@')[0] ?? ''])
  const hash = await hashPassword(it.password)
  return owner.kysely.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(7411004)`.execute(tx)
    const { rows } = await sql`select from people.staff limit 1`.execute(tx)
    if (rows.length > 0) return undefined
    const id = await putStaff(tx, { ...it, role: 'administrator' }, isoDay(now), now)
    await addPassword(tx, id, hash, now, id)
    return id
  })
}
