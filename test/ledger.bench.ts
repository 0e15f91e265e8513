import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, inTransaction, migrate, openDatabase, openOwner, type TableFolder } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { groupCommit, post, postMany, type Transfer } from '#spine/ledger'
import { startCluster } from '../src/apps/server/cluster.ts'

/** Booking beside pgbench's tpcb-like on the same durable PostgreSQL, each between two runs of it; medians of the rounds. */
const [rounds, seconds, accounts] = [
  Number(process.env.ROUNDS ?? 3),
  Number(process.env.SECONDS ?? 5),
  Number(process.env.ACCOUNTS ?? 1_000_000),
]
const to = 'pgbench tpcb-like s=50 c=16'
const because = { edition: uuidv7(), activity: 'bench', record: uuidv7() }
const [unit, root] = [uuidv7(), new URL('../src/', import.meta.url).pathname]

/** The `n`th of the accounts: ids that a set-based insert can make and a caller can guess. */
const accountId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const other = (not: number): number => {
  const n = 1 + Math.floor(Math.random() * (accounts - 1))
  return n === not ? n + 1 : n
}
function transfer(from = 1 + Math.floor(Math.random() * accounts)): Transfer {
  return { key: uuidv7(), from: accountId(from), to: accountId(other(from)), amount: 1n, because }
}

async function fill(owner: Database): Promise<void> {
  const folders: TableFolder[] = ['kit/db', 'spine/audit', 'spine/org', 'spine/people', 'spine/ledger'].map(path => ({
    schema: path.split('/')[path.startsWith('kit') ? 0 : 1] ?? '',
    path: `${root}${path}/tables`,
  }))
  await migrate(owner, folders)
  await owner.pool.query(
    `begin; insert into org.units (id, code, kind, opened_on) values ('${unit}', 'G', 'group', '2020-01-01');
    insert into org.unit_names (unit_id, name, from_day) values ('${unit}', 'Group', '2020-01-01'); commit;
    alter table ledger.accounts disable trigger user;
    insert into ledger.accounts (id, unit_id, asset, kind, owner_kind, owner_id, floor, posted)
      select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '${unit}', 'vnd', 'budget', 'fund', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 0, 1000000000
      from generate_series(1, ${accounts}) n;
    alter table ledger.accounts enable trigger user`,
  )
  await owner.pool.query('vacuum analyze ledger.accounts')
  await owner.pool.query(`create role bench_app login password 'bench' in role tri_an_app`)
}

/** Runs callers for some seconds; answers transfers per second. */
async function during(callers: number, call: () => Promise<number>): Promise<number> {
  const [startedMs, endMs] = [performance.now(), performance.now() + seconds * 1000]
  let done = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < endMs) {
        const more = await call() // read first: `done += await` would add to what stood there before the wait
        done += more
      }
    }),
  )
  return (done / (performance.now() - startedMs)) * 1000
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function tpcb(bin: string, url: string): number {
  const { stdout } = spawnSync(join(bin, 'pgbench'), ['-c', '16', '-j', '2', '-T', String(seconds), '-n', url], {
    encoding: 'utf8',
  })
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0)
}

type Way = readonly [name: string, size: string, run: () => Promise<number>]
function waysOf(app: Database): { ways: readonly Way[]; close: () => Promise<void> } {
  const within = <T>(run: Parameters<typeof inTransaction<T>>[2]) =>
    inTransaction(app, { actor: unit, units: [unit] }, run)
  const batch = (from?: number) => Array.from({ length: 1000 }, () => transfer(from))
  const door = groupCommit(app)
  const alone = groupCommit(app, { lanes: 16, most: 1 })
  const ask = async (by: typeof door): Promise<number> => {
    await by.post({ actor: unit, units: [unit], unit }, transfer())
    return 1
  }
  const ways: readonly Way[] = [
    [
      'single',
      '16 callers, each awaits its own single transfer, through the door that services call',
      () => during(16, () => ask(door)),
    ],
    ['single-alone', '16 callers, 1 transfer a transaction, in one trip', () => during(16, () => ask(alone))],
    [
      'single-in-a-verb',
      "16 callers, 1 transfer a verb's transaction: begin, scope, post, commit in 4 trips",
      () =>
        during(16, async () => {
          await within(tx => post(tx, transfer()))
          return 1
        }),
    ],
    [
      'batch-1000',
      '2 callers, 1,000 transfers a transaction',
      () => during(2, async () => (await within(tx => postMany(tx, batch()))).length),
    ],
    [
      'group-commit-64',
      '64 callers, each awaits its own single transfer, through the same door',
      () => during(64, () => ask(door)),
    ],
    [
      'hot-account-batched',
      '2 callers, 1,000 transfers from one account',
      () => during(2, async () => (await within(tx => postMany(tx, batch(1)))).length),
    ],
  ]
  return { ways, close: async () => void (await Promise.all([door.close(), alone.close()])) }
}

async function main(): Promise<void> {
  const bin = '/usr/lib/postgresql/15/bin'
  if (!existsSync(join(bin, 'pgbench'))) throw new Error('pgbench is not there: install postgresql-15')
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-bench-'))
  spawnSync('chmod', ['755', folder])
  const cluster = await startCluster({ folder: join(folder, 'postgres'), durable: true })
  try {
    const admin = openOwner(cluster.urlOf('postgres'), 1)
    await admin.pool.query('create database tpcb')
    await admin.pool.query('create database ledger')
    await admin.close()
    spawnSync(join(bin, 'pgbench'), ['-i', '-s', '50', '-q', cluster.urlOf('tpcb')])
    const owner = openOwner(cluster.urlOf('ledger'), 2)
    await fill(owner)
    const app = await openDatabase(
      Object.assign(new URL(cluster.urlOf('ledger')), { username: 'bench_app', password: 'bench' }).href,
      20,
    )
    const { ways, close } = waysOf(app)
    const seen = new Map<string, { value: number; ratio: number }[]>(ways.map(([name]) => [name, []]))
    let before = tpcb(bin, cluster.urlOf('tpcb'))
    for (let round = 0; round < rounds; round++)
      for (const [name, , run] of ways) {
        const value = await run()
        const after = tpcb(bin, cluster.urlOf('tpcb'))
        seen.get(name)?.push({ value, ratio: (2 * value) / (before + after) })
        before = after
      }
    await close()
    for (const [name, size] of ways) {
      const all = seen.get(name) ?? []
      const rounded = (of: number): number => Math.round(of * 100) / 100
      console.log(
        JSON.stringify({
          name,
          value: Math.round(median(all.map(one => one.value))),
          unit: 'transfers/s',
          ratio: rounded(median(all.map(one => one.ratio))),
          to,
          size: `${size}; ${accounts} accounts; ${rounds} rounds of ${seconds} s`,
        }),
      )
    }
    const { rows } = await owner.pool.query<{ sum: string }>(
      'select coalesce(sum(amount), 0)::text as sum from ledger.postings',
    )
    if (rows[0]?.sum !== '0') throw new Error(`the postings add up to ${rows[0]?.sum}`)
    await app.close()
    await owner.close()
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
