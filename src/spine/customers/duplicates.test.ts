import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errandRoutes } from '#kit/errands/routes.ts'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person } from '#test/world.ts'
import { customerRoutes } from './routes.ts'
import { nameLikeness, sameScore } from './rules-same.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
const { duplicates, findDuplicates, decideSame } = customerRoutes
let clerk: Person
let pair: { a: string; b: string }
beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
  const own = world.units.own
  const made = [
    await aCustomer(world, own, { name: 'Nguyễn Thị Hoà', phone: '0901000001', address: 'Số 5 Lê Lợi' }),
    await aCustomer(world, own, { name: 'Nguyen Thi Hoa', phone: '0901000001', address: '5 Lê Lợi' }),
  ].map(one => one.id)
  const [a = '', b = ''] = made.sort()
  pair = { a, b }
  await aCustomer(world, own, { name: 'Trần Văn Bảy', phone: '0901000001' })
  for (let at = 0; at < 21; at++) await aCustomer(world, own, { name: 'Lê Thị Chung', phone: '0901000002' })
})

describe('how alike two names are', () => {
  test.each([
    ['Nguyễn Thị Hoà', 'NGUYỄN THỊ HÒA', 1, 1],
    ['Nguyễn Thị Hoa', 'Nguyễn Hoa', 0.6, 0.95],
    ['Nguyễn Thị Hoa', 'Nguyễn Thị Lan', 0, 0.4],
    ['Nguyễn Văn An', 'Trần Văn An', 0.5, 0.85],
    ['Đặng Thuỳ Trâm', 'Dang Thuy Tram', 1, 1],
  ])('%s and %s', (a, b, least, most) => {
    expect(nameLikeness(a, b)).toBeGreaterThanOrEqual(least)
    expect(nameLikeness(a, b)).toBeLessThanOrEqual(most)
  })

  test('is the same both ways, between 0 and 1, and whole for a name with itself', () => {
    const name = fc
      .array(fc.constantFrom('Nguyễn', 'Thị', 'Văn', 'Hoà', 'An', 'Đạt', 'Bình'), { minLength: 1, maxLength: 5 })
      .map(words => words.join(' '))
    fc.assert(
      fc.property(name, name, (a, b) => {
        const score = nameLikeness(a, b)
        expect(score).toBe(nameLikeness(b, a))
        expect(score >= 0 && score <= 1).toBe(true)
        expect(nameLikeness(a, a)).toBe(1)
      }),
    )
  })

  test('a shared number and another name are two people', () => {
    const at = { address: '', commune: null }
    expect(sameScore({ name: 'Nguyễn Thị Hoà', ...at }, { name: 'Trần Văn Bảy', ...at }, true)).toBeLessThan(70)
  })
})

const looked = async (id: string) => {
  await world.runJobs()
  return (await clerk.call(errandRoutes.one, { id })).body
}

describe('the queue of pairs', () => {
  test('shows those worth a look; a number of more than twenty contracts suggests nobody', async () => {
    // One look at a time: who presses twice is shown the look that is under way.
    const { errand } = (await clerk.call(findDuplicates, {})).body
    expect((await clerk.call(findDuplicates, {})).body.errand).toBe(errand)
    expect(await looked(errand)).toMatchObject({ state: 'done', done: 1, of: 1, answer: { found: 1 } })
    world.at('2026-12-10T03:00:00Z')
    expect(await looked((await clerk.call(findDuplicates, {})).body.errand)).toMatchObject({ answer: { found: 0 } })
    const { body } = await clerk.call(duplicates, {})
    expect(body.pairs).toMatchObject([{ a: { id: pair.a }, b: { id: pair.b }, why: 'phone', decision: null }])
  })

  test('a decision can be undone, and the history keeps both', async () => {
    await clerk.call(decideSame, { ...pair, decision: 'same' })
    expect((await clerk.call(customerRoutes.one, { id: pair.a })).body.same).toMatchObject([{ id: pair.b }])
    expect((await clerk.call(duplicates, { state: 'decided' })).body.pairs).toMatchObject([
      { decision: 'same', decidedBy: 'Nhân viên clerk' },
    ])
    await clerk.call(decideSame, { a: pair.b, b: pair.a, decision: 'undone' })
    expect((await clerk.call(customerRoutes.one, { id: pair.a })).body.same).toEqual([])
    expect((await clerk.call(decideSame, { ...pair, decision: 'undone' })).body.code).toBe('customers.nothing_decided')
    expect((await clerk.call(duplicates, {})).body.pairs).toHaveLength(1)
    expect(
      (await world.owner.pool.query('select 1 from customers.same_decisions where a = $1', [pair.a])).rowCount,
    ).toBe(2)
  })

  test('many who decide alike at once leave one decision', async () => {
    await Promise.all(Array.from({ length: 32 }, () => clerk.call(decideSame, { ...pair, decision: 'same' })))
    const { rows } = await world.owner.pool.query(
      `select count(*)::int as n from customers.same_decisions where a = $1 and decision = 'same'`,
      [pair.a],
    )
    expect(rows[0].n).toBe(2)
  })

  test('nobody decides about another unit’s customer, nor about one with itself', async () => {
    const other = await world.staff('clerk', world.units.sibling)
    expect((await other.call(decideSame, { ...pair, decision: 'different' })).body.code).toBe('customers.unknown')
    expect((await other.call(duplicates, {})).body.pairs).toEqual([])
    expect((await clerk.call(decideSame, { a: pair.a, b: pair.a, decision: 'same' })).body.code).toBe(
      'customers.same_one',
    )
  })

  test('is looked through company by company, however many pairs there are', async () => {
    const other = await world.staff('clerk', world.units.parent)
    const { child, own, sibling } = world.units
    const at = { name: 'Lý Thị Mười', commune: '31825' }
    for (const unit of [own, child, sibling]) await aCustomer(world, unit, at)
    for (const unit of [own, sibling]) await aCustomer(world, unit, { name: 'Lý Văn Một', phone: '0901000009' })
    const { errand } = (await other.call(findDuplicates, {})).body
    await world.runJobs()
    const { body } = await other.call(errandRoutes.one, { id: errand })
    // The number that two companies share, and the name in one commune of a company and its team.
    expect(body).toMatchObject({ state: 'done', done: 3, of: 3, answer: { found: 2 } })
  })
})
