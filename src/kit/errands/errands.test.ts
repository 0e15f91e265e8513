import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, type Tx } from '#kit/db'
import { contextOf, installJobs, type JobLine, jobsOf, type RunningJobs, startJobs } from '#kit/jobs'
import { face as declare, type Gate, rateLimiter, serve, type Who } from '#kit/serve'
import { html } from '#kit/serve/html.ts'
import { refuse, uuidv7 } from '#kit/wire'
import { newDatabase } from '#test/database.ts'
import { askErrand, type Errand, type ErrandRow, errand, errandsFace } from './index.ts'

const world = await newDatabase(12)
const [unit, asker, colleague, left] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
const [started, lines]: [RunningJobs[], JobLine[]] = [[], []]

/** What each kind of work does in these tests; set by the test itself. */
let does: (errand: Errand, given: Readonly<Record<string, unknown>>) => Promise<Record<string, number> | undefined>
const says = { vi: 'đếm thử', en: 'counted' }
const trial = declare({
  name: 'trial',
  purpose: says,
  words: { vi: { refusals: { 'trial.no': 'Không đếm được.' } }, en: { refusals: { 'trial.no': 'Cannot count.' } } },
  permissions: { 'trial.count': ['counter'] },
  routes: {},
  verbs: {},
  jobs: { count: errand({ does: says, may: 'trial.count', run: (work, given) => does(work, given) }) },
  tables: new URL('./', import.meta.url),
})
const jobs = jobsOf([trial])
const staff = (id: string): Who => ({
  kind: 'staff',
  id,
  name: 'A',
  permissions: new Set(id === left ? [] : (['trial.count'] as const)),
  readOnly: false,
})
const gate: Gate = {
  identify: async (_, { session }) => (session ? staff(session) : { kind: 'nobody' }),
  enter: async () => [unit],
  staff: async (_, id) => staff(id),
  everyUnit: async () => [unit],
  record: async () => undefined,
}
const ports = { sayingOf: () => says, sentenceOf: (code: string) => `<${code}>` } as never
const context = contextOf({ database: world.app, gate, ports, now: () => new Date() })
const app = serve({
  database: world.app,
  faces: [errandsFace],
  gate,
  ports,
  clock: () => new Date(),
  limit: rateLimiter(10, 1000),
  origin: 'http://localhost',
  trustProxy: false,
  log: () => undefined,
  layout: ({ body }) => html`${body}`,
})

