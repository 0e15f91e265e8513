import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { faults } from '#spine/ledger'
import { aPhoto } from '#test/photo.ts'
import { newRewardsWorld } from './rewards.world.ts'
import { rewardRoutes as routes } from './routes.ts'
import { type Handed, handedOf, wrongHandover } from './rules-gifts.ts'

const { world, own, staff, item, customer, list, issued } = await newRewardsWorld()
afterAll(() => world.close())
const { child } = world.units
const reason = 'Không có ai ở nhà'
const handedOn = '2026-12-10'

async function stocked(pieces: number): Promise<string> {
  const itemId = await item('gift', 50_000)
  await staff.clerk.call(routes.takeIn, { unitId: own, itemId, pieces, note: 'Mua theo hoá đơn 12' })
  return itemId
}
const lying = async (itemId: string) =>
  (await staff.clerk.call(routes.stock, {})).body.stock
    .filter(one => one.itemId === itemId)
    .map(one => [one.unitId === own ? 'own' : 'child', one.holder ? 'bag' : 'stock', one.pieces])

describe('what may be told of a handing over', () => {
  const all = { pieces: 3, before: 0, today: handedOn }
  test.each([
    [{ outcome: 'delivered', pieces: 3, handedOn }, all, undefined],
    [{ outcome: 'delivered', pieces: 2, handedOn }, all, 'rewards.pieces_left'],
    [{ outcome: 'delivered', pieces: 1, handedOn }, { ...all, before: 2 }, undefined],
    [{ outcome: 'partly', pieces: 4, handedOn }, all, 'rewards.wrong_pieces'],
    [{ outcome: 'partly', pieces: 0, handedOn }, all, 'rewards.wrong_pieces'],
    [{ outcome: 'failed', pieces: 0, handedOn }, all, 'rewards.reason_needed'],
    [{ outcome: 'failed', pieces: 0, handedOn, reason }, all, undefined],
    [{ outcome: 'returned', pieces: 1, handedOn, reason }, all, 'rewards.wrong_pieces'],
    [{ outcome: 'returned', pieces: 1, handedOn, reason }, { ...all, before: 1 }, undefined],
    [{ outcome: 'delivered', pieces: 3, handedOn: '2026-12-11' }, all, 'rewards.day_ahead'],
  ] as const)('%j', (told, known, refused) => expect(wrongHandover(told, known)).toBe(refused))

  test('whatever is told and let in, no more is in the hands than the award has, and never less than nothing', () => {
    const one = fc.record({
      outcome: fc.constantFrom('delivered', 'partly', 'failed', 'returned'),
      pieces: fc.integer({ min: 0, max: 6 }),
    }) as fc.Arbitrary<Handed>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(one), (pieces, told) => {
        const let_in: Handed[] = []
        for (const it of told)
          if (!wrongHandover({ ...it, handedOn, reason }, { pieces, before: handedOf(let_in), today: handedOn }))
            let_in.push(it)
        expect(handedOf(let_in)).toBeGreaterThanOrEqual(0)
        expect(handedOf(let_in)).toBeLessThanOrEqual(pieces)
      }),
    )
  })
})

test('gifts move between units, are carried for a while, and what was not handed over comes back by itself', async () => {
  const itemId = await stocked(10)
  await staff.clerk.call(routes.moveStock, { itemId, from: own, to: child, pieces: 4 })
  const until = new Date(Date.now() + 400).toISOString()
  const lent = await staff.clerk.call(routes.lend, { unitId: own, itemId, staffId: staff.crew.id, pieces: 5, until })
  expect(lent.status).toBe(200)
  expect(await lying(itemId)).toEqual(
    expect.arrayContaining([
      ['own', 'stock', '1'],
      ['own', 'bag', '5'],
      ['child', 'stock', '4'],
    ]),
  )
  const { awards } = await issued(list(itemId, [(await customer()).code], { pieces: 2 }))
  const handed = { id: awards[0] ?? '', outcome: 'delivered' as const, pieces: 2, fromBag: true, handedOn }
  expect((await staff.crew.call(routes.handOver, handed)).body.state).toBe('delivered')
  await world.owner.pool.query('select pg_sleep(0.4)')
  await world.runJob('ledger.expire')
  expect(await lying(itemId)).toEqual(
    expect.arrayContaining([
      ['own', 'stock', '4'],
      ['child', 'stock', '4'],
    ]),
  )
})

