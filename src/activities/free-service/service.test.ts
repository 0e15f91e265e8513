import { extractText } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { fieldworkRoutes as work } from '#spine/fieldwork/routes.ts'
import { picture } from '#test/pictures.ts'
import { done, newServiceWorld } from './free-service.world.ts'

const { asked, crews, figure, ordered, prove, sign, who, world } = await newServiceWorld()

describe('from the telephone to the counted record', () => {
  test('a repair is asked for, given to a crew, done with photos and a signature, and counts as proven and in time', async () => {
    const order = await ordered('repair')
    const { body: day } = await who('crew').call(work.day, {})
    expect(day.works.find(one => one.id === order.id)).toMatchObject({
      phone: '0912 345 678',
      from: '08:00',
      visitCode: order.visitCode,
      answers: { trouble: 'sparks' },
    })
    expect((await world.nobody.call(work.follow, { code: order.code.toLowerCase() })).body).toMatchObject({
      state: 'planned',
      clock: 'running',
      unit: 'Đội Một',
    })
    const before = await figure('repairs')
    await who('crew').call(work.start, { id: order.id, orderId: order.orderId, at: '2026-12-10T01:30:00Z' })
    await prove(order.id, ['before', 'after'])
    await sign(order.id)
    const key = uuidv7()
    expect((await who('crew').call(work.finish, done(order), { key })).body).toEqual({ state: 'accepted' })
    expect((await who('crew').call(work.finish, done(order), { key })).body).toEqual({ state: 'accepted' })
    const after = await figure('repairs')
    expect(after.byGrade.proven).toBe(before.byGrade.proven + 1)
    expect(after.records[0]).toMatchObject({ record: order.id, grade: 'proven', day: '2026-12-10', unit: 'Đội Một' })
    expect((await figure('within-promise')).records.map(one => one.record)).toContain(order.id)
    const { body: one } = await who('planner').call(work.one, { id: order.id })
    expect(one.steps.map(step => step.move)).toEqual(['ask', 'take', 'plan', 'start', 'finish', 'accept'])
    const { body: paper } = await who('clerk').call(work.paper, { id: order.id })
    const { text } = await extractText(new Uint8Array(Buffer.from(paper.bytes, 'base64')), { mergePages: true })
    for (const words of ['BIÊN BẢN NGHIỆM THU', 'Nguyễn Thị Út', 'Điện trở cách điện', '2,4', order.code])
      expect(text).toContain(words)
    expect((await who('clerk').call(work.paper, { id: order.id })).body.bytes).toBe(paper.bytes)
  })

  test('with nobody at home it waits for the office; another than the crew accepts, and it counts as recorded', async () => {
    const order = await ordered('repair')
    await prove(order.id, ['before', 'after'])
    const note = 'Nhà khoá cửa, hàng xóm chứng kiến'
    expect((await who('crew').call(work.finish, done(order, { signed: 'absent', note }))).body.state).toBe('done')
    const before = await figure('repairs')
    expect((await who('approver').call(work.accept, { id: order.id, reason: 'ok' })).body.code).toBe(
      'fieldwork.reason_needed',
    )
    expect(
      (await who('approver').call(work.accept, { id: order.id, reason: 'Đã gọi khách hàng xác nhận' })).status,
    ).toBe(200)
    const after = await figure('repairs')
    expect([after.byGrade.recorded - before.byGrade.recorded, after.byGrade.proven]).toEqual([1, before.byGrade.proven])
  })

  test('sent back, it is done again and counts once', async () => {
    const order = await ordered('repair')
    await prove(order.id, ['before', 'after'])
    await who('crew').call(work.finish, done(order, { signed: 'absent', note: 'Vắng nhà' }))
    const before = await figure('repairs')
    await who('approver').call(work.sendBack, { id: order.id, reason: 'Ảnh chưa rõ chỗ sửa' })
    const { body: again } = await who('planner').call(work.plan, {
      id: order.id,
      crewId: crews.one,
      day: '2026-12-11',
      from: '08:00',
      until: '09:00',
    })
    expect((await who('crew').call(work.day, {})).body.works.find(one => one.id === order.id)?.again).toBe(
      'Ảnh chưa rõ chỗ sửa',
    )
    await sign(order.id)
    const { body } = await who('crew').call(work.finish, done({ id: order.id, orderId: again.orderId }))
    expect(body.state).toBe('accepted')
    expect((await figure('repairs')).total).toBe(before.total + 1)
  })

  test('the same need of the same customer keeps one code', async () => {
    const because = uuidv7()
    const first = await who('clerk').call(work.ask, asked('repair', { because }))
    const again = await who('clerk').call(work.ask, asked('repair', { because }))
    expect(again.body).toEqual({ id: first.body.id, code: first.body.code, already: true })
  })

  test('the visit code says at the door whose crew it is; after the visit it is nothing', async () => {
    const { visitCode, id } = await ordered('advice')
    const check = async (code: string) => (await world.hono.request(`/check?code=${code}`)).text()
    expect(await check(visitCode)).toContain('Đội Một')
    expect(await check('TN222222')).toContain('Không có mã này')
    await who('planner').call(work.decide, { id, move: 'cancel', reason: 'Khách hàng đổi ý' })
    expect(await check(visitCode)).not.toContain('Đội Một')
  })
})

test('a picture that turns up at another job later takes the proof away', async () => {
  const order = await ordered('repair')
  const [one, two] = [await picture(900), await picture(901)]
  const keep = (record: string, slot: string, bytes: Buffer) =>
    who('crew').call(evidence.keep, {
      unitId: world.units.child,
      record,
      kind: 'photo',
      slot,
      bytes: bytes.toString('base64'),
    })
  await keep(order.id, 'before', one)
  await keep(order.id, 'after', two)
  await sign(order.id)
  await who('crew').call(work.finish, done(order))
  const gradeOf = async () => (await figure('repairs')).records.find(it => it.record === order.id)?.grade
  expect(await gradeOf()).toBe('proven')
  await keep(uuidv7(), 'after', two)
  await world.runJob('fieldwork.regrade')
  expect(await gradeOf()).toBe('recorded')
})
