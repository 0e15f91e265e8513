import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { isoDay } from '#kit/time'
import { type GivesOf, refuse } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { publicFigure, tally } from '#spine/facts'
import { endSession, openSession } from '#spine/gatherings'
import { nameOfStaff } from '#spine/people'
import { measures } from './report.ts'
import type { routes } from './routes.ts'
import { activity, type ConferenceState } from './rules.ts'
import { minutesOf, minuteVerbs } from './service-minutes.ts'
import {
  type ConferenceVerbs,
  columns,
  getConference,
  momentSql,
  moving,
  type Row,
  shown,
  staffOf,
  step,
} from './service-parts.ts'

const page = 50
type One = GivesOf<typeof routes.one>

const stateFilter = (state: ConferenceState | undefined) => {
  if (!state) return sql`true`
  return sql`coalesce("lastStep", '') = any (${state === 'proposed' ? ['', 'revised'] : [state]})`
}

/** The times of a plan: in the future, and in their order. */
function checkTimes(act: Act, startsAt: string, endsAt: string): void {
  if (endsAt <= startsAt) refuse('customer-conference.times_backwards', 422)
  if (new Date(startsAt) < act.now) refuse('customer-conference.already_begun', 422)
}

async function countHeld(act: Act, it: Row): Promise<void> {
  const day = isoDay(new Date(it.startsAt))
  const fact = { edition: it.editionId, activity, unit: it.unitId, day, record: it.id, grade: 'recorded' } as const
  await tally(act.tx, { ...fact, measure: 'conferences', quantity: 1, duty: measures.conferences.duty }, act.now)
  await tally(
    act.tx,
    { ...fact, measure: 'guests-invited', quantity: it.invited, duty: measures['guests-invited'].duty },
    act.now,
  )
}

const planVerbs: ConferenceVerbs<'list' | 'one' | 'plan' | 'approve' | 'sendBack' | 'revise' | 'hold' | 'cancel'> = {
  list: async (act, { state, after }) => {
    const { rows } = await sql<Row>`select * from (select ${columns} from customer_conference.conferences c) all_of_them
      where ${stateFilter(state)} and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid) order by id desc limit ${page + 1}`.execute(
      act.tx,
    )
    const conferences = rows.slice(0, page).map(row => shown(act, row))
    return { conferences, next: rows.length > page ? (conferences.at(-1)?.id ?? null) : null }
  },

  one: async (act, { id }) => {
    const it = await getConference(act, id)
    const { rows: steps } = await sql<
      One['steps'][number]
    >`select s.id, s.kind, s.reason, ${nameOfStaff('s.by_staff')} as by, ${momentSql('s.at')} as at
      from customer_conference.steps s where s.conference_id = ${id} order by s.at, s.id`.execute(act.tx)
    return { ...shown(act, it), steps, minutes: await minutesOf(act, id) }
  },

  plan: async (act, { unitId, title, place, startsAt, endsAt, seats, topics }) => {
    if (!act.units.includes(unitId)) refuse('customer-conference.unit_out_of_scope', 403)
    checkTimes(act, startsAt, endsAt)
    const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('customer-conference.no_edition', 409)
    await sql`insert into customer_conference.conferences (id, edition_id, unit_id, title, place, starts_at, ends_at, seats, topics, planned_by, planned_at)
      values (${act.key}, ${edition.id}, ${unitId}, ${title}, ${place}, ${startsAt}, ${endsAt}, ${seats}, ${topics}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: act.key, unit: unitId, values: { seats } })
    return { id: act.key }
  },

  approve: async (act, { id }) => {
    const it = await moving(act, id, 'approve')
    checkTimes(act, it.startsAt, it.endsAt)
    const session = await openSession(act, {
      edition: it.editionId,
      unit: it.unitId,
      activity,
      record: id,
      title: it.title,
      place: it.place,
      startsAt: new Date(it.startsAt),
      endsAt: new Date(it.endsAt),
      closesAt: new Date(it.startsAt),
      capacity: it.seats,
    })
    await sql`update customer_conference.conferences set session_id = ${session} where id = ${id}`.execute(act.tx)
    return step(act, it, 'approved')
  },

  sendBack: async (act, { id, reason }) => step(act, await moving(act, id, 'sendBack'), 'sent_back', reason),

  revise: async (act, { id, title, place, startsAt, endsAt, seats, topics }) => {
    checkTimes(act, startsAt, endsAt)
    const it = await moving(act, id, 'revise')
    await sql`update customer_conference.conferences set title = ${title}, place = ${place}, starts_at = ${startsAt}, ends_at = ${endsAt},
      seats = ${seats}, topics = ${topics} where id = ${id}`.execute(act.tx)
    return step(act, it, 'revised')
  },

  hold: async (act, { id }) => {
    const it = await moving(act, id, 'hold')
    if (new Date(it.startsAt) > act.now) refuse('customer-conference.not_begun', 409)
    if (it.sessionId) await endSession(act, it.sessionId)
    await countHeld(act, it)
    return step(act, it, 'held')
  },

  cancel: async (act, { id, reason }) => {
    const it = await moving(act, id, 'cancel')
    if (it.present > 0) refuse('customer-conference.guests_there', 409)
    if (it.sessionId) await endSession(act, it.sessionId)
    return step(act, it, 'cancelled', reason)
  },
}

const figureVerbs: ConferenceVerbs<'figures'> = {
  figures: async act => {
    const edition = await findCurrentEdition(act.tx, act.today)
    const total = async (measure: keyof typeof measures): Promise<number> => {
      if (!edition) return 0
      const { declared, recorded, proven } = await publicFigure(act.tx, { edition: edition.id, activity, measure })
      return Math.round(declared + recorded + proven)
    }
    return {
      edition: edition?.name ?? null,
      conferences: await total('conferences'),
      guests: await total('guests'),
      invited: await total('guests-invited'),
      answered: await total('questions-answered'),
      kept: await total('commitments-kept'),
    }
  },
}

export const verbs = { ...planVerbs, ...minuteVerbs, ...figureVerbs }
