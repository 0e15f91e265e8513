import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { type Counted, correct, count } from '#spine/facts'
import { newWorld, type Units } from '#test/world.ts'
import { reportRoutes } from './routes.ts'
import { grades } from './rules.ts'

const world = await newWorld({ max: 24 })
afterAll(() => world.close())
const [edition, before] = [uuidv7(), uuidv7()]
const everyone = Object.values(world.units)
const now = new Date('2026-12-10T02:00:00Z')
const activity = 'free-service'

beforeAll(() =>
  world.owner.pool.query(
    `insert into editions.editions (id, year, number, name_vi, name_en, from_day, until_day) values
      ($1, 2026, 12, 'Đợt 2026', 'Edition 2026', '2026-12-01', '2026-12-31'), ($2, 2025, 11, 'Đợt 2025', 'Edition 2025', '2025-12-01', '2025-12-31')`,
    [edition, before],
  ),
)

const put = (more: Partial<Counted> = {}) =>
  world.within({ units: everyone }, tx =>
    count(
      tx,
      {
        edition,
        activity,
        measure: 'repairs',
        unit: world.units.own,
        day: '2026-12-09',
        quantity: 1,
        record: uuidv7(),
        grade: 'recorded',
        duty: 'extra',
        ...more,
      },
      now,
    ),
  )
const fold = () => world.within({ units: everyone }, tx => sql`select reports.fold()`.execute(tx))
const planner = await world.staff('planner', world.units.group)
const look = async (more: { unit?: string; edition?: string; tree?: 'was' | 'is' } = {}, who = planner) =>
  (await who.call(reportRoutes.overview, { edition, ...more })).body
const totalOf = (body: Awaited<ReturnType<typeof look>>, measure: string) =>
  body.measures.find(one => one.measure === measure)?.counted.total
const open = async (measure: string, more: { unit?: string } = {}, who = planner) =>
  (await who.call(reportRoutes.figure, { edition, activity, measure, ...more })).body

async function assign(unit: keyof Units, measure: string, value: number, owner: keyof Units): Promise<void> {
  const { rows } = await world.owner.pool.query<{ id: string }>(
    `with there as (select id from editions.plan_versions where edition_id = $2 and unit_id = $3),
       made as (insert into editions.plan_versions (id, edition_id, unit_id, n, opened_at) select $1, $2, $3, 1, now()
         where not exists (select from there) returning id)
     select id from there union all select id from made`,
    [uuidv7(), edition, world.units[owner]],
  )
  await world.owner.pool.query(
    `insert into editions.plan_cells (version_id, owner_id, unit_id, measure, kind, value, at) values ($1, $2, $3, $4, 'target', $5, now())`,
    [rows[0]?.id, world.units[owner], world.units[unit], measure, value],
  )
}

