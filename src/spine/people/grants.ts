import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { daysBetween } from '#kit/time'
import { refuse } from '#kit/wire'
import { ownAccount, staffOf } from './account.ts'
import { heldOn, unitName } from './held.ts'
import type { peopleRoutes } from './routes.ts'
import { clashesOf, longestDays, type Role, wrongDays } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { refuseOutOfScope } from './staff.ts'
import { getStaff } from './staff-read.ts'

type GrantVerbs = Verbs<Pick<typeof peopleRoutes, 'grant' | 'endRole' | 'lent' | 'lend' | 'takeBack'>>
type Wanted = {
  readonly staffId: string
  readonly role: Role
  readonly unitId: string
  readonly from: string
  readonly until?: string | undefined
}

function refuseWrongDays(days: { from: string; until?: string | undefined }, today: string): void {
  const wrong = wrongDays(days, today)
  if (wrong) refuse(wrong === 'past' ? 'people.in_the_past' : 'people.ends_before', 422)
}

/** Judges what the other holds, over all units; grants to one person go one by one, so that two cannot pass each other. */
async function refuseClash(act: Act, { staffId, role, unitId, from, until }: Wanted): Promise<void> {
  const { anywhere, branch } = clashesOf(role)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.roles ${staffId}`}, 0))`.execute(act.tx)
  const { rows } = await sql<{ clash: boolean }>`select people.would_clash(${staffId}, ${anywhere}::text[],
    ${branch}::text[], ${unitId}, ${from}::date, ${until ?? null}::date, ${act.today}::date) as clash`.execute(act.tx)
  if (rows[0]?.clash) refuse('people.incompatible', 409)
}

async function findColleague(act: Act, login: string): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`select people.staff_for(${login}, ${act.today}) as id`.execute(
    act.tx,
  )
  return rows[0]?.id ?? refuse('people.unknown_colleague', 404)
}

async function reaches(act: Act, from: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{
    yes: boolean
  }>`select ${unitId}::uuid in (select org.reach(${from}, ${act.today}::date)) as yes`.execute(act.tx)
  return rows[0]?.yes ?? false
}

export const grantVerbs: GrantVerbs = {
  grant: async (act, { id, role, unitId, from = act.today, until }) => {
    if (staffOf(act) === id) refuse('people.own_role', 403)
    refuseOutOfScope(act, unitId)
    refuseWrongDays({ from, until }, act.today)
    if ((await getStaff(act, id)).closedOn) refuse('people.closed', 409)
    await refuseClash(act, { staffId: id, role, unitId, from, until })
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
        granted_by: staffOf(act),
        granted_at: act.now,
        ended_by: null,
      })
      .execute()
    act.concerns({ record: id, unit: unitId, values: { role, from, until: until ?? '' } })
    return { id: act.key }
  },
  endRole: async (act, { id }) => {
    const held = await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.roles')
      .set({ until_day: sql<string>`greatest(${act.today}::date, from_day)`, ended_by: staffOf(act) })
      .where('id', '=', id)
      .where(where => where.or([where('until_day', 'is', null), where('until_day', '>', act.today)]))
      .returning(['staff_id', 'unit_id', 'role'])
      .executeTakeFirst()
    if (!held) return refuse('people.unknown_role', 404)
    act.concerns({ record: held.staff_id, unit: held.unit_id, values: { role: held.role } })
    return {}
  },
  lent: async act => {
    const { rows } = await sql<{
      id: string
      role: Role
      unitId: string
      unit: string
      toId: string
      to: string
      from: string
      until: string
    }>`select d.id, r.role, d.unit_id as "unitId", ${unitName('d.unit_id', act.today)} as unit, d.to_staff as "toId",
        coalesce(people.name_of(d.to_staff), '') as to, d.from_day::text as from, d.until_day::text as until
      from people.delegations d join people.roles r on r.id = d.role_id
      where d.from_staff = ${staffOf(act)} and d.until_day > ${act.today} and d.until_day > d.from_day order by d.from_day, d.id`.execute(
      act.tx,
    )
    return {
      lent: rows.map(({ unitId, unit, toId, to, ...rest }) => ({
        ...rest,
        unit: { id: unitId, name: unit },
        to: { id: toId, name: to },
      })),
    }
  },
  lend: async (act, { roleId, to, unitId, from = act.today, until }) => {
    const me = ownAccount(act)
    refuseWrongDays({ from, until }, act.today)
    if (daysBetween(from, until) > longestDays.delegation)
      refuse('people.lent_too_long', 422, { days: longestDays.delegation })
    const own = (await heldOn(act.tx, me, act.today)).find(held => held.id === roleId && held.lentBy === null)
    if (!own || !(await reaches(act, own.unitId, unitId))) return refuse('people.not_yours_to_lend', 403)
    const colleague = await findColleague(act, to)
    if (colleague === me) refuse('people.own_role', 403)
    await refuseClash(act, { staffId: colleague, role: own.role, unitId, from, until })
    await act.tx
      .withTables<PeopleTables>()
      .insertInto('people.delegations')
      .values({
        id: act.key,
        role_id: roleId,
        from_staff: me,
        to_staff: colleague,
        unit_id: unitId,
        from_day: from,
        until_day: until,
        made_at: act.now,
      })
      .execute()
    act.concerns({ record: colleague, unit: unitId, values: { role: own.role, from, until } })
    return { id: act.key }
  },
  takeBack: async (act, { id }) => {
    const lent = await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.delegations')
      .set({ until_day: sql<string>`greatest(${act.today}::date, from_day)` })
      .where('id', '=', id)
      .where('from_staff', '=', staffOf(act))
      .where('until_day', '>', act.today)
      .returning(['to_staff', 'unit_id'])
      .executeTakeFirst()
    if (!lent) return refuse('people.unknown_delegation', 404)
    act.concerns({ record: lent.to_staff, unit: lent.unit_id })
    return {}
  },
}
