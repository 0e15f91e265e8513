import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { fold } from '#kit/text'
import { type GivesOf, Refusal, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { sealContact } from './contact-seal.ts'
import type { Agreement, registerRoutes } from './routes-register.ts'
import { type PastedAgreement, readAgreements } from './rules-paste.ts'
import { actor, isClash, momentSql, unitNameSql } from './service-parts.ts'
import { words } from './words.ts'

type Signing = TakesOf<typeof registerRoutes.sign>
type Row = Omit<Agreement, 'customers'> & { customers: number }

const page = 50

const columns = sql`a.id, a.name, a.number, a.trade, ${unitNameSql(sql`a.unit_id`)} as unit, a.signed_on::text as "signedOn",
  a.registered_kw::float8 as "registeredKw", a.standby, a.channel, a.contact_name as "contactName", a.contact_shown as contact,
  (select count(*)::int from load_shift.members m where m.agreement_id = a.id) as customers, a.withdrawn_on::text as "withdrawnOn"`

const memberColumns = sql`c.id, c.code, c.name, c.address,
  (select count(*)::int from customers.points p where p.customer_id = c.id and p.until_day is null) as points`

type Customer = { id: string; name: string; unit: string; enterprise: string | null; enterpriseName: string | null }

async function customersOf(act: Act, ids: readonly string[]): Promise<Customer[]> {
  const { rows } =
    await sql<Customer>`select c.id, c.name, c.unit_id as unit, c.enterprise_id as enterprise, e.name as "enterpriseName"
    from customers.customers c left join customers.enterprises e on e.id = c.enterprise_id
    where c.id = any (${[...ids]}::uuid[]) order by c.code`.execute(act.tx)
  if (rows.length !== new Set(ids).size) refuse('load-shift.unknown_customer', 422)
  return rows
}

/** Writes one agreement with the customers whose meters it holds. Whoever has one already is refused by the tables. */
async function sign(act: Act, id: string, it: Signing): Promise<void> {
  const customers = await customersOf(act, it.customerIds)
  const [first] = customers
  if (!first) return refuse('load-shift.unknown_customer', 422)
  const alone = first.enterprise === null && customers.length > 1
  if (alone || customers.some(one => one.enterprise !== first.enterprise)) refuse('load-shift.several_enterprises', 422)
  if (it.signedOn > act.today) refuse('load-shift.signed_ahead', 422)
  const contact = sealContact(act.ports.secrets, id, it.channel, it.contact)
  await sql`savepoint signing`.execute(act.tx)
  try {
    await sql`insert into load_shift.agreements (id, unit_id, enterprise_id, number, name, trade, signed_on, registered_kw, standby,
        channel, contact_name, contact_sealed, contact_shown, recorded_by, recorded_at)
      values (${id}, ${first.unit}, ${first.enterprise}, ${it.number}, ${first.enterpriseName ?? first.name}, ${it.trade}, ${it.signedOn},
        ${it.registeredKw}, ${it.standby}, ${it.channel}, ${it.contactName}, ${contact.sealed}, ${contact.shown}, ${actor(act)}, ${act.now})`.execute(
      act.tx,
    )
    await sql`insert into load_shift.members (agreement_id, customer_id, unit_id)
      select ${id}, c.id, ${first.unit} from customers.customers c where c.id = any (${customers.map(one => one.id)}::uuid[])`.execute(
      act.tx,
    )
  } catch (error) {
    if (!isClash(error)) throw error
    await sql`rollback to savepoint signing`.execute(act.tx)
    refuse('load-shift.has_agreement', 409)
  }
  act.concerns({ record: id, unit: first.unit, values: { kw: it.registeredKw } })
}

/** The customers that a pasted row names; codes are parted by spaces. */
async function idsOfCodes(act: Act, codes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from customers.customers where code = any (${codes})`.execute(
    act.tx,
  )
  if (rows.length !== codes.length) refuse('load-shift.unknown_customer', 422)
  return rows.map(({ id }) => id)
}

/** Signs one pasted row; answers why not, in the reader's language, when it cannot stand. */
async function signPasted(
  act: Act,
  { line: _, customer, ...rest }: PastedAgreement & { line: number },
): Promise<string> {
  try {
    const customerIds = await idsOfCodes(act, [...new Set(customer.toUpperCase().split(/\s+/))])
    await sign(act, uuidv7(act.now.getTime()), { ...rest, customerIds })
    return ''
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return act.ports.sentenceOf(error.code, act.lang, error.values)
  }
}

async function totalsOf(act: Act): Promise<GivesOf<typeof registerRoutes.register>['totals']> {
  const { rows } = await sql<GivesOf<typeof registerRoutes.register>['totals']>`
    select count(*) filter (where withdrawn_at is null)::int as live, coalesce(sum(registered_kw) filter (where withdrawn_at is null), 0)::float8 as kw,
      count(*) filter (where withdrawn_at is null and standby)::int as standby, count(*) filter (where withdrawn_at is not null)::int as withdrawn
    from load_shift.agreements`.execute(act.tx)
  return rows[0] ?? { live: 0, kw: 0, standby: 0, withdrawn: 0 }
}

export const registerVerbs: Verbs<typeof registerRoutes> = {
  register: async (act, { q, state, after }) => {
    const like = `%${fold(q ?? '')}%`
    const { rows } = await sql<Row>`select ${columns} from load_shift.agreements a
      where (a.withdrawn_at is null) = ${state === 'live'} and (${after ?? null}::uuid is null or a.id < ${after ?? null}::uuid)
        and (${q ?? ''} = '' or kit.fold(a.name || ' ' || a.number || ' ' || a.trade) like ${like})
      order by a.id desc limit ${page + 1}`.execute(act.tx)
    const agreements = rows.slice(0, page)
    const next = rows.length > page ? (agreements.at(-1)?.id ?? null) : null
    return { agreements, next, totals: await totalsOf(act) }
  },

  agreement: async (act, { id }) => {
    const { rows } = await sql<Row & { recordedBy: string; recordedAt: string; withdrawnWhy: string | null }>`
      select ${columns}, ${nameOfStaff('a.recorded_by')} as "recordedBy", ${momentSql(sql`a.recorded_at`)} as "recordedAt",
        a.withdrawn_why as "withdrawnWhy" from load_shift.agreements a where a.id = ${id}`.execute(act.tx)
    const row = rows[0] ?? refuse('load-shift.unknown_agreement', 404)
    const { rows: members } = await sql<GivesOf<typeof registerRoutes.agreement>['members'][number]>`
      select ${memberColumns} from load_shift.members m join customers.customers c on c.id = m.customer_id
      where m.agreement_id = ${id} order by c.code`.execute(act.tx)
    return { ...row, members }
  },

  party: async (act, { customerId }) => {
    const [one] = await customersOf(act, [customerId])
    const enterprise = one?.enterprise && one.enterpriseName ? { id: one.enterprise, name: one.enterpriseName } : null
    const { rows: customers } = await sql<GivesOf<typeof registerRoutes.party>['customers'][number]>`
      select ${memberColumns}, exists (select from load_shift.members m where m.customer_id = c.id and m.ended_at is null) as taken
      from customers.customers c where (c.id = ${customerId} or c.enterprise_id = ${enterprise?.id ?? null}) and c.until_day is null
      order by c.code limit 500`.execute(act.tx)
    return { enterprise, customers }
  },

  sign: async (act, input) => {
    await sign(act, act.key, input)
    return { id: act.key }
  },

  importRegister: async (act, { text, write }) => {
    const { rows, wrong } = readAgreements(text)
    const said = words[act.lang].paste
    const unread = wrong.map(({ line, column, why }) => ({
      line,
      column: said.columns[column as 'customer'] ?? column,
      says: said.why[why],
    }))
    await sql`savepoint paste`.execute(act.tx)
    const refused: typeof unread = []
    for (const row of rows) {
      const says = await signPasted(act, row)
      if (says) refused.push({ line: row.line, column: said.columns.customer, says })
    }
    const all = [...unread, ...refused].sort((a, b) => a.line - b.line)
    const stands = write && all.length === 0
    if (!stands) await sql`rollback to savepoint paste`.execute(act.tx)
    act.concerns({ values: { rows: rows.length } })
    return {
      rows: rows.length + new Set(wrong.map(one => one.line)).size,
      wrong: all,
      written: stands ? rows.length : 0,
    }
  },

  withdraw: async (act, { id, on, reason }) => {
    if (on > act.today) refuse('load-shift.withdrawn_ahead', 422)
    const { rows } = await sql<{ unit: string; ended: boolean; signed: string }>`
      select unit_id as unit, withdrawn_at is not null as ended, signed_on::text as signed from load_shift.agreements where id = ${id} for update`.execute(
      act.tx,
    )
    const row = rows[0] ?? refuse('load-shift.unknown_agreement', 404)
    if (row.ended) refuse('load-shift.already_withdrawn', 409)
    if (on < row.signed) refuse('load-shift.withdrawn_before_signed', 422)
    await sql`update load_shift.agreements set withdrawn_on = ${on}, withdrawn_why = ${reason}, withdrawn_by = ${actor(act)},
      withdrawn_at = ${act.now} where id = ${id}`.execute(act.tx)
    await sql`update load_shift.members set ended_at = ${act.now} where agreement_id = ${id}`.execute(act.tx)
    act.concerns({ record: id, unit: row.unit })
    return {}
  },
}
