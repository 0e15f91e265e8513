import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { askErrand, type Errand, errand } from '#kit/errands'
import type { Act } from '#kit/serve'
import { isoDay } from '#kit/time'
import { leastScore, mostBehindPhone, sameScore } from './rules-same.ts'
import { customerWords } from './words.ts'

type Side = { readonly id: string; readonly name: string; readonly address: string; readonly commune: string | null }
type Weighed = { readonly a: Side; readonly b: Side; readonly phone: boolean }

/** How many pairs are held in memory at once. */
const piece = 5000

/** Has the units of the caller looked through; a look that is under way already is the one that is answered. */
export async function findDuplicates(act: Act): Promise<{ errand: string }> {
  const who = act.who.kind === 'staff' ? act.who.id : null
  await sql`select pg_advisory_xact_lock(hashtextextended('customers.pairs ' || ${who}, 0))`.execute(act.tx)
  const { rows } = await sql<{ id: string }>`select e.id from kit.errands e
    where e.actor = ${who} and e.job = 'customers.pairs' and e.ended_at is null
      and not exists (select from pgboss.job j where j.name = e.job and j.id = e.id and j.state = 'failed') limit 1`.execute(
    act.tx,
  )
  return {
    errand: rows[0]?.id ?? (await askErrand(act, 'customers.pairs', { given: { since: act.now.toISOString() } })),
  }
}

/** The units of the scope, each company together with its teams: one commune has one company. */
async function familiesOf(tx: Tx, day: string): Promise<string[][]> {
  const { rows } = await sql<{ units: string[] }>`
    select array_agg(u.id order by u.id) as units from org.units u
      left join org.unit_parents p on u.kind = 'team' and p.unit_id = u.id and p.from_day <= ${day} and (p.until_day is null or p.until_day > ${day})
    where u.id = any ((select kit.scope())::uuid[]) group by coalesce(p.parent_id, u.id) order by coalesce(p.parent_id, u.id)`.execute(
    tx,
  )
  return rows.map(row => row.units)
}

const side = (it: 'a' | 'b') =>
  sql`jsonb_build_object('id', ${sql.ref(`${it}.id`)}, 'name', ${sql.ref(`${it}.name`)}, 'address', ${sql.ref(`${it}.address`)}, 'commune', ${sql.ref(`${it}.commune_code`)}) as ${sql.ref(it)}`

/**
 * Pairs of which one stands in these units: they share a number that not too many share, or a whole name in one commune.
 * Those after the pair `after`, in order; what was suggested before is left out.
 */
async function candidates(tx: Tx, units: readonly string[], after: Weighed | undefined): Promise<Weighed[]> {
  const { rows } = await sql<Weighed>`
    with held as materialized (
      select id, name, address, commune_code, phone_found, split_part(folded, E'\t', 1) as named, kind
      from customers.customers where unit_id = any (${units}::uuid[]) and until_day is null
    ), shared as materialized (
      select c.phone_found from customers.phones f join customers.customers c on c.id = f.customer_id and c.phone_found = f.found
      where f.found in (select h.phone_found from held h where h.phone_found is not null) and c.until_day is null
      group by 1 having count(*) between 2 and ${mostBehindPhone}::int
    ), homes as materialized (
      select h.*, count(*) over (partition by h.named, h.commune_code) as many from held h
      where h.kind = 'household' and h.commune_code is not null and h.phone_found is null
    ), both_of (a, b, phone) as (
      select ${side('a')}, ${side('b')}, true from shared s
        join customers.phones fa on fa.found = s.phone_found join customers.phones fb on fb.found = s.phone_found
        join customers.customers a on a.id = fa.customer_id and a.phone_found = s.phone_found and a.until_day is null
        join customers.customers b on b.id = fb.customer_id and b.phone_found = s.phone_found and b.until_day is null and a.id < b.id
      union all
      select ${side('a')}, ${side('b')}, false from homes a join homes b
        on b.named = a.named and b.commune_code = a.commune_code and a.id < b.id where a.many between 2 and 4
    )
    select p.a, p.b, p.phone from both_of p
    where not exists (select from customers.suggestions g where g.a = (p.a ->> 'id')::uuid and g.b = (p.b ->> 'id')::uuid)
      and (p.a ->> 'id', p.b ->> 'id') > (${after?.a.id ?? ''}, ${after?.b.id ?? ''})
    order by p.a ->> 'id', p.b ->> 'id' limit ${piece}`.execute(tx)
  return rows
}

/** Keeps of some pairs those that are worth a person's look. */
async function keep(tx: Tx, pairs: readonly Weighed[], at: Date): Promise<void> {
  const kept = pairs
    .map(({ a, b, phone }) => ({
      a: a.id,
      b: b.id,
      why: phone ? 'phone' : 'name_place',
      score: sameScore(a, b, phone),
    }))
    .filter(it => it.score >= leastScore)
  await sql`insert into customers.suggestions (a, b, why, score, found_at)
    select k.a, k.b, k.why, k.score, ${at} from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) k (a uuid, b uuid, why text, score int)
    on conflict do nothing`.execute(tx)
}

async function look(tx: Tx, units: readonly string[], at: Date): Promise<void> {
  for (let last: Weighed | undefined; ; ) {
    const pairs = await candidates(tx, units, last)
    await keep(tx, pairs, at)
    if (pairs.length < piece) return
    last = pairs.at(-1)
  }
}

async function run(work: Errand, { since }: { readonly since: string }): Promise<{ found: number }> {
  const families = await work.tx(tx => familiesOf(tx, isoDay(work.now())))
  await work.expect(families.length)
  for (const units of families.slice(work.done)) await work.step(1, tx => look(tx, units, work.now()))
  const { rows } = await work.tx(tx =>
    sql<{ found: number }>`select count(*)::int as found from customers.suggestions where found_at >= ${since}`.execute(
      tx,
    ),
  )
  return { found: rows[0]?.found ?? 0 }
}

/** Weighs pairs that nobody has weighed yet, company by company. */
export const pairs = errand({
  does: { vi: customerWords.vi.jobs.pairs, en: customerWords.en.jobs.pairs },
  may: 'customers.match',
  run,
})
