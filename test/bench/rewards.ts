import { createHash, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { type Database, inTransaction, migrate, openDatabase, openOwner, type Tx } from '#kit/db'
import type { Errand } from '#kit/errands'
import { uuidv7 } from '#kit/wire'
import { accounts, post } from '#spine/ledger'
import { type Cluster, startCluster } from '../../src/apps/server/cluster.ts'
import { foldersIn, gate, jobs, portsOf } from '../../src/apps/server/ports.ts'
import { createApp } from '../../src/apps/server/server.ts'
import { tableFolders } from '../../src/apps/server/tables.ts'
import { installJobs } from '../../src/kit/jobs/index.ts'

/** One unit with a budget, and the people whose names the acts carry. */
export type House = {
  readonly owner: Database
  readonly app: Database
  readonly unit: string
  readonly edition: string
  readonly planner: string
  readonly approver: string
  readonly clerk: string
  readonly within: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>
  readonly secrets: { readonly key: (purpose: string) => Buffer }
}

/** A durable PostgreSQL of its own, to be stopped by whoever started it. */
export const durable = (folder: string): Promise<Cluster> =>
  startCluster({ folder: join(folder, 'postgres'), durable: true })

export async function openHouse(cluster: Cluster): Promise<House> {
  const admin = openOwner(cluster.urlOf('postgres'), 1)
  await admin.pool.query('create database rewards')
  await admin.close()
  const url = cluster.urlOf('rewards')
  const owner = openOwner(url, 2)
  await migrate(owner, tableFolders())
  await installJobs(url, { jobs })
  const [unit, edition, planner, approver, clerk] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  await owner.pool.query(`begin; create role bench_app login password 'bench' in role tri_an_app;
    insert into org.units (id, code, kind, opened_on) values ('${unit}', 'G', 'group', '2020-01-01');
    insert into org.unit_names (unit_id, name, from_day) values ('${unit}', 'Group', '2020-01-01');
    insert into people.staff (id, code, name, email, unit_id, opened_on) values ('${clerk}', 'GDV01', 'Clerk', 'c@example.vn', '${unit}', '2020-01-01');
    insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values (gen_random_uuid(), '${clerk}', 'clerk', '${unit}', '2020-01-01', now());
    insert into editions.editions values ('${edition}', 2026, 12, 'Bench', 'Bench', null, null, '2026-12-01', '2026-12-31', null); commit`)
  const appUrl = Object.assign(new URL(url), { username: 'bench_app', password: 'bench' }).href
  const app = await openDatabase(appUrl, 20)
  const within: House['within'] = run => inTransaction(app, { actor: planner, units: [unit] }, run)
  await owner.pool.query(`insert into rewards.limits values ('2020-01-02', 100000000000000, 1)`)
  const account = { unit, asset: 'vnd', owner: { kind: 'edition', id: edition } }
  const [budget, funds] = [uuidv7(), uuidv7()]
  await within(async tx => {
    await accounts.open(tx, [
      { ...account, id: budget, kind: 'budget-company' },
      { ...account, id: funds, kind: 'funds-company', floor: null },
    ])
    const because = { edition, activity: 'bench', record: edition }
    await post(tx, { key: uuidv7(), from: funds, to: budget, amount: 10_000_000_000_000n, because })
  })
  const keys = new Map<string, Buffer>()
  const secrets = {
    key: (purpose: string) => keys.get(purpose) ?? (keys.set(purpose, randomBytes(32)).get(purpose) as Buffer),
  }
  return { owner, app, unit, edition, planner, approver, clerk, within, secrets }
}

/** An item worth 1.000 đồng a piece. */
export async function addItem(house: House, kind: 'money' | 'voucher'): Promise<string> {
  const item = uuidv7()
  await house.owner.pool.query(
    `insert into rewards.items values ($1, $2, $3, 'Quà', 'Item', 1000, null, null, now())`,
    [item, house.unit, kind],
  )
  return item
}

/** A run of so many awards that waits for its signature, as a recognition would have proposed it. */
export async function addRun(house: House, item: string, awards: number): Promise<string> {
  const run = uuidv7()
  const { pool } = house.owner
  await pool.query(
    `insert into rewards.runs values ($1, $2, $3, 'bench', $4, '2026', 'list', null, null, 'Bench', 'Bench', $5, $6, now())`,
    [run, house.unit, house.edition, `bench-${run}`, item, house.planner],
  )
  await pool.query(`insert into rewards.payers values ($1, 1, 'company', 10000, null)`, [run])
  await pool.query(
    `insert into rewards.awards select ('0193a000-' || lpad(to_hex(n / 4096), 4, '0') || '-7' || lpad(to_hex(n % 4096), 3, '0') || '-9' || substr(gen_random_uuid()::text, 21))::uuid, $1, n, $2, $3, '2026', 'household', gen_random_uuid(), null, 1, 1000, null, null, true
     from generate_series(0, $4::int - 1) n`,
    [run, house.unit, `bench-${run}`, awards],
  )
  await pool.query(`insert into rewards.decisions values ($1, 1, 'submitted', $2, $3, $3, null, now())`, [
    run,
    house.unit,
    house.planner,
  ])
  await pool.query('vacuum analyze rewards.awards')
  return run
}

/** A bearer batch that was released, so that its vouchers are redeemable as soon as they are minted. */
export async function addBatch(house: House, item: string, vouchers: number): Promise<string> {
  const batch = uuidv7()
  await house.owner.pool.query(
    `insert into rewards.batches (id, unit_id, edition_id, item_id, source, bearer, vouchers, first_serial, key_version, valid_from, valid_until, made_by, made_at)
     values ($1, $2, $3, $4, 'company', true, $5, rewards.next_serial(), 1, '2026-01-01', '2099-12-31', $6, now())`,
    [batch, house.unit, house.edition, item, vouchers, house.planner],
  )
  await house.owner.pool.query(`insert into rewards.batch_steps values ($1, 'released', $2, $3, $4, null, now())`, [
    batch,
    house.unit,
    house.planner,
    house.approver,
  ])
  return batch
}

/** An errand without its queue: each step is one transaction, as in the queue. */
export function errandOf({ within, unit, approver, secrets }: House): Errand {
  return {
    id: uuidv7(),
    actor: approver,
    unit,
    done: 0,
    tx: within,
    expect: async () => undefined,
    step: (_, run) => within(run),
    ports: { secrets } as Errand['ports'],
    now: () => new Date(),
    signal: new AbortController().signal,
  }
}

/** Signs the clerk in on so many devices, as their password would. */
async function signedIn({ owner, clerk }: House, times: number): Promise<string[]> {
  const tokens = Array.from({ length: times }, () => randomBytes(32).toString('base64url'))
  for (const token of tokens)
    await owner.pool.query(
      `insert into people.sessions (id, token_sha256, kind, person_id, opened_at, seen_at, idle, ends_at)
       values ($1, $2, 'staff', $3, now(), now(), '1 day', now() + interval '1 day')`,
      [uuidv7(), createHash('sha256').update(token).digest(), clerk],
    )
  return tokens.map(token => `tri-an-staff=${token}`)
}

/** The product's own server on a port of this machine; answers how to redeem a code through it as the clerk. */
export async function openServer(house: House) {
  const { app, secrets } = house
  const ports = await portsOf({
    database: app,
    secrets,
    ...foldersIn(join(tmpdir(), `tri-an-bench-${process.pid}`)),
    invented: false,
    sendCode: async () => undefined,
  })
  const hono = createApp({
    database: app,
    gate,
    ports,
    bundles: undefined,
    origin: 'http://localhost',
    invented: false,
    log: () => undefined,
    clock: () => new Date(),
    rateScale: 1_000_000,
  })
  const cookies = await signedIn(house, 64)
  const server = serve({ fetch: hono.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise(done => server.once('listening', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  let turn = 0
  const redeem = (code: string): Promise<number> =>
    new Promise((done, failed) => {
      const options = {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/rewards/vouchers/redeem',
        headers: { ...headers, cookie: cookies[turn++ % cookies.length] },
      }
      request(options, answer => {
        answer.resume()
        answer.once('end', () => done(answer.statusCode ?? 0))
      })
        .once('error', failed)
        .end(JSON.stringify({ code }))
    })
  const close = (): void => {
    agent.destroy()
    server.close()
  }
  return { redeem, close }
}
