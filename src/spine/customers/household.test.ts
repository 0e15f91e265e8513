import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person } from '#test/world.ts'
import { customerRoutes } from './routes.ts'
import { holdsOn } from './rules-household.ts'

const world = await newWorld({ max: 8 })
afterAll(() => world.close())
const { household, addPerson, endPerson, addMark, endMark } = customerRoutes
let clerk: Person
beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
})

const mother = { name: 'Trần Thị Bảy', born: 1932, relation: 'parent', from: '2020-01-01' } as const
const heroic = {
  category: 'heroic_mother',
  issuer: 'Chủ tịch nước',
  paper: 'QĐ 1017/KT-CTN',
  from: '1994-12-17',
} as const
const poor = {
  category: 'poor',
  issuer: 'UBND xã Năm Căn',
  paper: 'Danh sách 2026',
  from: '2026-01-01',
  until: '2026-12-31',
} as const
const aHome = async () => (await aCustomer(world, world.units.own)).id
const see = async (id: string, who = clerk) => (await who.call(household, { id })).body

test.each([
  ['2025-12-31', null, false],
  ['2026-01-01', null, true],
  ['2026-12-31', null, true],
  ['2027-01-01', null, false],
  ['2026-06-01', '2026-06-01', false],
  ['2026-05-31', '2026-06-01', true],
])('a paper of 2026 on %s, taken back on %s: %s', (day, endedOn, holds) => {
  expect(holdsOn({ from: '2026-01-01', until: '2026-12-31', endedOn }, day)).toBe(holds)
})

describe('a household', () => {
  test('has people and legal categories, each with its paper; nobody looks without being written down', async () => {
    const id = await aHome()
    const person = (await clerk.call(addPerson, { id, ...mother })).body.id
    expect((await clerk.call(addMark, { id, person, ...heroic })).status).toBe(200)
    expect((await clerk.call(addMark, { id, ...poor })).status).toBe(200)
    expect(await see(id)).toMatchObject({
      persons: [{ id: person, ...mother, until: null }],
      marks: [
        { person: null, ...poor, holds: true },
        { person, ...heroic, until: null, holds: true },
      ],
    })
    const planner = await world.staff('planner', world.units.own)
    await see(id, planner)
    expect((await planner.call(addMark, { id, ...poor })).status).toBe(403)
    expect((await (await world.staff('accountant', world.units.own)).call(household, { id })).status).toBe(403)
    const seen = await world.owner.pool.query(
      `select * from audit.entries where does = 'customers.household' and record = $1`,
      [id],
    )
    expect(new Set(seen.rows.map(row => row.actor))).toEqual(new Set([clerk.id, planner.id]))
    expect(JSON.stringify([seen.rows, world.lines])).not.toMatch(/Bảy|1932|KT-CTN/)
  })

  test('is kept sealed: no name, year or number of a paper stands in a row', async () => {
    const id = await aHome()
    const person = (await clerk.call(addPerson, { id, ...mother })).body.id
    await clerk.call(addMark, { id, person, ...heroic })
    const rows = await world.owner.pool.query(
      `select to_jsonb(p) || to_jsonb(m) as row from customers.persons p join customers.welfare_marks m on m.person_id = p.id where p.id = $1`,
      [person],
    )
    expect(rows.rows).toHaveLength(1)
    expect(JSON.stringify(rows.rows)).not.toMatch(/Bảy|1932|1017/)
  })

  test('holds a person once, and lets them go with all that was said of them', async () => {
    const id = await aHome()
    const person = (await clerk.call(addPerson, { id, ...mother })).body.id
    expect((await clerk.call(addPerson, { id, ...mother, name: 'TRẦN THỊ  BẢY' })).body.code).toBe(
      'customers.person_there',
    )
    await clerk.call(addMark, { id, person, ...heroic })
    await clerk.call(endPerson, { id: person })
    expect((await clerk.call(endPerson, { id: person })).body.code).toBe('customers.person_ended')
    expect((await clerk.call(addMark, { id, person, ...heroic })).body.code).toBe('customers.unknown_person')
    expect(await see(id)).toMatchObject({ persons: [{ until: '2026-12-10' }], marks: [{ holds: false }] })
    expect((await clerk.call(addPerson, { id, ...mother })).status).toBe(200)
  })

  test('many who record the same person at once leave one', async () => {
    const id = await aHome()
    const all = await Promise.all(Array.from({ length: 16 }, () => clerk.call(addPerson, { id, ...mother })))
    expect(all.filter(it => it.status === 200)).toHaveLength(1)
    expect((await see(id)).persons).toHaveLength(1)
  })

  test.each([
    ['a category of a household said of a person', { ...poor, person: 'x' }, 'customers.category_of_whom'],
    ['a category of a person said of the household', heroic, 'customers.category_of_whom'],
    ['a paper that ends before it begins', { ...poor, until: '2025-01-01' }, 'customers.bad_days'],
    ['a paper that is still to come', { ...poor, from: '2027-01-01', until: '2027-12-31' }, 'customers.day_ahead'],
  ])('refuses %s', async (_, mark, code) => {
    const id = await aHome()
    const person = 'person' in mark ? { person: (await clerk.call(addPerson, { id, ...mother })).body.id } : {}
    expect((await clerk.call(addMark, { id, ...mark, ...person })).body.code).toBe(code)
  })

  test('refuses a workshop, and a category that was ended before', async () => {
    const { id: workshop } = await aCustomer(world, world.units.own, { kind: 'production' })
    expect((await clerk.call(addPerson, { id: workshop, ...mother })).body.code).toBe('customers.not_a_household')
    const id = await aHome()
    const mark = (await clerk.call(addMark, { id, ...poor })).body.id
    expect((await clerk.call(endMark, { id: mark })).status).toBe(200)
    expect((await clerk.call(endMark, { id: mark })).body.code).toBe('customers.mark_ended')
    expect((await see(id)).marks).toMatchObject([{ holds: false, endedOn: '2026-12-10' }])
  })

  test("is of no use to a neighbour who shares the number, and goes with the customer's data", async () => {
    const phone = '0987000111'
    const { id, code } = await aCustomer(world, world.units.own, { phone })
    await clerk.call(addPerson, { id, ...mother })
    await clerk.call(addMark, { id, ...poor })
    const self = await world.customer(phone)
    const mine = (await self.call(customerRoutes.myData, {})).body
    expect(mine.customers).toMatchObject([{ code }])
    expect(JSON.stringify(mine)).not.toMatch(/Bảy|poor/)
    expect((await clerk.call(customerRoutes.keptOn, { id })).body.household).toMatchObject({
      persons: [{ born: 1932 }],
    })
    const asked = (
      await clerk.call(customerRoutes.ask, {
        id,
        kind: 'deletion',
        through: 'counter',
        text: 'Xin xoá',
        thirdParties: false,
      })
    ).body.id
    await clerk.call(customerRoutes.acknowledge, { id: asked })
    await clerk.call(customerRoutes.answer, { id: asked, outcome: 'done', text: 'Đã xoá.' })
    expect(await see(id)).toEqual({ persons: [], marks: [] })
  })
})
