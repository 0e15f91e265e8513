import { afterAll, describe, expect, test } from 'vitest'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Person } from '#test/world.ts'
import { newEditionsWorld, writtenEdition } from './editions.world.ts'
import { findCurrentEdition } from './index.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, admin, newEdition, cell, type, approvedDownTo } = await newEditionsWorld()
afterAll(() => world.close())
const units = world.units

describe('an edition', () => {
  test('goes from draft to open to closed, each with who and when; then nothing changes it', async () => {
    const { body } = await admin.call(routes.create, { year: 2040, ...writtenEdition(2040) })
    const { id } = body
    await admin.call(routes.turn, { id, to: 'open' })
    await admin.call(routes.turn, { id, to: 'closed', reason: 'Đã tổng kết' })
    const page = await who('planner', 'own').call(routes.one, { id })
    expect(page.body).toMatchObject({ state: 'closed', anniversary: 86, edits: false, referenceDay: '2040-12-01' })
    // A closed edition can be copied by the group, and by nobody else; screens offer what the answer says.
    const makes = async (person: Person) => [
      (await person.call(routes.list, {})).body.makes,
      (await person.call(routes.one, { id })).body.makes,
    ]
    expect([await makes(who('planner', 'group')), await makes(who('planner', 'own'))]).toEqual([
      [true, true],
      [false, false],
    ])
    expect(page.body.states.map(one => [one.state, one.by, one.reason])).toEqual([
      ['draft', 'Nhân viên administrator', null],
      ['open', 'Nhân viên administrator', null],
      ['closed', 'Nhân viên administrator', 'Đã tổng kết'],
    ])
    expect((await admin.call(routes.change, { id, ...writtenEdition(2040) })).body.code).toBe('editions.closed')
    expect((await admin.call(routes.turn, { id, to: 'open' })).body.code).toBe('editions.wrong_state')
  })

  test.each([
    [{ year: 2041 }, 'editions.number_taken'],
    [{ year: 2040, number: 300 }, 'editions.year_taken'],
    [{ year: 2042, number: 301, until: '2040-01-01' }, 'editions.ends_before'],
    [{ year: 2042, number: 301, tetUntil: '2040-12-30' }, 'editions.tet_before_end'],
    [{ year: 2042, number: 301, tetUntil: '2041-08-01' }, 'editions.window_too_long'],
  ])('%o is refused: %s', async (more, code) => {
    expect((await admin.call(routes.create, { ...writtenEdition(2040), ...more })).body.code).toBe(code)
  })

  test('is made by whoever holds the group, and by nobody below', async () => {
    const planner = await world.staff('planner', units.parent)
    expect((await planner.call(routes.create, { year: 2043, ...writtenEdition(2043) })).body.code).toBe(
      'editions.group_only',
    )
    expect((await who('planner', 'group').call(routes.create, { year: 2043, ...writtenEdition(2043) })).status).toBe(
      200,
    )
    expect(
      (await who('approver', 'group').call(routes.create, { year: 2044, ...writtenEdition(2044) })).body.code,
    ).toBe('kit.not_permitted')
  })

  test('of eight made for one year at once, one is', async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => admin.call(routes.create, { year: 2045, ...writtenEdition(2045) })),
    )
    expect(tries.map(one => one.status).sort()).toEqual([200, ...Array(7).fill(409)])
  })

  test('outside, a draft is not seen; the one that a day belongs to is found', async () => {
    const id = await newEdition(2046)
    const listed = async () => (await world.nobody.call(routes.list, {})).body.editions.map(one => one.year)
    await admin.call(routes.create, { year: 2047, ...writtenEdition(2047) })
    expect(await listed()).toContain(2046)
    expect(await listed()).not.toContain(2047)
    const found = await world.within({}, tx => findCurrentEdition(tx, '2046-12-15'))
    expect(found?.id).toBe(id)
  })

  test('lets a unit have days and a theme line of its own, inside it and its extension to Tết', async () => {
    const id = await newEdition(2048)
    await admin.call(routes.change, { id, ...writtenEdition(2048), tetUntil: '2049-01-31' })
    const theme = { vi: 'Chung tay vùng bão', en: 'Together after the storm' }
    const own = { id, unit: units.own, from: '2048-12-05', until: '2049-01-20', theme }
    expect((await who('planner', 'own').call(routes.window, own)).status).toBe(200)
    expect((await who('planner', 'own').call(routes.window, { ...own, until: '2049-02-01' })).body.code).toBe(
      'editions.outside_window',
    )
    expect((await who('planner', 'own').call(routes.window, { ...own, unit: units.sibling })).body.code).toBe(
      'kit.out_of_scope',
    )
    const windows = async (person = who('planner', 'own')) => (await person.call(routes.one, { id })).body.windows
    expect(await windows()).toMatchObject([{ unit: units.own, from: '2048-12-05', until: '2049-01-20', theme }])
    expect(await windows(who('planner', 'sibling'))).toEqual([])
  })

  test('keeps its tree once somebody planned on it, and its measures once they hold figures', async () => {
    const id = await newEdition(2049)
    await approvedDownTo(id, 'group')
    const moved = await admin.call(routes.change, { id, ...writtenEdition(2049), referenceDay: '2049-11-01' })
    expect(moved.body).toMatchObject({
      code: 'editions.reference_day_fixed',
      title: 'Ngày chốt cây đơn vị không đổi được nữa: đã có 1 kế hoạch lập theo cây của ngày đó.',
    })
    const { body } = await admin.call(routes.one, { id })
    const without = body.measures.filter(one => one.measure !== 'led-lamps')
    expect((await admin.call(routes.measures, { id, measures: without, least: [] })).body.code).toBe(
      'editions.measure_planned',
    )
    const byMonth = body.measures.map(one => ({ ...one, byMonth: one.measure === 'messages' }))
    expect((await admin.call(routes.measures, { id, measures: byMonth, least: [] })).status).toBe(200)
    const { body: table } = await who('planner', 'own').call(routes.plan, { id })
    expect(table.columns.map(column => column.key)).toContain('messages@2049-12')
  })
})

