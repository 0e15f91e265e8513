import { afterAll, describe, expect, test } from 'vitest'
import { demoUnit, demoUnits } from './index.ts'
import { newOrgWorld, refusalOf } from './org.world.ts'

const world = await newOrgWorld({ places: true })
afterAll(() => world.close())
const evn = world.as(demoUnit('EVN'))
const namesIn = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name)

describe('the demonstration', () => {
  test('shows the group, its corporations and their companies of today', async () => {
    const { rows } = await evn('tree', {})
    const companiesOf = (key: string): number =>
      rows.filter(row => row.parentId === demoUnit(key) && row.kind === 'company').length
    expect(rows[0]).toMatchObject({ code: 'EVN', level: 0, kind: 'group' })
    expect(['EVNNPC', 'EVNCPC', 'EVNSPC', 'EVNHANOI', 'EVNHCMC'].map(companiesOf)).toEqual([17, 7, 8, 30, 15])
    expect(rows).toHaveLength(demoUnits.length)
  })

  test('shows the same tree as it was before the reform of 2025', async () => {
    const { rows } = await evn('tree', { on: '2025-06-30' })
    const companiesOf = (key: string): number =>
      rows.filter(row => row.parentId === demoUnit(key) && row.kind === 'company').length
    expect(['EVNNPC', 'EVNCPC', 'EVNSPC', 'EVNHANOI', 'EVNHCMC'].map(companiesOf)).toEqual([27, 13, 21, 30, 16])
    expect(namesIn(rows)).toContain('Điện lực Năm Căn')
  })

  test('says of a unit where it came from and who stands for a closed one', async () => {
    const moved = await evn('unit', { id: demoUnit('PC Bình Dương') })
    expect(moved.ancestors.map(({ code }) => code)).toEqual(['EVN', 'EVNHCMC'])
    expect(moved.parents.map(({ parent }) => parent.code)).toEqual(['EVNHCMC', 'EVNSPC'])
    expect(moved.history.map(({ what }) => what)).toEqual(['split', 'split', 'moved', 'opened'])
    const closed = await evn('unit', { id: demoUnit('PC Bạc Liêu') })
    expect(namesIn(closed.standsForIt)).toEqual(['Công ty Điện lực Cà Mau'])
    const divided = await evn('unit', { id: demoUnit('PC Bà Rịa - Vũng Tàu') })
    expect(namesIn(divided.standsForIt)).toEqual(['Công ty Điện lực Đất Đỏ', 'Công ty Điện lực Vũng Tàu'])
  })

  test('is found by a former name, without marks, and by code', async () => {
    const { rows } = await evn('search', { q: 'dien luc nam can' })
    expect(rows[0]).toMatchObject({ code: 'PB1403', formerly: 'Điện lực Năm Căn', open: true })
    expect((await evn('search', { q: 'pb15' })).rows.some(row => row.code === 'PB15' && !row.open)).toBe(true)
  })

  test('gives every commune of today a unit that serves it', async () => {
    const { rows } = await world.owner.pool.query(
      `select count(*)::int as bare from org.communes c where not exists (select from org.unit_areas a where a.commune_code = c.code)`,
    )
    expect(rows[0].bare).toBe(0)
  })
})

