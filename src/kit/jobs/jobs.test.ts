import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, type Tx } from '#kit/db'
import type { Job } from '#kit/serve/face.ts'
import { Refusal, uuidv7 } from '#kit/wire'
import { newDatabase } from '#test/database.ts'
import { deadJobs, enqueue, installJobs, type JobLine, jobsOf, type RunningJobs, startJobs } from './index.ts'

const world = await newDatabase(10)
const started: RunningJobs[] = []
beforeAll(() => installJobs(world.ownerUrl))
afterAll(async () => {
  await Promise.all(started.map(jobs => jobs.stop(1000)))
  await world.close()
})

const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(world.app, {}, run)
const context = {
  tx: within,
  ports: {} as never,
  now: () => new Date(),
  houseScope: async () => ({}),
  scopeOf: async () => ({}),
}
const lines: JobLine[] = []
const start = async (jobs: Record<string, Job>, more: { atOnce?: number; alone?: boolean } = {}) => {
  await installJobs(world.ownerUrl, { jobs, retries: { limit: 1, delaySeconds: 1 } })
  const running = await startJobs({
    url: world.appUrl,
    jobs,
    context,
    log: line => lines.push(line),
    pollSeconds: 0.5,
    ...more,
  })
  started.push(running)
  return running
}
const waiting = async (name: string) =>
  Number((await world.owner.pool.query('select count(*) from pgboss.job where name = $1', [name])).rows[0].count)

