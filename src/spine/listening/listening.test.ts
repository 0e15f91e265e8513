import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { aPhoto } from '#test/photo.ts'
import { newWorld, type Person } from '#test/world.ts'
import { listeningRoutes as routes } from './routes.ts'

const world = await newWorld({ max: 16 })
afterAll(() => world.close())
const edition = uuidv7()
let clerk: Person
let crew: Person
beforeAll(async () => {
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  )
  clerk = await world.staff('clerk', world.units.own)
  crew = await world.staff('crew', world.units.own)
})

const ask = async (text: string, more: { key?: string; phone?: string; name?: string } = {}) =>
  (await world.nobody.call(routes.ask, { key: uuidv7(), unitId: world.units.own, topic: 'supply', text, ...more })).body
const keep = async (text: string, asker = '') =>
  (await crew.call(routes.keep, { unitId: world.units.own, channel: 'hall', topic: 'supply', text, asker })).body
const one = async (id: string) => (await clerk.call(routes.one, { id })).body
const follow = async (code: string) => (await world.nobody.call(routes.follow, { code })).body
const answer = (id: string, text = 'Đội đã san tải sang pha ít dùng.') => clerk.call(routes.answer, { id, text })
const figure = async (measure: 'heard' | 'answered'): Promise<number> =>
  (await world.nobody.call(routes.figures, {})).body[measure]

describe('from a question to its answer', () => {
  test('it is kept before it is acknowledged, followed by its code, answered, and counted once', async () => {
    const before = [await figure('heard'), await figure('answered')]
    const key = uuidv7()
    const first = await ask('Bao giờ thay máy biến áp?', { key, phone: '0912 345 678', name: 'Bà Hoà' })
    expect(await ask('Bao giờ thay máy biến áp?', { key })).toMatchObject({ id: first.id, code: first.code })
    expect(await follow(first.code)).toMatchObject({ state: 'received', late: false, answers: [] })
    expect((await clerk.call(routes.contact, { id: first.id })).body.phone).toBe('0912345678')
    await clerk.call(routes.take, { id: first.id })
    expect((await answer(first.id)).body).toEqual({ askers: 1 })
    expect(await follow(first.code)).toMatchObject({
      state: 'answered',
      answers: [{ text: 'Đội đã san tải sang pha ít dùng.', refused: false }],
    })
    expect([await figure('heard'), await figure('answered')]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1])
    await world.nobody.call(routes.reopen, { code: first.code, text: 'Tối qua vẫn yếu' })
    expect(await follow(first.code)).toMatchObject({ state: 'received' })
    expect(await figure('answered')).toBe(before[1])
    await answer(first.id)
    expect(await figure('answered')).toBe((before[1] ?? 0) + 1)
  })

  test('whoever asked in the hall is told by a person, and until then stands in the list', async () => {
    const { id } = await keep('Báo lịch cắt điện trước ba ngày', 'Ông Tư')
    await answer(id)
    const untold = async () => (await clerk.call(routes.queue, { show: 'untold' })).body.cases.some(it => it.id === id)
    expect(await untold()).toBe(true)
    await clerk.call(routes.tell, { id, how: 'call' })
    expect(await untold()).toBe(false)
  })

  test('a phone whose clock is ahead loses no question, and its answer closes it', async () => {
    const said = { unitId: world.units.own, channel: 'hall', topic: 'bill', text: 'Hoá đơn cao' } as const
    const { id } = (await crew.call(routes.keep, { ...said, askedAt: '2026-12-10T09:00:00Z' })).body
    await answer(id)
    expect(await one(id)).toMatchObject({ state: 'answered', late: false, closedAt: expect.any(String) })
  })

  test('two questions that are one share an answer, and both askers get it, each once', async () => {
    const [a, b] = [await ask('Dây võng thấp sau nhà văn hoá ấp 4'), await ask('day vong thap sau nha van hoa ap 4')]
    expect((await one(b.id)).alike.map(it => it.id)).toContain(a.id)
    const both = await Promise.all([
      clerk.call(routes.merge, { id: b.id, into: a.id }),
      clerk.call(routes.merge, { id: a.id, into: b.id }),
    ])
    expect(both.map(it => it.status).sort()).toEqual([200, 409])
    const master = both[0]?.status === 200 ? a : b
    expect((await answer(master.id)).body).toEqual({ askers: 2 })
    for (const it of [a, b]) expect((await follow(it.code)).answers).toHaveLength(1)
    expect((await answer(master.id)).body.code).toBe('listening.not_now')
  })

  test('a commitment closes with evidence or a reason, once, and the asker reads which', async () => {
    const it = await ask('Xin lắp thêm đèn đường')
    const { id } = (await clerk.call(routes.commit, { caseId: it.id, text: 'Lắp ba đèn LED', dueOn: '2026-12-20' }))
      .body
    const settle = (evidenceId?: string) =>
      clerk.call(routes.settle, { id, kept: true, text: 'Đã lắp xong', ...(evidenceId ? { evidenceId } : {}) })
    expect((await settle()).body.code).toBe('listening.evidence_needed')
    expect((await settle(uuidv7())).body.code).toBe('listening.evidence_needed')
    const photo = uuidv7()
    await clerk.call(
      evidence.keep,
      { unitId: world.units.own, record: id, kind: 'photo', bytes: aPhoto },
      { key: photo },
    )
    expect((await settle(photo)).status).toBe(200)
    expect((await settle(photo)).body.code).toBe('listening.settled')
    expect((await follow(it.code)).commitments).toMatchObject([{ text: 'Lắp ba đèn LED', outcome: { kept: true } }])
  })
})

describe('the list', () => {
  test('shows what is late first, and is searched whatever the marks', async () => {
    world.at('2026-12-01T02:00:00Z')
    const old = await keep('Công tơ kêu to')
    world.at('2026-12-10T02:40:00Z')
    await keep('Đồng hồ nước hỏng')
    const queue = async (q?: string) => (await clerk.call(routes.queue, q ? { q } : {})).body
    const all = await queue()
    expect(all.cases[0]).toMatchObject({ id: old.id, late: true })
    expect(all.late).toBeGreaterThan(0)
    for (const q of ['cong to keu', 'CÔNG TƠ', 'công tơ kêu'.normalize('NFD')])
      expect((await queue(q)).cases.map(it => it.id)).toEqual([old.id])
    for (const q of ["%_\\' or 1=1", '%']) expect((await queue(q)).cases).toEqual([])
  })

  test('another unit sees nothing of it, and no code is guessed', async () => {
    const it = await ask('Điện yếu buổi tối')
    const stranger = await world.staff('clerk', world.units.sibling)
    expect((await stranger.call(routes.one, { id: it.id })).status).toBe(404)
    expect((await stranger.call(routes.contact, { id: it.id })).status).toBe(404)
    expect((await world.nobody.call(routes.follow, { code: 'CFG23H4J5K6M' })).body.code).toBe('listening.unknown_code')
  })

  test('what is refused changes nothing: a wrong phone, a unit that is none, a reply where nobody waited', async () => {
    expect((await ask('Điện yếu', { phone: '12' })).code).toBe('listening.bad_phone')
    const nowhere = { key: uuidv7(), unitId: uuidv7(), topic: 'supply', text: 'Điện yếu' } as const
    expect((await world.nobody.call(routes.ask, nowhere)).body.code).toBe('listening.unknown_unit')
    const it = await keep('Hỏi giá điện')
    expect((await clerk.call(routes.resume, { id: it.id, text: 'đã gửi' })).body.code).toBe('listening.not_now')
    expect((await one(it.id)).events).toHaveLength(1)
  })
})
