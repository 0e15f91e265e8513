import { sql } from 'kysely'
import type { Act } from '#kit/serve'

import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { contactKeys, openContact } from './contact-seal.ts'
import { getCustomer, unitName } from './read.ts'
import type { customerRoutes, Kept, RequestRow } from './routes.ts'
import { addConsent, consentsOf } from './service-consents.ts'
import { contactsOf } from './service-page.ts'
import { keepRequest, openText, requestsOf } from './service-requests.ts'

type Takes<K extends keyof typeof customerRoutes> = TakesOf<(typeof customerRoutes)[K]>
type Gives<K extends keyof typeof customerRoutes> = GivesOf<(typeof customerRoutes)[K]>

const mostMine = 200
const place = sql`coalesce((select n.name || ', ' || p.name from org.commune_names n join org.province_names p on p.code = n.province_code
  where n.code = c.commune_code order by n.from_day desc, p.from_day desc limit 1), '')`

/** The customers behind the signed-in number: row policies let in no others. */
async function myIds(act: Act): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from customers.customers order by code limit ${mostMine}`.execute(act.tx)
  return rows.map(row => row.id)
}

export async function mine(act: Act): Promise<Gives<'mine'>> {
  const { rows } = await sql<
    Gives<'mine'>['customers'][number]
  >`select c.id, c.code, c.name, coalesce(${unitName(sql`c.unit_id`)}, '') as unit, c.address,
      ${place} as place, c.until_day as until, coalesce((select jsonb_agg(jsonb_build_object('number', k.number, 'from', k.from_day, 'until', k.until_day)
        order by k.from_day desc) from customers.contracts k where k.customer_id = c.id), '[]') as contracts
    from customers.customers c order by c.until_day nulls first, c.code limit ${mostMine}`.execute(act.tx)
  return { customers: rows }
}

export async function myConsents(act: Act): Promise<Gives<'myConsents'>> {
  const ids = await myIds(act)
  return { customers: ids.length, consents: await consentsOf(act.tx, ids) }
}

/** One word for all contracts of whoever signed in. */
export async function giveConsent(act: Act, word: Takes<'giveConsent'>): Promise<Gives<'giveConsent'>> {
  const ids = await myIds(act)
  for (const id of ids) await addConsent(act, id, word, 'portal', '')
  return { customers: ids.length }
}

type Head = Pick<Kept, 'code' | 'name' | 'kind' | 'unit' | 'address' | 'place' | 'since' | 'until' | 'enterprise'>

/** All that is kept on one customer, in the clear. */
export async function keptOn(act: Act, id: string): Promise<Kept> {
  const { rows } =
    await sql<Head>`select c.code, c.name, c.kind, coalesce(${unitName(sql`c.unit_id`)}, '') as unit, c.address, ${place} as place,
      c.since_day as since, c.until_day as until, case when e.id is not null then jsonb_build_object('name', e.name, 'taxCode', e.tax_code) end as enterprise
    from customers.customers c left join customers.enterprises e on e.id = c.enterprise_id where c.id = ${id}`.execute(
      act.tx,
    )
  const head = rows[0] ?? refuse('customers.unknown', 404)
  const all = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(act.tx)).rows
  const sealed = await all(sql<{
    kind: string
    found: string
    sealed: string
    from: string
    until: string | null
  }>`select kind, found, sealed, from_day as from, until_day as until
    from ${contactsOf(sql`${id}`)} k order by until_day nulls first, from_day desc`)
  const keys = contactKeys(act.ports.secrets)
  return {
    ...head,
    contacts: sealed.map(({ found, sealed: text, ...one }) => ({
      ...one,
      value: openContact(keys, { found, sealed: text }),
    })),
    representatives: await all(sql<
      Kept['representatives'][number]
    >`select name, role, evidence, from_day as from, until_day as until
      from customers.representatives where customer_id = ${id} order by from_day`),
    contracts: await all(
      sql<
        Kept['contracts'][number]
      >`select number, from_day as from, until_day as until from customers.contracts where customer_id = ${id} order by from_day`,
    ),
    points: await all(
      sql<Kept['points'][number]>`select code, meter from customers.points where customer_id = ${id} order by code`,
    ),
    former: await all(
      sql<
        Kept['former'][number]
      >`select what, value, until_day as until from customers.former where customer_id = ${id} and what <> 'unit' order by until_day`,
    ),
    consents: await all(sql<
      Kept['consents'][number]
    >`select purpose, channel, given, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, how, text_version as "textVersion"
      from customers.consents where customer_id = ${id} order by no`),
  }
}

export async function myData(act: Act): Promise<Gives<'myData'>> {
  const customers: Kept[] = []
  for (const id of await myIds(act)) customers.push(await keptOn(act, id))
  return { customers }
}

type Step = { id: string; text: string; answer: string | null }

export async function myRequests(act: Act): Promise<Gives<'myRequests'>> {
  const found: readonly RequestRow[] = await requestsOf(act, sql`true`, mostMine)
  const { rows } =
    await sql<Step>`select r.id, r.text_sealed as text, (select s.text_sealed from customers.request_steps s where s.request_id = r.id
      and s.step in ('done', 'refused') limit 1) as answer from customers.requests r`.execute(act.tx)
  const sealed = new Map(rows.map(row => [row.id, row]))
  const requests = found.map(({ id, kind, state, askedOn, dueOn, customer }) => ({
    id,
    kind,
    state,
    askedOn,
    dueOn,
    code: customer.code,
    text: openText(act, 'requests', id, sealed.get(id)?.text ?? null),
    answer: openText(act, 'request_steps', id, sealed.get(id)?.answer ?? null),
  }))
  return { requests: requests.reverse() }
}

export async function askForMine(act: Act, input: Takes<'askForMine'>): Promise<{ id: string }> {
  await getCustomer(act.tx, input.customer)
  return keepRequest(act, { ...input, through: 'portal', thirdParties: false })
}
