import { type RawBuilder, sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse } from '#kit/wire'
import type { gatheringRoutes } from './routes.ts'
import type { Registration, Session } from './routes-parts.ts'

/** Some of the verbs of gatherings; the face puts them together. */
export type GatheringVerbs<K extends keyof typeof gatheringRoutes> = Pick<Verbs<typeof gatheringRoutes>, K>

export const staffOf = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))

/** A moment as the wire carries it. */
export const momentSql = (moment: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

export const unitSql = (unit: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`coalesce((select n.name from org.unit_names n where n.unit_id = ${unit} order by n.from_day desc limit 1), '')`

export const sessionColumns = sql`s.id, s.title, s.place, ${unitSql(sql`s.unit_id`)} as unit, s.unit_id as "unitId", s.activity, s.record,
  ${momentSql(sql`s.starts_at`)} as "startsAt", ${momentSql(sql`s.ends_at`)} as "endsAt", ${momentSql(sql`s.closes_at`)} as "closesAt",
  s.capacity, s.confirmed, s.held, s.leased, s.waiting, s.ended_at is not null as ended,
  (select count(*) from gatherings.registrations p where p.session_id = s.id and p.present)::int as present`

export async function getSession(act: Act, id: string): Promise<Session> {
  const { rows } = await sql<Session>`select ${sessionColumns} from gatherings.sessions s where s.id = ${id}`.execute(
    act.tx,
  )
  return rows[0] ?? refuse('gatherings.unknown_session', 404)
}

const mostGuests = 5000

export async function guestsOf(act: Act, session: string): Promise<Registration[]> {
  const { rows } = await sql<Registration>`select r.id, r.no, r.guest, i.guest as "invitedAs", r.state, r.present
    from gatherings.registrations r left join gatherings.invitations i on i.id = r.invitation_id
    where r.session_id = ${session} order by r.no limit ${mostGuests}`.execute(act.tx)
  return rows
}