describe('an act', () => {
  test('stands at the top as soon as it is there, and stays when it is folded, once', async () => {
    await put({ measure: 'at-once', quantity: 2.5, unit: world.units.child })
    expect(totalOf(await look(), 'at-once')).toBe(2.5)
    await fold()
    await fold()
    expect(totalOf(await look(), 'at-once')).toBe(2.5)
    await put({ measure: 'at-once', quantity: 1, unit: world.units.other })
    expect(totalOf(await look(), 'at-once')).toBe(3.5)
    expect(totalOf(await look({ unit: world.units.own }), 'at-once')).toBe(2.5)
  })

  test('a correction takes away what it replaces, also from the largest, folded or not', async () => {
    const { id } = await put({ measure: 'corrected', quantity: 10, grade: 'declared' })
    await put({ measure: 'corrected', quantity: 4 })
    await fold()
    await world.within({ units: everyone }, tx => correct(tx, id, { quantity: 3, grade: 'proven' }, now))
    const seen = async () => (await open('corrected')).counted
    expect(await seen()).toMatchObject({ declared: 0, recorded: 4, proven: 3, total: 7, many: 2 })
    await fold()
    expect(await seen()).toMatchObject({ declared: 0, recorded: 4, proven: 3, total: 7, many: 2 })
    const { rows } = await world.owner.pool.query(
      `select largest::int as n from reports.sums where measure = 'corrected' and by = 'unit'`,
    )
    expect(rows).toEqual([{ n: 4 }])
    const log = (await planner.call(reportRoutes.corrections, { edition })).body.corrections
    expect(log[0]).toMatchObject({
      before: { quantity: 10, grade: 'declared' },
      after: { quantity: 3, grade: 'proven' },
    })
  })

  test('of a shared subject counts once, where it is owned', async () => {
    for (const unit of [world.units.own, world.units.other]) await put({ measure: 'shared', subject: 'a home', unit })
    expect(totalOf(await look(), 'shared')).toBe(1)
  })

  test('is seen in its units only: a sibling finds neither the sum nor the record', async () => {
    const { id } = await put({ measure: 'private', unit: world.units.own })
    const stranger = await world.staff('planner', world.units.sibling)
    expect(totalOf(await look({}, stranger), 'private')).toBeUndefined()
    expect((await open('private', {}, stranger)).counted.total).toBe(0)
    expect((await stranger.call(reportRoutes.records, { edition, activity, measure: 'private' })).body.records).toEqual(
      [],
    )
    expect((await stranger.call(reportRoutes.record, { id })).status).toBe(404)
    expect((await stranger.call(reportRoutes.overview, { edition, unit: world.units.own })).body.code).toBe(
      'reports.unknown_unit',
    )
  })
})

test('parent = sum of children + its own, whatever is counted, corrected and folded in between', async () => {
  const units = Object.values(world.units)
  const step = fc.oneof(
    fc.record({
      unit: fc.constantFrom(...units),
      quantity: fc.integer({ min: 0, max: 5000 }).map(n => n / 1000),
      grade: fc.constantFrom(...grades),
    }),
    fc.constant('fold' as const),
    fc.constant('correct' as const),
  )
  let run = 0
  /** Does the steps, and answers what must stand in the end. */
  const play = async (steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[], measure: string) => {
    const live = new Map<string, number>()
    for (const one of steps) {
      const last = [...live.keys()].at(-1)
      if (one === 'fold') await fold()
      else if (one !== 'correct') live.set((await put({ ...one, measure })).id, one.quantity)
      else if (last) {
        live.set(await world.within({ units: everyone }, tx => correct(tx, last, { quantity: 0.125 }, now)), 0.125)
        live.delete(last)
      }
    }
    return Math.round([...live.values()].reduce((sum, value) => sum + value, 0) * 1000) / 1000
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
      const measure = `sum-${run++}`
      const expected = await play(steps, measure)
      expect((await open(measure)).counted.total).toBe(expected)
      for (const unit of [world.units.group, world.units.parent, world.units.own]) {
        const seen = await open(measure, { unit })
        const sum = seen.units.reduce((all, one) => all + one.counted.total, 0)
        expect(seen.counted.total).toBeCloseTo(sum, 6)
      }
    }),
    { numRuns: 8 },
  )
})

test('plan stands beside what was done: who is behind comes with days and with what holds them up', async () => {
  await assign('group', 'free-repairs', 100, 'group')
  await assign('parent', 'free-repairs', 80, 'group')
  await assign('own', 'free-repairs', 40, 'parent')
  await assign('sibling', 'free-repairs', 30, 'parent')
  await put({ quantity: 2, unit: world.units.child })
  await put({ quantity: 30, unit: world.units.sibling, grade: 'proven' })
  const body = await look()
  expect(body.measures.find(one => one.code === 'free-repairs')).toMatchObject({ plan: 100, done: 0.32 })
  const unit = (id: string) => body.units.find(one => one.id === id)
  expect(unit(world.units.own)).toMatchObject({
    above: 'Tổng công ty Một',
    progress: 0.05,
    daysLate: 8,
    worst: { key: 'free-service/repairs', plan: 40, total: 2 },
  })
  expect(unit(world.units.sibling)).toMatchObject({ progress: 1, daysLate: 0, worst: null })
  expect(unit(world.units.other)).toMatchObject({ progress: null, daysLate: null })
})

