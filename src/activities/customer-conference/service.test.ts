import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { factRoutes } from '#spine/facts/routes.ts'
import { gatheringRoutes as gatherings } from '#spine/gatherings/routes.ts'
import { listeningRoutes as listening } from '#spine/listening/routes.ts'
import { newWorld, type Person } from '#test/world.ts'
import { routes } from './routes.ts'

const world = await newWorld()
afterAll(() => world.close())
const edition = uuidv7()
const people: Record<string, Person> = {}
beforeAll(async () => {
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  )
  for (const role of ['planner', 'approver', 'clerk', 'crew']) people[role] = await world.staff(role, world.units.own)
})
const who = (role: string): Person => people[role] as Person
const plan = {
  title: 'Hội nghị khách hàng lớn 2026',
  place: 'Hội trường A',
  startsAt: '2026-12-10T03:00:00Z',
  endsAt: '2026-12-10T06:00:00Z',
  seats: 40,
  topics: 'Cấp điện mùa khô',
}
const newPlan = async () => (await who('planner').call(routes.plan, { unitId: world.units.own, ...plan })).body.id
const one = async (id: string) => (await who('planner').call(routes.one, { id })).body
const figures = async () => (await world.nobody.call(routes.figures, {})).body

test('from plan to public figure, and from the figure back to its records', async () => {
  const id = await newPlan()
  expect((await who('planner').call(routes.hold, { id })).body.code).toBe('customer-conference.not_now')
  await who('approver').call(routes.approve, { id })
  const session = (await one(id)).sessionId ?? ''
  await who('planner').call(gatherings.invite, { id: session, guests: [{ name: 'Công ty A', seats: 2 }] })
  const { codes } = (await who('planner').call(gatherings.codes, { id: session })).body
  const { id: guest } = (
    await world.nobody.call(gatherings.register, { code: codes[0]?.code ?? '', guest: 'Trần Hoà' })
  ).body
  const scan = { session, guest, device: 'p1', at: '2026-12-10T02:30:00Z' }
  const scanned = uuidv7()
  await who('crew').call(gatherings.scan, scan, { key: scanned })
  await who('crew').call(gatherings.scan, scan)
  expect(await figures()).toMatchObject({ guests: 1, conferences: 0 })
  await who('crew').call(gatherings.undo, { ...scan, scan: scanned })
  expect((await figures()).guests).toBe(1)

  const because = { activity: 'customer-conference', record: id }
  const asked = {
    unitId: world.units.own,
    channel: 'hall',
    topic: 'supply',
    text: 'Bao giờ thay máy?',
    because,
  } as const
  const { id: question } = (await who('crew').call(listening.keep, asked)).body
  await who('clerk').call(listening.answer, { id: question, text: 'Thay trong tháng Một tới.' })
  expect((await who('planner').call(routes.hold, { id })).body.code).toBe('customer-conference.not_begun')
  world.at('2026-12-10T06:30:00Z')
  expect((await who('planner').call(routes.hold, { id })).status).toBe(200)
  expect(await one(id)).toMatchObject({
    state: 'held',
    invited: 2,
    registered: 1,
    present: 1,
    questions: 1,
    answered: 1,
  })
  expect(await figures()).toMatchObject({ conferences: 1, guests: 1, invited: 2, answered: 1 })
  const opened = await who('planner').call(factRoutes.figure, {
    edition,
    activity: 'customer-conference',
    measure: 'questions-answered',
  })
  if (opened.status === 200)
    expect(opened.body.records).toMatchObject([{ record: question, quantity: 1, day: '2026-12-10' }])

  const minutes = { id, chair: 'Giám đốc', summary: 'Trình bày tình hình cấp điện mùa khô.' }
  const { id: first } = (await who('planner').call(routes.writeMinutes, minutes)).body
  expect((await who('planner').call(routes.writeMinutes, minutes)).body).toEqual({ id: first, version: 1 })
  await who('approver').call(routes.approveMinutes, { id: first })
  const paper = (await who('planner').call(routes.paper, { id: first, as: 'pdf' })).body
  expect(Buffer.from(paper.bytes, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  expect((await who('planner').call(routes.writeMinutes, minutes)).body.code).toBe('customer-conference.reason_needed')
  expect((await who('planner').call(routes.writeMinutes, { ...minutes, reason: 'Thiếu tên' })).body.version).toBe(2)
  world.at('2026-12-10T02:40:00Z')
})

describe('what is refused', () => {
  test('a plan of the past, one that runs backwards, one elsewhere, and a minute before it was held', async () => {
    const planned = (more: object) => who('planner').call(routes.plan, { unitId: world.units.own, ...plan, ...more })
    expect((await planned({ startsAt: '2026-12-01T00:00:00Z' })).body.code).toBe('customer-conference.already_begun')
    expect((await planned({ endsAt: '2026-12-10T03:00:00Z' })).body.code).toBe('customer-conference.times_backwards')
    expect((await planned({ unitId: world.units.sibling })).body.code).toBe('customer-conference.unit_out_of_scope')
    const id = await newPlan()
    const minutes = { id, chair: 'Giám đốc', summary: 'Chưa có gì để viết.' }
    expect((await who('planner').call(routes.writeMinutes, minutes)).body.code).toBe('customer-conference.not_held')
  })
})
