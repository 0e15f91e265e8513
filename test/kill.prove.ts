import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { type Database, inTransaction, openOwner, type Tx } from '#kit/db'
import { isoDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { verifyAudit } from '#spine/audit'
import { accounts, faults, post } from '#spine/ledger'
import { openSecrets } from '../src/apps/server/secrets.ts'
import { type ServerProcess, startServer } from './server.ts'

/*
 * The real server, killed over and over while people write: through its door (trees planted, each with its command
 * key) and into the ledger. A writer does as a phone does: what was not answered is sent again under the same key.
 */
const rounds = Number(process.env.TRI_AN_KILLS ?? 12)
const home = mkdtempSync(join(tmpdir(), 'tri-an-kill-'))
chmodSync(home, 0o755)
const data = join(home, 'data')
let server: ServerProcess
let owner: Database

const databaseUrl = (): string => {
  const [, , , port] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')
  return `postgres://postgres:${openSecrets(data).key('postgres.owner').toString('hex')}@127.0.0.1:${port}/tri_an`
}
async function start(): Promise<void> {
  server = await startServer({ data, args: [] })
  await server.ready()
  owner = openOwner(databaseUrl(), 8)
}
/** The processes of the server's PostgreSQL: the first, and those that it made. */
function postgres(): number[] {
  const first = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const children = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(name => {
      try {
        return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]) === first
      } catch {
        return false // it has just ended
      }
    })
  return [first, ...children.map(Number)]
}
async function kill(andPostgres: boolean): Promise<void> {
  const pids = andPostgres ? postgres() : []
  server.kill('SIGKILL')
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  expect(await server.ended).toBeNull()
  await owner.close().catch(() => undefined)
}
afterAll(async () => {
  server.kill('SIGTERM')
  await server.ended
  rmSync(home, { recursive: true, force: true })
})

