import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { messagingRoutes as messaging } from '#spine/messaging/routes.ts'
import { aCustomer } from '#test/customers.ts'
import { aPhoto } from '#test/photo.ts'
import { newWorld, type Person } from '#test/world.ts'
import { routes } from './routes.ts'

const world = await newWorld({ max: 40 })
afterAll(() => world.close())
const people: Record<string, Person> = {}
beforeAll(async () => {
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [uuidv7()],
  )
  for (const role of ['planner', 'approver', 'clerk']) people[role] = await world.staff(role, world.units.own)
  people.otherClerk = await world.staff('clerk', world.units.sibling)
  people.above = await world.staff('clerk', world.units.parent)
})
const who = (name: string): Person => people[name] as Person
const figure = async (measure: string): Promise<Record<string, unknown> | undefined> =>
  (await world.nobody.call(routes.figures, {})).body.figures.find(one => one.measure === measure)
const texts = {
  topic: 'safe',
  title: 'An toàn mùa mưa',
  body: 'Ngắt cầu dao khi nước ngập.',
  from: '2026-12-01',
  until: '2026-12-31',
} as const

async function campaign(): Promise<string> {
  const { body } = await who('planner').call(routes.add, { unitId: world.units.own, ...texts })
  await who('approver').call(routes.approve, { id: body.id })
  return body.id
}
const keep = async (record: string): Promise<string> =>
  (await who('clerk').call(evidence.keep, { unitId: world.units.own, record, kind: 'photo', bytes: aPhoto })).body.id

describe('from a text to people counted', () => {
  test('a campaign is read by the public once another approved it, and no more once it ended', async () => {
    const { body } = await who('planner').call(routes.add, { unitId: world.units.own, ...texts })
    const feed = async () => (await world.nobody.call(routes.feed, {})).body.articles.map(one => one.id)
    expect(await feed()).not.toContain(body.id)
    await who('approver').call(routes.sendBack, { id: body.id, reason: 'Chưa rõ số tổng đài' })
    expect((await who('approver').call(routes.approve, { id: body.id })).body.code).toBe('outreach.not_so')
    await who('planner').call(routes.revise, { id: body.id, ...texts, body: 'Nước ngập: ngắt cầu dao, gọi 19001006.' })
    await who('approver').call(routes.approve, { id: body.id })
    expect(await feed()).toContain(body.id)
    await who('planner').call(routes.end, { id: body.id })
    expect(await feed()).not.toContain(body.id)
  })

  test('a talk with a photo is proven, one without is recorded, and one at a school is a lesson too', async () => {
    const id = await campaign()
    const photoId = await keep(id)
    const talk = { id, kind: 'school', place: 'Trường Hàm Rồng', heldOn: '2026-12-09', people: 180 } as const
    await who('clerk').call(routes.talk, { ...talk, photoId })
    await who('clerk').call(routes.talk, { ...talk, kind: 'market', people: 65 })
    expect(await figure('people-guided')).toMatchObject({ proven: 180, recorded: 65 })
    expect(await figure('sessions')).toMatchObject({ proven: 1, recorded: 1 })
    expect(await figure('school-lessons')).toMatchObject({ proven: 1, recorded: 0 })
    for (const [change, code] of [
      [{ heldOn: '2026-12-11' }, 'outreach.day_ahead'],
      [{ heldOn: '2026-11-30' }, 'outreach.day_before'],
      [{ photoId: uuidv7() }, 'outreach.unknown_file'],
    ] as const)
      expect((await who('clerk').call(routes.talk, { ...talk, ...change })).body.code).toBe(code)
    expect(await figure('people-guided')).toMatchObject({ proven: 180, recorded: 65 })
    const material = { id, title: 'Tờ rơi', kind: 'leaflet' } as const
    expect((await who('clerk').call(routes.addMaterial, { ...material, fileId: uuidv7() })).body.code).toBe(
      'outreach.unknown_file',
    )
    expect((await who('clerk').call(routes.addMaterial, { ...material, fileId: photoId })).status).toBe(200)
  })

  test('an organisation reports once; more people than leaflets is kept as said, and asked about', async () => {
    const id = await campaign()
    const handed = { id, organisation: 'women', place: 'Hội Phụ nữ xã', handed: 1200, handedOn: '2026-12-02' } as const
    const { body } = await who('clerk').call(routes.relay, handed)
    const report = { id: body.id, people: 1240 }
    const answers = await Promise.all(Array.from({ length: 16 }, () => who('clerk').call(routes.relayReport, report)))
    expect(answers.filter(one => one.status === 200).map(one => one.body)).toEqual([{ asked: true }])
    expect(new Set(answers.filter(one => one.status !== 200).map(one => one.body.code))).toEqual(
      new Set(['outreach.already_reported']),
    )
    expect(await figure('people-relayed')).toMatchObject({ recorded: 1240 })
  })

  test('a customer who calls twice, and two desks at once, is one person advised', async () => {
    const { id: customerId } = await aCustomer(world, world.units.own)
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        who(at % 2 ? 'clerk' : 'above').call(routes.advise, { customerId, points: ['flood', 'bill'] }),
      ),
    )
    expect(answers.filter(one => one.body.counted)).toHaveLength(1)
    expect(await figure('people-advised')).toMatchObject({ recorded: 1 })
    expect((await who('clerk').call(routes.advised, {})).body).toMatchObject({ today: 8 })
    expect((await who('otherClerk').call(routes.advise, { customerId, points: ['flood'] })).body.code).toBe(
      'outreach.unknown_customer',
    )
  })
})

