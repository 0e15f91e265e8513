import { sql } from 'kysely'
import { type Database, inTransaction, setContext, type Tx } from '#kit/db'
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

async function staffWho(tx: Tx, id: string, now: Date, rights: Rights, phone: boolean): Promise<Who> {
  await setContext(tx, { actor: id })
  const day = isoDay(now)
  const { rows } = await sql<{ name: string; open: boolean }>`
    select name, opened_on <= ${day} and (closed_on is null or closed_on > ${day}) as open
    from people.staff where id = ${id}`.execute(tx)
  if (!rows[0]?.open) return { kind: 'nobody' }
  const roles = (await heldOn(tx, id, day)).map(one => one.role)
  const held = new Set<string>(phone ? roles.filter(role => role === crew) : roles)
  const who: StaffWho = {
    kind: 'staff',
    id,
    name: rows[0].name,
    permissions: permissionsOf(held, rights),
    readOnly: held.has(auditor),
    ...(phone ? { phone } : {}),
  }
  return who
}

type Ids = { readonly staff: string | null; readonly partner: string | null; readonly customer: string | null }

async function idsOf(tx: Tx, { session, bearer, kind }: Parameters<Gate['identify']>[1], now: Date): Promise<Ids> {
  const none = { staff: null, partner: null, customer: null }
  if (bearer) {
    const { rows } = await sql<Ids>`select people.device_holder(${sha256(bearer)}, ${now}) as staff,
      people.partner_key_of(${sha256(bearer)}, ${now}) as partner, null as customer`.execute(tx)
    return rows[0] ?? none
  }
  const { rows } = await sql<{
    id: string | null
  }>`select people.session_of(${sha256(session ?? '')}, ${kind}, ${now}) as id`.execute(tx)
  return { ...none, [kind]: rows[0]?.id ?? null }
}

/** Who calls: by a bearer key when there is one (and then by nothing else), otherwise by the session's token. */
async function identify(
  rights: Rights,
  ...[database, credentials, now]: [Database, Parameters<Gate['identify']>[1], Date]
): Promise<Who> {
  if (!credentials.session && !credentials.bearer) return { kind: 'nobody' }
  return inTransaction(database, {}, async (tx): Promise<Who> => {
    const { staff, partner, customer } = await idsOf(tx, credentials, now)
    if (staff) return staffWho(tx, staff, now, rights, credentials.bearer !== undefined)
    if (partner) return { kind: 'partner', id: partner }
    return customer ? { kind: 'customer', id: customer } : { kind: 'nobody' }
  })
}

/** The units that a permission reaches: all that stands under each unit where a role that holds it is held today. */
async function unitsOf({ permissions }: Rights, ...[tx, who, permission, now]: Parameters<Gate['unitsOf']>) {
  if (who.kind !== 'staff') return []
  const holders = who.readOnly ? [auditor] : (permissions.get(permission) ?? [])
  const roles = 'phone' in who ? holders.filter(role => role === crew) : [...holders]
  const day = isoDay(now)
  const { rows } = await sql<{ id: string }>`select distinct reached.id from people.held(${who.id}, ${day}::date) h
    cross join lateral org.reach(h.unit_id, ${day}::date) as reached (id) where h.role = any (${roles})`.execute(tx)
  return rows.map(row => row.id)
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
    unitsOf: (...call) => unitsOf(rights, ...call),
    staff: (tx, id, now) => staffWho(tx, id, now, rights, false),
    everyUnit,
    record,
  }
}