describe('the queue', () => {
  test('is installed once, and installing again changes nothing', async () => {
    const tables = async () =>
      (await world.owner.pool.query(`select count(*) from pg_class where relnamespace = 'pgboss'::regnamespace`)).rows
    const before = await tables()
    await installJobs(world.ownerUrl)
    expect(await tables()).toEqual(before)
  })

  test("is the app's to use and not to change", async () => {
    for (const statement of ['create table pgboss.mine ()', 'drop table pgboss.schedule', 'truncate pgboss.job'])
      await expect(world.app.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  test('a job that nobody declared is a bug', async () => {
    await expect(within(tx => enqueue(tx, 'trial.nobody'))).rejects.toThrow('no job is called trial.nobody')
  })

  test('takes the jobs of all faces by their full names', () => {
    const run = async () => undefined
    const faces = [{ name: 'a', jobs: { one: { run } } }, { name: 'b' }] as never
    expect(Object.keys(jobsOf(faces))).toEqual(['a.one'])
  })
})

describe('a job', () => {
  test('runs when its transaction commits, with what it was told', async () => {
    const told: unknown[] = []
    await start({ 'trial.tell': { run: async (_, data) => void told.push(data) } })
    await within(tx => enqueue(tx, 'trial.tell', { wave: 'w1', of: 3 }))
    await expect.poll(() => told, { timeout: 5000 }).toEqual([{ wave: 'w1', of: 3 }])
  })

  test('does not run, and is not there, when its transaction rolls back', async () => {
    const told: unknown[] = []
    await start({ 'trial.undone': { run: async (_, data) => void told.push(data) } })
    const undone = within(async tx => {
      await enqueue(tx, 'trial.undone', { no: 1 })
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await waiting('trial.undone')).toBe(0)
    await setTimeout(1200)
    expect(told).toEqual([])
  })

  test('put twice under one id is there once; one for later waits', async () => {
    const ran: unknown[] = []
    await start({ 'trial.later': { run: async (_, data) => void ran.push(data) } })
    const id = uuidv7()
    const at = new Date(Date.now() + 3_600_000)
    expect(await within(tx => enqueue(tx, 'trial.later', {}, { id, at }))).toBe(id)
    expect(await within(tx => enqueue(tx, 'trial.later', {}, { id, at }))).toBeUndefined()
    expect(await waiting('trial.later')).toBe(1)
    await setTimeout(1200)
    expect(ran).toEqual([])
  })

  test('of many, each runs once, whichever of two processes takes it', async () => {
    const ran: unknown[] = []
    const job: Job = { run: async (_, data) => void ran.push((data as { no: number }).no) }
    await start({ 'trial.many': job }, { atOnce: 8 })
    await start({ 'trial.many': job }, { atOnce: 8 })
    await within(async tx => {
      for (let no = 0; no < 40; no++) await enqueue(tx, 'trial.many', { no })
    })
    await expect.poll(() => ran.length, { timeout: 15_000 }).toBe(40)
    await setTimeout(600)
    expect(new Set(ran).size).toBe(40)
    expect(ran).toHaveLength(40)
  })

  test('that fails is tried again, then kept among the dead without a word of its texts', async () => {
    let tries = 0
    const running = await start({
      'trial.fails': {
        run: async () => {
          tries += 1
          if (tries <= 2) throw new TypeError('Nguyễn Thị Ánh 0912345678')
        },
      },
    })
    await within(tx => enqueue(tx, 'trial.fails', { wave: 'w9' }))
    await expect
      .poll(() => within(tx => deadJobs(tx)), { timeout: 15_000 })
      .toMatchObject([{ name: 'trial.fails', data: { wave: 'w9' }, reason: 'TypeError' }])
    expect(tries).toBe(2)
    expect(lines.filter(line => line.job === 'trial.fails')).toHaveLength(2)
    const all = JSON.stringify((await world.owner.pool.query('select * from pgboss.job')).rows)
    expect(all).not.toContain('0912345678')
    expect(await running.redrive()).toBe(1)
    await expect.poll(() => tries, { timeout: 5000 }).toBe(3)
    expect(await within(tx => deadJobs(tx))).toEqual([])
  })

  test('that is refused keeps the code of the refusal', async () => {
    await start({
      'trial.refused': {
        run: async () => {
          throw new Refusal('org.unit_closed', 409)
        },
      },
    })
    await within(tx => enqueue(tx, 'trial.refused'))
    await expect
      .poll(() => lines.find(line => line.job === 'trial.refused')?.failed, { timeout: 5000 })
      .toBe('org.unit_closed')
  })
})

describe('a schedule', () => {
  const every = '30 6 * * 1-5'
  const schedules = async () =>
    (await world.owner.pool.query('select name, cron, timezone from pgboss.schedule order by name')).rows

  test("is kept in Vietnam's time, and goes with its declaration", async () => {
    const run = async () => undefined
    const first = await start({ 'trial.daily': { every, run }, 'trial.gone': { every, run } })
    expect(await schedules()).toEqual([
      { name: 'trial.daily', cron: every, timezone: 'Asia/Ho_Chi_Minh' },
      { name: 'trial.gone', cron: every, timezone: 'Asia/Ho_Chi_Minh' },
    ])
    await first.stop(1000)
    await start({ 'trial.daily': { every, run } })
    expect((await schedules()).map(row => row.name)).toEqual(['trial.daily'])
  })

  test('does not pile up: while one run waits or works, another is not added', async () => {
    const line = Promise.withResolvers<void>()
    let runs = 0
    const running = await start({
      'trial.slow': {
        every,
        run: async () => {
          runs += 1
          await line.promise
        },
      },
    })
    const id = await within(tx => enqueue(tx, 'trial.slow'))
    expect(id).toBeDefined()
    expect(await within(tx => enqueue(tx, 'trial.slow'))).toBeUndefined()
    await expect.poll(() => runs, { timeout: 5000 }).toBe(1)
    expect(await within(tx => enqueue(tx, 'trial.slow'))).toBeUndefined()
    line.resolve()
    await running.stop(5000)
    expect(runs).toBe(1)
  })
})

describe('a process that stops', () => {
  test('tells its running job, waits for it, and takes no other', async () => {
    const seen: string[] = []
    const running = await start(
      {
        'trial.long': {
          run: async ({ signal }) => {
            seen.push('begun')
            await new Promise(resolve => signal.addEventListener('abort', resolve))
            await setTimeout(300)
            seen.push('done')
          },
        },
      },
      { atOnce: 1 },
    )
    await within(async tx => {
      await enqueue(tx, 'trial.long')
      await enqueue(tx, 'trial.long')
    })
    await expect.poll(() => seen, { timeout: 5000 }).toEqual(['begun'])
    await running.stop(10_000)
    expect(seen).toEqual(['begun', 'done'])
    const { rows } = await world.owner.pool.query(
      `select state::text, count(*)::int from pgboss.job where name = 'trial.long' group by 1 order by 1`,
    )
    expect(rows).toEqual([
      { state: 'completed', count: 1 },
      { state: 'created', count: 1 },
    ])
  })
})
