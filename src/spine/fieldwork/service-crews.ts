import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import type { Said } from '#kit/words'
import { readCode } from './codes.ts'
import type { Crew, crewRoutes } from './routes-crew.ts'
import type { WorkState } from './rules.ts'
import { clockNow, nameOfStaff, staffOf, unitNameSql } from './service-parts.ts'

/** Members must be staff of the crew's branch; whoever is not in the caller's reach is not found. */
async function setMembers(act: Act, crew: string, unit: string, members: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`select s.id from people.staff s where s.id = any (${members}::uuid[])`.execute(act.tx)
  if (rows.length !== new Set(members).size) refuse('fieldwork.unknown_member', 404)
  await sql`update fieldwork.crew_members set until_day = greatest(from_day, ${act.today}::date - 1) where crew_id = ${crew} and until_day is null and staff_id <> all (${members}::uuid[])`.execute(
    act.tx,
  )
  await sql`insert into fieldwork.crew_members (crew_id, unit_id, staff_id, from_day, added_by)
    select ${crew}, ${unit}, m, ${act.today}, ${staffOf(act)} from unnest(${members}::uuid[]) m
    where not exists (select from fieldwork.crew_members o where o.crew_id = ${crew} and o.staff_id = m and o.until_day is null)
    on conflict (crew_id, staff_id, from_day) do update set until_day = null`.execute(act.tx)
}

type Followed = {
  form: { says: Said }
  unit: string
  state: WorkState
  asked: Date
  due: Date
  done: Date | null
  reason: string | null
  day: string | null
  from: string | null
  until: string | null
  visitCode: string | null
}

export const crewsVerbs: Pick<Verbs<typeof crewRoutes>, 'crews' | 'openCrew' | 'changeCrew' | 'follow'> = {
  crews: async act => {
    const { rows: crews } =
      await sql<Crew>`select c.id, c.name, c.unit_id as "unitId", ${unitNameSql('c.unit_id')} as unit,
        coalesce((select jsonb_agg(jsonb_build_object('id', m.staff_id, 'name', ${nameOfStaff('m.staff_id')}) order by m.from_day, m.staff_id)
          from fieldwork.crew_members m where m.crew_id = c.id and m.until_day is null), '[]') as members
      from fieldwork.crews c where c.closed_at is null order by unit, c.name, c.id limit 500`.execute(act.tx)
    const { rows: people } = await sql<{
      id: string
      name: string
      unitId: string
    }>`select s.id, s.name, s.unit_id as "unitId" from people.staff s
      where exists (select from people.roles r where r.staff_id = s.id and r.role = 'crew') order by s.name, s.id limit 1000`.execute(
      act.tx,
    )
    return { crews, people }
  },

  openCrew: async (act, { unitId, name, members }) => {
    if (!act.units.includes(unitId)) refuse('fieldwork.unit_out_of_scope', 403)
    const id = uuidv7(act.now.getTime())
    await sql`insert into fieldwork.crews (id, unit_id, name, opened_by, opened_at) values (${id}, ${unitId}, ${name}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    await setMembers(act, id, unitId, members)
    act.concerns({ record: id, unit: unitId })
    return { id }
  },

  changeCrew: async (act, { id, members }) => {
    const { rows } = await sql<{
      unit: string
    }>`select unit_id as unit from fieldwork.crews where id = ${id} and closed_at is null for update`.execute(act.tx)
    const { unit } = rows[0] ?? refuse('fieldwork.unknown_crew', 404)
    await setMembers(act, id, unit, members)
    if (members.length === 0)
      await sql`update fieldwork.crews set closed_at = ${act.now} where id = ${id}`.execute(act.tx)
    act.concerns({ record: id, unit })
    return {}
  },

  follow: async (act, { code }) => {
    const wanted = readCode(code)
    const { rows } =
      await sql<Followed>`select f.form, ${unitNameSql('f.unit_id')} as unit, f.state, f.asked_at as asked, f.due_at as due, f.done_at as done, f.reason,
        f.day::text as day, to_char(f.from_time, 'HH24:MI') as "from", to_char(f.until_time, 'HH24:MI') as "until", f.visit_code as "visitCode"
      from fieldwork.follow(${wanted}) f`.execute(act.tx)
    const { form, asked, due, done, ...row } = rows[0] ?? refuse('fieldwork.unknown_code', 404)
    return {
      ...row,
      code: wanted,
      says: form.says,
      clock: clockNow({ state: row.state, due, done }, act.now),
      askedAt: asked.toISOString(),
      dueAt: due.toISOString(),
      doneAt: done?.toISOString() ?? null,
    }
  },
}
