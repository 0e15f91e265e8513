import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { dayNumber, dayOfNumber } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import type { World } from '#test/world.ts'

/** Half hours of a works over some days: kWh by the day (counted from 1970-01-01) and the slot; null where unread. */
export type Load = (day: number, slot: number) => number | null
const slots = 48

/** A metering point for a customer, numbered in the store. */
async function pointOf(world: World, customer: string): Promise<number> {
  const [point, contract] = [uuidv7(), uuidv7()]
  const run = world.owner.pool
  await run.query(
    `insert into customers.contracts (id, number, customer_id, from_day, as_of) values ($1, $2, $3, '2020-01-01', '2020-01-01')`,
    [contract, `HD${contract.slice(-10)}`, customer],
  )
  await run.query(
    `insert into customers.points (id, code, customer_id, contract_id, from_day, as_of) values ($1, $2, $3, $4, '2020-01-01', '2020-01-01')`,
    [point, `D${point.slice(-10)}`, customer, contract],
  )
  const { rows } = await run.query('insert into meters.metered (point_id) values ($1) returning no', [point])
  return rows[0].no
}

const monthOf = (day: number): string => `${dayOfNumber(day).slice(0, 7)}-01`

/** Lays readings of customers into the world's store, as a load would: a file a month, named by its bytes. */
export async function layReadings(
  world: World,
  span: { readonly from: string; readonly until: string },
  loads: ReadonlyMap<string, Load>,
): Promise<void> {
  const folder = join(world.folders.meters.folder, 'store')
  mkdirSync(folder, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const duck = await instance.connect()
  const columns = Array.from({ length: slots }, (_, at) => `s${at}`)
  await duck.run(
    `create table days (customer varchar, day date, ${columns.map(one => `${one} double`).join(', ')}, marks blob)`,
  )
  const appender = await duck.createAppender('days')
  const [first, last] = [dayNumber(span.from), dayNumber(span.until)]
  for (const [customer, load] of loads) {
    const name = String(await pointOf(world, customer)).padStart(9, '0')
    for (let day = first; day <= last; day++) {
      appender.appendVarchar(name)
      appender.appendDate({ days: day } as never)
      for (let slot = 0; slot < slots; slot++) {
        const kwh = load(day, slot)
        if (kwh === null) appender.appendNull()
        else appender.appendDouble(kwh)
      }
      appender.appendNull()
      appender.endRow()
    }
  }
  appender.closeSync()
  for (const month of new Set(Array.from({ length: last - first + 1 }, (_, at) => monthOf(first + at)))) {
    const made = join(folder, month)
    await duck.run(
      `copy (select * from days where date_trunc('month', day) = date '${month}') to '${made}' (format parquet)`,
    )
    const file = createHash('sha256').update(readFileSync(made)).digest('hex')
    renameSync(made, join(folder, `${file}.parquet`))
    await world.owner.pool.query(
      `insert into meters.parts (month, shard, slots, file, rows, bytes, swap) values ($1, 0, $2, $3, 1, 1, nextval('meters.swaps'))`,
      [month, slots, file],
    )
  }
  duck.closeSync()
  instance.closeSync()
}
