import { sql } from 'kysely'
import { open, seal } from '#kit/db/seal.ts'
import type { Act, Verbs } from '#kit/serve'
import { addDays, addWorkingDays, showDay } from '#kit/time'
import { refuse, uuidv7 } from '#kit/wire'
import { countMany } from '#spine/facts'
import { nameOfStaff } from '#spine/people'
import { checkGrounds, getKind } from './kinds.ts'
import { actor, type Gives, hold, moment, type Takes, unitName } from './read.ts'
import type { Objection, recognitionRoutes } from './routes.ts'
import { isIncluded, type Outcome, objectionState } from './rules.ts'
import { factsOf } from './service-approve.ts'
import { partyCode, partyName } from './service-candidates.ts'
import { getRun } from './service-freeze.ts'
import { findApproval, objectUntil, time } from './service-runs.ts'
import { lastDecisions } from './service-tally.ts'

const page = 50
const placeOf = (table: 'objections' | 'answers', id: string): string => `recognition.${table}:${id}`
const textKey = (act: Pick<Act, 'ports'>): Buffer => act.ports.secrets.key('recognition.objections')

/** Words of a person; empty once they were erased. */
export const openText = (
  act: Pick<Act, 'ports'>,
  table: 'objections' | 'answers',
  id: string,
  sealed: string | null,
): string => (sealed ? open(textKey(act), placeOf(table, id), sealed) : '')

/** A result as somebody may object to it: the line, what was decided on it, and until when it may be said. */
export type Told = {
  readonly line: string
  readonly run: string
  readonly party: string
  readonly unit: string
  readonly verdict: string
  readonly grounds: string[]
  readonly decision: 'include' | 'exclude' | null
  readonly reason: string | null
  readonly added: string[]
}

/** A line that the caller may see, as it stands with decisions and corrections. */
export async function getTold(act: Act, id: string): Promise<Told> {
  const { rows: found } = await sql<{
    run: string
  }>`select run_id as run from recognition.lines where id = ${id}`.execute(act.tx)
  const run = found[0]?.run ?? refuse('recognition.unknown_candidate', 404)
  const { rows } =
    await sql<Told>`select l.id as line, l.run_id as run, l.party_id as party, l.unit_id as unit, l.verdict, l.grounds,
      d.kind as decision, d.reason, array(select distinct unnest(c.grounds) from recognition.corrections c where c.line_id = l.id order by 1) as added
    from recognition.lines l left join ${lastDecisions(run)} d on d.line_id = l.id where l.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('recognition.unknown_candidate', 404)
}

/** Grounds on which the party is thanked, corrections included. */
export const thankedFor = (it: Pick<Told, 'grounds' | 'decision' | 'added'>): string[] => [
  ...new Set([...(isIncluded(it) ? it.grounds : []), ...it.added]),
]

type Said = { readonly through: Objection['through']; readonly receivedOn: string; readonly text: string }

/** Keeps an objection with the day by which it is answered; one at a time for a result, within the days that were promised. */
export async function keepObjection(act: Act, line: string, it: Said): Promise<{ id: string; answerBy: string }> {
  if (act.who.kind !== 'staff' && act.who.kind !== 'customer') throw new Error('an objection is somebody’s')
  await hold(act.tx, line)
  const told = await getTold(act, line)
  const run = await getRun(act.tx, told.run)
  const approval = (await findApproval(act, told.run)) ?? refuse('recognition.not_told_yet', 409)
  if (it.receivedOn > act.today) refuse('recognition.day_ahead', 422)
  const until = objectUntil(approval.at, run)
  if (it.receivedOn > until) refuse('recognition.objection_late', 409, { until: showDay(until) })
  const { rows } = await sql`select from recognition.objections o where o.line_id = ${line}
    and not exists (select from recognition.answers a where a.objection_id = o.id)`.execute(act.tx)
  if (rows.length > 0) refuse('recognition.objection_open', 409)
  const id = uuidv7(act.now.getTime())
  const answerBy = addWorkingDays(time, it.receivedOn, run.answerDays)
  await sql`insert into recognition.objections (id, line_id, run_id, party_id, unit_id, through, received_on, answer_by, text_sealed, asked_by_kind, asked_by, asked_at)
    values (${id}, ${line}, ${told.run}, ${told.party}, ${told.unit}, ${it.through}, ${it.receivedOn}, ${answerBy},
      ${seal(textKey(act), placeOf('objections', id), it.text)}, ${act.who.kind}, ${act.who.id}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: id, unit: told.unit })
  return { id, answerBy }
}

type Row = Omit<Objection, 'state'> & { outcome: Outcome | null; askedByKind: string; askedBy: string; sealed: string }
const columns = sql`o.id, o.run_id as "runId", o.line_id as "lineId", r.kind, ${partyCode} as code, ${partyName} as "partyName",
  ${unitName('o.unit_id')} as unit, o.through, o.received_on as "receivedOn", o.answer_by as "answerBy", a.outcome,
  o.asked_by_kind as "askedByKind", o.asked_by as "askedBy", o.text_sealed as sealed`
const from = sql`recognition.objections o join recognition.lines l on l.id = o.line_id join recognition.runs r on r.id = o.run_id
  left join recognition.answers a on a.objection_id = o.id`

const shown = (act: Act, { outcome, askedBy: _, askedByKind: __, sealed: ___, ...row }: Row): Objection => ({
  ...row,
  state: objectionState({ answerBy: row.answerBy, outcome }, act.today, addDays(act.today, 2)),
})

