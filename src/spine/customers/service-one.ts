import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { columns, rowOf } from './read.ts'
import type { CustomerPage } from './routes.ts'
import { readTaxCode, usualCode } from './rules.ts'
import { consentsOf } from './service-consents.ts'
import { contactsOf } from './service-page.ts'
import { requestsOf } from './service-requests.ts'

type Of<K extends keyof CustomerPage> = CustomerPage[K]
type Contract = Of<'contracts'>[number]
type Head = Pick<CustomerPage, 'since' | 'site' | 'largeSince' | 'yearlyKwh'> & {
  enterpriseId: string | null
  enterprise: string | null
  taxCode: string | null
}

async function contractsOf(act: Act, id: string): Promise<Contract[]> {
  const { rows } = await sql<
    Omit<Contract, 'points'>
  >`select id, number, agreed_kw::text as "agreedKw", from_day as from, until_day as until
    from customers.contracts where customer_id = ${id} order by from_day desc, number limit 100`.execute(act.tx)
  const { rows: points } = await sql<
    Contract['points'][number] & { contract: string | null }
  >`select p.id, p.code, p.meter, p.from_day as from, p.until_day as until,
      p.contract_id as contract, coalesce((select jsonb_agg(jsonb_build_object('multiplier', trim_scale(m.multiplier)::text, 'from', m.from_day, 'until', m.until_day)
        order by m.from_day desc) from customers.multipliers m where m.point_id = p.id), '[]') as multipliers
    from customers.points p where p.customer_id = ${id} order by p.code limit 200`.execute(act.tx)
  const bare = ({ contract: _, ...point }: (typeof points)[number]) => point
  // A point without a contract of its own stands with the newest one.
  return rows.map((contract, index) => ({
    ...contract,
    points: points
      .filter(point => point.contract === contract.id || (point.contract === null && index === 0))
      .map(bare),
  }))
}

async function contacts(act: Act, id: string): Promise<Of<'contacts'>> {
  const { rows } = await sql<
    Of<'contacts'>[number]
  >`select k.found as key, k.kind, k.shown, k.main, k.from_day as from, k.until_day as until,
      customers.shared_by(k.found) as shared
    from ${contactsOf(sql`${id}`)} k order by k.until_day nulls first, k.main desc, k.from_day desc limit 50`.execute(
    act.tx,
  )
  return rows
}

async function representatives(act: Act, id: string): Promise<Of<'representatives'>> {
  const { rows } = await sql<
    Of<'representatives'>[number]
  >`select id, name, role, phone_shown as phone, evidence, from_day as from, until_day as until,
      ended_at is not null or until_day < ${act.today}::date as ended
    from customers.representatives where customer_id = ${id} order by ended_at nulls first, until_day desc limit 50`.execute(
    act.tx,
  )
  return rows
}

async function consentHistory(act: Act, id: string): Promise<Of<'consentHistory'>> {
  const { rows } = await sql<
    Omit<Of<'consentHistory'>[number], 'at'> & { at: Date }
  >`select id, purpose, channel, given, at, how, text_version as "textVersion", evidence,
      case when by_kind = 'staff' then people.name_of(by_id) end as by
    from customers.consents where customer_id = ${id} order by no desc limit 200`.execute(act.tx)
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}

async function former(act: Act, id: string): Promise<Of<'former'>> {
  const { rows } = await sql<
    Of<'former'>[number]
  >`select what, case when what = 'unit' then coalesce((select n.name from org.unit_names n where n.unit_id = f.value::uuid
      order by n.from_day desc limit 1), '') else value end as value, until_day as until
    from customers.former f where customer_id = ${id} order by until_day desc limit 100`.execute(act.tx)
  return rows
}

async function sameAs(act: Act, id: string): Promise<Of<'same'>> {
  const { rows } = await sql<
    Of<'same'>[number]
  >`select c.id, c.name, c.code from customers.same_as(${id}) s (id) join customers.customers c on c.id = s.id
    where c.id <> ${id} order by c.code limit 50`.execute(act.tx)
  return rows
}

/** One customer, whole; ways to reach them stay masked. */
export async function one(act: Act, { id }: { id: string }): Promise<CustomerPage> {
  const { rows } = await sql<
    Parameters<typeof rowOf>[0] & Head
  >`select ${columns}, c.since_day as since, i.name as site, e.id as "enterpriseId", e.name as enterprise, e.tax_code as "taxCode",
      (select m.from_day from customers.large_marks m where m.customer_id = c.id and m.until_day is null limit 1) as "largeSince",
      (select m.yearly_kwh::text from customers.large_marks m where m.customer_id = c.id and m.until_day is null limit 1) as "yearlyKwh"
    from customers.customers c left join customers.enterprises e on e.id = c.enterprise_id left join customers.sites i on i.id = c.site_id where c.id = ${id}`.execute(
    act.tx,
  )
  const { enterpriseId, enterprise, taxCode, ...flat } = rows[0] ?? refuse('customers.unknown', 404)
  return {
    ...flat,
    ...rowOf(flat),
    usual: usualCode.test(flat.code),
    enterprise:
      enterpriseId && enterprise && taxCode
        ? { id: enterpriseId, name: enterprise, taxCode, usual: readTaxCode(taxCode)?.usual ?? false }
        : null,
    contracts: await contractsOf(act, id),
    contacts: await contacts(act, id),
    representatives: await representatives(act, id),
    consents: await consentsOf(act.tx, [id]),
    consentHistory: await consentHistory(act, id),
    former: await former(act, id),
    requests: await requestsOf(act, sql`r."customerId" = ${id}`, 50),
    same: await sameAs(act, id),
  }
}
