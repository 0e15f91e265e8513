import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act } from '#kit/serve'
import { workingTime } from '#kit/time'
import { refuse, uuidv7 } from '#kit/wire'
import { tally } from '#spine/facts'
import { type CaseState, caseFlow, clockOf, type EventKind, type Happened, type Promised } from './rules.ts'

export type Case = {
  id: string
  unit: string
  edition: string | null
  activity: string | null
  record: string | null
  state: CaseState
  asked: Date
  asker: string
  channel: string
  customer: string | null
  day: string
}
type Entry = { readonly kind: EventKind; readonly text?: string; readonly reason?: string; readonly at?: Date }

const time = workingTime()
const longestPauseMs = 300 * 86_400_000

/** A case, taken for the rest of the act, so that two moves at once happen one after the other. */
export async function lockCase(act: Act, id: string): Promise<Case> {
  const { rows } =
    await sql<Case>`select id, unit_id as unit, edition_id as edition, activity, record, state, asked_at as asked, asker, channel,
      customer_id as customer, (asked_at at time zone 'Asia/Ho_Chi_Minh')::date::text as day
    from listening.cases where id = ${id} for update`.execute(act.tx)
  const it = rows[0] ?? refuse('listening.unknown_case', 404)
  act.concerns({ record: id, unit: it.unit })
  return it
}

/** What was promised on the day of the asking. */
export async function promisedOn(act: Act, asked: Date): Promise<Promised & { confirmed: boolean }> {
  const { rows } = await sql<
    Promised & { confirmed: boolean }
  >`select answer_minutes as "answerMinutes", most_pause_minutes as "mostPauseMinutes", confirmed
    from listening.promises where from_day <= (${asked}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date order by from_day desc limit 1`.execute(
    act.tx,
  )
  return rows[0] ?? { answerMinutes: 1350, mostPauseMinutes: 4500, confirmed: false }
}

export async function writeEvent(act: Act, it: Pick<Case, 'id' | 'unit'>, entry: Entry): Promise<void> {
  const { kind, text = '', reason = null, at = act.now } = entry
  await sql`insert into listening.events (id, case_id, unit_id, kind, text, reason, by_staff, at)
    values (${uuidv7(act.now.getTime())}, ${it.id}, ${it.unit}, ${kind}, ${text}, ${reason}, ${act.who.kind === 'staff' ? act.who.id : null}, ${at})`.execute(
    act.tx,
  )
}

/** What is counted of a case: heard once, answered and answered in time as its log now says. */
export async function countCase(act: Act, it: Case, answered: boolean, inTime: boolean): Promise<void> {
  if (!it.edition) return
  const fact = {
    edition: it.edition,
    activity: 'listening',
    unit: it.unit,
    day: act.today,
    record: it.id,
    grade: 'recorded',
    duty: 'statutory',
  } as const
  await tally(act.tx, { ...fact, measure: 'answered', quantity: answered ? 1 : 0 }, act.now)
  await tally(act.tx, { ...fact, measure: 'answered-in-time', quantity: answered && inTime ? 1 : 0 }, act.now)
  if (it.activity && it.record)
    await act.settle({
      because: { edition: it.edition, activity: it.activity, record: it.record },
      kind: 'question-answered',
      unit: it.unit,
      values: { case: it.id, questions: answered ? 1 : 0 },
    })
}

/** Writes what happened into the log, then lets the row say what the log now says. */
export async function happen(
  act: Act,
  it: Case,
  move: keyof typeof caseFlow.moves,
  entry: Entry,
  more: { owner?: string; master?: string | null } = {},
): Promise<void> {
  const state = moved(caseFlow, it.state, move, 'listening.not_now')
  await writeEvent(act, it, entry)
  const { rows } =
    await sql<Happened>`select kind, at from listening.events where case_id = ${it.id} order by at, id`.execute(act.tx)
  // While the asker is awaited the clock rests, at most as long as was promised: late is who is late even then.
  const seenAt = state === 'waiting' ? new Date(act.now.getTime() + longestPauseMs) : act.now
  const clock = clockOf(rows, await promisedOn(act, it.asked), time, seenAt)
  const told = state === 'answered' || state === 'refused' ? it.channel === 'portal' || it.customer !== null : false
  await sql`update listening.cases set state = ${state}, due_at = ${clock.dueAt}, closed_at = ${clock.closedAt}, in_time = ${clock.inTime},
      told = ${told}, owner_id = coalesce(${more.owner ?? null}::uuid, owner_id),
      master_id = ${state === 'merged' ? sql`coalesce(${more.master ?? null}::uuid, master_id)` : sql`null`} where id = ${it.id}`.execute(
    act.tx,
  )
  if (state === 'answered' || move === 'reopen') await countCase(act, it, state === 'answered', clock.inTime ?? false)
}

/** The due time of a case that has just been asked. */
export async function firstDue(act: Act, asked: Date): Promise<Date> {
  return clockOf([{ kind: 'received', at: asked }], await promisedOn(act, asked), time, asked).dueAt
}
