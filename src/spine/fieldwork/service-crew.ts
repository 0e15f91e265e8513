import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { addDays } from '#kit/time'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import type { crewRoutes, Work } from './routes-crew.ts'
import { happened, lackingOf, startRefused } from './rules.ts'
import { accepted } from './service-accept.ts'
import { orKept } from './service-away.ts'
import { permitOf } from './service-list.ts'
import { type Case, getCase, momentSql, openPhone, staffOf, step } from './service-parts.ts'

/** The days that a phone takes along. */
const daysAhead = 3

const mineToday = (act: Act) =>
  sql`exists (select from fieldwork.crew_members m where m.crew_id = o.crew_id and m.staff_id = ${staffOf(act)}
    and m.from_day <= ${act.today} and (m.until_day is null or m.until_day >= ${act.today}))`

type Row = Work & { sealed: string | null }

async function worksOf(act: Act): Promise<Work[]> {
  const { rows } =
    await sql<Row>`select r.id, o.id as "orderId", r.code, r.form, r.unit_id as "unitId", r.name, r.address, r.phone_sealed as sealed, r.note, r.answers,
      r.state, ${momentSql('r.due_at')} as "dueAt", o.day::text as day, to_char(o.from_time, 'HH24:MI') as "from", to_char(o.until_time, 'HH24:MI') as "until",
      o.visit_code as "visitCode", c.name as crew,
      (select ${momentSql('s.happened_at')} from fieldwork.steps s where s.request_id = r.id and s.move = 'start' order by s.at desc limit 1) as "startedAt",
      (select s.reason from fieldwork.steps s where s.request_id = r.id and s.move in ('sendBack', 'stop') order by s.at desc limit 1) as again,
      array(select distinct i.slot from evidence.items i where i.record = r.id and i.slot is not null) as slots
    from fieldwork.orders o join fieldwork.requests r on r.id = o.request_id join fieldwork.crews c on c.id = o.crew_id
    where o.ended_at is null and o.day <= ${addDays(act.today, daysAhead)} and ${mineToday(act)} and r.state in ('planned', 'started', 'done')
    order by o.day, o.from_time, r.id limit 200`.execute(act.tx)
  const works: Work[] = []
  for (const { sealed, ...row } of rows)
    works.push({ ...row, phone: openPhone(act.ports, row.id, sealed), permit: await permitOf(act, row.id) })
  return works
}

/** The order that a phone works on is the one that holds, and its crew has this person; else somebody else was sent. */
async function getOrder(act: Act, id: string, orderId: string): Promise<Case> {
  const it = await getCase(act, id)
  const { rows } =
    await sql`select from fieldwork.orders o where o.id = ${orderId} and o.request_id = ${id} and o.ended_at is null and ${mineToday(act)}`.execute(
      act.tx,
    )
  return rows.length > 0 ? it : refuse('fieldwork.not_your_order', 409)
}

async function begin(act: Act, it: Case, said: Date, isolated: boolean): Promise<Case> {
  const { at, suspect } = happened(said, act.now)
  const permit = await permitOf(act, it.id)
  const window = permit && { outageFrom: new Date(permit.outageFrom), outageUntil: new Date(permit.outageUntil) }
  const refused = startRefused(it.form, window ?? undefined, { at, isolated })
  if (refused) refuse(refused, 409)
  return step(act, it, 'start', { happenedAt: at, suspect })
}

type Finish = TakesOf<typeof crewRoutes.finish>

/** What is missing is named, the first of each sort; the phone has asked for all of it before. */
async function refuseLacking(act: Act, it: Case, sent: Finish): Promise<void> {
  const { rows } = await sql<{ slot: string | null }>`select slot from evidence.items where record = ${it.id}`.execute(
    act.tx,
  )
  const lacking = lackingOf(it.form, { ...sent, slots: rows.map(row => row.slot) })
  const [first] = lacking
  if (!first) return
  const named = [...it.form.checks, ...it.form.readings, ...it.form.photos].find(one => one.name === first.name)
  refuse(`fieldwork.lacks_${first.what}`, 409, { what: named?.says[act.lang] ?? '' })
}

async function finish(act: Act, sent: Finish): Promise<GivesOf<typeof crewRoutes.finish>> {
  let it = await getOrder(act, sent.id, sent.orderId)
  const [begun, ended] = [happened(new Date(sent.startedAt), act.now), happened(new Date(sent.finishedAt), act.now)]
  if (new Date(sent.finishedAt) < new Date(sent.startedAt)) refuse('fieldwork.ends_before_it_began', 422)
  if (it.state === 'planned') it = await begin(act, it, begun.at, sent.isolated ?? false)
  await refuseLacking(act, it, sent)
  // A clock that was wrong at the start counts as of now: then the work began no later than it ended.
  const startedAt = new Date(Math.min(begun.at.getTime(), ended.at.getTime()))
  it = await step(act, it, 'finish', { happenedAt: ended.at, suspect: ended.suspect })
  await sql`insert into fieldwork.results (id, order_id, request_id, unit_id, checks, readings, signed, witness, note, started_at, finished_at, by_staff, at)
    values (${act.key}, ${sent.orderId}, ${it.id}, ${it.unit}, ${sent.checks}, ${JSON.stringify(sent.readings)}, ${sent.signed}, ${sent.witness ?? null}, ${sent.note},
      ${startedAt}, ${ended.at}, ${staffOf(act)}, ${act.now})`.execute(act.tx)
  if (sent.signed !== 'absent') it = await accepted(act, it)
  return { state: it.state }
}

export const crewVerbs: Pick<Verbs<typeof crewRoutes>, 'day' | 'start' | 'stop' | 'finish'> = {
  day: async act => ({ today: act.today, works: await worksOf(act) }),

  start: (act, sent) =>
    orKept(act, 'start', sent, async () => {
      await begin(act, await getOrder(act, sent.id, sent.orderId), new Date(sent.at), sent.isolated ?? false)
      return {}
    }),

  stop: (act, sent) =>
    orKept(act, 'stop', sent, async () => {
      const it = await getOrder(act, sent.id, sent.orderId)
      if (sent.reason.trim().length < 3) refuse('fieldwork.reason_needed', 422)
      const { at, suspect } = happened(new Date(sent.at), act.now)
      await step(act, it, 'stop', { reason: sent.reason, happenedAt: at, suspect })
      await sql`update fieldwork.orders set ended_at = ${act.now} where id = ${sent.orderId}`.execute(act.tx)
      return {}
    }),

  finish: (act, sent) => orKept(act, 'finish', sent, () => finish(act, sent)),
}
