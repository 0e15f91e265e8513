import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, openDatabase, type Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { newDatabase } from '#test/database.ts'
import {
  cancelWork,
  claimChunk,
  completeChunk,
  extendChunk,
  LeaseLost,
  progressOf,
  releaseChunk,
  startWork,
  workThrough,
} from './index.ts'

const world = await newDatabase(20)
afterAll(() => world.close())
const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(world.app, {}, run)
const signal = new AbortController().signal
const begin = async (chunks: number) => {
  const work = uuidv7()
  await within(tx => startWork(tx, work, chunks))
  return work
}
const progress = (work: string) => within(tx => progressOf(tx, work))

beforeAll(() =>
  world.owner.pool.query(`create table kit.trial_effects (work uuid, no int);
    alter table kit.trial_effects enable row level security;
    create policy all_acting on kit.trial_effects using ((select kit.acting()));
    grant select, insert on kit.trial_effects to tri_an_app`),
)
const effect = (work: string) => async (tx: Tx, no: number) => {
  await sql`insert into kit.trial_effects values (${work}, ${no})`.execute(tx)
}
const effects = async (work: string) =>
  (
    await world.owner.pool.query<{ no: number }>('select no from kit.trial_effects where work = $1 order by no', [work])
  ).rows.map(row => row.no)

describe('a work in chunks', () => {
  test('is begun once, and may be empty', async () => {
    const work = await begin(3)
    await within(tx => startWork(tx, work, 3))
    expect(await progress(work)).toEqual({ done: 0, of: 3, cancelled: false })
    expect(await progress(await begin(0))).toEqual({ done: 0, of: 0, cancelled: false })
    expect(await progress(uuidv7())).toBeUndefined()
  })

  test('lends every chunk to exactly one of 16 claimers', async () => {
    const work = await begin(200)
    const lent = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const mine: number[] = []
        for (;;) {
          const chunk = await within(tx => claimChunk(tx, work, 60))
          if (!chunk) return mine
          mine.push(chunk.no)
        }
      }),
    )
    expect(lent.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, no) => no))
  })

  test('worked through by 16 at once has each effect once, and says how far it is', async () => {
    const work = await begin(100)
    const mine = await Promise.all(
      Array.from({ length: 16 }, () => workThrough({ tx: within, signal }, work, 60, effect(work))),
    )
    expect(mine.reduce((a, b) => a + b)).toBe(100)
    expect(await effects(work)).toEqual(Array.from({ length: 100 }, (_, no) => no))
    expect(await progress(work)).toEqual({ done: 100, of: 100, cancelled: false })
  })

  test('a holder that dies leaves its chunk to another, and cannot finish it afterwards', async () => {
    const work = await begin(1)
    const dead = await within(tx => claimChunk(tx, work, 0.3))
    expect(await within(tx => claimChunk(tx, work, 60))).toBeUndefined()
    expect(await workThrough({ tx: within, signal }, work, 60, effect(work))).toBe(1)
    await expect(
      within(async tx => {
        await effect(work)(tx, 0)
        if (dead) await completeChunk(tx, dead)
      }),
    ).rejects.toThrow(LeaseLost)
    expect(await effects(work)).toEqual([0])
  })

  test('a holder whose connection is killed in the middle leaves no half of a chunk', async () => {
    const work = await begin(2)
    const victim = await openDatabase(world.appUrl, 1)
    const killed = workThrough({ tx: run => inTransaction(victim, {}, run), signal }, work, 1, async (tx, no) => {
      await effect(work)(tx, no)
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    await expect(killed).rejects.toThrow()
    await victim.close()
    expect(await effects(work)).toEqual([])
    await workThrough({ tx: within, signal }, work, 60, effect(work))
    expect(await effects(work)).toEqual([0, 1])
  })

  test('a lease that is extended in time is kept, and one that was lost is not', async () => {
    const work = await begin(1)
    const chunk = await within(tx => claimChunk(tx, work, 0.3))
    if (!chunk) throw new Error('nothing lent')
    await within(tx => extendChunk(tx, chunk, 60))
    await setTimeout(400)
    expect(await within(tx => claimChunk(tx, work, 60))).toBeUndefined()
    await within(tx => completeChunk(tx, chunk))
    await expect(within(tx => extendChunk(tx, chunk, 60))).rejects.toThrow(LeaseLost)
    await expect(within(tx => completeChunk(tx, chunk))).rejects.toThrow(LeaseLost)
  })

  test('a chunk that fails surfaces, is free at once and leaves nothing', async () => {
    const work = await begin(1)
    const failing = workThrough({ tx: within, signal }, work, 60, async (tx, no) => {
      await effect(work)(tx, no)
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expect(await effects(work)).toEqual([])
    expect(await within(tx => claimChunk(tx, work, 60))).toMatchObject({ no: 0 })
  })

  test('a chunk given back is lent again; giving back what was lost does nothing', async () => {
    const work = await begin(1)
    const first = await within(tx => claimChunk(tx, work, 60))
    if (!first) throw new Error('nothing lent')
    await within(tx => releaseChunk(tx, first))
    const second = await within(tx => claimChunk(tx, work, 60))
    expect(second?.no).toBe(0)
    await within(tx => releaseChunk(tx, first))
    expect(await within(tx => claimChunk(tx, work, 60))).toBeUndefined()
  })

  test('cancelled, it lends nothing more, and what is done stays done', async () => {
    const work = await begin(50)
    const done = await workThrough({ tx: within, signal }, work, 60, async (tx, no) => {
      await effect(work)(tx, no)
      if (no === 4) await cancelWork(tx, work)
    })
    expect(done).toBe(5)
    expect(await progress(work)).toEqual({ done: 5, of: 50, cancelled: true })
  })

  test('told to stop, it stops between chunks and throws, so that it is taken up again', async () => {
    const work = await begin(10)
    const stopping = new AbortController()
    const stopped = workThrough({ tx: within, signal: stopping.signal }, work, 60, async (tx, no) => {
      await effect(work)(tx, no)
      if (no === 2) stopping.abort(new Error('stopping'))
    })
    await expect(stopped).rejects.toThrow('stopping')
    expect(await effects(work)).toEqual([0, 1, 2])
    expect(await workThrough({ tx: within, signal }, work, 60, effect(work))).toBe(7)
  })

  test('shows nothing where nobody acts, and cannot be undone by the app', async () => {
    await begin(2)
    for (const table of ['works', 'chunks']) {
      expect((await world.app.pool.query(`select * from kit.${table}`)).rowCount).toBe(0)
      await expect(world.app.pool.query(`delete from kit.${table}`)).rejects.toThrow('permission denied')
    }
    await expect(world.app.pool.query('update kit.works set chunks = 1')).rejects.toThrow('permission denied')
  })
})
