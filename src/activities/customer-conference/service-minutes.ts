import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { minutesPaper } from './papers.ts'
import type { routes } from './routes.ts'
import { stateOf } from './rules.ts'
import { type ConferenceVerbs, getConference, momentSql, staffOf } from './service-parts.ts'

type Minutes = GivesOf<typeof routes.one>['minutes'][number]

export async function minutesOf(act: Act, conference: string): Promise<Minutes[]> {
  const { rows } = await sql<
    Omit<Minutes, 'mine'> & { byId: string }
  >`select m.id, m.version, m.chair, m.summary, m.reason, m.written_by as "byId",
      ${nameOfStaff('m.written_by')} as "writtenBy", ${momentSql('m.written_at')} as "writtenAt",
      case when m.approved_by is not null then ${nameOfStaff('m.approved_by')} end as "approvedBy", ${momentSql('m.approved_at')} as "approvedAt"
    from customer_conference.minutes m where m.conference_id = ${conference} order by m.version desc`.execute(act.tx)
  return rows.map(({ byId, ...row }) => ({ ...row, mine: act.who.kind === 'staff' && act.who.id === byId }))
}

export const minuteVerbs: ConferenceVerbs<'writeMinutes' | 'approveMinutes' | 'paper'> = {
  writeMinutes: async (act, { id, chair, summary, reason }) => {
    await sql`select id from customer_conference.conferences where id = ${id} for update`.execute(act.tx)
    const it = await getConference(act, id)
    if (stateOf(it.lastStep) !== 'held') refuse('customer-conference.not_held', 409)
    const [last] = await minutesOf(act, id)
    // Until somebody has approved it, the same version is still being written; an approved one only gets a successor.
    if (last && !last.approvedAt) {
      await sql`update customer_conference.minutes set chair = ${chair}, summary = ${summary}, written_by = ${staffOf(act)}, written_at = ${act.now}
        where id = ${last.id} and approved_at is null`.execute(act.tx)
      act.concerns({ record: last.id, unit: it.unitId })
      return { id: last.id, version: last.version }
    }
    if (last && !reason) refuse('customer-conference.reason_needed', 422)
    const [made, version] = [uuidv7(act.now.getTime()), (last?.version ?? 0) + 1]
    await sql`insert into customer_conference.minutes (id, conference_id, unit_id, version, chair, summary, reason, written_by, written_at)
      values (${made}, ${id}, ${it.unitId}, ${version}, ${chair}, ${summary}, ${last ? (reason ?? null) : null}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: made, unit: it.unitId, values: { version } })
    return { id: made, version }
  },

  approveMinutes: async (act, { id }) => {
    const { rows } = await sql<{
      unit: string
      by: string
      done: boolean
    }>`select unit_id as unit, written_by as by, approved_at is not null as done
      from customer_conference.minutes where id = ${id} for update`.execute(act.tx)
    const it = rows[0] ?? refuse('customer-conference.unknown', 404)
    if (it.done) refuse('customer-conference.not_now', 409)
    if (it.by === staffOf(act)) refuse('customer-conference.own_plan', 403)
    await sql`update customer_conference.minutes set approved_by = ${staffOf(act)}, approved_at = ${act.now} where id = ${id}`.execute(
      act.tx,
    )
    act.concerns({ record: id, unit: it.unit })
    return {}
  },

  paper: async (act, { id, as }) => {
    const { rows } = await sql<{
      conference: string
    }>`select conference_id as conference from customer_conference.minutes where id = ${id}`.execute(act.tx)
    const conference = rows[0]?.conference ?? refuse('customer-conference.unknown', 404)
    const it = await getConference(act, conference)
    const minutes = (await minutesOf(act, conference)).find(one => one.id === id)
    if (!minutes) return refuse('customer-conference.unknown', 404)
    act.concerns({ record: id, unit: it.unitId, values: { version: minutes.version } })
    return minutesPaper(act, it, minutes, as)
  },
}
