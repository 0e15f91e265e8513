import { type RawBuilder, sql } from 'kysely'
import { open, seal } from '#kit/db/seal.ts'
import type { Act } from '#kit/serve'
import { addDays, addWorkingDays, isoDay, workingTime } from '#kit/time'
import { type GivesOf, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { unitName } from './read.ts'
import type { customerRoutes, RequestRow } from './routes.ts'
import { type RequestKind, type RequestState, standing } from './rules-personal.ts'
import { withdrawAll } from './service-consents.ts'
import { concern } from './service-page.ts'

type Takes<K extends keyof typeof customerRoutes> = TakesOf<(typeof customerRoutes)[K]>
type Gives<K extends keyof typeof customerRoutes> = GivesOf<(typeof customerRoutes)[K]>
type Through = RequestRow['through']

const page = 50
const time = workingTime()
const placeOf = (table: string, id: string): string => `customers.${table}:${id}`
const textKey = (act: Act): Buffer => act.ports.secrets.key('customers.requests')

/** Words of a person; empty once they were erased. */
export function openText(act: Act, table: 'requests' | 'request_steps', id: string, sealed: string | null): string {
  return sealed ? open(textKey(act), placeOf(table, id), sealed) : ''
}

type Clock = {
  acknowledgeDays: number
  doneDays: number
  thirdPartyDays: number
  extensionDays: number
  confirmed: boolean
}
async function clockOf(act: Act, kind: RequestKind): Promise<Clock> {
  const { rows } =
    await sql<Clock>`select acknowledge_days as "acknowledgeDays", done_days as "doneDays", third_party_days as "thirdPartyDays",
    extension_days as "extensionDays", confirmed_at is not null as confirmed from customers.clocks where kind = ${kind}`.execute(
      act.tx,
    )
  return rows[0] ?? refuse('customers.unknown_request', 404)
}

/** Keeps what somebody asked, with the days by which it must be acknowledged and done. */
export async function keepRequest(
  act: Act,
  it: { customer: string; kind: RequestKind; through: Through; text: string; thirdParties: boolean },
): Promise<{ id: string }> {
  if (act.who.kind !== 'staff' && act.who.kind !== 'customer') throw new Error('a request is asked by somebody')
  const clock = await clockOf(act, it.kind)
  const id = uuidv7(act.now.getTime())
  const due = addWorkingDays(time, act.today, it.thirdParties ? clock.thirdPartyDays : clock.doneDays)
  await sql`insert into customers.requests (id, customer_id, kind, through, third_parties, text_sealed, asked_by_kind, asked_by, asked_at, acknowledge_by, due_on)
    values (${id}, ${it.customer}, ${it.kind}, ${it.through}, ${it.thirdParties}, ${seal(textKey(act), placeOf('requests', id), it.text)},
      ${act.who.kind}, ${act.who.id}, ${act.now}, ${addWorkingDays(time, act.today, clock.acknowledgeDays)}, ${due})`.execute(
    act.tx,
  )
  return { id }
}

export async function ask(act: Act, input: Takes<'ask'>): Promise<{ id: string }> {
  await concern(act, input.id)
  return keepRequest(act, { ...input, customer: input.id })
}

const stateOf = sql`coalesce((select s.step from customers.request_steps s where s.request_id = r.id order by s.no desc limit 1), 'received')`
const dueOf = sql`coalesce((select s.until_day from customers.request_steps s where s.request_id = r.id and s.step = 'extended'), r.due_on)`
/** The day promised next, as `nextPromise` has it. */
const nextOf = sql`case when ${stateOf} = 'received' then least(r.acknowledge_by, ${dueOf}) else ${dueOf} end`

type Flat = Omit<RequestRow, 'customer' | 'standing' | 'askedOn'> & {
  customerId: string
  name: string
  code: string
  askedAt: Date
  sort: string
}

/** Requests of the caller's scope that a condition lets in: what is due first comes first. */
export async function requestsOf(
  act: Act,
  wanted: RawBuilder<unknown>,
  most: number,
): Promise<(RequestRow & { readonly sort: string })[]> {
  const { rows } =
    await sql<Flat>`select * from (select r.id, r.kind, r.through, r.third_parties as "thirdParties", r.asked_at as "askedAt", r.acknowledge_by as "acknowledgeBy",
      ${dueOf} as "dueOn", ${stateOf} as state, c.id as "customerId", c.name, c.code, coalesce(${unitName(sql`c.unit_id`)}, '') as unit, ${nextOf}::text || ' ' || r.id as sort
    from customers.requests r join customers.customers c on c.id = r.customer_id) r where ${wanted} order by sort limit ${most}`.execute(
      act.tx,
    )
  const soonFrom = addDays(act.today, 2)
  return rows.map(({ customerId, name, code, askedAt, ...row }) => ({
    ...row,
    customer: { id: customerId, name, code },
    askedOn: isoDay(askedAt),
    standing: standing({ ...row, state: row.state as RequestState }, act.today, soonFrom),
  }))
}

export async function requests(act: Act, { state, kind, after }: Takes<'requests'>): Promise<Gives<'requests'>> {
  const closed = sql`r.state in ('done', 'refused')`
  const found = await requestsOf(
    act,
    sql`${state === 'open' ? sql`not ${closed}` : closed} and (${kind ?? null}::text is null or r.kind = ${kind ?? null}) and r.sort > ${after ?? ''}`,
    page + 1,
  )
  const { rows } = await sql<{ late: number }>`select count(*)::int as late from customers.requests r
    where ${nextOf} < ${act.today}::date and ${stateOf} not in ('done', 'refused')`.execute(act.tx)
  return {
    requests: found.slice(0, page),
    late: rows[0]?.late ?? 0,
    next: found.length > page ? (found[page - 1]?.sort ?? null) : null,
  }
}

async function getRequest(act: Act, id: string): Promise<RequestRow> {
  const [found] = await requestsOf(act, sql`r.id = ${id}`, 1)
  const it = found ?? refuse('customers.unknown_request', 404)
  await concern(act, it.customer.id)
  act.concerns({ record: id })
  return it
}

/** One request with its words: a read of personal data, so it is audited. */
export async function request(act: Act, { id }: { id: string }): Promise<Gives<'request'>> {
  const it = await getRequest(act, id)
  const { rows } = await sql<{
    text: string
  }>`select text_sealed as text from customers.requests where id = ${id}`.execute(act.tx)
  const { rows: steps } = await sql<{
    step: string
    at: Date
    by: string | null
    sealed: string | null
    until: string | null
    rows: number | null
  }>`select step, at, people.name_of(by_id) as by,
    text_sealed as sealed, until_day as until, rows_erased as rows from customers.request_steps where request_id = ${id} order by no`.execute(
    act.tx,
  )
  const clock = await clockOf(act, it.kind)
  return {
    ...it,
    text: openText(act, 'requests', id, rows[0]?.text ?? null),
    mayExtend: it.standing !== 'closed' && !steps.some(one => one.step === 'extended'),
    confirmed: clock.confirmed,
    steps: steps.map(({ sealed, at, ...step }) => ({
      ...step,
      at: at.toISOString(),
      text: openText(act, 'request_steps', id, sealed),
    })),
  }
}

type Step = {
  step: 'acknowledged' | 'extended' | 'done' | 'refused'
  until?: string
  text?: string
  rows?: number | null
}

/** Adds a step; two people who press at the same moment find one step. */
async function addStep(act: Act, id: string, it: Step, taken: 'acknowledged' | 'extended' | 'answered'): Promise<void> {
  const by = act.who.kind === 'staff' ? act.who.id : null
  const sealed = it.text ? seal(textKey(act), placeOf('request_steps', id), it.text) : null
  const { numAffectedRows } =
    await sql`insert into customers.request_steps (request_id, step, until_day, text_sealed, rows_erased, by_id, at)
    values (${id}, ${it.step}, ${it.until ?? null}, ${sealed}, ${it.rows ?? null}, ${by}, ${act.now}) on conflict do nothing`.execute(
      act.tx,
    )
  if (numAffectedRows === 0n) refuse(`customers.already_${taken}`, 409)
}

/** Everything about one request happens one after the other. */
async function getOpen(act: Act, id: string): Promise<RequestRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('customers.requests ' || ${id}::text, 0))`.execute(act.tx)
  const it = await getRequest(act, id)
  if (it.standing === 'closed') refuse('customers.already_answered', 409)
  return it
}

export async function acknowledge(act: Act, { id }: { id: string }): Promise<{ id: string }> {
  await getOpen(act, id)
  await addStep(act, id, { step: 'acknowledged' }, 'acknowledged')
  return { id }
}

export async function extend(act: Act, { id, reason }: Takes<'extend'>): Promise<{ id: string }> {
  const it = await getOpen(act, id)
  const { extensionDays } = await clockOf(act, it.kind)
  await addStep(
    act,
    id,
    { step: 'extended', until: addWorkingDays(time, it.dueOn, extensionDays), text: reason },
    'extended',
  )
  return { id }
}

/** Empties what is kept on the customer, and on the sign-in that asked for it. */
async function erase(act: Act, it: RequestRow): Promise<number> {
  const { rows } = await sql<{
    contact: string
  }>`select asked_by as contact from customers.requests where id = ${it.id} and asked_by_kind = 'customer'`.execute(
    act.tx,
  )
  const contact = rows[0] ? await act.erase({ kind: 'contact', id: rows[0].contact }) : 0
  return contact + (await act.erase({ kind: 'customer', id: it.customer.id }))
}

/** Answers a request. A deletion that is done empties what every folder keeps on the person, in this transaction. */
export async function answer(act: Act, { id, outcome, text }: Takes<'answer'>): Promise<Gives<'answer'>> {
  const it = await getOpen(act, id)
  const done = outcome === 'done'
  if (done && it.kind === 'withdrawal') await withdrawAll(act, it.customer.id, id)
  const rowsErased = done && it.kind === 'deletion' ? await erase(act, it) : null
  await addStep(act, id, { step: outcome, text, rows: rowsErased }, 'answered')
  return { id, rowsErased }
}