async function objections(act: Act, { run, state, after }: Takes<'objections'>): Promise<Gives<'objections'>> {
  const wanted = {
    open: sql`a.objection_id is null`,
    late: sql`a.objection_id is null and o.answer_by < ${act.today}::date`,
    answered: sql`a.objection_id is not null`,
  }
  const { rows } =
    await sql<Row>`select ${columns} from ${from} where (${run ?? null}::uuid is null or o.run_id = ${run ?? null}::uuid)
      and (${after ?? null}::uuid is null or (o.answer_by, o.id) > (select n.answer_by, n.id from recognition.objections n where n.id = ${after ?? null}::uuid))
      and (${state ? wanted[state] : sql`true`}) order by o.answer_by, o.id limit ${page + 1}`.execute(act.tx)
  const some = rows.slice(0, page).map(row => shown(act, row))
  return { objections: some, next: rows.length > page ? (some.at(-1)?.id ?? null) : null }
}

async function getObjection(act: Act, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where o.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('recognition.unknown_objection', 404)
}

type Answered = NonNullable<Gives<'objection'>['answer']>
async function objection(act: Act, { id }: { id: string }): Promise<Gives<'objection'>> {
  const row = await getObjection(act, id)
  const told = await getTold(act, row.lineId)
  const { rows } = await sql<
    Omit<Answered, 'text'> & { sealed: string }
  >`select ${nameOfStaff('a.by_id')} as by, ${moment('a.at')} as at, a.text_sealed as sealed,
      coalesce((select c.grounds from recognition.corrections c where c.objection_id = a.objection_id), '{}') as added
    from recognition.answers a where a.objection_id = ${id}`.execute(act.tx)
  const [found] = rows
  act.concerns({ record: id })
  return {
    ...shown(act, row),
    text: openText(act, 'objections', id, row.sealed),
    verdict: told.verdict,
    grounds: thankedFor(told),
    answer: found
      ? { by: found.by, at: found.at, added: found.added, text: openText(act, 'answers', id, found.sealed) }
      : null,
  }
}

/** Refuses whoever decided on this result, approved it, took the objection, or stands near the party. */
async function refuseInvolved(act: Act, row: Row): Promise<void> {
  const { rows } = await sql<{ own: boolean; near: boolean }>`select
      exists (select from recognition.decisions d where d.line_id = ${row.lineId} and d.by_id = ${actor(act)})
        or exists (select from recognition.run_steps s where s.run_id = ${row.runId} and s.step in ('reviewed', 'approved') and s.by_id = ${actor(act)}) as own,
      exists (select from recognition.interests i where i.line_id = ${row.lineId} and i.staff_id = ${actor(act)}) as near`.execute(
    act.tx,
  )
  if (rows[0]?.near) refuse('recognition.own_interest', 403)
  if (rows[0]?.own || (row.askedByKind === 'staff' && row.askedBy === actor(act)))
    refuse('recognition.own_objection', 403)
}

/** Upheld: the party is thanked on further grounds from now on, by a new row and new facts; the frozen line stays. */
async function correct(act: Act, row: Row, grounds: readonly string[]): Promise<void> {
  const told = await getTold(act, row.lineId)
  const run = await getRun(act.tx, row.runId)
  const kind = getKind(act.ports, run.kind)
  checkGrounds(kind, grounds)
  if (grounds.some(ground => !run.thanks.some(one => one.ground === ground))) refuse('recognition.wrong_ground', 422)
  const fresh = grounds.filter(ground => !thankedFor(told).includes(ground))
  if (fresh.length === 0) refuse('recognition.grounds_needed', 422)
  const id = uuidv7(act.now.getTime())
  await sql`insert into recognition.corrections (id, objection_id, line_id, run_id, unit_id, grounds, by_id, at)
    values (${id}, ${row.id}, ${row.lineId}, ${row.runId}, ${told.unit}, ${fresh}::text[], ${actor(act)}, ${act.now})`.execute(
    act.tx,
  )
  await countMany(
    act.tx,
    factsOf(act, run, kind, { record: id, party: told.party, unit: told.unit, grounds: fresh }),
    act.now,
  )
  await act.settle({
    because: { edition: run.edition, activity: run.activity, record: id },
    kind: 'recognised',
    unit: told.unit,
    values: { parties: 1 },
  })
}

async function answer(act: Act, { id, outcome, text, grounds }: Takes<'answer'>): Promise<Record<string, never>> {
  await hold(act.tx, id)
  const row = await getObjection(act, id)
  const told = await getTold(act, row.lineId)
  if (!act.units.includes(told.unit)) refuse('recognition.unknown_objection', 404)
  if (row.outcome) refuse('recognition.answered', 409)
  await refuseInvolved(act, row)
  if (outcome === 'upheld') await correct(act, row, grounds)
  else if (grounds.length > 0) refuse('recognition.wrong_ground', 422)
  await sql`insert into recognition.answers (objection_id, unit_id, outcome, text_sealed, by_id, at)
    values (${id}, ${told.unit}, ${outcome}, ${seal(textKey(act), placeOf('answers', id), text)}, ${actor(act)}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: id, unit: told.unit })
  return {}
}

export const objectionVerbs: Verbs<
  Pick<typeof recognitionRoutes, 'objections' | 'objection' | 'takeObjection' | 'answer'>
> = {
  objections,
  objection,
  answer,
  takeObjection: async (act, { line, ...said }) => {
    const told = await getTold(act, line)
    if (!act.units.includes(told.unit)) refuse('recognition.unknown_candidate', 404)
    return { id: (await keepObjection(act, line, said)).id }
  },
}
