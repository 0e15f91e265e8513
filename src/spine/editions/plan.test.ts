import { afterAll, describe, expect, test } from 'vitest'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, newEdition, cell, type, submit, hashOf, approve, approvedDownTo } = await newEditionsWorld()
afterAll(() => world.close())
let years = 2030
const fresh = (): Promise<string> => newEdition(++years)
const units = world.units
const union = { column: 'money-union' }

describe('from the group to a field team', () => {
  test('targets and money go down level by level, two plans come back, and each is approved from above', async () => {
    const id = await fresh()
    await type(id, who('planner', 'group'), [
      cell('group', 'target', 2000),
      cell('parent', 'target', 1800),
      cell('group', 'target', 90_000_000, union),
      cell('parent', 'target', 80_000_000, union),
    ])
    // Not everything is given out yet: it stays as it was typed, and says what is missing.
    const early = await submit(id, 'group')
    expect(early).toMatchObject({ status: 409, body: { code: 'editions.not_balanced' } })
    expect(early.body.title).toBe('Chưa gửi duyệt được: 2 chỗ cần sửa.')
    expect(early.body.errors?.map(one => one.code)).toEqual(['editions.short', 'editions.short'])
    await type(id, who('planner', 'group'), [
      cell('group', 'reserve', 200),
      cell('group', 'reserve', 10_000_000, union),
    ])
    expect((await submit(id, 'group')).body).toMatchObject({ state: 'waiting' })
    expect((await approve(id, 'group', who('approver', 'group'))).body).toMatchObject({ state: 'approved', entries: 2 })

    await type(id, who('planner', 'parent'), [
      cell('own', 'target', 1200),
      cell('sibling', 'target', 500),
      cell('parent', 'reserve', 100),
      cell('own', 'target', 50_000_000, union),
      cell('parent', 'reserve', 30_000_000, union),
    ])
    await submit(id, 'parent')
    const back = await who('approver', 'group').call(routes.sendBack, {
      id,
      unit: units.parent,
      hash: await hashOf(id, 'parent'),
      reason: 'Công ty Hai nhận ít hơn năm trước.',
    })
    expect(back.body).toMatchObject({ state: 'sent_back' })
    await type(id, who('planner', 'parent'), [
      cell('sibling', 'target', 550, { was: 500 }),
      cell('parent', 'reserve', 50, { was: 100 }),
    ])
    await submit(id, 'parent')
    expect((await approve(id, 'parent', who('approver', 'group'))).body).toMatchObject({ entries: 1 })

    await type(id, who('planner', 'own'), [
      cell('child', 'target', 1140),
      cell('own', 'reserve', 60),
      cell('child', 'target', 50_000_000, union),
    ])
    await submit(id, 'own')
    await who('approver', 'parent').call(routes.sendBack, {
      id,
      unit: units.own,
      hash: await hashOf(id, 'own'),
      reason: 'Xem lại dự phòng.',
    })
    await submit(id, 'own')
    await approve(id, 'own', who('approver', 'parent'))
    await submit(id, 'child')
    expect((await approve(id, 'child', who('approver', 'own'))).body).toMatchObject({ state: 'approved', entries: 0 })

    const { body } = await who('planner', 'group').call(routes.plan, { id })
    const place = (unit: string): number => body.units.id.indexOf(unit)
    expect([units.group, units.parent, units.own, units.child].map(unit => body.units.state[place(unit)])).toEqual(
      Array(4).fill('approved'),
    )
    const led = body.columns.findIndex(column => column.key === 'led-lamps')
    expect(body.target[led]?.[place(units.child)]).toBe(1140)
    expect(body.problems.filter(one => one.column === 'led-lamps' && one.unit === units.own)).toEqual([])
    const money = await who('planner', 'group').call(routes.money, { id })
    expect(money.body.rows.map(row => [row.unit, row.received, row.passedOn, row.free, row.spent])).toEqual([
      [units.group, '90000000', '80000000', '10000000', '0'],
      [units.parent, '80000000', '50000000', '30000000', '0'],
      [units.own, '50000000', '50000000', '0', '0'],
      [units.child, '50000000', '0', '50000000', '0'],
    ])
    const history = await who('planner', 'parent').call(routes.unitPlan, { id, unit: units.parent })
    expect(history.body.moves.map(move => move.kind)).toEqual(['approved', 'submitted', 'sent_back', 'submitted'])
    expect(history.body.moves[2]?.reason).toBe('Công ty Hai nhận ít hơn năm trước.')
  })

  test('a team that is given too much is kept as typed: the excess, the room and the reserve above are named', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    const { body } = await type(id, who('planner', 'parent'), [
      cell('own', 'reserve', 60),
      cell('child', 'target', 1180),
    ])
    expect(body.changed).toHaveLength(2)
    expect(body.sums).toContainEqual({
      unit: units.own,
      column: 'led-lamps',
      assigned: 1200,
      children: 1180,
      reserve: 60,
    })
    expect(body.problems).toContainEqual(
      expect.objectContaining({ unit: units.own, code: 'excess', by: 40, child: units.child, room: 1140, above: 100 }),
    )
    // The company's own planner does not see what the corporation keeps back.
    const seen = await who('planner', 'own').call(routes.plan, { id })
    expect(seen.body.problems).toContainEqual(
      expect.objectContaining({ unit: units.own, code: 'excess', by: 40, above: null }),
    )
    const refused = await submit(id, 'own')
    expect(refused.body.errors?.[0]).toMatchObject({
      field: `${units.own}.led-lamps`,
      code: 'editions.excess',
      message:
        'Công ty Điện lực Một, Thay đèn LED: các đơn vị dưới và dự phòng cộng lại 1.240\u00a0hộ, được giao 1.200\u00a0hộ, vượt 40\u00a0hộ.',
    })
  })

  test('a unit asks for another figure, the level above grants it, and only then the plan can be submitted', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    await type(id, who('planner', 'own'), [
      cell('child', 'target', 1240),
      cell('own', 'wanted', 1240, { note: 'Thêm 40 hộ vùng bão' }),
    ])
    expect((await submit(id, 'own')).body.errors?.map(one => one.code)).toEqual([
      'editions.excess',
      'editions.unsettled',
      'editions.short',
    ])
    const queue = await who('planner', 'parent').call(routes.queue, { edition: id })
    expect(queue.body.rows).toMatchObject([{ kind: 'asked', unit: units.own, cells: 1, reason: 'Thêm 40 hộ vùng bão' }])

    await who('planner', 'parent').call(routes.amend, { id, unit: units.parent, reason: 'Công ty Một cần thêm 40 hộ.' })
    await type(id, who('planner', 'parent'), [
      cell('own', 'target', 1240, { was: 1200 }),
      cell('parent', 'reserve', 60, { was: 100 }),
    ])
    // What an amendment says counts once it is approved.
    expect((await submit(id, 'own')).body.errors?.map(one => one.code)).toContain('editions.excess')
    await submit(id, 'parent')
    await approve(id, 'parent', who('approver', 'group'))
    await type(id, who('planner', 'own'), [cell('child', 'target', 50_000_000, union)])
    expect((await submit(id, 'own')).body).toMatchObject({ state: 'waiting' })
  })
})