test('a total of a unit that is not on the system yet stands apart, and records replace it without counting twice', async () => {
  const put1 = (quantity: number, at: string) =>
    world.owner.pool.query(
      `insert into reports.stated values ($1, $2, $3, 'paper', $4, $5, '2026-12-08', '12/BC', repeat('a', 64), $1, $6)`,
      [uuidv7(), edition, activity, world.units.other, quantity, at],
    )
  await put1(90, '2026-12-08T01:00:00Z')
  await put1(60, '2026-12-08T02:00:00Z')
  const seen = async () => (await open('paper')).counted
  expect(await seen()).toMatchObject({ stated: 60, total: 60, declared: 0 })
  await put({ measure: 'paper', unit: world.units.other, quantity: 25, grade: 'proven' })
  expect(await seen()).toMatchObject({ stated: 35, proven: 25, total: 60 })
  await put({ measure: 'paper', unit: world.units.own, quantity: 7 })
  expect(await seen()).toMatchObject({ stated: 35, total: 67 })
  await put({ measure: 'paper', unit: world.units.other, quantity: 40 })
  expect(await seen()).toMatchObject({ stated: 0, total: 72 })
})

test('the tree as it was and as it is: a merged unit counts for who took it over, and both add up to the same', async () => {
  await world.owner.pool.query(
    `begin; update org.units set closed_on = '2026-12-09' where id = '${world.units.sibling}';
     update org.unit_names set until_day = '2026-12-09' where unit_id = '${world.units.sibling}';
     update org.unit_parents set until_day = '2026-12-09' where unit_id = '${world.units.sibling}';
     insert into org.unit_successors values ('${world.units.sibling}', '${world.units.other}', '2026-12-09', 'merge'); commit`,
  )
  await put({ measure: 'moved', unit: world.units.sibling, quantity: 9 })
  await put({ measure: 'moved', unit: world.units.other, quantity: 1 })
  const of = async (tree: 'was' | 'is') => {
    const { body } = await planner.call(reportRoutes.figure, { edition, activity, measure: 'moved', tree })
    return { total: body.counted.total, units: Object.fromEntries(body.units.map(one => [one.id, one.counted.total])) }
  }
  expect(await of('was')).toMatchObject({ total: 10, units: { [world.units.sibling]: 9, [world.units.other]: 1 } })
  const seen = await of('is')
  expect(seen.total).toBe(10)
  expect(seen.units).toMatchObject({ [world.units.other]: 10 })
  expect(seen.units[world.units.sibling]).toBeUndefined()
  const progress = (await look({ tree: 'is' })).units.find(one => one.id === world.units.other)
  // Its plan came along with it: 30 repairs, all done.
  expect(progress).toMatchObject({ progress: 1 })
})

test('a figure opens into its records: 50 a page, newest first, by grade and day, and each into itself', async () => {
  for (let n = 0; n < 53; n++)
    await put({
      measure: 'many',
      quantity: n,
      day: n < 3 ? '2026-12-01' : '2026-12-02',
      grade: n % 2 ? 'proven' : 'recorded',
    })
  const ask = async (more: object = {}) =>
    (await planner.call(reportRoutes.records, { edition, activity, measure: 'many', ...more })).body
  const first = await ask()
  expect(first.records.map(one => one.quantity).slice(0, 2)).toEqual([52, 51])
  expect(first.records).toHaveLength(50)
  expect((await ask({ after: first.next })).records.map(one => one.quantity)).toEqual([2, 1, 0])
  expect((await ask({ day: '2026-12-01', grade: 'proven' })).records.map(one => one.quantity)).toEqual([1])
  expect((await ask({ province: '96' })).records).toEqual([])
  const { body } = await planner.call(reportRoutes.record, { id: first.records[0]?.id ?? '' })
  expect(body).toMatchObject({ measure: { measure: 'many' }, opens: null, versions: [{ quantity: 52 }] })
  expect((await open('many')).days).toEqual([
    { day: '2026-12-01', total: 3 },
    { day: '2026-12-02', total: 1375 },
  ])
})
