import { sql } from 'kysely'
import { inTransaction, type Tx } from '#kit/db'
import type { Gate, Who } from '#kit/serve'
import { isoDay } from '#kit/time'
import type { Permission } from '#kit/wire'
import { record } from '#spine/audit'
import { heldToday } from './held.ts'
import type { Role } from './rules.ts'
import { sha256 } from './secrets.ts'

export type PermissionMap = ReadonlyMap<Permission, readonly string[]>

async function staffOf(tx: Tx, id: string, day: string, permissions: PermissionMap): Promise<Who> {
  const { rows } = await sql<{ name: string }>`select name from people.staff where id = ${id}`.execute(tx)
  const held = new Set<string>((await heldToday(tx, id, day)).map(one => one.role))
  const may = [...permissions]
    .filter(([, roles]) => roles.some(role => held.has(role)))
    .map(([permission]) => permission)
  const readOnly = held.has('auditor' satisfies Role)
  return {
    kind: 'staff',
    id,
    name: rows[0]?.name ?? '',
    permissions: new Set(readOnly ? permissions.keys() : may),
    readOnly,
  }
}

/** Who calls, by the session's token; a closed account has no live session. */
async function identify(
  permissions: PermissionMap,
  ...[database, { session, kind }, now]: Parameters<Gate['identify']>
): Promise<Who> {
  if (!session) return { kind: 'nobody' }
  return inTransaction(database, {}, async tx => {
    const { rows } = await sql<{
      id: string | null
    }>`select people.session_of(${sha256(session)}, ${kind}, ${now}) as id`.execute(tx)
    const id = rows[0]?.id
    if (!id) return { kind: 'nobody' }
    if (kind === 'customer') return { kind: 'customer', id }
    await sql`select set_config('app.actor', ${id}, true)`.execute(tx)
    return staffOf(tx, id, isoDay(now), permissions)
  })
}

/** The units that a permission reaches: all that stands under each unit where a role that holds it is held today. */
async function unitsOf(
  permissions: PermissionMap,
  tx: Tx,
  who: Who,
  permission: Permission,
  now: Date,
): Promise<readonly string[]> {
  if (who.kind !== 'staff') return []
  const roles = who.readOnly ? ['auditor'] : [...(permissions.get(permission) ?? [])]
  const day = isoDay(now)
  const { rows } = await sql<{
    id: string
  }>`select distinct reached.id from people.roles r cross join lateral org.reach(r.unit_id, ${day}::date) as reached (id)
    where r.staff_id = ${who.id} and r.role = any (${roles}) and r.from_day <= ${day} and (r.until_day is null or r.until_day > ${day})`.execute(
    tx,
  )
  return rows.map(row => row.id)
}

/** The door of the house: sessions and roles from here, acts kept by audit. */
export function makeGate(permissions: PermissionMap): Gate {
  return {
    identify: (...call) => identify(permissions, ...call),
    unitsOf: (...call) => unitsOf(permissions, ...call),
    record,
  }
}
