import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { factRoutes } from '#spine/facts/routes.ts'
import { aPhoto } from '#test/photo.ts'
import { newWorld, type Person } from '#test/world.ts'
import { routes } from './routes.ts'

const world = await newWorld({ max: 40 })
afterAll(() => world.close())
const people: Record<string, Person> = {}
const edition = uuidv7()
beforeAll(async () => {
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  )
  const { own, child, sibling } = world.units
  for (const [name, role, unit] of [
    ['planner', 'planner', own],
    ['approver', 'approver', own],
    ['crew', 'crew', child],
    ['crewOfOwn', 'crew', own],
    ['stranger', 'approver', sibling],
    ['auditor', 'auditor', own],
  ] as const)
    people[name] = await world.staff(role, unit)
})
const who = (name: string): Person => people[name] as Person
const planted = async (): Promise<number> => (await world.nobody.call(routes.figures, {})).body.trees

async function newPlan(trees = 100, unitId = world.units.own): Promise<string> {
  const { body } = await who('planner').call(routes.plan, {
    unitId,
    place: 'Trường Tiểu học Hàm Rồng',
    species: 'shade',
    trees,
  })
  return body.id
}
async function approvedPlan(trees = 100): Promise<string> {
  const id = await newPlan(trees)
  await who('approver').call(routes.approve, { id })
  return id
}
const plant = (id: string, trees: number, more: { photoId?: string; plantedOn?: string } = {}) => ({
  id,
  trees,
  plantedOn: '2026-12-10',
  ...more,
})

describe('from plan to counted fact', () => {
  test('a plan waits, is approved by another, planted with a photo, counted, and opens again into its records', async () => {
    const before = await planted()
    const id = await newPlan(50)
    expect((await who('approver').call(routes.list, { state: 'proposed' })).body.plans).toContainEqual(
      expect.objectContaining({ id, state: 'proposed', mine: false }),
    )
    expect((await who('approver').call(routes.approve, { id })).status).toBe(200)
    expect((await who('crewOfOwn').call(routes.work, {})).body.plans.map(plan => plan.id)).toContain(id)

    const photoId = uuidv7()
    expect(
      (
        await who('crewOfOwn').call(
          evidence.keep,
          { unitId: world.units.own, record: id, kind: 'photo', bytes: aPhoto },
          { key: photoId },
        )
      ).status,
    ).toBe(200)
    const key = uuidv7()
    expect((await who('crewOfOwn').call(routes.plant, plant(id, 20, { photoId }), { key })).body).toEqual({
      id: key,
      planted: 20,
    })
    await who('crewOfOwn').call(routes.plant, plant(id, 5))

    expect((await who('planner').call(routes.one, { id })).body).toMatchObject({
      planted: 25,
      proven: 20,
      state: 'approved',
    })
    expect((await world.nobody.call(routes.figures, {})).body).toMatchObject({
      trees: before + 25,
      byGrade: { proven: 20 },
    })
    const figure = (
      await who('planner').call(factRoutes.figure, { edition, activity: 'blueprint', measure: 'trees-planted' })
    ).body
    expect(figure.records).toContainEqual(
      expect.objectContaining({ record: key, quantity: 20, grade: 'proven', day: '2026-12-10' }),
    )
  })

  test('each act stands in the audit with who did it, and who reads it reads a sentence', async () => {
    const id = await newPlan()
    const { rows } = await world.owner.pool.query(
      'select does, actor, unit, record from audit.entries where record = $1',
      [id],
    )
    expect(rows).toEqual([{ does: 'blueprint.plan', actor: who('planner').id, unit: world.units.own, record: id }])
  })
})

