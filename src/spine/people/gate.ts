import { sql } from 'kysely'
import { type Database, inOneTrip, setContext, type Tx } from '#kit/db'
import type { Gate, Who } from '#kit/serve'
import { isoDay } from '#kit/time'
import type { Permission } from '#kit/wire'
import { record } from '#spine/audit'
import { heldOn } from './held.ts'
import type { Role } from './rules.ts'
import { sha256 } from './secrets.ts'

export type PermissionMap = ReadonlyMap<Permission, readonly string[]>

/** Somebody of the staff; `phone` when a registered phone speaks for them, which then does a crew's work only. */
export type StaffWho = Extract<Who, { kind: 'staff' }> & { readonly phone?: true }
type Rights = { readonly permissions: PermissionMap; readonly reads: ReadonlySet<Permission> }

const auditor: Role = 'auditor'
const crew: Role = 'crew'

function permissionsOf(held: ReadonlySet<string>, { permissions, reads }: Rights): ReadonlySet<Permission> {
  if (held.has(auditor)) return reads
  const may = [...permissions].filter(([, roles]) => roles.some(role => held.has(role)))
  return new Set(may.map(([permission]) => permission))
}

function staffAs(rights: Rights, id: string, name: string, roles: readonly string[], phone: boolean): StaffWho {
  const held = new Set<string>(phone ? roles.filter(role => role === crew) : roles)
  const permissions = permissionsOf(held, rights)
  return { kind: 'staff', id, name, permissions, readOnly: held.has(auditor), ...(phone ? { phone } : {}) }
}

async function staffWho(tx: Tx, id: string, now: Date, rights: Rights): Promise<Who> {
  await setContext(tx, { actor: id })
  const day = isoDay(now)
  const { rows } = await sql<{ name: string; open: boolean }>`
    select name, opened_on <= ${day} and (closed_on is null or closed_on > ${day}) as open
    from people.staff where id = ${id}`.execute(tx)
  if (!rows[0]?.open) return { kind: 'nobody' }
  return staffAs(
    rights,
    id,
    rows[0].name,
    (await heldOn(tx, id, day)).map(one => one.role),
    false,
  )
}

type Found = { readonly kind: 'staff' | 'partner' | 'customer'; readonly id: string; readonly phone: boolean }
type Known = Found & { readonly name: string | null; readonly roles: readonly string[] }

/**
 * Who calls, in one trip: by a bearer key when there is one (and then by nothing else), otherwise by the session's token.
 * Asked at every call, so that whoever signs out or loses a role has lost it with the next one.
 */
async function identify(
  rights: Rights,
  ...[database, { session, bearer, kind }, now]: [Database, Parameters<Gate['identify']>[1], Date]
): Promise<Who> {
  if (!session && !bearer) return { kind: 'nobody' }
  const values = [bearer ? null : sha256(session ?? ''), bearer ? sha256(bearer) : null, kind, now, isoDay(now)]
  const call = 'to_jsonb(people.who_is($1::bytea, $2::bytea, $3, $4::timestamptz, $5::date))'
  const [found] = await inOneTrip<Known>(database, {}, { name: 'who is it', call, values })
  if (!found) return { kind: 'nobody' }
  if (found.kind !== 'staff') return { kind: found.kind, id: found.id }
  return staffAs(rights, found.id, found.name ?? '', found.roles, found.phone)
}

/** The units that a permission reaches: all that stands under each unit where a role that holds it is held today. */
async function enter({ permissions }: Rights, ...[tx, who, permission, now]: Parameters<Gate['enter']>) {
  if (who.kind !== 'staff') return []
  const holders = who.readOnly ? [auditor] : (permissions.get(permission) ?? [])
  const roles = 'phone' in who ? holders.filter(role => role === crew) : [...holders]
  const { rows } = await sql<{
    units: string[]
  }>`select people.enter(${who.id}, ${roles}, ${isoDay(now)}) as units`.execute(tx)
  return rows[0]?.units ?? []
}

async function everyUnit(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from org.units`.execute(tx)
  return rows.map(row => row.id)
}

/**
 * The door of the house: sessions, keys and roles from here, acts kept by audit. `reads` are the permissions that a
 * reading route asks for: what an auditor holds.
 */
export function makeGate(permissions: PermissionMap, reads: ReadonlySet<Permission>): Gate {
  const rights: Rights = { permissions, reads }
  return {
    identify: (...call) => identify(rights, ...call),
    enter: (...call) => enter(rights, ...call),
    staff: (tx, id, now) => staffWho(tx, id, now, rights),
    everyUnit,
    record,
  }
}