describe('the catalogue', () => {
  test('holds A1 to A8 and B1 to B6 with their measures, usual costs with source or marked without', async () => {
    const { body } = await who('planner', 'own').call(routes.catalogue, {})
    expect(body.activities.map(one => one.code).filter(code => /^[ab]\d$/.test(code))).toHaveLength(14)
    for (const { code } of body.activities) expect(body.measures.some(one => one.activity === code)).toBe(true)
    expect(body.measures.find(one => one.code === 'homes-wired-cost')).toMatchObject({
      of: 'homes-wired',
      usual: { low: 670_000, high: 4_500_000, unsourced: false },
    })
    expect(body.measures.find(one => one.code === 'led-pieces-cost')?.usual).toMatchObject({ unsourced: true })
    expect(body.edits).toBe(false)
  })

  test('takes an activity and a measure without programming, and keeps what figures stand under', async () => {
    const solar = {
      code: 'solar',
      block: 'social' as const,
      name: { vi: 'Điện mặt trời mái nhà', en: 'Rooftop solar' },
      kinds: ['company' as const],
      ended: false,
    }
    const measure = {
      code: 'solar-kwp',
      activity: 'solar',
      name: { vi: 'Công suất lắp', en: 'Installed' },
      unit: 'kW' as const,
      duty: 'extra' as const,
      gather: 'sum' as const,
      of: null,
      usual: null,
      ended: false,
    }
    expect((await who('planner', 'group').call(routes.putActivity, solar)).body.code).toBe('kit.not_permitted')
    const below = await world.staff('administrator', units.parent)
    expect((await below.call(routes.putActivity, solar)).body.code).toBe('editions.group_only')
    expect((await admin.call(routes.putMeasure, measure)).body.code).toBe('editions.unknown_activity')
    await admin.call(routes.putActivity, solar)
    expect((await admin.call(routes.putMeasure, measure)).status).toBe(200)
    expect(
      (await admin.call(routes.putMeasure, { ...measure, code: 'solar-cost', unit: 'kW', of: 'solar-kwp' })).body.code,
    ).toBe('editions.cost_of_itself')

    const id = await newEdition(2050)
    await type(id, who('planner', 'parent'), [cell('own', 'target', 12.5, { column: 'solar-kwp' })])
    expect((await admin.call(routes.putMeasure, { ...measure, unit: 'homes' })).body.code).toBe(
      'editions.measure_fixed',
    )
    expect((await admin.call(routes.putMeasure, { ...measure, name: { vi: 'Công suất', en: 'Power' } })).status).toBe(
      200,
    )
  })
})

