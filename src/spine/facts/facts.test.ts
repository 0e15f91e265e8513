import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { newWorld } from '#test/world.ts'
import { type Counted, correct, count, publicFigure } from './index.ts'
import { factRoutes } from './routes.ts'

const world = await newWorld({ max: 40 })
afterAll(() => world.close())
const edition = uuidv7()
const of = { edition, activity: 'tree-planting', measure: 'trees' } as const
const now = new Date('2026-12-10T02:00:00Z')
beforeAll(() =>
  world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Đợt', 'Edition', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  ),
)

const fact = (more: Partial<Counted> = {}): Counted => ({
  ...of,
  unit: world.units.own,
  day: '2026-12-10',
  quantity: 1,
  record: uuidv7(),
  grade: 'recorded',
  duty: 'extra',
  ...more,
})
const counted = (more: Partial<Counted> = {}) =>
  world.within({ units: [more.unit ?? world.units.own] }, tx => count(tx, fact(more), now))
const total = (measure: string) => world.within({}, tx => publicFigure(tx, { ...of, measure }))

describe('what is counted', () => {
  test('adds up by grade, exactly, and opens into its records', async () => {
    for (const [quantity, grade] of [
      [0.1, 'proven'],
      [0.2, 'proven'],
      [5, 'declared'],
    ] as const)
      await counted({ measure: 'kwh', quantity, grade })
    expect(await total('kwh')).toEqual({ declared: 5, recorded: 0, proven: 0.3 })
    const planner = await world.staff('planner', world.units.parent)
    const { body } = await planner.call(factRoutes.figure, { ...of, measure: 'kwh' })
    expect(body).toMatchObject({ total: 5.3, byGrade: { proven: 0.3 } })
    expect(body.records).toHaveLength(3)
  })

  test('stays in its units: a stranger opens the same figure and finds nothing', async () => {
    await counted({ measure: 'lamps' })
    const stranger = await world.staff('planner', world.units.sibling)
    expect((await stranger.call(factRoutes.figure, { ...of, measure: 'lamps' })).body).toMatchObject({
      total: 0,
      records: [],
    })
    await expect(world.within({ units: [world.units.sibling] }, tx => count(tx, fact(), now))).rejects.toThrow(
      'row-level security',
    )
  })

  test('stands by unit for whoever compares it with a plan: own counts, a shared subject where it is owned', async () => {
    for (const [unit, day, quantity] of [
      [world.units.own, '2026-12-10', 3],
      [world.units.child, '2026-12-10', 2],
      [world.units.child, '2027-01-05', 0.5],
      [world.units.sibling, '2026-12-10', 7],
    ] as const)
      await counted({ measure: 'progress-km', unit, day, quantity })
    for (const unit of [world.units.own, world.units.child])
      await counted({ measure: 'progress-homes', subject: 'one home', unit })
    const planner = await world.staff('planner', world.units.own)
    const seen = async (by: 'edition' | 'month') =>
      (await planner.call(factRoutes.progress, { edition, by })).body.measures
        .filter(one => one.measure.startsWith('progress-'))
        .map(one => [one.measure, one.month, ...one.units.map((unit, at) => [unit, one.quantity[at]])])
    const sorted = (...cells: (string | number)[][]) => cells.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
    const { own, child } = world.units
    expect(await seen('edition')).toEqual([
      ['progress-homes', null, [own, 1]],
      ['progress-km', null, ...sorted([own, 3], [child, 2.5])],
    ])
    expect(await seen('month')).toEqual([
      ['progress-homes', '2026-12', [own, 1]],
      ['progress-km', '2026-12', ...sorted([own, 3], [child, 2])],
      ['progress-km', '2027-01', [child, 0.5]],
    ])
  })

  test('is undone with the act that it belongs to', async () => {
    await world
      .within({ units: [world.units.own] }, async tx => {
        await count(tx, fact({ measure: 'undone' }), now)
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(await total('undone')).toEqual({ declared: 0, recorded: 0, proven: 0 })
  })
})

describe('a correction', () => {
  test('is a new fact that replaces the old one, which stays readable', async () => {
    const { id } = await counted({ measure: 'visits', quantity: 10 })
    const second = await world.within({ units: [world.units.own] }, tx => correct(tx, id, { quantity: 8 }, now))
    await world.within({ units: [world.units.own] }, tx => correct(tx, second, { quantity: 9, grade: 'proven' }, now))
    expect(await total('visits')).toEqual({ declared: 0, recorded: 0, proven: 9 })
    const { rows } = await world.owner.pool.query(
      'select quantity::int as n from facts.facts where measure = $1 order by id',
      ['visits'],
    )
    expect(rows.map(row => row.n)).toEqual([10, 8, 9])
  })

  test('happens once: of 16 at the same time one replaces, and nobody edits or removes', async () => {
    const { id } = await counted({ measure: 'gifts', quantity: 4 })
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, () =>
        world.within({ units: [world.units.own] }, tx => correct(tx, id, { quantity: 3 }, now)),
      ),
    )
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect((await total('gifts')).recorded).toBe(3)
    await expect(world.owner.pool.query('update facts.facts set quantity = 1')).rejects.toThrow('a fact stays')
    await expect(world.owner.pool.query('delete from facts.facts')).rejects.toThrow('a fact stays')
  })

  test('of what is not there, or not in scope, is refused by name', async () => {
    const { id } = await counted({ measure: 'meters' })
    await expect(
      world.within({ units: [world.units.sibling] }, tx => correct(tx, id, { quantity: 1 }, now)),
    ).rejects.toMatchObject({ code: 'facts.unknown_fact' })
  })
})

test('64 units that count the same household at once: one is first and owns it, the others are joint, and it counts once', async () => {
  const units = [world.units.own, world.units.sibling, world.units.child, world.units.other]
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, index) =>
      counted({ measure: 'households', subject: 'household-7', unit: units[index % 4] ?? '' }),
    ),
  )
  expect(answers.filter(one => !one.joint)).toHaveLength(1)
  expect((await total('households')).recorded).toBe(1)
})
