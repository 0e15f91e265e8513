import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { customersByIds } from './read.ts'
import type { customerRoutes, Pair } from './routes.ts'
import { leastScore, mostBehindPhone, sameScore } from './rules-same.ts'
import { concern } from './service-page.ts'

type Takes<K extends keyof typeof customerRoutes> = TakesOf<(typeof customerRoutes)[K]>
type Gives<K extends keyof typeof customerRoutes> = GivesOf<(typeof customerRoutes)[K]>
type Side = { id: string; name: string; address: string; commune: string | null }

const page = 25
/** How many pairs one look weighs; the rest wait for the next. */
const mostWeighed = 5000

/** Pairs of the scope that share a number which not too many share, or a whole name in one commune. */
async function candidates(act: Act): Promise<readonly { a: Side; b: Side; phone: boolean }[]> {
  const side = (it: 'a' | 'b') =>
    sql`jsonb_build_object('id', ${sql.ref(`${it}.id`)}, 'name', ${sql.ref(`${it}.name`)}, 'address', ${sql.ref(`${it}.address`)}, 'commune', ${sql.ref(`${it}.commune_code`)}) as ${sql.ref(it)}`
  const fresh = sql`not exists (select from customers.suggestions g where g.a = a.id and g.b = b.id)`
  const { rows } = await sql<{ a: Side; b: Side; phone: boolean }>`
    with shared as materialized (
      select phone_found from customers.customers where phone_found is not null and until_day is null
      group by phone_found having count(*) between 2 and ${mostBehindPhone}::int
    ), homes as materialized (
      select split_part(folded, E'\t', 1) as named, commune_code from customers.customers
      where kind = 'household' and until_day is null and commune_code is not null and phone_found is null
      group by 1, 2 having count(*) between 2 and 4
    )
    (select ${side('a')}, ${side('b')}, true as phone from shared s join customers.customers a on a.phone_found = s.phone_found
      join customers.customers b on b.phone_found = s.phone_found and a.id < b.id where ${fresh} limit ${mostWeighed})
    union all
    (select ${side('a')}, ${side('b')}, false from homes h join customers.customers a on a.commune_code = h.commune_code and split_part(a.folded, E'\t', 1) = h.named
      join customers.customers b on b.commune_code = h.commune_code and split_part(b.folded, E'\t', 1) = h.named and a.id < b.id where ${fresh} limit ${mostWeighed})`.execute(
    act.tx,
  )
  return rows
}

/** Weighs pairs that nobody has weighed yet and keeps those worth a person's look. Answers how many. */
export async function findDuplicates(act: Act): Promise<{ found: number }> {
  const kept = (await candidates(act))
    .map(({ a, b, phone }) => ({
      a: a.id,
      b: b.id,
      why: phone ? 'phone' : 'name_place',
      score: sameScore(a, b, phone),
    }))
    .filter(it => it.score >= leastScore)
  await sql`insert into customers.suggestions (a, b, why, score, found_at)
    select k.a, k.b, k.why, k.score, ${act.now} from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) k (a uuid, b uuid, why text, score int)
    on conflict do nothing`.execute(act.tx)
  return { found: kept.length }
}

type Row = {
  a: string
  b: string
  why: Pair['why']
  score: number
  decision: Pair['decision']
  by: string | null
  sort: string
}
const latest = sql`left join lateral (select d.decision, d.by_id, d.no from customers.same_decisions d where d.a = g.a and d.b = g.b order by d.no desc limit 1) d on true`

/** Pairs to decide, the most alike first; or what was decided, the newest first. */
export async function duplicates(act: Act, { state, after }: Takes<'duplicates'>): Promise<Gives<'duplicates'>> {
  const decided = sql`d.decision in ('same', 'different')`
  const { rows } = await sql<Row>`select * from (
      select g.a, g.b, g.why, g.score, case when ${decided} then d.decision end as decision, case when ${decided} then people.name_of(d.by_id) end as by,
        case when ${decided} then lpad((1000000000000 - d.no)::text, 13, '0') else lpad((100 - g.score)::text, 3, '0') end || ' ' || g.a || ' ' || g.b as sort
      from customers.suggestions g ${latest} where ${state === 'open' ? sql`(${decided}) is not true` : decided}
    ) q where sort > ${after ?? ''} order by sort limit ${page + 1}`.execute(act.tx)
  const shown = rows.slice(0, page)
  const sides = new Map(
    (
      await customersByIds(
        act.tx,
        shown.flatMap(row => [row.a, row.b]),
      )
    ).map(row => [row.id, row]),
  )
  const pairs = shown.flatMap(({ a, b, by, sort: _, ...row }) => {
    const [left, right] = [sides.get(a), sides.get(b)]
    return left && right ? [{ ...row, a: left, b: right, decidedBy: by }] : []
  })
  return { pairs, next: rows.length > page ? (shown.at(-1)?.sort ?? null) : null }
}

/** Decides a pair, or takes the last decision back; each is a further row, and the last one holds. */
export async function decideSame(act: Act, input: Takes<'decideSame'>): Promise<Gives<'decideSame'>> {
  if (input.a === input.b) refuse('customers.same_one', 422)
  const [a, b] = [input.a, input.b].sort() as [string, string]
  await concern(act, b)
  await concern(act, a)
  await sql`select pg_advisory_xact_lock(hashtextextended('customers.same ' || ${a}::text || ${b}::text, 0))`.execute(
    act.tx,
  )
  const { rows } = await sql<{
    decision: string
  }>`select decision from customers.same_decisions where a = ${a} and b = ${b} order by no desc limit 1`.execute(act.tx)
  const before = rows[0]?.decision ?? 'undone'
  if (input.decision === 'undone' && before === 'undone') refuse('customers.nothing_decided', 409)
  const by = act.who.kind === 'staff' ? act.who.id : null
  if (before !== input.decision)
    await sql`insert into customers.same_decisions (a, b, decision, by_id, at) values (${a}, ${b}, ${input.decision}, ${by}, ${act.now})`.execute(
      act.tx,
    )
  return { a, b }
}
