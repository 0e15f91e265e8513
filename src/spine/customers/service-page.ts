import { type RawBuilder, sql } from 'kysely'
import type { Act } from '#kit/serve'
import { maskPhone, readPhone, tidy } from '#kit/text'
import { refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { contactKeys, isEmail, openContact, sealEmail, sealPhone } from './contact-seal.ts'
import { getCustomer } from './read.ts'
import type { customerRoutes } from './routes.ts'

type Takes<K extends keyof typeof customerRoutes> = TakesOf<(typeof customerRoutes)[K]>
type Sealed = { found: string; sealed: string }

/** Names the customer for the audit row: ids only. */
export async function concern(act: Act, id: string): Promise<{ code: string; unit: string }> {
  const customer = await getCustomer(act.tx, id)
  act.concerns({ record: id, unit: customer.unit })
  return customer
}

/** All ways to reach customers, the number in the row first. Within the caller's scope. */
export const contactsOf = (customer: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select c.phone_found as found, c.phone_sealed as sealed, c.phone_shown as shown, 'phone' as kind, true as main, c.since_day as from_day, null::date as until_day
  from customers.customers c where c.id = ${customer} and c.phone_found is not null
  union all
  select p.found, p.sealed, p.shown, p.kind, false, p.from_day, p.until_day from customers.contact_points p where p.customer_id = ${customer})`

/** Shows one value in the clear; the act is audited, the value is kept nowhere. */
export async function reveal(act: Act, { id, key }: Takes<'reveal'>): Promise<{ value: string }> {
  await concern(act, id)
  const { rows } = await sql<Sealed>`select found, sealed from ${contactsOf(sql`${id}`)} k where found = ${key}
    union all select phone_found, phone_sealed from customers.representatives where customer_id = ${id} and phone_found = ${key} limit 1`.execute(
    act.tx,
  )
  const sealed = rows[0] ?? refuse('customers.unknown_contact', 404)
  return { value: openContact(contactKeys(act.ports.secrets), sealed) }
}

export async function addContact(act: Act, { id, value }: Takes<'addContact'>): Promise<{ id: string }> {
  await concern(act, id)
  const keys = contactKeys(act.ports.secrets)
  const phone = readPhone(value)
  const email = isEmail(value) ? value : undefined
  const it = phone
    ? sealPhone(keys, phone.national)
    : email
      ? sealEmail(keys, email)
      : refuse('customers.bad_contact', 422)
  const { rows } =
    await sql`select from ${contactsOf(sql`${id}`)} k where k.found = ${it.found} and k.until_day is null`.execute(
      act.tx,
    )
  if (rows.length > 0) refuse('customers.contact_there', 409)
  await sql`insert into customers.contact_points (customer_id, kind, found, sealed, shown, from_day)
    values (${id}, ${phone ? 'phone' : 'email'}, ${it.found}, ${it.sealed}, ${it.shown}, ${act.today})
    on conflict (customer_id, kind, found) do update set until_day = null, sealed = excluded.sealed, shown = excluded.shown`.execute(
    act.tx,
  )
  return { id }
}

/** Ends a way to reach somebody; the number of the row itself becomes a former one. */
export async function endContact(act: Act, { id, key }: Takes<'endContact'>): Promise<{ id: string }> {
  await concern(act, id)
  await sql`insert into customers.contact_points (customer_id, kind, found, sealed, shown, from_day, until_day)
    select id, 'phone', phone_found, phone_sealed, phone_shown, least(since_day, ${act.today}::date), ${act.today}::date
    from customers.customers where id = ${id} and phone_found = ${key} for update
    on conflict (customer_id, kind, found) do update set until_day = excluded.until_day`.execute(act.tx)
  const moved = await sql`update customers.customers set phone_found = null, phone_sealed = null, phone_shown = null
    where id = ${id} and phone_found = ${key}`.execute(act.tx)
  if (moved.numAffectedRows === 1n) return { id }
  const ended = await sql`update customers.contact_points set until_day = ${act.today}
    where customer_id = ${id} and found = ${key} and until_day is null`.execute(act.tx)
  if (ended.numAffectedRows === 0n) refuse('customers.unknown_contact', 404)
  return { id }
}

export async function addRepresentative(act: Act, input: Takes<'addRepresentative'>): Promise<{ id: string }> {
  await concern(act, input.id)
  if (input.until < input.from || input.until < act.today) refuse('customers.bad_days', 422)
  const phone = input.phone ? (readPhone(input.phone) ?? refuse('customers.bad_contact', 422)) : undefined
  const sealed = phone && sealPhone(contactKeys(act.ports.secrets), phone.national)
  const id = uuidv7(act.now.getTime())
  const by = act.who.kind === 'staff' ? act.who.id : null
  await sql`insert into customers.representatives (id, customer_id, name, role, phone_found, phone_sealed, phone_shown, evidence, from_day, until_day, recorded_by, recorded_at)
    values (${id}, ${input.id}, ${tidy(input.name)}, ${input.role}, ${sealed?.found ?? null}, ${sealed?.sealed ?? null}, ${phone ? maskPhone(phone.national) : null},
      ${tidy(input.evidence)}, ${input.from}, ${input.until}, ${by}, ${act.now})`.execute(act.tx)
  return { id }
}

export async function endRepresentative(act: Act, { id }: Takes<'endRepresentative'>): Promise<{ id: string }> {
  const { rows } = await sql<{
    customer: string
    ended: boolean
  }>`select customer_id as customer, ended_at is not null as ended
    from customers.representatives where id = ${id} for update`.execute(act.tx)
  const one = rows[0] ?? refuse('customers.unknown', 404)
  if (one.ended) refuse('customers.representative_ended', 409)
  await concern(act, one.customer)
  const by = act.who.kind === 'staff' ? act.who.id : null
  await sql`update customers.representatives set ended_at = ${act.now}, ended_by = ${by} where id = ${id}`.execute(
    act.tx,
  )
  return { id }
}