test('a wave of a campaign is counted by its receipts, and counting again changes nothing', async () => {
  const id = await campaign()
  const { id: customer } = await aCustomer(world, world.units.child, { phone: '0912000001' })
  await aCustomer(world, world.units.own, { phone: '0912000002' })
  const { body: template } = await who('planner').call(messaging.addTemplate, {
    unitId: world.units.own,
    name: 'Nhắc an toàn',
    class: 'safety',
    variables: [],
    sms: 'Ngat cau dao khi nuoc ngap.',
    plain: true,
    zalo: null,
    zaloTemplate: null,
    emailSubject: null,
    email: null,
  })
  await who('approver').call(messaging.approveTemplate, { id: template.id })
  const wave = {
    unitId: world.units.own,
    title: 'Nhắc an toàn',
    templateId: template.id,
    ladder: 'sms',
    audience: 'customers',
    sendsFrom: '2026-12-10T00:00:00Z',
    sendsUntil: '2026-12-12T00:00:00Z',
  } as const
  const { body } = await who('planner').call(routes.planWave, { id, ...wave })
  await world.runJobs()
  await who('approver').call(messaging.approveWave, { id: body.id })
  await who('planner').call(messaging.startWave, { id: body.id })
  await world.runJobs()
  await world.runJob('outreach.count')
  expect(await figure('messages-received')).toMatchObject({ recorded: 2, proven: 0 })
  const { rows } = await world.owner.pool.query('select id from messaging.attempts where customer_id = $1', [customer])
  await world.owner.pool.query(`select messaging.receive($1, 'sms', 'delivered', now(), null, now())`, [rows[0].id])
  for (let again = 0; again < 2; again++) await world.runJob('outreach.count')
  expect(await figure('messages-received')).toMatchObject({ recorded: 1, proven: 1 })
  expect((await who('planner').call(routes.campaign, { id })).body.waves).toEqual([
    { id: body.id, title: 'Nhắc an toàn', delivered: 1, submitted: 1 },
  ])
  await who('clerk').call(routes.advise, { customerId: customer, points: ['flood'] })
  const size = await who('planner').call(messaging.preview, { unitId: world.units.own, audience: 'outreach-advised' })
  expect(size.body.people).toBeGreaterThan(0)
  expect(
    (await who('planner').call(messaging.preview, { unitId: world.units.own, audience: 'outreach-none' })).status,
  ).toBe(404)
})