describe('what is refused, and changes nothing', () => {
  test('nobody approves a plan of their own, nor one that is decided already', async () => {
    const id = await newPlan()
    await world.owner.pool.query(
      `insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, 'approver', $3, '2020-01-01', now())`,
      [uuidv7(), who('planner').id, world.units.own],
    )
    expect((await who('planner').call(routes.approve, { id })).body.code).toBe('blueprint.own_plan')
    await world.owner.pool.query(`delete from people.roles where staff_id = $1 and role = 'approver'`, [
      who('planner').id,
    ])
    await who('approver').call(routes.approve, { id })
    expect((await who('approver').call(routes.approve, { id })).body.code).toBe('blueprint.not_waiting')
  })

  test('a plan goes back with a reason, only its author mends it, and it waits again', async () => {
    const id = await newPlan()
    expect((await who('approver').call(routes.sendBack, { id, reason: 'x' })).status).toBe(422)
    await who('approver').call(routes.sendBack, { id, reason: 'Chưa rõ ai chăm sóc' })
    const second = await world.staff('planner', world.units.own)
    const mended = { id, place: 'Trường Năm Căn', species: 'fruit', trees: 40 } as const
    expect((await second.call(routes.revise, mended)).body.code).toBe('blueprint.not_yours')
    expect((await who('planner').call(routes.revise, mended)).status).toBe(200)
    const { body } = await who('planner').call(routes.one, { id })
    expect(body).toMatchObject({ state: 'proposed', place: 'Trường Năm Căn', trees: 40 })
    expect(body.decisions.map(one => one.kind)).toEqual(['sent_back', 'revised'])
  })

  test.each([
    ['a plan that waits', async () => newPlan(), {}, 'blueprint.not_approved'],
    ['tomorrow', () => approvedPlan(), { plantedOn: '2026-12-11' }, 'blueprint.day_ahead'],
    ['a day before the plan', () => approvedPlan(), { plantedOn: '2026-12-09' }, 'blueprint.day_before_plan'],
    ['a photo that nobody kept', () => approvedPlan(), { photoId: uuidv7() }, 'blueprint.unknown_photo'],
    ['far too many trees', () => approvedPlan(10), { trees: 12 }, 'blueprint.too_many_trees'],
  ])('%s is not counted', async (_, arrange, more, code) => {
    const [id, before] = [await arrange(), await planted()]
    expect((await who('crewOfOwn').call(routes.plant, { ...plant(id, 5), ...more })).body.code).toBe(code)
    expect(await planted()).toBe(before)
  })

  test('a stranger sees no plan, and cannot touch one by its id', async () => {
    const id = await newPlan()
    expect((await who('stranger').call(routes.list, {})).body.plans).toEqual([])
    expect((await who('stranger').call(routes.one, { id })).status).toBe(404)
    expect((await who('stranger').call(routes.approve, { id })).body.code).toBe('blueprint.unknown_plan')
    expect(
      (
        await who('planner').call(routes.plan, {
          unitId: world.units.sibling,
          place: 'Nơi khác',
          species: 'shade',
          trees: 1,
        })
      ).body.code,
    ).toBe('blueprint.unit_out_of_scope')
  })
})

describe('delivered once', () => {
  test('a planting sent 32 times at once is one planting, one fact, one audit row', async () => {
    const [id, key, before] = [await approvedPlan(), uuidv7(), await planted()]
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => who('crewOfOwn').call(routes.plant, plant(id, 7), { key })),
    )
    expect(answers.every(one => one.status === 200 && one.body.planted === 7)).toBe(true)
    expect(await planted()).toBe(before + 7)
    const { rows } = await world.owner.pool.query(
      `select (select count(*)::int from facts.facts where record = $1) as facts, (select count(*)::int from blueprint.plantings where id = $1) as plantings,
      (select count(*)::int from audit.entries where does = 'blueprint.plant' and record = $2) as acts`,
      [key, id],
    )
    expect(rows[0]).toEqual({ facts: 1, plantings: 1, acts: 1 })
  })

  test('24 crews at once never record more than the plan and a tenth', async () => {
    const id = await approvedPlan(100)
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => who('crewOfOwn').call(routes.plant, plant(id, 10))),
    )
    expect(answers.filter(one => one.status === 200)).toHaveLength(11)
    expect(new Set(answers.filter(one => one.status !== 200).map(one => one.body.code))).toEqual(
      new Set(['blueprint.too_many_trees']),
    )
    expect((await who('planner').call(routes.one, { id })).body.planted).toBe(110)
  })
})