async function call(cookie: string, path: string, body: unknown, key?: string): Promise<Response> {
  return fetch(server.origin + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie,
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(body),
  })
}
async function signIn(login: string): Promise<string> {
  const answer = await call('', '/api/people/sign-in', { login, password: 'tri-an-minh-hoa' })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** Sends until it is answered once; answers how often it had to. Nothing is sent twice under one key at a time. */
type Sent = { readonly key: string; answered: boolean }
type Writer = { readonly sent: Sent[]; readonly send: (key: string) => Promise<boolean> }
async function write(writer: Writer, goOn: () => boolean): Promise<void> {
  while (goOn()) {
    let next = writer.sent.find(one => !one.answered)
    if (!next) {
      next = { key: uuidv7(), answered: false }
      writer.sent.push(next)
    }
    next.answered = await writer.send(next.key).catch(() => false)
    if (!next.answered) await setTimeout(20)
  }
}
/** What was never answered is sent again, as often as it takes. */
const finish = (writer: Writer): Promise<void> => write(writer, () => writer.sent.some(one => !one.answered))

const planter = (cookie: string, plan: string): Writer => ({
  sent: [],
  send: async key => {
    const body = { trees: 1, plantedOn: isoDay(new Date()) }
    const answer = await call(cookie, `/api/blueprint/plans/${plan}/plantings`, body, key)
    const text = await answer.text()
    if (answer.status !== 200 && answer.status !== 429 && answer.status !== 503)
      throw new Error(`${answer.status} ${text}`)
    return answer.status === 200
  },
})
const poster = (within: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>, from: string, to: string): Writer => {
  const because = { edition: uuidv7(), activity: 'blueprint', record: uuidv7() }
  return {
    sent: [],
    send: async key =>
      ['posted', 'duplicate'].includes((await within(tx => post(tx, { key, from, to, amount: 7n, because }))).outcome),
  }
}
const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
  (await owner.pool.query(text, values)).rows[0] as T

async function aPlan(): Promise<{ plan: string; unit: string }> {
  const { id: unit } = await one<{ id: string }>(`select id from org.units where code = 'PC Cà Mau'
    union select unit_id from people.staff where code = 'LKH02' limit 1`)
  const asked = { unitId: unit, place: 'Bờ kênh xáng xã Năm Căn', species: 'native', trees: 100_000 }
  const { id: plan } = (await (await call(await signIn('LKH02'), '/api/blueprint/plans', asked)).json()) as {
    id: string
  }
  expect((await call(await signIn('PD02'), `/api/blueprint/plans/${plan}/approve`, {})).status).toBe(200)
  return { plan, unit }
}

/** What must hold after every start, whatever was cut off. */
async function mustHold(writers: { planters: Writer[]; posters: Writer[] }, plan: string, to: string): Promise<void> {
  const answered = (list: Writer[]): string[] =>
    list.flatMap(({ sent }) => sent.filter(one => one.answered).map(one => one.key))
  const trees = await one<{ rows: number; facts: number; answered: number }>(
    `select (select count(*)::int from blueprint.plantings where plan_id = $1) as rows,
      (select coalesce(sum(quantity), 0)::int from facts.facts where record in (select id from blueprint.plantings where plan_id = $1)) as facts,
      (select count(*)::int from kit.applied where id = any ($2::uuid[]) and answer is not null) as answered`,
    [plan, answered(writers.planters)],
  )
  const all = writers.planters.reduce((sum, { sent }) => sum + sent.length, 0)
  expect(trees.answered, 'every planting that was answered is kept').toBe(answered(writers.planters).length)
  expect(trees.rows).toBeGreaterThanOrEqual(trees.answered)
  expect(trees.rows, 'none is applied twice').toBeLessThanOrEqual(all)
  expect(trees.facts, 'a planting and its fact are one').toBe(trees.rows)
  const money = await one<{ kept: number; posted: bigint; sum: bigint }>(
    `select (select count(*)::int from ledger.entries where id = any ($1::uuid[])) as kept,
      (select posted from ledger.accounts where id = $2) as posted,
      (select coalesce(sum(posted), 0)::bigint from ledger.accounts) as sum`,
    [answered(writers.posters), to],
  )
  expect(money.kept, 'every posting that was answered is kept').toBe(answered(writers.posters).length)
  expect(money.sum, 'the ledger sums to nothing').toBe(0n)
  expect(await inTransaction(owner, {}, tx => faults(tx))).toEqual([])
  expect(await verifyAudit(owner, openSecrets(data).key('audit'))).toMatchObject({ whole: true })
}

test(`killed ${rounds} times under writes, it loses nothing that it answered and does nothing twice`, async () => {
  await start()
  const { plan, unit } = await aPlan()
  const context = { actor: uuidv7(), units: [unit] }
  const within = <T>(run: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(owner, context, run)
  const open = async (kind: string, floor?: null): Promise<string> => {
    const id = uuidv7()
    await within(tx =>
      accounts.open(tx, [
        {
          id,
          unit,
          asset: 'vnd',
          kind,
          owner: { kind: 'fund', id },
          title: kind,
          ...(floor === null ? { floor } : {}),
        },
      ]),
    )
    return id
  }
  const [source, purse] = [await open('source', null), await open('purse')]
  const crew = await signIn('HT02')
  const planters = Array.from({ length: 6 }, () => planter(crew, plan))
  const posters = Array.from({ length: 6 }, () => poster(within, source, purse))
  const recoveryMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    let on = true
    const writing = [...planters, ...posters].map(writer => write(writer, () => on))
    await setTimeout(randomInt(300, 1500))
    await kill(round % 2 === 1)
    on = false
    await Promise.all(writing)
    const startedMs = Date.now()
    await start()
    recoveryMs.push(Date.now() - startedMs)
    await mustHold({ planters, posters }, plan, purse)
  }
  await Promise.all([...planters, ...posters].map(finish))
  const [planted, posted] = [planters, posters].map(list => list.reduce((sum, { sent }) => sum + sent.length, 0))
  await mustHold({ planters, posters }, plan, purse)
  expect(await one('select count(*)::int as rows from blueprint.plantings where plan_id = $1', [plan])).toEqual({
    rows: planted,
  })
  expect(await one('select posted from ledger.accounts where id = $1', [purse])).toEqual({
    posted: 7n * BigInt(posted ?? 0),
  })
  console.log(
    `${rounds} kills: ${planted} plantings and ${posted} postings, each once; ready again in ${Math.max(...recoveryMs)} ms at most`,
  )
  await owner.close()
})
