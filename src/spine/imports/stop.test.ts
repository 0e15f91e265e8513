import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checked, letIn, outageHead, outageRows, outagesOf, send } from '#test/imports/send.ts'
import { newWorld, type Person } from '#test/world.ts'
import { importRoutes } from './routes.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
let clerk: Person
const own = world.units.own
beforeAll(async () => {
  clerk = await world.staff('clerk', own)
})

const loadOf = async (id: string) => (await clerk.call(importRoutes.load, { id })).body
async function sent(text: string): Promise<string> {
  const { body } = await send(clerk, outageHead + text, { unitId: own })
  await checked(world, clerk, body.id)
  return body.id
}
const waiting = async (): Promise<number> =>
  (await world.owner.pool.query(`select from pg_locks where not granted and relation = 'meters.outages'::regclass`))
    .rows.length

test('a load is stopped while it is being written: nothing of it is there, it says so, and it may be let in later', async () => {
  const id = await sent(outageRows('S', 40))
  const holder = await world.owner.pool.connect()
  try {
    await holder.query('begin; lock table meters.outages in access exclusive mode')
    await clerk.call(importRoutes.decide, { id, take: true })
    const work = world.runJobs()
    while ((await waiting()) === 0) await setTimeout(20)
    expect((await loadOf(id)).state).toBe('applying')
    expect((await clerk.call(importRoutes.stop, { id })).status).toBe(200)
    expect(['stopping', 'stopped']).toContain((await loadOf(id)).state)
    await work
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect(await loadOf(id)).toMatchObject({ state: 'stopped', problem: { code: 'imports.stopped_writing' } })
  expect(await outagesOf(world, 'S')).toEqual([])
  await checked(world, clerk, id)
  expect((await letIn(world, clerk, id)).load.state).toBe('applied')
  expect(await outagesOf(world, 'S')).toHaveLength(40)
})

test('a load that waits to be written is stopped before it begins, and one that is written is not', async () => {
  const id = await sent(outageRows('T', 3))
  await clerk.call(importRoutes.decide, { id, take: true })
  const stops = await Promise.all(Array.from({ length: 8 }, () => clerk.call(importRoutes.stop, { id })))
  expect(stops.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(stops.map(({ status }) => status))).toEqual(new Set([200, 409]))
  await world.runJobs()
  expect((await loadOf(id)).steps.map(step => step.state).slice(-3)).toEqual(['applying', 'stopping', 'stopped'])
  expect(await outagesOf(world, 'T')).toEqual([])
  await checked(world, clerk, id)
  await letIn(world, clerk, id)
  expect(await clerk.call(importRoutes.stop, { id })).toMatchObject({ status: 409, body: { code: 'imports.not_now' } })
  expect((await loadOf(id)).state).toBe('applied')
})

test('whoever stops a load at any moment of its writing has it wholly in or not at all', async () => {
  for (let turn = 0; turn < 6; turn++) {
    const id = await sent(outageRows(`U${turn}-`, 400))
    await clerk.call(importRoutes.decide, { id, take: true })
    const work = world.runJobs()
    await setTimeout(turn * 40)
    const { status } = await clerk.call(importRoutes.stop, { id })
    await work
    const there = (await outagesOf(world, `U${turn}-`)).length
    expect([status, (await loadOf(id)).state, there]).toEqual(there === 0 ? [200, 'stopped', 0] : [409, 'applied', 400])
  }
})

const cellsOf = async (id: string): Promise<number> =>
  (await world.owner.pool.query('select from imports.bad_rows where load_id = $1', [id])).rows.length
const forget = (before: string) => world.owner.pool.query('select imports.forget_cells($1)', [before])
const inDays = (days: number): string => new Date(world.now().getTime() + days * 86_400_000).toISOString()

test('refused rows are kept while somebody may correct them, and go at once with a load that is declined', async () => {
  const bad = 'V1;hôm qua;;đột xuất;;;\n'
  const [kept, declined] = [await sent(outageRows('V-', 2) + bad), await sent(outageRows('W-', 2) + bad)]
  await letIn(world, clerk, kept)
  expect([await cellsOf(kept), await cellsOf(declined)]).toEqual([1, 1])
  await clerk.call(importRoutes.decide, { id: declined, take: false })
  expect([await cellsOf(kept), await cellsOf(declined)]).toEqual([1, 0])
  await forget(inDays(-1))
  expect(await cellsOf(kept)).toBe(1)
  await forget(inDays(1))
  expect(await cellsOf(kept)).toBe(0)
})
