import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { readXlsx } from '#kit/sheets'
import type { Person } from '#test/world.ts'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, newEdition, cell, type, submit, approve, approvedDownTo } = await newEditionsWorld()
afterAll(() => world.close())
let years = 2040
const { units } = world
const fresh = async (): Promise<string> => {
  const id = await newEdition(++years)
  await type(id, who('planner', 'group'), [
    cell('group', 'target', 2000),
    cell('parent', 'target', 1800),
    cell('group', 'reserve', 200),
    cell('parent', 'wanted', 1900),
    cell('parent', 'target', 80_000_000, { column: 'money-union' }),
  ])
  return id
}

const taken = async (id: string, person: Person = who('planner', 'group')) =>
  Buffer.from((await person.call(routes.exportPlan, { id })).body.bytes, 'base64')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const preview = (id: string, bytes: Buffer, person = who('planner', 'group'), lang: 'vi' | 'en' = 'vi') =>
  person.call(routes.previewSheet, { id, bytes: bytes.toString('base64') }, { lang })
const apply = (id: string, bytes: Buffer, person = who('planner', 'group')) =>
  person.call(routes.applySheet, { id, bytes: bytes.toString('base64'), sha256: sha256(bytes) })
const tableOf = async (id: string) => (await who('planner', 'group').call(routes.plan, { id })).body

const parts = { 'Chỉ tiêu': 2, 'Kinh phí': 4, 'Dự phòng': 6, 'Đề nghị': 8 } as const
type Name = keyof typeof parts

/** Where a unit and a measure meet in a sheet, by their codes: `D3`. */
async function spotOf(bytes: Buffer, name: Name, unit: string, measure: string): Promise<string> {
  const sheet = (await readXlsx(bytes)).find(one => one.name === name)
  const row = sheet?.rows.find(one => one.cells.get(1)?.text === unit)?.at
  const column = [...(sheet?.rows[0]?.cells ?? [])].find(([, { text }]) => text.endsWith(`[${measure}]`))?.[0] ?? 0
  const letters = column > 26 ? String.fromCharCode(64 + Math.floor((column - 1) / 26)) : ''
  return `${letters}${String.fromCharCode(65 + ((column - 1) % 26))}${row}`
}

