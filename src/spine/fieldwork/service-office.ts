import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { addDays } from '#kit/time'
import { refuse, uuidv7 } from '#kit/wire'
import { visitCode } from './codes.ts'
import { drawPaper } from './paper.ts'
import type { officeRoutes } from './routes-office.ts'
import { windowRefused } from './rules.ts'
import { accepted } from './service-accept.ts'
import { askForWork } from './service-ask.ts'
import { getCase, staffOf, step } from './service-parts.ts'

/** As far ahead as a visit can be promised. */
const mostDaysAhead = 60

async function endOrder(act: Act, request: string): Promise<void> {
  await sql`update fieldwork.orders set ended_at = ${act.now} where request_id = ${request} and ended_at is null`.execute(
    act.tx,
  )
}

async function refuseCrew(act: Act, crew: string): Promise<void> {
  const { rows } = await sql<{
    members: number
  }>`select (select count(*)::int from fieldwork.crew_members m where m.crew_id = c.id and m.until_day is null) as members
    from fieldwork.crews c where c.id = ${crew} and c.closed_at is null`.execute(act.tx)
  const row = rows[0] ?? refuse('fieldwork.unknown_crew', 404)
  if (row.members === 0) refuse('fieldwork.empty_crew', 409)
}

/** Nobody accepts or sends back what they did themselves. */
async function refuseOwn(act: Act, request: string): Promise<void> {
  const { rows } = await sql<{ own: boolean }>`select t.by_staff = ${staffOf(act)} as own from fieldwork.results t
    where t.request_id = ${request} order by t.at desc limit 1`.execute(act.tx)
  if (rows[0]?.own) refuse('fieldwork.own_work', 403)
}

const needsReason = new Set(['refuse', 'wait', 'cancel'])
const refuseSilence = (reason: string | undefined): void => {
  if (!reason || reason.trim().length < 3) refuse('fieldwork.reason_needed', 422)
}

export const officeVerbs: Pick<
  Verbs<typeof officeRoutes>,
  'ask' | 'decide' | 'plan' | 'permit' | 'accept' | 'sendBack' | 'paper'
> = {
  ask: async (act, { unitId, customerId, ...asked }) => {
    if (!act.units.includes(unitId)) refuse('fieldwork.unit_out_of_scope', 403)
    const { rows } = await sql`select from customers.customers where id = ${customerId ?? null}`.execute(act.tx)
    if (customerId && rows.length === 0) refuse('fieldwork.unknown_customer', 404)
    return askForWork(act, { ...asked, unit: unitId, customer: customerId })
  },

  decide: async (act, { id, move, reason }) => {
    if (needsReason.has(move)) refuseSilence(reason)
    await step(act, await getCase(act, id), move, { reason })
    if (move !== 'take' && move !== 'resume') await endOrder(act, id)
    return {}
  },

  plan: async (act, { id, crewId, day, from, until }) => {
    const it = await getCase(act, id)
    const refused = windowRefused({ day, from, until }, act.today, addDays(act.today, mostDaysAhead))
    if (refused) refuse(refused, 422)
    await refuseCrew(act, crewId)
    await step(act, it, 'plan')
    await endOrder(act, id)
    const [orderId, code] = [uuidv7(act.now.getTime()), visitCode()]
    await sql`insert into fieldwork.orders (id, request_id, unit_id, crew_id, day, from_time, until_time, visit_code, planned_by, planned_at)
      values (${orderId}, ${id}, ${it.unit}, ${crewId}, ${day}, ${from}, ${until}, ${code}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    return { orderId, visitCode: code }
  },

  permit: async (act, { id, number, outageFrom, outageUntil, isolation }) => {
    const it = await getCase(act, id)
    if (!it.form.permit) refuse('fieldwork.permit_not_needed', 409)
    if (new Date(outageUntil) <= new Date(outageFrom)) refuse('fieldwork.window_backwards', 422)
    await sql`insert into fieldwork.permits (id, request_id, unit_id, number, outage_from, outage_until, isolation, agreed_by, agreed_at)
      values (${uuidv7(act.now.getTime())}, ${id}, ${it.unit}, ${number}, ${outageFrom}, ${outageUntil}, ${isolation}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    return {}
  },

  accept: async (act, { id, reason }) => {
    refuseSilence(reason)
    const it = await getCase(act, id)
    await refuseOwn(act, id)
    await accepted(act, it, reason)
    return {}
  },

  sendBack: async (act, { id, reason }) => {
    refuseSilence(reason)
    const it = await getCase(act, id)
    await refuseOwn(act, id)
    await step(act, it, 'sendBack', { reason })
    return {}
  },

  paper: drawPaper,
}
