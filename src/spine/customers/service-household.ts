import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { tidy } from '#kit/text'
import { refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { householdSeal } from './household-seal.ts'
import type { customerRoutes } from './routes.ts'
import type { Household } from './routes-household.ts'
import { holdsOn, isOfHousehold } from './rules-household.ts'
import { concern } from './service-page.ts'

type Takes<K extends keyof typeof customerRoutes> = TakesOf<(typeof customerRoutes)[K]>
type Person = Household['persons'][number]
type Mark = Household['marks'][number]

const staffOf = (act: Act): string | null => (act.who.kind === 'staff' ? act.who.id : null)

/** A household in the clear. The caller says whom it concerns: every look is written down. */
export async function openHousehold(act: Act, customer: string): Promise<Household> {
  const sealed = householdSeal(act.ports.secrets)
  const { rows: persons } = await sql<
    Omit<Person, 'name' | 'born'> & { name: string; born: string | null }
  >`select id, name_sealed as name, born_sealed as born, relation, from_day as from, until_day as until
    from customers.persons where customer_id = ${customer} order by until_day nulls first, recorded_at, id limit 100`.execute(
    act.tx,
  )
  const { rows: marks } = await sql<
    Omit<Mark, 'holds'>
  >`select id, person_id as person, category, issuer, paper_sealed as paper, from_day as from, until_day as until, ended_on as "endedOn"
    from customers.welfare_marks where customer_id = ${customer} order by from_day desc, id limit 200`.execute(act.tx)
  return {
    persons: persons.map(({ name, born, ...one }) => ({
      ...one,
      ...sealed.openPerson(one.id, { name, born }),
    })),
    marks: marks.map(one => ({
      ...one,
      paper: sealed.openPaper(one.id, one.paper),
      holds: holdsOn(one, act.today),
    })),
  }
}

/** Only a household has people in it; a workshop has staff. */
async function concernHousehold(act: Act, id: string): Promise<void> {
  await concern(act, id)
  const { rows } = await sql<{ kind: string }>`select kind from customers.customers where id = ${id} for share`.execute(
    act.tx,
  )
  if (rows[0]?.kind !== 'household') refuse('customers.not_a_household', 409)
}

export async function household(act: Act, { id }: Takes<'household'>): Promise<Household> {
  await concern(act, id)
  return openHousehold(act, id)
}

export async function addPerson(act: Act, input: Takes<'addPerson'>): Promise<{ id: string }> {
  await concernHousehold(act, input.id)
  const { from, relation, born = null } = input
  if (from > act.today || (born ?? 0) > Number(act.today.slice(0, 4))) refuse('customers.day_ahead', 422)
  const id = uuidv7(act.now.getTime())
  const it = householdSeal(act.ports.secrets).person(id, { name: tidy(input.name), born })
  const { numAffectedRows } = await sql`insert into customers.persons
      (id, customer_id, found, name_sealed, born_sealed, relation, from_day, recorded_by, recorded_at)
    values (${id}, ${input.id}, ${it.found}, ${it.name}, ${it.born}, ${relation}, ${from}, ${staffOf(act)}, ${act.now})
    on conflict do nothing`.execute(act.tx)
  if (numAffectedRows !== 1n) refuse('customers.person_there', 409)
  return { id }
}

/** Somebody is of the household no more; what was said of them ends with it. */
export async function endPerson(act: Act, { id }: Takes<'endPerson'>): Promise<{ id: string }> {
  const { rows } = await sql<{
    customer: string
    ended: boolean
  }>`select customer_id as customer, until_day is not null as ended
    from customers.persons where id = ${id} for update`.execute(act.tx)
  const one = rows[0] ?? refuse('customers.unknown_person', 404)
  if (one.ended) refuse('customers.person_ended', 409)
  await concern(act, one.customer)
  await sql`update customers.persons set until_day = ${act.today}, ended_by = ${staffOf(act)} where id = ${id}`.execute(
    act.tx,
  )
  await sql`update customers.welfare_marks set ended_on = ${act.today}, ended_by = ${staffOf(act)}
    where person_id = ${id} and ended_on is null`.execute(act.tx)
  return { id }
}

export async function addMark(act: Act, input: Takes<'addMark'>): Promise<{ id: string }> {
  await concernHousehold(act, input.id)
  if (input.until !== undefined && input.until < input.from) refuse('customers.bad_days', 422)
  if (input.from > act.today) refuse('customers.day_ahead', 422)
  if (isOfHousehold(input.category) !== (input.person === undefined)) refuse('customers.category_of_whom', 422)
  if (input.person !== undefined) {
    const { rows } = await sql`select from customers.persons where id = ${input.person} and customer_id = ${input.id}
      and until_day is null for share`.execute(act.tx)
    if (rows.length === 0) refuse('customers.unknown_person', 404)
  }
  const id = uuidv7(act.now.getTime())
  await sql`insert into customers.welfare_marks
      (id, customer_id, person_id, category, issuer, paper_sealed, from_day, until_day, recorded_by, recorded_at)
    values (${id}, ${input.id}, ${input.person ?? null}, ${input.category}, ${tidy(input.issuer)},
      ${householdSeal(act.ports.secrets).paper(id, tidy(input.paper))}, ${input.from}, ${input.until ?? null}, ${staffOf(act)}, ${act.now})`.execute(
    act.tx,
  )
  return { id }
}

/** What was recorded holds no more from today on; the row stays, with who and when. */
export async function endMark(act: Act, { id }: Takes<'endMark'>): Promise<{ id: string }> {
  const { rows } = await sql<{
    customer: string
    ended: boolean
  }>`select customer_id as customer, ended_on is not null as ended
    from customers.welfare_marks where id = ${id} for update`.execute(act.tx)
  const one = rows[0] ?? refuse('customers.unknown_mark', 404)
  if (one.ended) refuse('customers.mark_ended', 409)
  await concern(act, one.customer)
  await sql`update customers.welfare_marks set ended_on = ${act.today}, ended_by = ${staffOf(act)} where id = ${id}`.execute(
    act.tx,
  )
  return { id }
}
