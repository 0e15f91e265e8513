import { sql } from 'kysely'
import { seal, open as unseal } from '#kit/db/seal.ts'
import type { Act, Verbs } from '#kit/serve'
import { readPhone, tidy } from '#kit/text'
import { refuse, uuidv7 } from '#kit/wire'
import { refuseWeak } from './credentials.ts'
import { devicesOf, revoke } from './devices.ts'
import type { peopleRoutes } from './routes.ts'
import type { PeopleTables } from './schema.ts'
import { hashPassword } from './secrets.ts'
import { getStaff, listStaff, otherRoles } from './staff-read.ts'

type StaffVerbs = Verbs<
  Pick<
    typeof peopleRoutes,
    'list' | 'one' | 'open' | 'change' | 'close' | 'givePassword' | 'endSessionsOf' | 'revokeDevice'
  >
>

const page = 50
const place = (id: string): string => `people.staff.phone:${id}`
const phoneKey = (act: Act): Buffer => act.ports.secrets.key('people.staff.phone')

export function refuseOutOfScope(act: Act, unitId: string): void {
  if (!act.units.includes(unitId)) refuse('people.unit_out_of_scope', 403)
}

const refuseOwn = (act: Act, id: string): void => {
  if (act.who.kind === 'staff' && act.who.id === id) refuse('people.own_account', 403)
}

function sealedPhone(act: Act, id: string, typed: string | undefined): string | null {
  if (!typed) return null
  const phone = readPhone(typed) ?? refuse('people.bad_phone', 422)
  return seal(phoneKey(act), place(id), phone.national)
}

async function findPhone(act: Act, id: string): Promise<string | null> {
  const row = await act.tx
    .withTables<PeopleTables>()
    .selectFrom('people.staff')
    .select('phone_sealed')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.phone_sealed ? unseal(phoneKey(act), place(id), row.phone_sealed) : null
}

/** A new password from an administrator, never for their own account; all older proofs and sessions end. */
async function givePassword(act: Act, id: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  const { rows } = await sql<{
    given: boolean
  }>`select people.give_password(${id}, ${uuidv7()}, ${hash}, ${act.now}) as given`.execute(act.tx)
  if (!rows[0]?.given) refuse('people.unknown_staff', 404)
}

async function refuseTaken(act: Act, code: string | undefined, email: string, id: string): Promise<void> {
  const { rows } = await sql<{
    taken: boolean
  }>`select people.is_taken(${code ?? null}, ${email}, ${id}) as taken`.execute(act.tx)
  if (rows[0]?.taken) refuse('people.already_there', 409)
}

export const staffVerbs: StaffVerbs = {
  list: async (act, filter) => {
    const found = await listStaff(act, filter, page + 1)
    return { staff: found.slice(0, page), next: found.length > page ? (found[page - 1]?.id ?? null) : null }
  },
  one: async (act, { id }) => ({
    ...(await getStaff(act, id)),
    phone: await findPhone(act, id),
    otherRoles: await otherRoles(act, id),
    devices: await devicesOf(act, id),
  }),
  open: async (act, { code, name, email, phone, unitId, password }) => {
    refuseOutOfScope(act, unitId)
    refuseWeak(password, [code, name, email.split('@')[0] ?? ''])
    await refuseTaken(act, code, email.toLowerCase(), act.key)
    await act.tx
      .withTables<PeopleTables>()
      .insertInto('people.staff')
      .values({
        id: act.key,
        code,
        name: tidy(name),
        email: email.toLowerCase(),
        phone_sealed: sealedPhone(act, act.key, phone),
        unit_id: unitId,
        opened_on: act.today,
        closed_on: null,
      })
      .execute()
    await givePassword(act, act.key, password)
    act.concerns({ record: act.key, unit: unitId })
    return { id: act.key }
  },
  change: async (act, { id, name, email, phone, unitId }) => {
    const staff = await getStaff(act, id)
    if (staff.closedOn) refuse('people.closed', 409)
    refuseOutOfScope(act, unitId)
    await refuseTaken(act, undefined, email.toLowerCase(), id)
    await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.staff')
      .set({
        name: tidy(name),
        email: email.toLowerCase(),
        phone_sealed: sealedPhone(act, id, phone),
        unit_id: unitId,
      })
      .where('id', '=', id)
      .execute()
    act.concerns({ record: id, unit: unitId })
    return {}
  },
  close: async (act, { id }) => {
    refuseOwn(act, id)
    const staff = await getStaff(act, id)
    if (staff.closedOn) refuse('people.closed', 409)
    await sql`select people.close_account(${id}, ${act.today}, ${act.now})`.execute(act.tx)
    act.concerns({ record: id, unit: staff.unit.id })
    return {}
  },
  givePassword: async (act, { id, password }) => {
    refuseOwn(act, id)
    const staff = await getStaff(act, id)
    if (staff.closedOn) refuse('people.closed', 409)
    refuseWeak(password, [staff.code, staff.name, staff.email.split('@')[0] ?? ''])
    await givePassword(act, id, password)
    act.concerns({ record: id, unit: staff.unit.id })
    return {}
  },
  endSessionsOf: async (act, { id }) => {
    const staff = await getStaff(act, id)
    const { rows } = await sql<{ ended: number }>`select people.end_sessions(${id}, ${act.now}) as ended`.execute(
      act.tx,
    )
    act.concerns({ record: id, unit: staff.unit.id })
    return { ended: rows[0]?.ended ?? 0 }
  },
  revokeDevice: async (act, { id, device }) => {
    const staff = await getStaff(act, id)
    await revoke(act, device, id)
    act.concerns({ record: device, unit: staff.unit.id })
    return {}
  },
}