describe('a reform', () => {
  test('opens, renames, moves and closes a team, each from its own day, and the past stays', async () => {
    const before = await evn('tree', { on: '2026-11-30' })
    const parent = demoUnit('PC Cà Mau')
    const { unit } = await evn('open', {
      code: 'PB14-99',
      name: 'Đội Quản lý điện lực khu vực Đất Mũi',
      kind: 'team',
      parent,
      day: '2026-12-01',
    })
    await evn('rename', { id: unit, name: 'Đội Quản lý điện lực khu vực Mũi Cà Mau', day: '2026-12-10' })
    await evn('move', { id: unit, parent: demoUnit('PC Cần Thơ'), day: '2026-12-20' })
    await evn('close', { id: unit, day: '2027-01-01' })
    expect(await evn('tree', { on: '2026-11-30' })).toEqual(before)
    const at = async (on: string) => (await evn('tree', { on })).rows.find(row => row.id === unit)
    expect((await at('2026-12-09'))?.name).toContain('Đất Mũi')
    expect(await at('2026-12-31')).toMatchObject({ parentId: demoUnit('PC Cần Thơ') })
    expect(await at('2027-01-01')).toBeUndefined()
    const { history } = await evn('unit', { id: unit })
    expect(history.map(({ what }) => what)).toEqual(['closed', 'moved', 'renamed', 'opened'])
  })

  test('merges companies into one that opens that day, with all their teams', async () => {
    const [a, b] = [demoUnit('HN Mỹ Đức'), demoUnit('HN Ứng Hòa')]
    const into = { code: 'PD40', name: 'Công ty Điện lực Hương Sơn' }
    const { unit } = await evn('merge', { units: [a, b], into, day: '2027-02-01' })
    const { rows } = await evn('tree', { on: '2027-02-01', root: unit })
    expect(rows).toHaveLength(5)
    expect((await evn('unit', { id: a, on: '2027-02-01' })).standsForIt.map(it => it.id)).toEqual([unit])
    expect((await evn('unit', { id: a, on: '2027-01-31' })).standsForIt).toEqual([])
  })

  test('splits a company that goes on, giving some of its teams to a new one', async () => {
    const id = demoUnit('PC Thanh Hóa')
    const { parts } = await evn('split', {
      id,
      day: '2027-03-01',
      parts: [{ code: 'PA0799', name: 'Công ty Điện lực Nghi Sơn' }],
      children: [{ unit: demoUnit('PC Thanh Hóa / Tĩnh Gia'), part: 0 }],
      closes: false,
    })
    const { rows } = await evn('tree', { on: '2027-03-01' })
    expect(rows.find(row => row.id === demoUnit('PC Thanh Hóa / Tĩnh Gia'))?.parentId).toBe(parts[0])
    expect(rows.find(row => row.id === id)).toMatchObject({ children: 2 })
  })

  test('is refused by name when it cannot be', async () => {
    const [team, company] = [demoUnit('PC Cà Mau / U Minh'), demoUnit('PC Cà Mau')]
    const cases: [string, () => Promise<unknown>][] = [
      ['org.kind_does_not_fit', () => evn('move', { id: team, parent: demoUnit('EVNSPC'), day: '2026-12-01' })],
      ['org.same_parent', () => evn('move', { id: team, parent: company, day: '2026-12-01' })],
      ['org.circle', () => evn('move', { id: demoUnit('EVNNPT'), parent: demoUnit('PTC1'), day: '2026-12-01' })],
      ['org.unit_closed', () => evn('move', { id: team, parent: demoUnit('PC Bạc Liêu'), day: '2026-12-01' })],
      [
        'org.unit_closed',
        () => evn('rename', { id: demoUnit('PC Bạc Liêu'), name: 'Công ty Khác', day: '2026-12-01' }),
      ],
      ['org.before_last_change', () => evn('rename', { id: team, name: 'Đội U Minh Hạ', day: '2025-07-01' })],
      ['org.has_open_units', () => evn('close', { id: company, day: '2026-12-01' })],
      ['org.group_stays', () => evn('close', { id: demoUnit('EVN'), day: '2026-12-01' })],
      [
        'org.code_taken',
        () => evn('open', { code: 'PB19', name: 'Đội mới', kind: 'team', parent: company, day: '2026-12-01' }),
      ],
      [
        'org.one_group',
        () => evn('open', { code: 'X', name: 'Tập đoàn', kind: 'group', parent: company, day: '2026-12-01' }),
      ],
      [
        'org.merge_kinds_differ',
        () => evn('merge', { units: [team], into: { unit: demoUnit('PC An Giang') }, day: '2026-12-01' }),
      ],
      ['org.no_such_unit', () => evn('unit', { id: '00000000-0000-7000-8000-000000000001' })],
      ['kit.invalid', () => evn('move', { id: team, parent: company, day: '31/12/2026' })],
    ]
    for (const [code, call] of cases) expect(await refusalOf(call())).toBe(code)
  })

  test('reaches no unit outside the scope, nor out of it', async () => {
    const spc = world.as(demoUnit('EVNSPC'))
    const team = demoUnit('PC Hà Tĩnh / Can Lộc')
    const day = '2026-12-01'
    expect(await refusalOf(spc('rename', { id: team, name: 'Đội Can Lộc', day }))).toBe('kit.out_of_scope')
    expect(await refusalOf(spc('move', { id: team, parent: demoUnit('PC An Giang'), day }))).toBe('kit.out_of_scope')
    const own = demoUnit('PC An Giang / Châu Đốc')
    expect(await refusalOf(spc('move', { id: own, parent: demoUnit('PC Hà Tĩnh'), day }))).toBe('kit.out_of_scope')
    const theirs = await world.within({ actor: team, units: [demoUnit('EVNSPC')] }, tx =>
      tx
        .withTables<{ 'org.units': { id: string; closed_on: string | null } }>()
        .updateTable('org.units')
        .set({ closed_on: '2027-01-01' })
        .where('id', '=', team)
        .executeTakeFirst(),
    )
    expect(theirs.numUpdatedRows).toBe(0n)
  })

  test('two at once that would make a circle together: one is done, one refused', async () => {
    const parent = demoUnit('EVNNPT')
    const day = '2027-05-01'
    const [a, b] = [demoUnit('PTC1'), demoUnit('PTC2')]
    const codes = await Promise.all([
      refusalOf(evn('move', { id: a, parent: b, day })),
      refusalOf(evn('move', { id: b, parent: a, day })),
    ])
    expect(codes.sort()).toEqual(['done', 'org.circle'])
    expect((await evn('tree', { on: day, root: parent })).rows).toHaveLength(5)
  })

  test('can be looked at first: what it carries, what ends, or why it is refused', async () => {
    const it = await evn('consequences', {
      id: demoUnit('PC Sơn La'),
      act: 'merge',
      to: demoUnit('PC Lai Châu'),
      day: '2027-01-01',
    })
    expect(it).toMatchObject({ units: 4, refusal: null })
    expect([it.moves.length, namesIn(it.closes)]).toEqual([3, ['Công ty Điện lực Sơn La']])
    const bad = await evn('consequences', { id: demoUnit('PC Sơn La'), act: 'close', day: '2027-01-01' })
    expect(bad.refusal?.sentence).toBe(
      'Đơn vị PC-SONLA còn 3 đơn vị trực thuộc. Hãy chuyển hoặc đóng các đơn vị đó trước.',
    )
  })
})

