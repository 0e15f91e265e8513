import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inOneTrip, openOwner } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { addBatch, addItem, addRun, durable, errandOf, type House, openHouse, openServer } from '#test/bench/rewards.ts'
import { mint } from './batches.ts'
import { codesOf } from './codes.ts'
import { sign } from './decide.ts'
import { issueChunk, pay } from './issue.ts'
import { getRun } from './read.ts'
import { chunkSize } from './rules.ts'

/** Thanks at full size on a durable PostgreSQL; redemptions each between two runs of pgbench's tpcb-like on the same. */
const [rounds, seconds, awards, vouchers] = [
  Number(process.env.ROUNDS ?? 3),
  Number(process.env.SECONDS ?? 5),
  Number(process.env.AWARDS ?? 1_000_000),
  Number(process.env.VOUCHERS ?? 5_000_000),
]
const parts = (process.env.PARTS ?? 'award,mint,redeem').split(',')
const to = 'pgbench tpcb-like s=50 c=64'
const bin = '/usr/lib/postgresql/15/bin'

const say = (row: object): void => console.log(JSON.stringify(row))
const rounded = (of: number): number => Math.round(of * 100) / 100
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await run()
  return (performance.now() - startedMs) / 1000
}

/** An approved run is issued part by part: once with its ledger rows alone, once with all that a single award leaves. */
async function awardMany(house: House): Promise<void> {
  const item = await addItem(house, 'money')
  const who = { kind: 'staff', id: house.approver, name: '', permissions: new Set<never>(), readOnly: false } as const
  const chunks = Math.ceil(awards / chunkSize)
  const by = { actor: house.approver, now: new Date() }
  for (const [name, part] of [
    ['award-1m-ledger', pay],
    ['award-1m', issueChunk],
  ] as const) {
    const id = await addRun(house, item, awards)
    const today = new Date().toISOString().slice(0, 10)
    const signing = { units: [house.unit], who, now: new Date(), today, concerns: () => undefined }
    const signed = await timed(() => house.within(tx => sign({ tx, ...signing }, id)))
    const took = await timed(async () => {
      for (let chunk = 0; chunk < chunks; chunk++)
        await house.within(async tx => part(tx, await getRun({ tx, units: [house.unit] }, id), chunk, by))
    })
    say({
      name,
      value: rounded(took),
      unit: 's',
      size: `${awards} awards; signed and held in ${rounded(signed)} s; Node ${megabytes()} MB`,
    })
  }
}

async function mintMany(house: House): Promise<number> {
  const batch = await addBatch(house, await addItem(house, 'voucher'), vouchers)
  const took = await timed(() => mint(errandOf(house), { batch }))
  say({
    name: 'mint-5m',
    value: rounded(took),
    unit: 's',
    size: `${vouchers} vouchers to redeemable; Node ${megabytes()} MB`,
  })
  const { rows } = await house.owner.pool.query(
    'select first_serial::float8 as first from rewards.batches where id = $1',
    [batch],
  )
  return rows[0].first
}

function tpcb(url: string): number {
  const { stdout } = spawnSync(join(bin, 'pgbench'), ['-c', '64', '-j', '2', '-T', String(seconds), '-n', url], {
    encoding: 'utf8',
  })
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0)
}

/** Runs 64 callers for some seconds; answers acts a second. */
async function during(call: () => Promise<void>): Promise<number> {
  const [startedMs, endMs] = [performance.now(), performance.now() + seconds * 1000]
  let done = 0
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (performance.now() < endMs) {
        await call()
        done += 1
      }
    }),
  )
  return (done / (performance.now() - startedMs)) * 1000
}

/** Each voucher is asked for once, in an order that jumps over the whole batch. */
async function redeemMany(house: House, first: number, url: string): Promise<void> {
  let asked = 0
  const next = (): number => first + ((asked++ * 7919) % vouchers)
  const [day, values] = [new Date().toISOString().slice(0, 10), [1, null, house.clerk]]
  const service = async (): Promise<void> => {
    const call = {
      name: 'redeem',
      call: 'rewards.redeem($1, $2, $3::smallint, $4, $5, $6, $7)',
      values: [uuidv7(), next(), ...values, day, new Date()],
    }
    const [outcome] = await inOneTrip<number>(house.app, { actor: house.clerk }, call)
    if (outcome !== 1) throw new Error(`a good voucher was answered ${outcome}`)
  }
  const server = await openServer(house)
  const http = async (): Promise<void> => {
    const status = await server.redeem(codesOf(house.secrets, 1, [next()])[0] ?? '')
    if (status !== 200) throw new Error(`a good voucher was answered ${status}`)
  }
  const ways = [
    ['redeem-service', '64 callers, a redemption a transaction, in one trip', service],
    ['redeem-http', '64 connections to a server in this process: session, permission, redemption, audit', http],
  ] as const
  const seen = new Map<string, { value: number; ratio: number }[]>(ways.map(([name]) => [name, []]))
  let before = tpcb(url)
  for (let round = 0; round < rounds; round++)
    for (const [name, , call] of ways) {
      const value = await during(call)
      const after = tpcb(url)
      seen.get(name)?.push({ value, ratio: (2 * value) / (before + after) })
      before = after
    }
  server.close()
  for (const [name, size] of ways) {
    const all = seen.get(name) ?? []
    const [value, ratio] = [Math.round(median(all.map(one => one.value))), rounded(median(all.map(one => one.ratio)))]
    say({
      name,
      value,
      unit: 'redemptions/s',
      ratio,
      to,
      size: `${size}; ${vouchers} vouchers; ${rounds} rounds of ${seconds} s`,
    })
  }
  const { rows } = await house.owner.pool.query(
    `select (select count(*) from rewards.redemptions where live)::int - (select count(*) from rewards.vouchers where state = 2)::int as apart`,
  )
  if (rows[0].apart !== 0) throw new Error(`redemptions and vouchers are ${rows[0].apart} apart`)
}

async function main(): Promise<void> {
  if (!existsSync(join(bin, 'pgbench'))) throw new Error('pgbench is not there: install postgresql-15')
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-bench-'))
  spawnSync('chmod', ['755', folder])
  const cluster = await durable(folder)
  try {
    const admin = openOwner(cluster.urlOf('postgres'), 1)
    await admin.pool.query('create database tpcb')
    await admin.close()
    const house = await openHouse(cluster)
    if (parts.includes('award')) await awardMany(house)
    const first = parts.includes('mint') || parts.includes('redeem') ? await mintMany(house) : 0
    if (parts.includes('redeem')) {
      spawnSync(join(bin, 'pgbench'), ['-i', '-s', '50', '-q', cluster.urlOf('tpcb')])
      await redeemMany(house, first, cluster.urlOf('tpcb'))
    }
    await house.app.close()
    await house.owner.close()
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
