import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { edition, p95, type Send, withGroup } from '#test/bench/plan.ts'

/** Facts over two editions; 5 million is the size of a group's, fewer while trying something out. */
const facts = Number(process.env.FACTS ?? 5_000_000)
const times = Number(process.env.TIMES ?? 40)
const before = uuidv7()

/** Counts `facts` acts at the teams, half of them in the edition before, and folds them. */
async function fillFacts(owner: Database): Promise<void> {
  await owner.pool.query(`
    insert into editions.editions (id, year, number, name_vi, name_en, from_day, until_day)
      values ('${before}', 2025, 11, 'Tháng Tri ân 2025', 'Month 2025', '2025-12-01', '2025-12-31');
    update editions.measures set fact_activity = 'free-service', fact_measure = code where code like 'bench-%';
    create table public.teams as select row_number() over (order by id) - 1 as n, id from org.units where kind = 'team';
    create table public.counted as select row_number() over (order by code) - 1 as n, fact_activity as activity, fact_measure as measure
      from editions.measures where fact_measure is not null and code in (select measure from editions.edition_measures);
    analyze public.teams; analyze public.counted`)
  await owner.pool.query(`
    insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
    select gen_random_uuid(), case g % 2 when 0 then '${edition}'::uuid else '${before}'::uuid end, m.activity, m.measure, t.id,
      case g % 2 when 0 then date '2026-12-01' else date '2025-12-01' end + (g % 31)::int, 1 + g % 9,
      (array['proven', 'proven', 'recorded', 'declared'])[1 + (g / 7) % 4], 'extra', gen_random_uuid(), now()
    from generate_series(0, ${facts - 1}) g join public.teams t on t.n = (g / 2) % (select count(*) from public.teams)
      join public.counted m on m.n = (hashint8(g) & 2147483647) % (select count(*) from public.counted)`)
  await owner.pool.query('select reports.fold()')
  await owner.pool.query('drop table public.teams, public.counted')
  await owner.pool.query('vacuum analyze')
}

async function measure(send: Send, owner: Database): Promise<void> {
  await fillFacts(owner)
  const { rows } = await owner.pool.query<{ facts: string; measures: string; activity: string; measure: string }>(
    `select count(*) as facts, count(distinct (activity, measure)) as measures, min(activity) as activity, min(measure) as measure from facts.facts`,
  )
  const size = `${rows[0]?.facts} facts, ${rows[0]?.measures} measures, 800 units, 2 editions`
  const print = (name: string, ms: number, of: string): void =>
    console.log(JSON.stringify({ name, value: Math.round(ms * 10) / 10, unit: 'ms', size: of }))
  const overview = `/api/reports/overview?edition=${edition}`
  print('overview-p95', await p95(times, () => send(overview)), `${size}; ${times} times`)
  const figure = `edition=${edition}&activity=${rows[0]?.activity}&measure=${rows[0]?.measure}`
  print('drill-p95', await p95(times, () => send(`/api/reports/records?${figure}`)), `first 50 records; ${size}`)
  await phoneToTop(send, owner, overview, size, print)
}

/** From the commit of an act until the group's overview says it: asked again and again, as a screen would. */
async function phoneToTop(
  send: Send,
  owner: Database,
  overview: string,
  size: string,
  print: (name: string, ms: number, of: string) => void,
): Promise<void> {
  const name = `at-once-${Date.now()}`
  await owner.pool.query(
    `insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
     select $1, $2, 'free-service', $3, id, '2026-12-02', 1, 'proven', 'extra', $1, now() from org.units where kind = 'team' limit 1`,
    [uuidv7(), edition, name],
  )
  const from = performance.now()
  while (!(await send(overview)).includes(name))
    if (performance.now() - from > 10_000) throw new Error('the act never arrived at the top')
  print('phone-to-top', performance.now() - from, `from commit to the overview's answer; ${size}`)
}

/** The group's overview and the way from a figure to its records, through the real server over a durable PostgreSQL. */
export const reportsBench = (): Promise<void> => withGroup(measure)
