import { hkdfSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase, openOwner } from '#kit/db'
import { installJobs } from '#kit/jobs'
import { startCluster } from '../src/apps/server/cluster.ts'
import { jobs } from '../src/apps/server/ports.ts'
import { tableFolders } from '../src/apps/server/tables.ts'
import { benchCustomer } from './bench/customer-file.ts'
import { type BenchWorld, type Imported, importCustomers, openBenchWorld } from './bench/import.ts'
import { planOpen } from './bench/plan.ts'
import { measureSearch } from './bench/search.ts'

/** Thousands of rows that are imported into a table that holds a quarter as many already. */
const sizes = (process.env.SIZES ?? '1000,4000').split(',').map(size => Number(size) * 1000)

const tell = (name: string, value: number, unit: string, size: string): void =>
  console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit, size }))
const named = (rows: number): string => (rows >= 1e6 ? `${rows / 1e6}m` : `${rows / 1e3}k`)

/** A database of its own on the cluster, and what is measured in it. */
async function inWorld<T>(
  urlOf: (database: string) => string,
  name: string,
  folder: string,
  cluster: string,
  run: (world: BenchWorld) => Promise<T>,
): Promise<T> {
  const admin = openOwner(urlOf('postgres'), 1)
  await admin.pool.query(`create database ${name}`)
  const owner = openOwner(urlOf(name), 2)
  await migrate(owner, tableFolders())
  await installJobs(urlOf(name), { jobs })
  await owner.pool.query(`do $$ begin if not exists (select from pg_roles where rolname = 'bench_app') then
    create role bench_app login password 'bench' in role tri_an_app; end if; end $$`)
  const appUrl = Object.assign(new URL(urlOf(name)), { username: 'bench_app', password: 'bench' }).href
  const app = await openDatabase(appUrl, 4)
  try {
    return await run(await openBenchWorld(owner, app, appUrl, folder, cluster))
  } finally {
    await app.close()
    await owner.close()
    await admin.pool.query(`drop database ${name} with (force)`)
    await admin.close()
  }
}

/** The importing process makes its keys in the same way. */
const key = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', 'bench', '', purpose, 32))

/** How long a search takes over all that was just imported, through the real door. */
async function search(world: BenchWorld, rows: number, standing: number): Promise<void> {
  await world.owner.pool.query('analyze customers.customers, customers.phones, customers.postings')
  const { p50Ms, p95Ms, found } = await measureSearch({ ...world, key }, standing, benchCustomer)
  if (found < 1000) throw new Error(`the search found ${found} of 1,000`)
  const size = `1,000 fixed questions over ${named(standing)} customers, group scope`
  tell(`search-${named(rows)}`, p95Ms, 'ms p95', size)
  tell(`search-${named(rows)}-median`, p50Ms, 'ms', size)
  searched.push([standing, p95Ms])
}
const searched: (readonly [customers: number, p95Ms: number])[] = []

async function measure(world: BenchWorld, rows: number): Promise<Imported> {
  const before = rows / 4
  await importCustomers(world, 0, before)
  const imported = await importCustomers(world, before, before + rows)
  const size = `${named(rows)} rows into ${named(before)}`
  tell('import', rows / imported.seconds, 'rows/s', size)
  tell('import-check', imported.checkSeconds, 's', size)
  tell('import-apply', imported.applySeconds, 's', size)
  tell('importer-memory', imported.peakMb, 'MB', size)
  tell('importer-cpu', (1e6 * imported.cpuSeconds) / rows, 'µs/row', size)
  tell('database-cpu', (1e6 * imported.databaseCpuSeconds) / rows, 'µs/row', size)
  await search(world, rows, before + rows)
  return imported
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-bench-'))
  chmodSync(folder, 0o755)
  const cluster = await startCluster({ folder: join(folder, 'postgres'), durable: true })
  try {
    const all: Imported[] = []
    for (const rows of sizes)
      all.push(await inWorld(cluster.urlOf, `customers_${rows}`, folder, cluster.folder, world => measure(world, rows)))
    const [first, last] = [all[0], all.at(-1)]
    if (first && last && last.rows > first.rows)
      tell(
        'import-growth',
        Math.log(last.seconds / first.seconds) / Math.log(last.rows / first.rows),
        'exponent',
        `${named(first.rows)} to ${named(last.rows)}`,
      )
    const [small, large] = [searched[0], searched.at(-1)]
    if (small && large && large[0] > small[0])
      tell(
        'search-growth',
        Math.log(large[1] / small[1]) / Math.log(large[0] / small[0]),
        'exponent',
        `${named(small[0])} to ${named(large[0])} customers`,
      )
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
await planOpen()