test('a gift comes in parts, fails, is taken by another with authority, and is done when the receiver says so', async () => {
  const itemId = await stocked(5)
  const { awards } = await issued(list(itemId, [(await customer({ phone: '0901000021' })).code], { pieces: 3 }))
  const id = awards[0] ?? ''
  const tell = (more: object, key = uuidv7()) =>
    staff.crew.call(routes.handOver, { id, outcome: 'partly', pieces: 1, handedOn, ...more } as never, { key })
  expect((await tell({ outcome: 'failed', pieces: 0 })).body.code).toBe('rewards.reason_needed')
  expect((await tell({ outcome: 'failed', pieces: 0, reason })).body.state).toBe('issued')
  const key = uuidv7()
  expect((await tell({}, key)).status).toBe(200)
  expect((await tell({}, key)).status).toBe(200)
  expect((await tell({ outcome: 'delivered', pieces: 2, evidenceIds: [uuidv7()] })).body.code).toBe(
    'rewards.unknown_evidence',
  )
  const photo = uuidv7()
  await staff.crew.call(evidence.keep, { unitId: own, record: id, kind: 'photo', bytes: aPhoto }, { key: photo })
  const collector = { name: 'Trần Văn Hai, con trai', authority: 'Giấy uỷ quyền 12/2026' }
  const done = await tell({ outcome: 'delivered', pieces: 2, evidenceIds: [photo], collector, witness: 'Lê Thị Ba' })
  expect(done.body.state).toBe('delivered')
  expect((await tell({ outcome: 'delivered', pieces: 1 })).body.code).toBe('rewards.award_not_there')
  const { rows } = await world.owner.pool.query(
    `select grade, (select count(*)::int from rewards.handovers where award_id = $1) as told from facts.facts where record = $1 and measure = 'awards-delivered'`,
    [id],
  )
  expect(rows).toEqual([{ grade: 'proven', told: 3 }])
  expect(await lying(itemId)).toEqual([['own', 'stock', '2']])
  const me = await world.customer('0901000021')
  expect((await me.call(routes.confirm, { id, received: true })).body.state).toBe('verified')
})

test('of many takers of the last gifts, exactly as many succeed as there are', async () => {
  const itemId = await stocked(5)
  const { awards } = await issued(
    list(
      itemId,
      (await Promise.all(Array.from({ length: 24 }, () => customer()))).map(one => one.code),
    ),
  )
  const tries = await Promise.all(
    awards.map(id => staff.crew.call(routes.handOver, { id, outcome: 'delivered', pieces: 1, handedOn })),
  )
  expect(tries.filter(one => one.status === 200)).toHaveLength(5)
  expect(new Set(tries.filter(one => one.status !== 200).map(one => one.body.code))).toEqual(
    new Set(['ledger.insufficient']),
  )
  expect(await lying(itemId)).toEqual([['own', 'stock', '0']])
})

test('points are earned, spent from the first to expire, mended with a reason, and the customer sees how', async () => {
  const { code } = await customer({ phone: '0901000022' })
  await issued(list(await item('points', 100, { validDays: 90 }), [code], { pieces: 1000 }))
  const spend = (points: number) =>
    staff.clerk.call(routes.spendPoints, { customer: code, points, reason: 'Đổi đèn LED' })
  const tries = await Promise.all([spend(600), spend(600)])
  expect(tries.map(one => one.status).sort()).toEqual([200, 409])
  const added = {
    customer: code,
    points: 50,
    kind: 'added' as const,
    until: '2026-12-31',
    reason: 'Cộng thiếu kỳ trước',
  }
  expect((await staff.accountant.call(routes.adjustPoints, added)).body.left).toBe('450')
  expect((await spend(60)).body.left).toBe('390')
  const { body } = await (await world.customer('0901000022')).call(routes.myPoints, {})
  expect(body.points).toBe('390')
  expect(body.lots).toEqual([{ until: '2027-03-10', points: '390' }])
  expect(body.history.map(one => [one.what, one.points])).toEqual([
    ['spent', '-60'],
    ['added', '50'],
    ['spent', '-600'],
    ['earned', '1000'],
  ])
  expect(body.history.at(-1)?.why).toEqual({ vi: 'Hộ gia đình tiết kiệm điện', en: 'Households that save power' })
  expect((await (await world.customer('0901000023')).call(routes.myPoints, {})).body).toEqual({
    points: '0',
    lots: [],
    history: [],
  })
})

test('after all that the books add up', async () => {
  expect(await world.within({ units: [own, child] }, tx => faults(tx))).toEqual([])
})
