import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { seedPlaces } from '#spine/org'
import { writeCustomerFile } from './customer-file.ts'

export type BenchWorld = {
  readonly owner: Database
  readonly app: Database
  readonly appUrl: string
  readonly folder: string
  readonly group: string
  /** The folder of the PostgreSQL, where what it takes is to be told. */
  readonly cluster: string | undefined
}
export type Imported = {
  readonly rows: number
  readonly seconds: number
  readonly checkSeconds: number
  readonly applySeconds: number
  readonly peakMb: number
  /** Of the importing process, and of PostgreSQL's: what it takes, whatever else the machine does. */
  readonly cpuSeconds: number
  readonly databaseCpuSeconds: number
}

/** A group, one source of which everything that is right goes in by itself, and the country's places. */
export async function openBenchWorld(
  owner: Database,
  app: Database,
  appUrl: string,
  folder: string,
  cluster?: string,
): Promise<BenchWorld> {
  await seedPlaces(owner)
  const group = uuidv7()
  await owner.pool.query(
    `begin; insert into org.units (id, code, kind, opened_on) values ('${group}', 'EVN', 'group', '2010-01-01');
    insert into org.unit_names (unit_id, name, from_day) values ('${group}', 'Tập đoàn', '2010-01-01'); commit;
    insert into imports.sources (id, unit_id, intake, name, decides, numbered, opened_by, opened_at)
      values ('${group}', '${group}', 'customers', 'Đo tốc độ', 'none', false, '${group}', now())`,
  )
  return { owner, app, appUrl, folder, group, cluster }
}

async function receive(world: BenchWorld, load: string, path: string): Promise<void> {
  const columns = { code: 0, name: 1, kind: 2, address: 3, commune: 4, province: 5, phone: 6, since: 7, asOf: 8 }
  const reading = { encoding: 'utf-8', separator: ';', numbers: 'vi', head: 1, columns }
  await world.owner.pool.query(
    `insert into imports.loads (id, unit_id, intake, source_id, name, bytes, sha256, as_of, stated, brought_at)
     values ($1::uuid, $2, 'customers', $2, 'do.csv', $3, sha256($1::uuid::text::bytea), '2026-11-01', '{}', now())`,
    [load, world.group, statSync(path).size],
  )
  await world.owner.pool.query(
    `insert into imports.steps (load_id, no, unit_id, state, at, details) values ($1, 1, $2, 'waiting', now(), $3)`,
    [load, world.group, JSON.stringify({ reading })],
  )
}

/** Makes a load of customers `from` to `until` that waits for its check. */
export async function sendCustomers(world: BenchWorld, from: number, until: number): Promise<string> {
  const load = uuidv7()
  const { rows: communes } = await world.owner.pool.query<{ name: string; province: string }>(
    `select c.name, p.name as province from org.communes_on('2026-11-01') c
     join org.provinces_on('2026-11-01') p on p.code = c.province_code order by c.code`,
  )
  mkdirSync(join(world.folder, 'imports'), { recursive: true })
  const path = join(world.folder, 'imports', `${load}.rows`)
  await writeCustomerFile(path, from, until, communes)
  await receive(world, load, path)
  return load
}

const child = new URL('./import-child.ts', import.meta.url).pathname
/** The arguments with which Node runs the importing process of a load; the flag is that of bin/start.mjs. */
export const importerOf = (world: BenchWorld, load: string): string[] => [
  '--max-semi-space-size=8',
  child,
  world.appUrl,
  world.folder,
  load,
]

/** Where a load stands, and how many rows it added once it is in. */
export async function stateOf(world: BenchWorld, load: string): Promise<{ state: string; added: number | undefined }> {
  const { rows } = await world.owner.pool.query<{ state: string; details: { applied?: { added: number } } }>(
    'select state, details from imports.steps where load_id = $1 order by no desc limit 1',
    [load],
  )
  return { state: rows[0]?.state ?? '', added: rows[0]?.details.applied?.added }
}

/** Seconds of CPU that a PostgreSQL and all its processes have taken, also those that are gone. In hundredths (Linux). */
function databaseCpu(cluster: string | undefined): number {
  if (cluster === undefined) return 0
  const [pid] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  const ticksOf = (one: string, fields: readonly number[]): number => {
    const after = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields.reduce((sum, field) => sum + Number(after[field]), 0)
  }
  // utime and stime; of the first process also cutime and cstime, of its children that have ended.
  return (
    [ticksOf(pid ?? '', [11, 12, 13, 14]), ...children.map(child => ticksOf(child, [11, 12]))].reduce((a, b) => a + b) /
    100
  )
}

/** Imports customers `from` to `until` in a process of its own, from the file to committed. */
export async function importCustomers(world: BenchWorld, from: number, until: number): Promise<Imported> {
  const load = await sendCustomers(world, from, until)
  await world.owner.pool.query('checkpoint')
  const before = databaseCpu(world.cluster)
  const { stdout } = await promisify(execFile)(process.execPath, importerOf(world, load))
  const { state, added } = await stateOf(world, load)
  if (state !== 'applied' || added !== until - from) throw new Error(`the import ended ${state}, ${added} rows added`)
  const databaseCpuSeconds = databaseCpu(world.cluster) - before
  const figures = JSON.parse(stdout) as Omit<Imported, 'rows' | 'seconds' | 'databaseCpuSeconds'>
  return { rows: until - from, seconds: figures.checkSeconds + figures.applySeconds, databaseCpuSeconds, ...figures }
}
