import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checked, letIn, outageHead, outageRows, outagesOf, send } from '#test/imports/send.ts'
import { newWorld, type Person } from '#test/world.ts'
import { importRoutes } from './routes.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
let clerk: Person
let approver: Person
const own = world.units.own
beforeAll(async () => {
  clerk = await world.staff('clerk', own)
  approver = await world.staff('approver', own)
})

const outages = (prefix: string) => outagesOf(world, prefix)

describe('a decision', () => {
  const brought = async (prefix: string, more: { sourceId?: string; name?: string } = {}) => {
    const { body } = await send(clerk, outageHead + outageRows(prefix, 3), { unitId: own, ...more })
    return { id: body.id, ...(await checked(world, clerk, body.id)) }
  }
  const source = async (settings: {
    decides: 'one' | 'other' | 'none'
    numbered?: boolean
    folder?: string | null
  }) => {
    const administrator = await world.staff('administrator', own)
    const { body } = await administrator.call(importRoutes.openSource, {
      unitId: own,
      intake: 'outages',
      name: 'Trung tâm điều độ',
      numbered: false,
      folder: null,
      ...settings,
    })
    return body.id
  }

  test('against a load leaves nothing, and the same file may come again', async () => {
    const { id } = await brought('F')
    expect((await approver.call(importRoutes.decide, { id, take: false })).status).toBe(200)
    await world.runJobs()
    expect(await outages('F')).toEqual([])
    expect((await brought('F')).id).not.toBe(id)
  })

  test('is another person’s where the source wants it so', async () => {
    const { id } = await brought('G', { sourceId: await source({ decides: 'other' }) })
    expect(await clerk.call(importRoutes.decide, { id, take: true })).toMatchObject({
      status: 403,
      body: { code: 'imports.decider_is_bringer' },
    })
    expect((await letIn(world, approver, id)).load.state).toBe('applied')
  })

  test('is nobody’s where the source wants it so and nothing is wrong', async () => {
    const sourceId = await source({ decides: 'none' })
    expect((await brought('H', { sourceId })).load.state).toBe('applied')
    const { body } = await send(clerk, `${outageHead}${outageRows('I', 2)}I9;?;;đột xuất;;;\n`, {
      unitId: own,
      sourceId,
    })
    expect((await checked(world, clerk, body.id)).load.state).toBe('checked')
  })

  test('comes once, at its time', async () => {
    const { id } = await brought('J')
    const decided = await Promise.all(
      Array.from({ length: 8 }, () => clerk.call(importRoutes.decide, { id, take: true })),
    )
    expect(decided.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(decided.find(({ status }) => status !== 200)).toMatchObject({
      status: 409,
      body: { code: 'imports.not_now' },
    })
    await world.runJobs()
    expect(await outages('J')).toHaveLength(3)
    expect(
      await clerk.call(importRoutes.check, {
        id,
        reading: { encoding: 'utf-8', separator: ';', numbers: 'vi', head: 1, columns: {} },
      }),
    ).toMatchObject({ status: 409 })
  })

  test('deltas go in one after the other: twice, or before their turn, they change nothing', async () => {
    const sourceId = await source({ decides: 'one', numbered: true })
    const delta = (no: number, rows: string) =>
      send(clerk, outageHead + rows, { unitId: own, sourceId, name: `mat-dien_${no}.csv` })
    const first = (await delta(7, outageRows('K', 2))).body.id
    await checked(world, clerk, first)
    await letIn(world, clerk, first)
    const gap = (await delta(9, outageRows('L', 2))).body.id
    expect((await checked(world, clerk, gap)).asked).toMatchObject({
      status: 409,
      body: { code: 'imports.number_gap', title: expect.stringContaining('số 8') },
    })
    expect((await delta(7, outageRows('K', 2))).body).toEqual({ id: first, twice: true })
    expect(await delta(7, outageRows('M', 2))).toMatchObject({ status: 409, body: { code: 'imports.number_taken' } })
    const passed = (await delta(6, outageRows('N', 2))).body.id
    expect((await checked(world, clerk, passed)).asked).toMatchObject({ body: { code: 'imports.number_passed' } })
    const next = (await delta(8, outageRows('O', 2))).body.id
    await checked(world, clerk, next)
    expect((await letIn(world, clerk, next)).load.state).toBe('applied')
    expect((await checked(world, clerk, gap)).load.state).toBe('checked')
    expect(await outages('N')).toEqual([])
  })
})

describe('a load is taken back', () => {
  test('whole: what it added is gone, what it changed is as before', async () => {
    const first = (await send(clerk, outageHead + outageRows('P', 3), { unitId: own })).body.id
    await checked(world, clerk, first)
    await letIn(world, clerk, first)
    const before = await outages('P')
    const second = (await send(clerk, outageHead + outageRows('P', 5).replaceAll('Ấp', 'Xã'), { unitId: own })).body.id
    await checked(world, clerk, second)
    const { load } = await letIn(world, clerk, second)
    expect(load.steps.at(-1)?.numbers).toEqual({ added: 2, changed: 3, same: 0 })
    const undo = async (id: string) => {
      const asked = await clerk.call(importRoutes.undo, { id, reason: 'nhầm tệp' })
      await world.runJobs()
      return { asked, load: (await clerk.call(importRoutes.load, { id })).body }
    }
    const refused = await undo(first)
    expect(refused.load).toMatchObject({ state: 'applied', problem: { code: 'meters.later_load' } })
    const undone = await undo(second)
    expect(undone.load.state).toBe('undone')
    expect(undone.load.steps.at(-1)?.numbers).toEqual({ restored: 5 })
    expect(await outages('P')).toEqual(before)
    expect((await undo(first)).load.state).toBe('undone')
    expect(await outages('P')).toEqual([])
    expect((await send(clerk, outageHead + outageRows('P', 3), { unitId: own })).body.twice).toBe(false)
  })
})

describe('a scope', () => {
  test('rows of units that are not below the load are refused by name', async () => {
    const { body } = await send(
      clerk,
      'Mã lần mất điện;Mất điện từ;Kế hoạch;Mã đơn vị\nQ1;24/11/2026 08:00;đột xuất;CHILD\nQ2;24/11/2026 08:00;đột xuất;Công ty Điện lực Hai\n',
      { unitId: own },
    )
    const { load } = await checked(world, clerk, body.id)
    expect(load.found).toMatchObject({ good: 1, bad: 1, reasons: [{ reason: 'unit_elsewhere', rows: 1 }] })
  })

  test('a load of another unit is not there', async () => {
    const { body } = await send(clerk, outageHead + outageRows('R', 1), { unitId: own })
    const stranger = await world.staff('clerk', world.units.sibling)
    for (const [row, input] of [
      [importRoutes.load, { id: body.id }],
      [importRoutes.finish, { id: body.id }],
      [importRoutes.decide, { id: body.id, take: true }],
      [importRoutes.badRows, { id: body.id, as: 'csv' }],
    ] as const)
      expect((await stranger.call(row as never, input as never)).status, row.at).toBeGreaterThanOrEqual(403)
    expect((await stranger.call(importRoutes.loads, {})).body.loads.map(({ id }) => id)).not.toContain(body.id)
  })

  test('whoever lost their role while the job waited loads nothing', async () => {
    const leaving = await world.staff('clerk', own)
    const { body } = await send(leaving, outageHead + outageRows('S', 1), { unitId: own })
    const { reading } = (await leaving.call(importRoutes.preview, { id: body.id })).body
    await leaving.call(importRoutes.check, { id: body.id, reading })
    await world.owner.pool.query('delete from people.roles where staff_id = $1', [leaving.id])
    await world.runJobs().catch(() => undefined)
    expect((await clerk.call(importRoutes.load, { id: body.id })).body.state).not.toBe('checked')
  })
})