const call = async (who: string, method: string, path: string) => {
  const headers = {
    cookie: `tri-an-staff=${who}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  }
  const answer = await app.request(path, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })
  return { status: answer.status, body: (await answer.json()) as ErrandRow & { errands: ErrandRow[]; code: string } }
}
const one = async (id: string, who = asker) => (await call(who, 'GET', `/api/errands/${id}`)).body
const begin = (who = asker, given = {}) =>
  inTransaction(world.app, { actor: who, units: [unit] }, tx =>
    askErrand({ tx, who: staff(who), now: new Date() }, 'trial.count', { unit, given }),
  )
const start = async (): Promise<RunningJobs> => {
  const running = await startJobs({
    url: world.appUrl,
    jobs,
    context,
    log: line => lines.push(line),
    alone: true,
    pollSeconds: 0.5,
  })
  started.push(running)
  return running
}
const pieces = async (id: string): Promise<number[]> =>
  (await world.owner.pool.query('select no from kit.trial_pieces where errand = $1 order by no', [id])).rows.map(
    row => row.no,
  )
const put = (work: Errand, no: number) => (tx: Tx) =>
  sql`insert into kit.trial_pieces values (${work.id}, ${no}, ${unit})`.execute(tx).then(() => undefined)
/** Puts so many pieces, from where an earlier try left off. */
const counting =
  (of: number, between: (no: number) => Promise<unknown> = async () => undefined): typeof does =>
  async work => {
    await work.expect(of)
    for (let no = work.done; no < of; no++) {
      await work.step(1, put(work, no))
      await between(no)
    }
    return { counted: of }
  }

beforeAll(async () => {
  await world.owner.pool.query(`create table kit.trial_pieces (errand uuid, no int, unit uuid);
    alter table kit.trial_pieces enable row level security;
    create policy in_scope on kit.trial_pieces using (unit = any ((select kit.scope())::uuid[]));
    grant select, insert on kit.trial_pieces to tri_an_app`)
  await installJobs(world.ownerUrl, { jobs, retries: { limit: 5, delaySeconds: 0 } })
  await start()
})
afterAll(async () => {
  await Promise.all(started.map(running => running.stop(1000)))
  await world.close()
})
const ended = (id: string) => expect.poll(() => one(id), { timeout: 20_000 })

describe('long work that somebody asked for', () => {
  test('says how far it is, then what it gave; its pieces lie in the scope of whoever asked', async () => {
    const half = Promise.withResolvers<void>()
    does = counting(4, no => (no === 1 ? half.promise : Promise.resolve()))
    const id = await begin()
    await expect.poll(() => one(id)).toMatchObject({ state: 'running', done: 2, of: 4, says: 'đếm thử', answer: null })
    half.resolve()
    await ended(id).toMatchObject({ state: 'done', done: 4, of: 4, answer: { counted: 4 }, problem: null })
    expect(await pieces(id)).toEqual([0, 1, 2, 3])
    expect((await call(asker, 'GET', '/api/errands')).body.errands.map(row => row.id)).toContain(id)
  })

  test("is nobody else's to see or stop, though a noun may show it to whoever has the unit in reach", async () => {
    does = counting(1)
    const id = await begin()
    await ended(id).toMatchObject({ state: 'done' })
    expect((await call(colleague, 'GET', `/api/errands/${id}`)).status).toBe(404)
    expect((await call(colleague, 'GET', '/api/errands')).body.errands).toEqual([])
    expect((await call(colleague, 'POST', `/api/errands/${id}/cancel`)).body.code).toBe('kit.not_found')
    expect((await call('', 'GET', '/api/errands')).status).toBe(401)
    const seen = (units: string[]) =>
      inTransaction(world.app, { actor: colleague, units }, tx =>
        sql`select from kit.errands where id = ${id}`.execute(tx),
      )
    expect((await seen([unit])).rows).toHaveLength(1)
    expect((await seen([uuidv7()])).rows).toHaveLength(0)
    expect((await world.app.pool.query('select from kit.errands')).rowCount).toBe(0)
  })

  test('stops between two pieces when told to; what is done stays', async () => {
    const third = Promise.withResolvers<void>()
    does = counting(1000, no => (no === 2 ? third.promise : Promise.resolve()))
    const id = await begin()
    await expect.poll(() => one(id)).toMatchObject({ done: 3 })
    expect((await call(asker, 'POST', `/api/errands/${id}/cancel`)).status).toBe(200)
    expect((await one(id)).state).toBe('stopping')
    third.resolve()
    await ended(id).toMatchObject({ state: 'cancelled', done: 3, of: 1000 })
    expect(await pieces(id)).toEqual([0, 1, 2])
    expect((await call(asker, 'POST', `/api/errands/${id}/cancel`)).body.code).toBe('errands.ended')
  })

  test('that is refused ends with the sentence, not to be tried again', async () => {
    does = async () => refuse('trial.no', 409, { line: 3 })
    const id = await begin()
    await ended(id).toMatchObject({ state: 'failed', problem: { code: 'trial.no', title: '<trial.no>' } })
  })

  test('of somebody who has lost the right ends there', async () => {
    does = counting(1)
    const id = await begin(left)
    await expect
      .poll(() => one(id, left), { timeout: 20_000 })
      .toMatchObject({ state: 'failed', problem: { code: 'kit.not_permitted' } })
    expect(await pieces(id)).toEqual([])
  })

  test('that breaks goes on from where it was; at the third break it has failed', async () => {
    let breaks = 0
    does = async work => {
      if (work.done < 2) await work.step(1, put(work, work.done))
      breaks += 1
      throw new TypeError('Nguyễn Thị Ánh')
    }
    const id = await begin()
    await ended(id).toMatchObject({ state: 'failed', done: 2, problem: { code: 'errands.broke' } })
    expect(breaks).toBe(3)
    expect(await pieces(id)).toEqual([0, 1])
    expect(lines.filter(line => line.id === id).map(line => line.failed)).toEqual([
      'TypeError',
      'TypeError',
      'TypeError',
    ])
  })

  test('whose process died is taken up by the next; the old one can write nothing more', async () => {
    const asleep = Promise.withResolvers<void>()
    does = counting(5, no => (no === 1 ? asleep.promise : Promise.resolve()))
    const id = await begin()
    await expect.poll(() => one(id)).toMatchObject({ done: 2 })
    does = counting(5)
    await start() // the first still lives, asleep, as after a long pause of its machine
    await ended(id).toMatchObject({ state: 'done', done: 5 })
    asleep.resolve()
    await setTimeout(300)
    expect(await pieces(id)).toEqual([0, 1, 2, 3, 4])
    expect(await one(id)).toMatchObject({ state: 'done', done: 5, answer: { counted: 5 } })
  })
})
