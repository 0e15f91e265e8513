import { sql } from 'kysely'
import { type Database, inTransaction, type Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'
import { demoSeries } from './demonstration-shape.ts'
import { type DemoTruth, demoTruth } from './demonstration-truth.ts'
import { countMarks, type Findings } from './rules-grid.ts'
import { loadPath, nameOfNo, openDuck, type Store } from './service-store-files.ts'
import { putLoad } from './service-store-loads.ts'
import { newWriter } from './service-store-write.ts'

/** How many of the invented large customers have readings. */
const most = 150

/** An invented large customer with readings, and what is true of it. */
export type DemoMetered = {
  readonly customerId: string
  readonly enterpriseId: string | null
  readonly pointId: string
  readonly code: string
  readonly unitId: string
  readonly yearlyKwh: number
  readonly truth: DemoTruth
}

/** The invented customers with readings, those of the company that the demonstration's clerk works for first. */
export async function demoMetered(owner: Database): Promise<DemoMetered[]> {
  const { rows } = await owner.pool.query<Omit<DemoMetered, 'truth'>>(
    `select c.id as "customerId", c.enterprise_id as "enterpriseId", p.id as "pointId", c.code, c.unit_id as "unitId",
      m.yearly_kwh::float8 as "yearlyKwh"
    from customers.large_marks m join customers.customers c on c.id = m.customer_id join customers.points p on p.customer_id = c.id
    where m.until_day is null and c.until_day is null
    order by c.unit_id in (select org.subtree($1, '2026-10-01')) desc, c.code limit $2`,
    [demoUnit('PC Cà Mau'), most],
  )
  return rows.map((row, at) => ({ ...row, truth: demoTruth(at) }))
}

async function numberPoints(tx: Tx, metered: readonly DemoMetered[]): Promise<number[]> {
  await sql`insert into meters.metered (point_id) select id from unnest(${metered.map(it => it.pointId)}::uuid[]) with ordinality p (id, at) order by at`.execute(
    tx,
  )
  const { rows } = await sql<{ no: number; point: string }>`select no, point_id as point from meters.metered`.execute(
    tx,
  )
  const by = new Map(rows.map(row => [row.point, row.no]))
  return metered.map(it => by.get(it.pointId) ?? 0)
}

type Brought = { readonly id: string; readonly unit: string; readonly staff: string }
async function enterLoad(tx: Tx, { id, unit, staff }: Brought, totals: object): Promise<void> {
  const at = '2026-11-02T08:10:00+07:00'
  const { rows } = await sql<{ id: string }>`select id from people.staff where code = ${staff}`.execute(tx)
  const by = rows[0]?.id ?? unit
  await sql`insert into meters.loads (id, unit_id, name, bytes, settings, brought_by, brought_at)
    values (${id}, ${unit}, 'so-do-minh-hoa.parquet', 0, '{"unit":"kwh","times":1,"zone":null}', ${by}, ${at})`.execute(
    tx,
  )
  for (const [no, state] of ['receiving', 'received', 'taking', 'taken'].entries())
    await sql`insert into meters.load_steps (load_id, no, unit_id, state, by_staff, at, details)
      values (${id}, ${no + 1}, ${unit}, ${state}, ${by}, ${at}, ${JSON.stringify(state === 'taken' ? totals : {})}::jsonb)`.execute(
      tx,
    )
}

type Placed = { readonly it: DemoMetered; readonly at: number; readonly no: number }
/** One file of invented readings, as if somebody of a unit had brought it. */
async function bringDemo(
  owner: Database,
  store: Store,
  unit: string,
  staff: string,
  own: readonly Placed[],
): Promise<void> {
  if (own.length === 0) return
  const id = uuidv7()
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(owner, { units: [unit] }, work)
  const duck = await openDuck(store)
  const writer = await newWriter(duck, store)
  const findings: Findings = new Map()
  let [kwh, days] = [0, 0]
  for (const { no, at, it } of own) {
    const series = demoSeries(nameOfNo(no), at, it.yearlyKwh, it.truth)
    countMarks(series, findings)
    for (const value of series.kwh) kwh += Number.isNaN(value) ? 0 : value
    days += writer.add(series)
  }
  const lengths = await writer.save(length => loadPath(store, id, length))
  duck.close()
  const marked = Object.fromEntries(findings)
  const totals = { customers: own.length, days, kwhIn: kwh, kwhStored: kwh, findings: marked, strangers: 0, refused: 0 }
  await run(tx => enterLoad(tx, { id, unit, staff }, totals))
  const nos = new Set(own.map(it => it.no))
  await putLoad({ run, store, load: { id, unit }, lengths, nos, also: async () => undefined })
}

/** Invented half-hourly readings of the large customers, made from `demoTruth` and a seed; into an empty store. */
export async function loadMetersDemonstration(owner: Database, folder: string): Promise<void> {
  const metered = await demoMetered(owner)
  if (metered.length === 0) return
  const store: Store = { meters: { folder } }
  const home = demoUnit('PC Cà Mau')
  const { rows } = await owner.pool.query<{ id: string }>('select org.subtree($1, $2) as id', [home, '2026-10-01'])
  const below = new Set(rows.map(row => row.id))
  const nos = await inTransaction(owner, { units: [home] }, tx => numberPoints(tx, metered))
  const placed = metered.map((it, at): Placed => ({ it, at, no: nos[at] as number }))
  await bringDemo(
    owner,
    store,
    home,
    'GDV01',
    placed.filter(({ it }) => below.has(it.unitId)),
  )
  await bringDemo(
    owner,
    store,
    demoUnit('EVN'),
    'QT01',
    placed.filter(({ it }) => !below.has(it.unitId)),
  )
}
