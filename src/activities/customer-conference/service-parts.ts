import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { Conference, routes } from './routes.ts'
import { activity, conferenceFlow, type Move, mayMove, type StepKind, stateOf } from './rules.ts'

export type ConferenceVerbs<K extends keyof typeof routes> = Pick<Verbs<typeof routes>, K>
export type Row = Omit<Conference, 'state' | 'mine'> & {
  lastStep: StepKind | null
  plannedById: string
  editionId: string
}

export const staffOf = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))

export const momentSql = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const guests = sql`from gatherings.registrations r where r.session_id = c.session_id`
const questions = sql`from listening.cases k where k.activity = ${activity} and k.record = c.id`
export const columns = sql`c.id, c.unit_id as "unitId", coalesce((select n.name from org.unit_names n where n.unit_id = c.unit_id order by n.from_day desc limit 1), '') as unit,
  c.title, c.place, ${momentSql('c.starts_at')} as "startsAt", ${momentSql('c.ends_at')} as "endsAt", c.seats, c.topics, c.session_id as "sessionId",
  c.edition_id as "editionId", c.planned_by as "plannedById", ${nameOfStaff('c.planned_by')} as "plannedBy",
  coalesce((select sum(i.seats) from gatherings.invitations i where i.session_id = c.session_id and i.withdrawn_at is null), 0)::int as invited,
  (select count(*) ${guests} and r.state <> 'cancelled')::int as registered, (select count(*) ${guests} and r.present)::int as present,
  (select count(*) ${questions})::int as questions, (select count(*) ${questions} and k.state in ('answered', 'refused'))::int as answered,
  (select s.kind from customer_conference.steps s where s.conference_id = c.id order by s.at desc, s.id desc limit 1) as "lastStep"`

export const shown = (act: Act, { lastStep, plannedById, editionId: _, ...row }: Row): Conference => ({
  ...row,
  state: stateOf(lastStep),
  mine: act.who.kind === 'staff' && act.who.id === plannedById,
})

export async function getConference(act: Act, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from customer_conference.conferences c where c.id = ${id}`.execute(
    act.tx,
  )
  return rows[0] ?? refuse('customer-conference.unknown', 404)
}

/** Takes a conference that may make this move, for the rest of the act, or refuses with the reason. */
export async function moving(act: Act, id: string, move: Move): Promise<Row> {
  await sql`select id from customer_conference.conferences where id = ${id} for update`.execute(act.tx)
  const it = await getConference(act, id)
  moved(conferenceFlow, stateOf(it.lastStep), move, 'customer-conference.not_now')
  const refused = mayMove(move, { plannedBy: it.plannedById }, staffOf(act))
  if (refused) refuse(refused, 403)
  act.concerns({ record: id, unit: it.unitId })
  return it
}

export async function step(
  act: Act,
  it: Row,
  kind: StepKind,
  reason: string | null = null,
): Promise<Record<string, never>> {
  await sql`insert into customer_conference.steps (id, conference_id, unit_id, kind, reason, by_staff, at)
    values (${uuidv7(act.now.getTime())}, ${it.id}, ${it.unitId}, ${kind}, ${reason}, ${staffOf(act)}, ${act.now})`.execute(
    act.tx,
  )
  return {}
}
