import { sql } from 'kysely'
import { enqueue } from '#kit/jobs'
import type { Act, Verbs } from '#kit/serve'
import { type GivesOf, Refusal, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { nameOfStaff } from '#spine/people'
import type { Event, eventRoutes } from './routes-events.ts'
import { eventRefused, eventState } from './rules.ts'
import { type PastEvent, readPastEvents } from './rules-paste.ts'
import { type Chosen, callsOf, chosenSql, noticeText } from './service-calls.ts'
import { actor, isClash, momentSql, unitNameSql } from './service-parts.ts'
import { words } from './words.ts'

type Row = Omit<Event, 'state'> & { cancelled: boolean; unitId: string }

const countSql = (table: 'acknowledgements' | 'actions') =>
  sql`(select count(distinct x.agreement_id)::int from ${sql.table(`load_shift.${table}`)} x where x.event_id = e.id)`
const columns = sql`e.id, e.number, e.unit_id as "unitId", ${unitNameSql(sql`e.unit_id`)} as unit, ${momentSql(sql`e.starts_at`)} as "startsAt",
  ${momentSql(sql`e.ends_at`)} as "endsAt", ${momentSql(sql`e.noticed_at`)} as "noticedAt", e.reason, e.past, e.cancelled_at is not null as cancelled,
  (select count(*)::int from load_shift.calls c where c.event_id = e.id) as called,
  (select count(*)::int from load_shift.notices n where n.event_id = e.id and (n.outcome = 'sent' or n.channel in ('past', 'call'))) as notified,
  ${countSql('acknowledgements')} as acknowledged, ${countSql('actions')} as acted`

const shown = ({ cancelled, unitId: _, ...row }: Row, now: Date): Event => ({
  ...row,
  state: eventState({ ...row, cancelled }, now),
})

async function getEvent(act: Act, id: string): Promise<Row & { calledBy: string; calledAt: string }> {
  const { rows } = await sql<Row & { calledBy: string; calledAt: string }>`
    select ${columns}, ${nameOfStaff('e.called_by')} as "calledBy", ${momentSql(sql`e.called_at`)} as "calledAt"
    from load_shift.events e where e.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('load-shift.unknown_event', 404)
}

type Calling = Chosen & {
  readonly number: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly noticedAt: Date
  readonly reason: string
  readonly past: boolean
}

/** Writes an event and whom it calls. That nobody is called twice at one time is held by the tables. */
async function write(act: Act, id: string, it: Calling): Promise<number> {
  const refused = eventRefused(it, act.now)
  if (refused) refuse(refused, 422)
  if (!act.units.includes(it.unitId)) refuse('load-shift.unit_out_of_scope', 403)
  const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('load-shift.no_edition', 409)
  await sql`savepoint calling`.execute(act.tx)
  try {
    await sql`insert into load_shift.events (id, edition_id, unit_id, number, starts_at, ends_at, noticed_at, reason, past, called_by, called_at)
      values (${id}, ${edition.id}, ${it.unitId}, ${it.number}, ${it.startsAt}, ${it.endsAt}, ${it.noticedAt}, ${it.reason}, ${it.past}, ${actor(act)}, ${act.now})`.execute(
      act.tx,
    )
    const { numAffectedRows } = await sql`insert into load_shift.calls (event_id, agreement_id, unit_id, during)
      select ${id}, a.id, a.unit_id, tstzrange(${it.startsAt}, ${it.endsAt}) from (${chosenSql(it, act.today)}) a`.execute(
      act.tx,
    )
    const called = Number(numAffectedRows ?? 0n)
    if (called === 0) refuse('load-shift.nobody_called', 422)
    if (it.agreementIds && called !== new Set(it.agreementIds).size) refuse('load-shift.unknown_agreement', 422)
    return called
  } catch (error) {
    if (!isClash(error)) throw error
    await sql`rollback to savepoint calling`.execute(act.tx)
    const taken =
      await sql`select from load_shift.events where unit_id = ${it.unitId} and number = ${it.number}`.execute(act.tx)
    return refuse(taken.rows.length > 0 ? 'load-shift.number_taken' : 'load-shift.overlaps', 409)
  }
}

/** Who was called in the past counts as told: word went out before this system. */
const markPast = (act: Act, id: string, at: Date) =>
  sql`insert into load_shift.notices (event_id, agreement_id, unit_id, message_id, channel, begun_at)
    select event_id, agreement_id, unit_id, gen_random_uuid(), 'past', ${at} from load_shift.calls where event_id = ${id}`.execute(
    act.tx,
  )

async function call(act: Act, id: string, it: Calling): Promise<number> {
  const called = await write(act, id, it)
  if (it.past) await markPast(act, id, it.noticedAt)
  else await enqueue(act.tx, 'load-shift.notify', { event: id }, { at: it.noticedAt, id })
  return called
}

const callingOf = (act: Act, { noticedAt, startsAt, endsAt, ...rest }: TakesOf<typeof eventRoutes.call>): Calling => ({
  ...rest,
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  noticedAt: noticedAt ? new Date(noticedAt) : rest.past ? new Date(startsAt) : act.now,
})

/** The agreements that a pasted customer means: by its code, or by the agreement's own number. */
async function meant(act: Act, names: readonly string[]): Promise<string[] | undefined> {
  if (names.includes('')) return undefined
  const { rows } = await sql<{
    id: string
    by: string
  }>`select distinct a.id, w.name as by from unnest(${[...names]}::text[]) as w (name)
    join load_shift.agreements a on a.withdrawn_at is null and (a.number = w.name or exists (select from load_shift.members m
      join customers.customers c on c.id = m.customer_id where m.agreement_id = a.id and c.code = upper(w.name)))`.execute(
    act.tx,
  )
  const unknown = names.find(name => !rows.some(row => row.by === name))
  if (unknown) refuse('load-shift.unknown_named', 422, { name: unknown })
  return [...new Set(rows.map(({ id }) => id))]
}

type Line = PastEvent & { readonly line: number }

/** Records one past event of a paste; answers why not, in the reader's language. */
async function recordPast(act: Act, unitId: string, reason: string, lines: readonly Line[]): Promise<string> {
  const [first] = lines
  if (!first) return ''
  const { startsAt, endsAt, noticedAt = startsAt, event: number } = first
  try {
    const same = lines.every(one => +one.startsAt === +startsAt && +one.endsAt === +endsAt)
    if (!same) refuse('load-shift.event_two_times', 422)
    const agreementIds = await meant(
      act,
      lines.map(one => one.customer),
    )
    await call(act, uuidv7(act.now.getTime()), {
      unitId,
      agreementIds,
      number,
      startsAt,
      endsAt,
      noticedAt,
      reason,
      past: true,
    })
    return ''
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return act.ports.sentenceOf(error.code, act.lang, error.values)
  }
}

type Would = GivesOf<typeof eventRoutes.wouldCall>

export const eventVerbs: Verbs<Omit<typeof eventRoutes, 'acknowledge' | 'act'>> = {
  events: async act => {
    const edition = await findCurrentEdition(act.tx, act.today)
    const { rows } =
      await sql<Row>`select ${columns} from load_shift.events e where e.edition_id = ${edition?.id ?? null}
      order by e.starts_at desc, e.id limit 500`.execute(act.tx)
    return { edition: edition?.name[act.lang] ?? null, events: rows.map(row => shown(row, act.now)) }
  },

  event: async (act, { id }) => {
    const row = await getEvent(act, id)
    const [startsAt, endsAt] = [new Date(row.startsAt), new Date(row.endsAt)]
    const says = noticeText(act.lang, { issuer: row.unit, startsAt, endsAt, reason: row.reason })
    const { calledBy, calledAt, ...rest } = row
    return { ...shown(rest, act.now), calledBy, calledAt, says, calls: await callsOf(act, id, endsAt) }
  },

  wouldCall: async (act, { startsAt, endsAt, ...who }) => {
    if (!act.units.includes(who.unitId)) refuse('load-shift.unit_out_of_scope', 403)
    const at =
      startsAt && endsAt && startsAt < endsAt
        ? sql`tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz)`
        : sql`'empty'::tstzrange`
    const { rows } = await sql<Omit<Would, 'channels' | 'says'> & Would['channels']>`select count(*)::int as agreements,
        coalesce(sum(a.registered_kw), 0)::float8 as kw, count(*) filter (where a.channel = 'sms')::int as sms,
        count(*) filter (where a.channel = 'email')::int as email, count(*) filter (where a.channel = 'call')::int as call,
        count(*) filter (where exists (select from load_shift.calls c where c.agreement_id = a.id and c.cancelled_at is null and c.during && ${at}))::int as busy
      from (${chosenSql(who, act.today)}) a`.execute(act.tx)
    const { agreements = 0, kw = 0, busy = 0, sms = 0, email = 0, call: byPhone = 0 } = rows[0] ?? {}
    const { rows: units } = await sql<{
      name: string
    }>`select ${unitNameSql(sql`${who.unitId}::uuid`)} as name`.execute(act.tx)
    const times = { startsAt: new Date(startsAt ?? act.now), endsAt: new Date(endsAt ?? act.now) }
    const says = noticeText(act.lang, { ...times, issuer: units[0]?.name ?? '', reason: words[act.lang].fields.reason })
    return { agreements, kw, busy, channels: { sms, email, call: byPhone }, says }
  },

  call: async (act, input) => {
    const called = await call(act, act.key, callingOf(act, input))
    act.concerns({ record: act.key, unit: input.unitId, values: { called } })
    return { id: act.key, called }
  },

  importEvents: async (act, { unitId, text, reason, write: stands }) => {
    const { rows, wrong } = readPastEvents(text)
    const said = words[act.lang].paste
    const all = wrong.map(({ line, column, why }) => ({
      line,
      column: said.columns[column as 'event'] ?? column,
      says: said.why[why],
    }))
    await sql`savepoint paste`.execute(act.tx)
    const events = [...Map.groupBy(rows, row => row.event).values()]
    for (const lines of events) {
      const says = await recordPast(act, unitId, reason, lines)
      if (says) all.push({ line: lines[0]?.line ?? 0, column: said.columns.event, says })
    }
    const written = stands && all.length === 0 ? events.length : 0
    if (written === 0) await sql`rollback to savepoint paste`.execute(act.tx)
    act.concerns({ unit: unitId, values: { events: events.length } })
    return {
      rows: rows.length + new Set(wrong.map(one => one.line)).size,
      wrong: all.sort((a, b) => a.line - b.line),
      written,
    }
  },

  cancel: async (act, { id, reason }) => {
    await sql`select from load_shift.events where id = ${id} for update`.execute(act.tx)
    const event = await getEvent(act, id)
    if (!act.units.includes(event.unitId)) refuse('load-shift.unit_out_of_scope', 403)
    if (event.cancelled) refuse('load-shift.already_cancelled', 409)
    if (new Date(event.startsAt) <= act.now && !event.past) refuse('load-shift.has_begun', 409)
    await sql`update load_shift.events set cancelled_by = ${actor(act)}, cancelled_at = ${act.now}, cancelled_why = ${reason} where id = ${id}`.execute(
      act.tx,
    )
    await sql`update load_shift.calls set cancelled_at = ${act.now} where event_id = ${id}`.execute(act.tx)
    act.concerns({ record: id, unit: event.unitId })
    return {}
  },
}
