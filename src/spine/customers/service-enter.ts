import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { foundBy } from './rules.ts'
import { shelfBits } from './shelves.ts'

/** A name that a file of readings gave, and what is known of who stands behind it. */
export type LargeEntry = { readonly code: string; readonly yearlyKwh: number; readonly since: string }
export type Entering = {
  /** The load that named them: what is made here carries it. */
  readonly load: string
  readonly unit: string
  readonly today: string
  readonly name: (code: string) => string
  readonly site: string
}

/** More at once do not fit on one shelf of the search; the next act takes the rest. */
const most = (1 << shelfBits) - 1
const codeOf = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[^A-Z0-9/_-]+/g, '-')
    .slice(0, 30)
/** Stands for a tax code until somebody writes the right one: it is none, and the enterprise's page says so. */
const taxOf = (code: string): string => `TAM-${codeOf(code)}`.slice(0, 40)

/**
 * Enters large customers of whom no more than a metering point is known: enterprise, site, customer, contract and point,
 * each marked with the load. Answers the codes that were entered; a code that somebody has already is left out.
 */
export async function enterLarge(tx: Tx, it: Entering, entries: readonly LargeEntry[]): Promise<string[]> {
  const { rows: free } = await sql<{ code: string }>`select w.code from unnest(${entries.map(one => one.code)}::text[],
      ${entries.map(one => codeOf(one.code))}::text[]) w (code, own) where not customers.code_taken(w.own)`.execute(tx)
  const wanted = new Set(free.map(row => row.code))
  const list = [
    ...new Map(entries.filter(one => wanted.has(one.code)).map(one => [codeOf(one.code), one])).values(),
  ].slice(0, most)
  if (list.length === 0) return []
  await sql`select customers.enter_enterprises(${it.load}, ${list.map(one => taxOf(one.code))}::text[], ${list.map(one => it.name(one.code))}::text[],
    ${list.map(() => it.site)}::text[], ${list.map(() => '')}::text[], ${list.map(() => null)}::text[])`.execute(tx)
  const folded = list.map(one =>
    foundBy({ name: it.name(one.code), places: [one.code], kind: 'business', large: true }),
  )
  const ids = list.map(() => uuidv7())
  await sql`insert into customers.customers (id, code, name, kind, unit_id, since_day, enterprise_id, site_id, folded, spot, as_of, load_id)
    select w.id, w.code, w.name, 'business', ${it.unit}, w.since, customers.enterprise_of(w.tax), customers.site_of(w.tax, ${it.site}), w.folded,
      (shelf.no << ${sql.lit(shelfBits)}) + w.at, ${it.today}::date, ${it.load}
    from (select nextval('"customers"."shelves"') as no) shelf, unnest(${ids}::uuid[], ${list.map(one => codeOf(one.code))}::text[],
      ${list.map(one => it.name(one.code))}::text[], ${list.map(one => one.since)}::date[], ${list.map(one => taxOf(one.code))}::text[], ${folded}::text[])
      with ordinality w (id, code, name, since, tax, folded, at)
    on conflict do nothing`.execute(tx)
  await sql`select customers.put_on_shelf(${ids}::uuid[])`.execute(tx)
  const places = sql`unnest(${list.map(one => codeOf(one.code))}::text[], ${list.map(one => one.code)}::text[], ${list.map(one => one.since)}::date[],
      ${list.map(one => Math.round(one.yearlyKwh))}::bigint[], ${list.map(() => uuidv7())}::uuid[], ${list.map(() => uuidv7())}::uuid[])
      w (own, code, since, kwh, contract, point) join customers.customers c on c.code = w.own and c.load_id = ${it.load}`
  await sql`insert into customers.contracts (id, number, customer_id, from_day, as_of, load_id)
    select w.contract, 'HD-' || w.own, c.id, w.since, ${it.today}::date, ${it.load} from ${places} on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{
    code: string
  }>`insert into customers.points (id, code, customer_id, contract_id, from_day, as_of, load_id)
    select w.point, w.code, c.id, (select k.id from customers.contracts k where k.customer_id = c.id limit 1), w.since, ${it.today}::date, ${it.load}
    from ${places} on conflict do nothing returning code`.execute(tx)
  await sql`insert into customers.large_marks (customer_id, yearly_kwh, from_day, load_id)
    select c.id, w.kwh, w.since, ${it.load} from ${places} on conflict do nothing`.execute(tx)
  return rows.map(row => row.code)
}