describe('scope', () => {
  const ask = async (query: string, values: unknown[]): Promise<string[]> =>
    (await world.owner.pool.query(query, values)).rows.map(row => row.id)

  test('a role reaches the history of what merged into its unit, but not what only stood there once', async () => {
    const reach = await ask(`select org.reach($1, '2026-11-24') as id`, [demoUnit('PC Cà Mau')])
    expect(reach).toContain(demoUnit('PC Bạc Liêu'))
    expect(reach).toContain(demoUnit('PC Bạc Liêu / Giá Rai'))
    const spc = await ask(`select org.reach($1, '2026-11-24') as id`, [demoUnit('EVNSPC')])
    expect(spc).not.toContain(demoUnit('PC Bình Dương'))
    const divided = demoUnit('PC Bà Rịa - Vũng Tàu')
    expect(await ask(`select org.reach($1, '2026-11-24') as id`, [demoUnit('PC Vũng Tàu')])).not.toContain(divided)
    expect(await ask(`select org.reach($1, '2026-11-24') as id`, [demoUnit('EVNHCMC')])).toContain(divided)
  })

  test('with nobody acting every table is empty', async () => {
    const { rows } = await world.owner.pool.query(
      `select relname from pg_class where relnamespace = 'org'::regnamespace and relkind = 'r'`,
    )
    expect(rows.length).toBeGreaterThan(9)
    for (const { relname } of rows)
      expect((await world.app.pool.query(`select from org.${relname}`)).rowCount, relname).toBe(0)
  })

  test('a subtree of hundreds of units is found in a few milliseconds', async () => {
    const started = performance.now()
    for (let i = 0; i < 20; i++) await ask(`select org.subtree($1, '2026-11-24') as id`, [demoUnit('EVN')])
    expect((performance.now() - started) / 20).toBeLessThan(40)
  })
})
