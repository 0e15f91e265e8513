import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse } from '#kit/wire'
import { ownAccount, staffOf } from './account.ts'
import { heldOn } from './held.ts'
import type { peopleRoutes } from './routes.ts'
import { longestDays } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { newToken } from './secrets.ts'

type DeviceVerbs = Verbs<Pick<typeof peopleRoutes, 'devices' | 'registerDevice' | 'revokeOwnDevice'>>

type Shown = {
  id: string
  label: string
  registeredAt: string
  seenAt: string | null
  endsAt: string
  revokedAt: string | null
}

/** Somebody's phones, newest first. */
export async function devicesOf(act: Act, staffId: string): Promise<Shown[]> {
  const rows = await act.tx
    .withTables<PeopleTables>()
    .selectFrom('people.devices')
    .selectAll()
    .where('staff_id', '=', staffId)
    .orderBy('registered_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(row => ({
    id: row.id,
    label: row.label,
    registeredAt: row.registered_at.toISOString(),
    seenAt: row.seen_at?.toISOString() ?? null,
    endsAt: row.ends_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }))
}

/** Ends a phone's key, at once. */
export async function revoke(act: Act, device: string, staffId: string): Promise<void> {
  const { numUpdatedRows } = await act.tx
    .withTables<PeopleTables>()
    .updateTable('people.devices')
    .set({ revoked_at: act.now, revoked_by: staffOf(act) })
    .where('id', '=', device)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) refuse('people.unknown_device', 404)
}

export const deviceVerbs: DeviceVerbs = {
  devices: async act => ({ devices: await devicesOf(act, staffOf(act)) }),
  registerDevice: async (act, { label }) => {
    const staffId = ownAccount(act)
    const held = await heldOn(act.tx, staffId, act.today)
    if (!held.some(one => one.role === 'crew')) refuse('people.not_crew', 403)
    const { token, sha256 } = newToken('tri_an_phone_')
    const endsAt = new Date(act.now.getTime() + longestDays.device * 86_400_000)
    await sql`insert into people.devices (id, staff_id, label, key_sha256, registered_at, ends_at)
      values (${act.key}, ${staffId}, ${label}, ${sha256}, ${act.now}, ${endsAt})`.execute(act.tx)
    act.concerns({ record: act.key, unit: held.find(one => one.role === 'crew')?.unitId })
    return { id: act.key, key: token, endsAt: endsAt.toISOString() }
  },
  revokeOwnDevice: async (act, { id }) => {
    await revoke(act, id, staffOf(act))
    act.concerns({ record: id })
    return {}
  },
}
