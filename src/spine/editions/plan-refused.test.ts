import { afterAll, describe, expect, test } from 'vitest'
import { orgRoutes } from '#spine/org/routes.ts'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, admin, newEdition, cell, type, submit, approvedDownTo } = await newEditionsWorld()
afterAll(() => world.close())
let years = 2030
const fresh = (): Promise<string> => newEdition(++years)
const units = world.units

describe('what is refused', () => {
  test('cells that cannot be, each by name; a paste keeps everything or nothing', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    const cells = [
      cell('child', 'target', -1),
      cell('child', 'target', 1.5, { column: 'led-pieces' }),
      cell('own', 'target', 1300, { was: 1200 }),
      cell('sibling', 'wanted', 5),
      cell('child', 'reserve', 5),
      cell('child', 'target', 5, { column: 'no-such-measure' }),
      cell('child', 'target', 5, { column: 'homes-wired' }),
      cell('child', 'target', 6, { column: 'homes-wired' }),
    ]
    const codes = [
      'editions.negative',
      'editions.fraction',
      'editions.not_yours',
      'editions.unknown_unit',
      'editions.no_reserve',
      'editions.unknown_measure',
      undefined,
      'editions.same_cell_twice',
    ]
    const all = await type(id, who('planner', 'own'), cells)
    expect(all).toMatchObject({ status: 409, body: { code: 'editions.cells_refused' } })
    expect(all.body.errors?.map(one => [one.field, one.code])).toEqual(
      codes.flatMap((code, at) => (code ? [[`cells.${at}`, code]] : [])),
    )
    const wired = async () => {
      const { body } = await who('planner', 'own').call(routes.plan, { id })
      return body.target[body.columns.findIndex(column => column.key === 'homes-wired')]?.[
        body.units.id.indexOf(units.child)
      ]
    }
    expect(await wired()).toBeNull()
    const each = await type(id, who('planner', 'own'), cells, 'each')
    expect(each.body.refused.map(one => one.code)).toEqual(codes.filter(Boolean))
    expect(await wired()).toBe(5)
  })

  test('a target of nothing, too few for the rule of the edition, and a cost out of the ordinary without a reason', async () => {
    const id = await fresh()
    const { body } = await admin.call(routes.one, { id })
    await admin.call(routes.measures, {
      id,
      measures: body.measures,
      least: [{ measure: 'substations-cleaned', kind: 'company', least: 20 }],
    })
    await approvedDownTo(id, 'group')
    const cleaned = { column: 'substations-cleaned' }
    await type(id, who('planner', 'parent'), [
      cell('own', 'target', 1200),
      cell('sibling', 'target', 600),
      cell('own', 'target', 19, cleaned),
      cell('sibling', 'target', 0, cleaned),
      cell('own', 'target', 10, { column: 'homes-wired' }),
      cell('own', 'target', 90_000_000, { column: 'homes-wired-cost' }),
    ])
    const refused = await submit(id, 'parent')
    const found = (refused.body.errors ?? []).filter(one => !one.field.startsWith(units.parent))
    expect(found.map(one => [one.field, one.code]).sort()).toEqual(
      [
        [`${units.own}.substations-cleaned`, 'editions.below_least'],
        [`${units.sibling}.substations-cleaned`, 'editions.nothing'],
        [`${units.sibling}.substations-cleaned`, 'editions.below_least'],
        [`${units.own}.homes-wired-cost`, 'editions.cost_high'],
      ].sort(),
    )
    await type(id, who('planner', 'parent'), [
      cell('own', 'target', 90_000_000, { column: 'homes-wired-cost', was: 90_000_000, note: 'Kéo cáp qua sông' }),
    ])
    const again = await submit(id, 'parent')
    expect(again.body.errors?.map(one => one.code)).not.toContain('editions.cost_high')
  })

  test('an empty plan, a plan of nobody, an unknown edition, a closed one', async () => {
    const id = await fresh()
    expect((await submit(id, 'group')).body.code).toBe('editions.nothing_planned')
    expect((await who('planner', 'own').call(routes.submit, { id, unit: units.sibling })).body.code).toBe(
      'editions.unknown_unit',
    )
    expect((await who('planner', 'own').call(routes.plan, { id: units.own })).body.code).toBe(
      'editions.unknown_edition',
    )
    await admin.call(routes.turn, { id, to: 'closed' })
    expect((await type(id, who('planner', 'group'), [cell('group', 'target', 5)])).body.code).toBe('editions.closed')
    expect((await admin.call(routes.turn, { id, to: 'open' })).body.code).toBe('editions.wrong_state')
  })

  test('a unit that has closed since the day of the tree, by name and with what to do', async () => {
    const id = await fresh()
    const gone = (
      await admin.call(orgRoutes.open, {
        code: 'GONE',
        name: 'Đội Sắp Giải Thể',
        kind: 'team',
        parent: units.own,
        day: '2026-12-01',
      })
    ).body.unit
    await world.owner.pool.query(`update editions.editions set reference_day = '2026-12-02' where id = $1`, [id])
    await admin.call(orgRoutes.close, { id: gone, day: '2026-12-09' })
    const { body } = await type(id, who('planner', 'own'), [{ ...cell('child', 'target', 5), unit: gone }], 'each')
    expect(body.refused[0]).toMatchObject({ code: 'editions.unit_closed' })
    expect(body.refused[0]?.says).toContain('Đội Sắp Giải Thể đã đóng từ ngày 09/12/2026')
  })

  test('a member that distributes no power, where the catalogue keeps it to the social block', async () => {
    const id = await fresh()
    const genco = (
      await admin.call(orgRoutes.open, {
        code: 'GENCO9',
        name: 'Tổng công ty Phát điện 9',
        kind: 'generation',
        parent: units.group,
        day: '2026-12-01',
      })
    ).body.unit
    const { body } = await type(
      id,
      who('planner', 'group'),
      [
        { ...cell('other', 'target', 5), unit: genco, column: 'free-repairs' },
        { ...cell('other', 'target', 5), unit: genco, column: 'blood-units' },
      ],
      'each',
    )
    expect(body.refused).toMatchObject([{ cell: 0, code: 'editions.not_taking_part' }])
    expect(body.changed).toMatchObject([{ unit: genco, column: 'blood-units' }])
  })
})
