import { describe, expect, test } from 'vitest'
import { fieldworkRoutes as work } from '#spine/fieldwork/routes.ts'
import { done, newServiceWorld } from './free-service.world.ts'

const { asked, crews, figure, ordered, who, world } = await newServiceWorld()

describe('what is refused, and never lost', () => {
  const turned = async (id: string) => (await who('planner').call(work.one, { id })).body.away

  test('a job given to another crew while the first was without signal: its work is kept for the office', async () => {
    const order = await ordered('repair')
    await who('planner').call(work.plan, {
      id: order.id,
      crewId: crews.two,
      day: '2026-12-10',
      from: '10:00',
      until: '12:00',
    })
    const before = (await figure('repairs')).total
    const { status, body } = await who('crew').call(work.finish, done(order, { note: 'Đã thay cầu dao' }))
    expect([status, body.code]).toEqual([409, 'fieldwork.not_your_order'])
    const [kept] = await turned(order.id)
    expect(kept).toMatchObject({ command: 'finish', by: 'Nhân viên crew' })
    expect(kept?.body).toContain('Đã thay cầu dao')
    expect((await figure('repairs')).total).toBe(before)
    expect((await who('stranger').call(work.away, {})).body.away).toEqual([])
    await who('planner').call(work.settle, { id: kept?.id ?? '', note: 'Đã gọi hai tổ' })
    expect(await turned(order.id)).toEqual([])
  })

  test.each([
    ['a step that was not done', { checks: ['off'] }, 'fieldwork.lacks_check'],
    ['no reading', { readings: {} }, 'fieldwork.lacks_reading'],
    ['a reading outside what is safe', { readings: { insulation: 0.05 } }, 'fieldwork.lacks_unsafe'],
    ['a slip of the finger', { readings: { insulation: 99_999 } }, 'fieldwork.lacks_slip'],
    ['no photo', {}, 'fieldwork.lacks_photo'],
    ['an end before the beginning', { finishedAt: '2026-12-10T01:00:00Z' }, 'fieldwork.ends_before_it_began'],
  ])('%s', async (_, change, code) => {
    const order = await ordered('repair')
    expect((await who('crew').call(work.finish, done(order, change))).body.code).toBe(code)
    expect((await who('planner').call(work.one, { id: order.id })).body.state).toBe('planned')
  })

  test('a substation is not begun without its permit, its outage and its isolation', async () => {
    const order = await ordered('substation-cleaning')
    const start = (more: object) =>
      who('crew').call(work.start, { id: order.id, orderId: order.orderId, at: '2026-12-10T02:00:00Z', ...more })
    expect((await start({ isolated: true })).body.code).toBe('fieldwork.no_permit')
    const permit = { id: order.id, number: '15/PCT', isolation: 'Cắt LBS 477, tiếp đất hai đầu' }
    await who('planner').call(work.permit, {
      ...permit,
      outageFrom: '2026-12-10T05:00:00Z',
      outageUntil: '2026-12-10T07:00:00Z',
    })
    expect((await start({ isolated: true })).body.code).toBe('fieldwork.outside_outage')
    await who('planner').call(work.permit, {
      ...permit,
      outageFrom: '2026-12-10T01:00:00Z',
      outageUntil: '2026-12-10T07:00:00Z',
    })
    expect((await start({})).body.code).toBe('fieldwork.not_isolated')
    expect((await start({ isolated: true })).status).toBe(200)
  })

  test('unsafe work is stopped with its reason and planned anew', async () => {
    const order = await ordered('repair')
    const stop = {
      id: order.id,
      orderId: order.orderId,
      at: '2026-12-10T02:00:00Z',
      reason: 'Cột mục, không trèo được',
    }
    expect((await who('crew').call(work.stop, stop)).status).toBe(200)
    expect((await who('planner').call(work.one, { id: order.id })).body.state).toBe('stopped')
    const again = { id: order.id, crewId: crews.one, day: '2026-12-11', from: '08:00', until: '09:00' }
    expect((await who('planner').call(work.plan, again)).status).toBe(200)
  })

  test('answers that the service does not ask for, each at its field', async () => {
    const { status, body } = await who('clerk').call(
      work.ask,
      asked('repair', { answers: { trouble: 'flood', bank: '1' } }),
    )
    expect([status, body.errors?.map(one => one.field)]).toEqual([422, ['answers.trouble', 'answers.bank']])
  })

  test('24 phones report the same order at once: one effect', async () => {
    const order = await ordered('advice')
    const sent = done(order, { checks: ['heard', 'explain'], readings: {}, signed: 'absent', note: 'Chủ nhà bận' })
    const answers = await Promise.all(Array.from({ length: 24 }, () => who('crew').call(work.finish, sent)))
    expect(answers.filter(one => one.status === 200)).toHaveLength(1)
    const { rows } = await world.owner.pool.query('select 1 from fieldwork.results where request_id = $1', [order.id])
    expect(rows).toHaveLength(1)
  })
})
