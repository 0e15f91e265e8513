import { existsSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { demoUnit } from './index.ts'
import { newOrgWorld, refusalOf } from './org.world.ts'
import { readPlaces } from './places-read.ts'
import { diffPlaces, type KnownPlace, spelling } from './rules-places.ts'

const world = await newOrgWorld({ places: true })
afterAll(() => world.close())
const evn = world.as(demoUnit('EVN'))
const nobody = world.as()

describe('a list is read', () => {
  test.each([
    ['code,name,kind,province\n75,Đồng Nai,city,\n26116,"Tân Phú",ward,75', ['city', 'ward']],
    ['\uFEFFcode;name;kind;province\r\n75;Thành phố Đồng Nai;;\r\n26116;Phường Tân Phú;;75\r\n', ['city', 'ward']],
    [
      '{"provinces":[{"code":"75","name":"Tỉnh Đồng Nai"}],"communes":[["26116","75","Tân Phú","Tan Phu","X"]]}',
      ['province', 'commune'],
    ],
    ['{"provinces":[],"communes":[{"code":"26116","name":"Đặc khu Côn Đảo","province":"75"}]}', ['zone']],
  ])('%s', (text, kinds) => {
    const list = readPlaces(text)
    expect([...(list?.provinces ?? []), ...(list?.communes ?? [])].map(({ kind }) => kind)).toEqual(kinds)
    expect(list?.communes[0]?.name).not.toMatch(/^(Phường|Đặc khu)/)
  })

  test.each(['', 'a,b\n1,2', '{"x":1}', '{"communes":', '[', 'null', '"text"'])('not from %j', text => {
    const list = readPlaces(text)
    expect((list?.provinces.length ?? 0) + (list?.communes.length ?? 0)).toBe(0)
  })

  test('two spellings of one name are one name, and two names are two', () => {
    expect(spelling('Hoà Bình')).toBe(spelling('Hòa Bình'))
    expect(spelling('Thuỷ')).toBe(spelling('Thủy'))
    expect(spelling('Hòa')).not.toBe(spelling('Hóa'))
    expect(spelling('Đa')).not.toBe(spelling('Da'))
  })
})

describe('a list is compared', () => {
  const place = (code: string, name: string, over: Partial<KnownPlace> = {}): KnownPlace => ({
    code,
    name,
    kind: 'commune',
    province: '75',
    since: '2025-07-01',
    closedOn: null,
    ...over,
  })
  const province = place('75', 'Đồng Nai', { kind: 'province', province: null })
  const known = {
    provinces: [province],
    communes: [place('00001', 'Một'), place('00002', 'Hai'), place('00003', 'Ba', { closedOn: '2026-01-01' })],
  }
  const row = (code: string, name: string, over: object = {}) => ({
    row: 1,
    code,
    name,
    kind: 'commune' as const,
    province: '75',
    ...over,
  })
  const compare = (communes: ReturnType<typeof row>[], complete = true, day = '2026-04-30') =>
    diffPlaces(known, { provinces: [], communes, mappings: [] }, { day, complete }).communes

  test('what is new is added, what differs is changed, what a complete list leaves out is closed', () => {
    const diff = compare([row('00001', 'Một mới'), row('00009', 'Chín')])
    expect([diff.added.length, diff.changed.length, diff.closed.map(it => it.code)]).toEqual([1, 1, ['00002']])
  })
  test('a list that is not complete closes nothing', () => {
    expect(compare([row('00001', 'Một')], false)).toMatchObject({ closed: [], unchanged: 1 })
  })
  test.each([
    ['bad_code', row('1', 'Một')],
    ['no_name', row('00001', '')],
    ['bad_kind', row('00001', 'Một', { kind: 'city' })],
    ['unknown_province', row('00001', 'Một', { province: '99' })],
    ['reused_code', row('00003', 'Ba')],
  ])('%s is refused by name', (why, it) => {
    expect(compare([it]).refused[0]).toMatchObject({ why })
  })
  test('a code twice, and a change before the last one, are refused', () => {
    expect(compare([row('00001', 'Một'), row('00001', 'Một')]).refused[0]?.why).toBe('twice')
    expect(compare([row('00001', 'Mới')], false, '2025-07-01').refused[0]?.why).toBe('later_change')
  })
})

describe('the lists', () => {
  test('are read by anyone, whole or by words without marks', async () => {
    const { rows } = await nobody('provinces', {})
    expect(rows).toHaveLength(34)
    expect(rows.find(it => it.code === '96')).toMatchObject({ name: 'Cà Mau', kind: 'province', communes: 64 })
    const found = await nobody('communes', { province: '96', q: 'dat mui' })
    expect(found.rows.map(it => it.name)).toEqual(['Đất Mũi'])
    expect((await nobody('communes', {})).total).toBe(3321)
    expect((await nobody('communes', { on: '2025-06-30' })).total).toBe(0)
  })

  test('say what became of a former commune, and whether all of it went there', async () => {
    const { rows } = await nobody('formerCommunes', { q: 'phuong 12 quan go vap' })
    expect(rows[0]).toMatchObject({ oldCode: '26881', province: 'Hồ Chí Minh', on: '2025-07-01' })
  })

  test('take in a newer list after its preview, once, and only from the group', async () => {
    const text = 'code,name,kind,province\n75,Đồng Nai,city,\n99999,Xã Thử,,75\n88888,,,75'
    const list = { name: 'Danh mục thử', day: '2026-04-30', complete: false, text }
    const { added, changed, closed, mapped, refused } = await evn('previewPlaces', list)
    expect([added, changed, closed, mapped]).toEqual([1, 1, 0, 0])
    expect(refused).toEqual([{ row: 4, code: '88888', why: 'no_name', sentence: 'Thiếu tên' }])
    const wrong = { ...list, expected: { added: 2, changed, closed, mapped } }
    expect(await refusalOf(evn('importPlaces', wrong))).toBe('org.list_differs')
    const corporation = world.as(demoUnit('EVNSPC'))
    expect(await refusalOf(corporation('previewPlaces', list))).toBe('org.not_whole_country')
    expect(await refusalOf(evn('previewPlaces', { ...list, text: 'không phải' }))).toBe('org.list_unreadable')
    await evn('importPlaces', { ...list, expected: { added, changed, closed, mapped } })
    expect(await evn('previewPlaces', list)).toMatchObject({ added: 0, changed: 0, closed: 0, unchanged: 2 })
    const kindOn = async (on: string) => (await nobody('provinces', { on })).rows.find(it => it.code === '75')?.kind
    expect([await kindOn('2026-04-29'), await kindOn('2026-04-30')]).toEqual(['province', 'city'])
  })
})

const geo = new URL('../../../../shared/data/geo/', import.meta.url)
describe.skipIf(!existsSync(geo))('the lists of 30/04/2026 (skipped where their files are absent)', () => {
  test('make Đồng Nai a city, its communes wards, and change little else', async () => {
    const fresh = await newOrgWorld({ places: true })
    const group = fresh.as(demoUnit('EVN'))
    const text = readFileSync(new URL('vn-admin-units-2026.json', geo), 'utf8')
    const list = { name: 'Danh mục 30/04/2026', day: '2026-04-30', complete: true, text }
    const { added, changed, closed, mapped, unchanged, refusedCount } = await group('previewPlaces', list)
    expect({ added, changed, closed, refusedCount, total: added + changed + unchanged }).toEqual({
      added: 2,
      changed: 11,
      closed: 2,
      refusedCount: 0,
      total: 3355,
    })
    await group('importPlaces', { ...list, expected: { added, changed, closed, mapped } })
    expect((await group('communes', {})).total).toBe(3321)
    const crosswalk = readFileSync(new URL('vn-admin-crosswalk-2025-to-2026.json', geo), 'utf8')
    const seen = await group('previewPlaces', { ...list, complete: false, text: crosswalk })
    expect(seen.mapped).toBeGreaterThan(0)
    expect(seen).toMatchObject({ added: 0, changed: 0, closed: 0, refusedCount: 0 })
    await fresh.close()
  })
})