describe('copied from the year before', () => {
  test('an edition says what changed, and its plan is filled on the tree of this year', async () => {
    const before = await newEdition(2060)
    await approvedDownTo(before, 'parent')
    // A team and a company are merged away in the year between.
    const opened = await admin.call(orgRoutes.open, {
      code: 'OLD',
      name: 'Công ty Điện lực Cũ',
      kind: 'company',
      parent: units.parent,
      day: '2026-12-01',
    })
    const old = opened.body.unit
    await who('planner', 'parent').call(routes.amend, { id: before, unit: units.parent, reason: 'Thêm công ty Cũ' })
    await type(before, who('planner', 'parent'), [
      { ...cell('own', 'target', 70), unit: old },
      cell('parent', 'reserve', 30, { was: 100 }),
    ])
    await admin.call(orgRoutes.merge, { units: [old], into: { unit: units.sibling }, day: '2061-07-01' })

    const copied = await admin.call(routes.copy, { id: before, year: 2061 })
    const { id, changed } = copied.body
    expect(changed.map(one => [one.what, one.before, one.after])).toEqual([
      ['number', '46', '47'],
      ['name', 'Tháng Tri ân khách hàng 2060', 'Tháng Tri ân khách hàng 2061'],
      ['from', '2060-12-01', '2061-12-01'],
      ['until', '2060-12-31', '2061-12-31'],
      ['referenceDay', '2060-12-01', '2061-12-01'],
      ['units', 'OLD', ''],
    ])
    expect((await admin.call(routes.copy, { id: before, year: 2061 })).body.code).toBe('editions.year_taken')

    // The amendment was never approved, so what it says does not count: the figures of the approved version come over.
    await type(id, who('planner', 'parent'), [cell('own', 'target', 1111)])
    const filled = await who('planner', 'group').call(routes.copyPlan, { id, root: units.group })
    expect(filled.body).toMatchObject({
      from: 2060,
      kept: 1,
      merged: [{ from: 'Công ty Điện lực Cũ', into: 'Công ty Điện lực Hai' }],
    })
    const { body } = await who('planner', 'group').call(routes.plan, { id })
    const at = (unit: string) =>
      body.target[body.columns.findIndex(one => one.key === 'led-lamps')]?.[body.units.id.indexOf(unit)]
    expect([units.group, units.parent, units.own, units.sibling].map(at)).toEqual([2000, 1800, 1111, 500])
    const again = await who('planner', 'group').call(routes.copyPlan, { id, root: units.group })
    expect(again.body.cells).toBe(0)

    const compared = await who('planner', 'group').call(routes.lastYear, { id })
    const led = compared.body.columns.indexOf('led-lamps')
    const now = (unit: string) => compared.body.asItIsNow[led]?.[compared.body.units.indexOf(unit)]
    expect([units.group, units.parent, units.own].map(now)).toEqual([2000, 1800, 1200])
  })

  test('there is nothing to copy before the first', async () => {
    const id = await newEdition(2020)
    expect((await who('planner', 'group').call(routes.copyPlan, { id, root: units.group })).body.code).toBe(
      'editions.nobody_before',
    )
    expect((await who('planner', 'group').call(routes.lastYear, { id })).body).toMatchObject({ from: null, units: [] })
  })
})
