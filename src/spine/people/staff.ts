import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import type { peopleRoutes, Staff } from './routes.ts'
import { incompatible, type Role } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { hashPassword } from './secrets.ts'

type StaffVerbs = Verbs<Pick<typeof peopleRoutes, 'me' | 'list' | 'open' | 'close' | 'grant' | 'endRole'>>

type Row = Omit<Staff, 'unit' | 'roles'> & {
  unitId: string
  unit: string
  roles: { id: string; role: Role; unitId: string; unit: string; from: string; until: string | null }[]
}

const shown = ({ unitId, unit, roles, ...rest }: Row): Staff => ({
  ...rest,
  unit: { id: unitId, name: unit },
  roles: roles.map(({ unitId: at, unit: name, ...role }) => ({ ...role, unit: { id: at, name } })),
})

const nameOf = (
  unit: string,
  day: string,
) => sql<string>`coalesce((select n.name from org.unit_names n where n.unit_id = ${sql.ref(unit)}
  and n.from_day <= ${day} and (n.until_day is null or n.until_day > ${day}) limit 1), '')`

/** Staff with their roles of a day, found by id or by what is typed. */
async function staffRows(
  act: Act,
  where: { id?: string; q?: string | undefined; after?: string | undefined; most: number },
): Promise<Staff[]> {
  const day = act.today
  const { rows } =
    await sql<Row>`select s.id, s.code, s.name, s.email, s.unit_id as "unitId", ${nameOf('s.unit_id', day)} as unit,
      s.opened_on::text as "openedOn", s.closed_on::text as "closedOn",
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'role', r.role, 'unitId', r.unit_id, 'unit', ${nameOf('r.unit_id', day)}, 'from', r.from_day, 'until', r.until_day) order by r.from_day, r.id)
        from people.roles r where r.staff_id = s.id and (r.until_day is null or r.until_day > ${day})), '[]') as roles
    from people.staff s
    where (${where.id ?? null}::uuid is null or s.id = ${where.id ?? null}) and (${where.after ?? null}::uuid is null or s.id > ${where.after ?? null})
      and (${where.q ?? ''} = '' or unaccent(lower(s.name || ' ' || s.code || ' ' || s.email)) like '%' || unaccent(lower(${where.q ?? ''})) || '%')
    order by s.id limit ${where.most}`.execute(act.tx)
  return rows.map(shown)
}

async function getStaff(act: Act, id: string): Promise<Staff> {
  const [one] = await staffRows(act, { id, most: 1 })
  return one ?? refuse('people.unknown_staff', 404)
}

const inScope = (act: Act, unitId: string): void => {
  if (!act.units.includes(unitId)) refuse('people.unit_out_of_scope', 403)
}

/** Whether two units lie on one branch: one is under the other, or they are the same. */
async function onOneBranch(act: Act, a: string, b: string): Promise<boolean> {
  const { rows } = await sql<{
    yes: boolean
  }>`select exists (select from org.reach(${a}, ${act.today}::date) r (id) where r.id = ${b})
    or exists (select from org.reach(${b}, ${act.today}::date) r (id) where r.id = ${a}) as yes`.execute(act.tx)
  return rows[0]?.yes ?? false
}

export const staffVerbs: StaffVerbs = {
  me: async act => {
    if (act.who.kind !== 'staff') return refuse('kit.sign_in_needed', 401)
    const { email: _, openedOn: _from, closedOn: _until, ...mine } = await getStaff(act, act.who.id)
    return { ...mine, permissions: [...act.who.permissions].sort(), readOnly: act.who.readOnly }
  },
  list: async (act, { q, after }) => {
    const found = await staffRows(act, { q, after, most: 51 })
    return { staff: found.slice(0, 50), next: found.length > 50 ? (found[49]?.id ?? null) : null }
  },
  open: async (act, { code, name, email, unitId, password }) => {
    inScope(act, unitId)
    if (password.length < 12) refuse('people.weak_password', 422)
    const tables = act.tx.withTables<PeopleTables>()
    const made = await tables
      .insertInto('people.staff')
      .values({
        id: act.key,
        code,
        name,
        email: email.toLowerCase(),
        unit_id: unitId,
        opened_on: act.today,
        closed_on: null,
      })
      .onConflict(on => on.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) refuse('people.already_there', 409)
    await sql`select people.give_password(${act.key}, ${uuidv7()}, ${await hashPassword(password)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: act.key, unit: unitId })
    return { id: act.key }
  },
  close: async (act, { id }) => {
    const staff = await getStaff(act, id)
    await sql`select people.close_account(${id}, ${act.today}, ${act.now})`.execute(act.tx)
    act.concerns({ record: id, unit: staff.unit.id })
    return {}
  },
  grant: async (act, { id, role, unitId, from = act.today, until }) => {
    if (act.who.kind === 'staff' && act.who.id === id) refuse('people.own_role', 403)
    inScope(act, unitId)
    const staff = await getStaff(act, id)
    if (staff.closedOn) refuse('people.closed', 409)
    if (until !== undefined && until <= from) refuse('people.ends_before', 422)
    for (const held of staff.roles)
      if (incompatible(held.role, role) && (await onOneBranch(act, held.unit.id, unitId)))
        refuse('people.incompatible', 409)
    await act.tx
      .withTables<PeopleTables>()
      .insertInto('people.roles')
      .values({
        id: act.key,
        staff_id: id,
        role,
        unit_id: unitId,
        from_day: from,
        until_day: until ?? null,
        granted_by: act.who.kind === 'staff' ? act.who.id : null,
        granted_at: act.now,
      })
      .execute()
    act.concerns({ record: id, unit: unitId })
    return { id: act.key }
  },
  endRole: async (act, { id }) => {
    const held = await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.roles')
      .set({ until_day: sql<string>`greatest(${act.today}::date, from_day + 1)` })
      .where('id', '=', id)
      .where(where => where.or([where('until_day', 'is', null), where('until_day', '>', act.today)]))
      .returning(['staff_id', 'unit_id'])
      .executeTakeFirst()
    if (!held) return refuse('people.unknown_role', 404)
    act.concerns({ record: held.staff_id, unit: held.unit_id })
    return {}
  },
}
