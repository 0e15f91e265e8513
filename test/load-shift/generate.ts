import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { daysFormat } from '#spine/meters'

/** A year of half hours from this Monday-to-be: 2025-01-01. */
export const firstIso = '2025-01-01'
export const days = 365
export const slots = 48

/** What one reading of a customer says, in kWh: a working day's shape, a season, and noise of its own. */
const kwh = (customer: string, day: string, slot: string): string =>
  `round(20 + (${customer} % 17) * 3 + (case when ${slot} between 14 and 38 then 30 else 6 end)
    * (case when (${day} + 2) % 7 < 5 then 1 else 0.4 end) + 8 * sin(${day} / 40.0 + ${customer})
    + 7 * (hash(${customer} * 1000003 + ${day} * 48 + ${slot}) % 1000) / 1000.0, 3)`

const named = (customer: string): string => `'K' || lpad((${customer})::varchar, 6, '0')`
const as = '(format parquet, parquet_version v2, compression zstd, row_group_size 122880)'

/** Writes the same invented readings twice: as long rows and as day vectors with their marks. */
export async function generate(
  folder: string,
  customers: number,
  layouts: readonly ('long' | 'days')[],
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' })
  const connection = await instance.connect()
  if (layouts.includes('long')) {
    const [c, day, slot] = [`(i // ${days * slots})`, `(i // ${slots} % ${days})`, `(i % ${slots})`]
    await connection.run(`copy (select ${named(c)} as customer,
      timestamp '${firstIso}' + interval 1 day * ${day}::int + interval 30 minute * ${slot}::int as started_at,
      ${kwh(c, day, slot)} as kwh from range(${customers * days * slots}) t(i)) to '${folder}/long.parquet' ${as}`)
  }
  const [c, day] = [`(i // ${days})`, `(i % ${days})`]
  const columns = Array.from({ length: slots }, (_, slot) => `${kwh(c, day, `${slot}`)} as s${slot}`)
  if (layouts.includes('days'))
    await connection.run(`copy (select ${named(c)} as customer, date '${firstIso}' + ${day}::int as day,
      ${columns.join(', ')}, case when hash(i) % 500 = 0 then
        ('\\x20' || repeat('\\x00', ${slots - 1}))::blob end as marks
      from range(${customers * days}) t(i)) to '${folder}/days.parquet' ${daysFormat}`)
  connection.closeSync()
  instance.closeSync()
}

export const manyCustomers = 20_000
/** The files of 20,000 customers, shard by shard, as a store has them. */
export const shardsOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter(name => name.startsWith('shard-'))
    .map(name => join(folder, name))

/** Writes 20,000 customers, each shard from the day vectors of the first ones under other names. */
export async function generateShards(folder: string, customers: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' })
  const connection = await instance.connect()
  for (let first = 0; first < manyCustomers; first += customers) {
    const most = Math.min(customers, manyCustomers - first)
    await connection.run(`copy (select 'S' || ${first} || customer as customer, * exclude customer
      from '${folder}/days.parquet' where customer < ${named(`${most}`)}) to '${folder}/shard-${first}.parquet' ${daysFormat}`)
  }
  connection.closeSync()
  instance.closeSync()
}