/** The file with one cell typed anew, as a spreadsheet program would store it; '' empties it. */
async function typed(bytes: Buffer, name: Name, unit: string, measure: string, xml: string): Promise<Buffer> {
  const at = await spotOf(bytes, name, unit, measure)
  const part = `xl/worksheets/sheet${parts[name]}.xml`
  const files = unzipSync(bytes)
  const cellXml = xml === '' ? '' : xml.replace('<c', `<c r="${at}"`)
  const row = at.replace(/\D/g, '')
  const text = strFromU8(files[part] as Uint8Array)
    .replace(new RegExp(`<c r="${at}"[^>]*>.*?</c>`), '')
    .replace(new RegExp(`(<row r="${row}">.*?)</row>`), `$1${cellXml}</row>`)
  return Buffer.from(zipSync({ ...files, [part]: strToU8(text) }))
}
const number = (value: number | string) => `<c><v>${value}</v></c>`
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`

describe('a plan that goes out as XLSX and comes back', () => {
  test('round trip: what nobody changed changes nothing, and the file is a real one with a name', async () => {
    const id = await fresh()
    const before = await tableOf(id)
    const { body } = await who('planner', 'group').call(routes.exportPlan, { id })
    expect(body.name).toBe(`ke-hoach-${years}-GROUP.xlsx`)
    const bytes = Buffer.from(body.bytes, 'base64')
    expect(sha256(bytes)).toBe(body.sha256)
    expect((await preview(id, bytes)).body).toMatchObject({ changes: [], changeCount: 0, errors: [], errorCount: 0 })
    expect((await apply(id, bytes)).body).toEqual({ changed: 0, problems: [] })
    expect(await tableOf(id)).toEqual(before)
  })

  test('what is changed is shown first and changes nothing; then it is applied as if typed on the screen', async () => {
    const id = await fresh()
    const before = await tableOf(id)
    let bytes: Buffer = await taken(id)
    bytes = await typed(bytes, 'Chỉ tiêu', 'PARENT', 'led-lamps', '<c><f>900*2-100</f><v>1700</v></c>')
    bytes = await typed(bytes, 'Dự phòng', 'GROUP', 'led-lamps', number(300))
    bytes = await typed(bytes, 'Kinh phí', 'PARENT', 'money-union', '')
    const seen = await preview(id, bytes)
    expect(seen.body).toMatchObject({ changeCount: 3, errorCount: 0 })
    expect(seen.body.changes[0]).toMatchObject({
      sheet: 'Chỉ tiêu',
      unit: units.parent,
      name: 'Tổng công ty Một',
      key: 'led-lamps',
      before: 1800,
      after: 1700,
      formula: true,
    })
    expect(await tableOf(id)).toEqual(before)
    expect((await apply(id, bytes)).body.changed).toBe(3)
    const after = await tableOf(id)
    const lamps = after.columns.findIndex(({ key }) => key === 'led-lamps')
    expect(after.target[lamps]?.[after.units.id.indexOf(units.parent)]).toBe(1700)
    expect((await apply(id, bytes)).body.changed, 'the same file twice').toBe(0)
    const { rows } = await world.owner.pool.query(
      `select count(*)::int as n from editions.plan_edits where after = 1700`,
    )
    expect(rows[0].n).toBe(1)
  })

  test('children beyond the parent stay as a draft that says so, as on the screen', async () => {
    const id = await fresh()
    const bytes = await typed(await taken(id), 'Chỉ tiêu', 'PARENT', 'led-lamps', number(5000))
    expect((await preview(id, bytes)).body.problems).toContainEqual(
      expect.objectContaining({ code: 'excess', by: 3200 }),
    )
    const { status, body } = await apply(id, bytes)
    expect(status).toBe(200)
    expect(body.problems.map(({ code }) => code)).toContain('excess')
    expect((await submit(id, 'group')).body.code).toBe('editions.not_balanced')
  })

  test('one cell that cannot stand refuses the file, each named by sheet, row and column in the reader’s language', async () => {
    const id = await fresh()
    const before = await tableOf(id)
    let bytes: Buffer = await taken(id)
    bytes = await typed(bytes, 'Chỉ tiêu', 'PARENT', 'led-lamps', number(1700))
    bytes = await typed(bytes, 'Chỉ tiêu', 'OTHER', 'led-lamps', number(-5))
    bytes = await typed(bytes, 'Chỉ tiêu', 'OTHER', 'homes-wired', text('mười hộ'))
    bytes = await typed(bytes, 'Chỉ tiêu', 'OTHER', 'charity-houses', number(1.5))
    const vi = (await preview(id, bytes)).body
    expect(vi.errors.map(({ code }) => code).sort()).toEqual([
      'editions.fraction',
      'editions.negative',
      'editions.sheet_not_number',
    ])
    expect(vi.errors.find(({ code }) => code === 'editions.sheet_not_number')).toMatchObject({
      sheet: 'Chỉ tiêu',
      says: '“mười hộ” không phải là số.',
    })
    expect((await preview(id, bytes, undefined, 'en')).body.errors.map(({ says }) => says)).toContain(
      '“mười hộ” is not a number.',
    )
    const refused = await apply(id, bytes)
    expect(refused).toMatchObject({ status: 409, body: { code: 'editions.sheet_refused' } })
    const at = await spotOf(bytes, 'Chỉ tiêu', 'OTHER', 'led-lamps')
    expect(refused.body.errors?.map(({ field }) => field)).toContain(`Chỉ tiêu!${at}`)
    expect(await tableOf(id)).toEqual(before)
  })

  test('a cell that somebody changed meanwhile is refused by name; what only they changed stays theirs', async () => {
    const id = await fresh()
    const bytes = await taken(id)
    await type(id, who('planner', 'group'), [
      cell('parent', 'target', 1750, { was: 1800 }),
      cell('group', 'reserve', 250, { was: 200 }),
    ])
    const mine = await typed(bytes, 'Chỉ tiêu', 'PARENT', 'led-lamps', number(1700))
    expect((await preview(id, mine)).body.errors).toMatchObject([{ code: 'editions.changed_meanwhile' }])
    const other = await typed(bytes, 'Chỉ tiêu', 'GROUP', 'led-lamps', number(2100))
    expect((await apply(id, other)).body.changed).toBe(1)
    const now = await tableOf(id)
    expect(now.reserve.value).toContain(250)
  })

  test('a plan that was approved meanwhile takes nothing in; nor does another version of it', async () => {
    const id = await newEdition(++years)
    await type(id, who('planner', 'group'), [cell('group', 'target', 100), cell('parent', 'target', 100)])
    const bytes = await typed(await taken(id), 'Chỉ tiêu', 'PARENT', 'led-lamps', number(90))
    await submit(id, 'group')
    expect((await preview(id, bytes)).body.errors).toMatchObject([{ code: 'editions.is_waiting' }])
    await approve(id, 'group', who('approver', 'group'))
    expect((await apply(id, bytes)).body.errors).toMatchObject([{ code: 'editions.is_approved' }])
    await who('planner', 'group').call(routes.amend, { id, unit: units.group, reason: 'Thêm chỉ tiêu' })
    expect((await preview(id, bytes)).body.errors).toMatchObject([{ code: 'editions.sheet_other_version' }])
  })

  test('each plans their own: a company’s file neither sees nor changes what lies outside', async () => {
    const id = await newEdition(++years)
    await approvedDownTo(id, 'parent')
    const own = await taken(id, who('planner', 'own'))
    const codes = (await readXlsx(own))[1]?.rows.slice(1).map(({ cells }) => cells.get(1)?.text)
    expect(codes).toEqual(['OWN', 'CHILD'])
    const good = await typed(own, 'Chỉ tiêu', 'CHILD', 'led-lamps', number(1200))
    expect((await apply(id, good, who('planner', 'own'))).body.changed).toBe(1)
    const above = await typed(own, 'Chỉ tiêu', 'OWN', 'led-lamps', number(9))
    expect((await preview(id, above, who('planner', 'own'))).body.errors).toMatchObject([
      { code: 'editions.not_yours' },
    ])
    const whole = await typed(await taken(id), 'Chỉ tiêu', 'SIBLING', 'led-lamps', number(9))
    expect((await preview(id, whole, who('planner', 'own'))).body.errors).toMatchObject([
      { code: 'editions.sheet_out_of_reach' },
    ])
    expect(await apply(id, good, who('approver', 'own'))).toMatchObject({ status: 403 })
  })

  test('a file of another edition, of another tree, or other than the one looked at is refused by name', async () => {
    const [one, two] = [await fresh(), await fresh()]
    const bytes = await taken(one)
    expect(await preview(two, bytes)).toMatchObject({ status: 409, body: { code: 'editions.sheet_other_edition' } })
    const swapped = { id: one, bytes: bytes.toString('base64'), sha256: '0'.repeat(64) }
    expect((await who('planner', 'group').call(routes.applySheet, swapped)).body.code).toBe('editions.sheet_other_file')
    const files = unzipSync(bytes)
    const facts = 'xl/worksheets/sheet10.xml'
    const gone = strFromU8(files[facts] as Uint8Array).replace('>SIBLING<', '>GONE<')
    const other = Buffer.from(zipSync({ ...files, [facts]: strToU8(gone) }))
    expect(await preview(one, other)).toMatchObject({ status: 409, body: { code: 'editions.sheet_other_units' } })
    expect((await preview(one, other)).body.title).toContain('GONE, SIBLING')
  })

  test('what is no workbook, what is no plan, and what would swell are refused before anything is read', async () => {
    const id = await fresh()
    expect(await preview(id, Buffer.from('chỉ là chữ'))).toMatchObject({
      status: 415,
      body: { code: 'kit.sheet_not_xlsx' },
    })
    const files = unzipSync(await taken(id))
    const bomb = Buffer.from(zipSync({ ...files, 'xl/media/x.bin': new Uint8Array(4 * 1024 * 1024) }))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await preview(id, bomb)).toMatchObject({ status: 413, body: { code: 'kit.sheet_swells' } })
    expect((await preview(id, bomb)).body.title).toContain('CSV')
    const plain = Buffer.from(zipSync({ ...files, 'xl/worksheets/sheet10.xml': strToU8('<worksheet/>') }))
    expect(await preview(id, plain)).toMatchObject({ status: 422, body: { code: 'editions.sheet_foreign' } })
  })

  test('who took it in is in the audit, in words', async () => {
    const id = await fresh()
    await apply(id, await typed(await taken(id), 'Chỉ tiêu', 'PARENT', 'led-lamps', number(1700)))
    const { rows } = await world.owner.pool.query(
      `select does, actor from audit.entries where does = 'editions.applySheet' and record = $1`,
      [id],
    )
    expect(rows).toEqual([{ does: 'editions.applySheet', actor: who('planner', 'group').id }])
    expect(routes.applySheet.does).toEqual({ vi: 'nhập kế hoạch từ bảng tính', en: 'took a plan in from a workbook' })
  })
})
