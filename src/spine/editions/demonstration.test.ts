import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadOrgDemonstration } from '#spine/org'
import { loadPeopleDemonstration } from '#spine/people'
import { newWorld, type Person } from '#test/world.ts'
import { loadEditionsDemonstration } from './index.ts'
import { editionRoutes as routes } from './routes.ts'

const world = await newWorld({ units: false, max: 8 })
afterAll(() => world.close())
let group: Person
let editions: { id: string; year: number }[] = []
let tookMs = 0
beforeAll(async () => {
  await loadOrgDemonstration(world.owner)
  await loadPeopleDemonstration(world.owner, { key: world.secret })
  const from = performance.now()
  await loadEditionsDemonstration(world.owner)
  tookMs = performance.now() - from
  const { rows } = await world.owner.pool.query(`select id from org.units where kind = 'group'`)
  group = await world.staff('planner', rows[0].id)
  editions = (await group.call(routes.list, {})).body.editions
})
const idOf = (year: number): string => editions.find(one => one.year === year)?.id ?? ''

test('three years load in seconds', () => {
  expect(editions.map(one => one.year)).toEqual([2026, 2025, 2024])
  expect(tookMs).toBeLessThan(30_000)
})

test('the plan of 2026 stands as it is pictured: one cell too many, one wish, the rest adds up', async () => {
  const { body } = await group.call(routes.plan, { id: idOf(2026) })
  const name = (unit: string) => body.units.name[body.units.id.indexOf(unit)]
  expect(body.problems.map(one => [name(one.unit), one.column, one.code, one.by])).toEqual([
    ['Công ty Điện lực Cà Mau', 'led-lamps', 'excess', 40],
    ['Đội Quản lý điện lực khu vực U Minh', 'led-lamps', 'unsettled', 30],
  ])
  expect(body.problems[0]?.above).toBe(1060)
  const state = (code: string) => body.units.state[body.units.code.indexOf(code)]
  expect(['EVN', 'EVNNPC', 'EVNSPC', 'PB14', 'PB1403', 'PB1401', 'PB10', 'PB12', 'PB03'].map(state)).toEqual([
    'approved',
    'approved',
    'amending',
    'draft',
    'draft',
    'waiting',
    'sent_back',
    'approved',
    'waiting',
  ])
  const led = body.columns.findIndex(column => column.key === 'led-lamps')
  const figure = (code: string) => body.target[led]?.[body.units.code.indexOf(code)]
  expect(['EVN', 'EVNNPC', 'EVNCPC', 'EVNSPC', 'PB14', 'PB1403', 'PB12'].map(figure)).toEqual([
    42_000, 14_200, 7300, 11_600, 1200, 360, 2140,
  ])
})

test.each([2024, 2025])('the plan of %s is approved to the last team and adds up', async year => {
  const { body } = await group.call(routes.plan, { id: idOf(year) })
  expect(body.problems).toEqual([])
  const planned = body.units.state.filter(state => state !== 'none')
  expect(new Set(planned)).toEqual(new Set(['approved']))
  expect(planned.length).toBeGreaterThan(250)
})

test.each([2024, 2025])('money of %s is where its plan says, down to the last team', async year => {
  const { body } = await group.call(routes.money, { id: idOf(year) })
  expect(new Set(body.rows.map(one => one.source))).toEqual(
    new Set(['company', 'union', 'youth', 'partner', 'community'].slice(0, 4)),
  )
  expect(body.rows.length).toBeGreaterThan(1000)
  for (const one of body.rows) expect(BigInt(one.free) + BigInt(one.passedOn)).toBe(BigInt(one.received))
  const { body: last } = await group.call(routes.lastYear, { id: idOf(2025) })
  expect(last.columns).toContain('money-union')
})

test('money went down the ledger as far as plans are approved, and each đồng is where the plan says', async () => {
  const { body } = await group.call(routes.money, { id: idOf(2026) })
  const row = (name: string) => body.rows.find(one => one.name === name && one.source === 'company')
  expect(row('Tập đoàn Điện lực Việt Nam')).toMatchObject({ received: '118000000000', spent: '0' })
  expect(row('Công ty Điện lực Cà Mau')).toMatchObject({ passedOn: '0', spent: '0' })
  for (const one of body.rows) expect(BigInt(one.free) + BigInt(one.passedOn)).toBe(BigInt(one.received))
  const { rows } = await world.owner.pool.query('select sum(posted)::text as all from ledger.accounts')
  expect(rows[0].all).toBe('0')
})

test('last year lies on this year’s tree: what Bình Dương and Bà Rịa - Vũng Tàu had is with the city now', async () => {
  const { body } = await group.call(routes.lastYear, { id: idOf(2025) })
  const led = body.columns.indexOf('led-lamps')
  const { body: table } = await group.call(routes.plan, { id: idOf(2025) })
  const both = (code: string) => {
    const at = body.units.indexOf(table.units.id[table.units.code.indexOf(code)] ?? '')
    return [body.asItWas[led]?.[at] ?? 0, body.asItIsNow[led]?.[at] ?? 0] as const
  }
  const corporations = ['EVNNPC', 'EVNCPC', 'EVNSPC', 'EVNHANOI', 'EVNHCMC'].map(both)
  const [was, now] = [0, 1].map(side => corporations.reduce((sum, pair) => sum + (pair[side] ?? 0), 0))
  expect(both('EVN')[0]).toBe(both('EVN')[1])
  expect(was).toBe(now)
  expect(both('EVNHCMC')[1]).toBeGreaterThan(both('EVNHCMC')[0])
})

test('public figures stand with their source, apart from what is planned', async () => {
  const { body } = await group.call(routes.one, { id: idOf(2025) })
  expect(body.announced).toContainEqual(expect.objectContaining({ who: 'EVN', quantity: 10_864, unit: 'bloodUnits' }))
  for (const one of body.announced) expect(one.source).toMatch(/^https:/)
})
