import type { Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import type { World } from '#test/world.ts'
import type { Series } from './rules-series.ts'
import { planStore, readStore as readPlan, type StoreSpan } from './service-store.ts'
import { type Length, loadPath, nameOfNo, openDuck } from './service-store-files.ts'
import { putLoad, takeBack } from './service-store-loads.ts'
import { newWriter } from './service-store-write.ts'

export type Metered = { readonly no: number; readonly customer: string; readonly code: string; readonly point: string }

/** Customers of a unit with so many metering points each, numbered in the store. */
export async function plantPoints(
  world: World,
  unit: string,
  prefix: string,
  points: readonly number[],
): Promise<Metered[]> {
  const planted: Metered[] = []
  const put = (text: string, values: unknown[]) => world.owner.pool.query(text, values)
  for (const [at, many] of points.entries()) {
    const [customer, contract, code] = [uuidv7(), uuidv7(), `${prefix}${String(at + 1).padStart(3, '0')}`]
    await put(
      `insert into customers.customers (id, code, name, kind, unit_id, since_day, folded, as_of) values ($1, $2, 'Nhà máy', 'production', $3, '2020-01-01', '', '2020-01-01')`,
      [customer, code, unit],
    )
    await put(
      `insert into customers.contracts (id, number, customer_id, from_day, as_of) values ($1, $2, $3, '2020-01-01', '2020-01-01')`,
      [contract, `HD${code}`, customer],
    )
    for (let n = 1; n <= many; n++) {
      const point = uuidv7()
      await put(
        `insert into customers.points (id, code, customer_id, contract_id, from_day, as_of) values ($1, $2, $3, $4, '2020-01-01', '2020-01-01')`,
        [point, `${code}-${n}`, customer, contract],
      )
      const { rows } = await put('insert into meters.metered (point_id) values ($1) returning no', [point])
      planted.push({ no: rows[0].no, customer, code: `${code}-${n}`, point })
    }
  }
  return planted
}

/** A load of somebody, from series whose customer is a point's number. */
export async function putSeries(world: World, unit: string, all: readonly Series[]): Promise<string> {
  const id = uuidv7()
  const store = { meters: world.folders.meters }
  await world.owner.pool.query(
    `insert into meters.loads (id, unit_id, name, brought_by, brought_at) values ($1, $2, 'tệp.csv', $1, now())`,
    [id, unit],
  )
  const duck = await openDuck(store)
  const writer = await newWriter(duck, store)
  for (const one of all) writer.add({ ...one, customer: nameOfNo(Number(one.customer)) })
  const lengths: Length[] = await writer.save(slots => loadPath(store, id, slots))
  duck.close()
  const nos = new Set(all.map(one => Number(one.customer)))
  await putLoad({ run: runOf(world, [unit]), store, load: { id, unit }, lengths, nos, also: async () => undefined })
  return id
}

const runOf =
  (world: World, units: readonly string[]) =>
  <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    world.within({ units }, work)

export async function undoSeries(world: World, unit: string, id: string): Promise<void> {
  const store = { meters: world.folders.meters }
  await takeBack({ run: runOf(world, [unit]), store, load: { id, unit }, also: async () => undefined })
}

/** What the store answers to whoever reaches some units. */
export async function readStore(world: World, units: readonly string[], span: StoreSpan): Promise<Map<string, Series>> {
  const read = new Map<string, Series>()
  await world.within({ units }, async tx => {
    const readings = readPlan(await planStore({ tx, ports: { meters: world.folders.meters } }, span))
    for await (const batch of readings.batches()) for (const one of batch) read.set(one.customer, one)
    readings.close()
  })
  return read
}
