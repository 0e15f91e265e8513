import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { customersByIds } from './read.ts'
import type { customerRoutes, Pair } from './routes.ts'
import { concern } from './service-page.ts'

type Takes<K extends keyof typeof customerRoutes> = TakesOf<(typeof customerRoutes)[K]>
type Gives<K extends keyof typeof customerRoutes> = GivesOf<(typeof customerRoutes)[K]>

const page = 25

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
