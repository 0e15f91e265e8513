import { createHash } from 'node:crypto'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GivesOf, TakesOf } from '#kit/wire'
import type { Person } from '#test/world.ts'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, admin, newEdition, cell, type, submit, hashOf, approve, approvedDownTo } = await newEditionsWorld({
  invented: true,
})
afterAll(() => world.close())
const { units } = world
type Wording = TakesOf<typeof routes.makePaper>['wording']
const planner: Person = who('planner', 'parent')
let edition: string
let hash: string
let aWording: Wording

/** What stands beside lamps and union money: a length, money of the unit's own, and what the community gives. */
const beside = [
  ['roads-km', 12.5, 3],
  ['money-company', 1_500_000_000, 500_000_000],
  ['money-community', 70_000_000, 0],
  ['labour-days', 300, 0],
] as const

beforeAll(async () => {
  edition = await newEdition(2026)
  for (const [column, own, sibling] of beside) {
    const all = own + sibling
    await type(edition, who('planner', 'group'), [
      cell('group', 'target', all, { column }),
      cell('parent', 'target', all, { column }),
    ])
    await type(edition, planner, [
      cell('own', 'target', own, { column }),
      ...(sibling > 0 ? [cell('sibling', 'target', sibling, { column })] : []),
    ])
  }
  await approvedDownTo(edition, 'parent')
  hash = await hashOf(edition, 'parent')
  aWording = {
    ...(await listed()).defaults.decision,
    place: 'Hà Nội',
    signature: ['KT. TỔNG GIÁM ĐỐC', 'PHÓ TỔNG GIÁM ĐỐC'],
    name: 'Nguyễn Thị Ánh Nguyệt',
  }
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const textOf = async (bytes: Buffer) =>
  (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text.replace(/\s+/g, ' ')
const make = (kind: 'proposal' | 'decision' | 'appendix' = 'decision', wording = aWording) =>
  planner.call(routes.makePaper, { id: edition, unit: units.parent, kind, hash, wording })
const bytesOf = (file: GivesOf<typeof routes.paperFile>) => Buffer.from(file.bytes, 'base64')
const pdfOf = async (paper: string) => {
  const { body } = await planner.call(routes.paperFile, { paper, as: 'pdf' })
  return bytesOf(body)
}
const listed = async () => (await planner.call(routes.papers, { id: edition, unit: units.parent })).body

describe('papers of an approved plan', () => {
  test('a decision says who gets what, from which money, with the plan’s hash and version on it', async () => {
    const { status, body } = await make()
    expect(status).toBe(200)
    const pdf = await pdfOf(body.id)
    expect(sha256(pdf)).toBe(body.pdfSha256)
    const text = await textOf(pdf)
    for (const said of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Số: /QĐ-GROUP',
      'Về việc phê duyệt kế hoạch Tháng Tri ân khách hàng 2026 của Tổng công ty Một',
      'Điều 1. Phê duyệt kế hoạch',
      'gồm 2 chỉ tiêu và tổng kinh phí 2.080.000.000 đồng (bằng chữ: hai tỷ không trăm tám mươi triệu đồng)',
      'từ ngày 01/12/2026 đến hết ngày 31/12/2026',
      'Công ty Điện lực Hai',
      'Thay đèn LED',
      '1.800',
      '12,5',
      'PHÓ TỔNG GIÁM ĐỐC',
      'Nguyễn Thị Ánh Nguyệt',
      `bản 1 · SHA-256 ${hash}`,
      'Số liệu minh hoạ',
    ])
      expect(text).toContain(said)
  })

  test('money is what can be spent: gifts in kind and days of work stand apart', async () => {
    const { body } = await make('appendix')
    const text = await textOf(await pdfOf(body.id))
    expect(text).toContain('2.080.000.000')
    expect(text).toContain('70.000.000')
    expect(text).not.toContain('2.150.000.000')
    expect(text).not.toContain('Nguyễn Thị Ánh Nguyệt')
  })

  test('a proposal asks the level above, and may carry a summary in English', async () => {
    const wording = { ...(await listed()).defaults.proposal, englishSummary: true }
    const { body } = await make('proposal', wording)
    const text = await textOf(await pdfOf(body.id))
    expect(text).toContain('TỜ TRÌNH')
    expect(text).toContain('Kính gửi: Tập đoàn')
    expect(text).toContain('SUMMARY IN ENGLISH')
    expect(text).toContain('Customer Appreciation Month 2026')
  })

  test('the same paper asked for twice is one paper with the same bytes, whenever it is asked for', async () => {
    const first = await make()
    world.at('2026-12-10T09:40:00Z')
    const again = await make()
    expect(again.body).toEqual({ ...first.body, made: false })
    const other = await make('decision', { ...aWording, place: 'Huế' })
    expect(other.body.made).toBe(true)
    expect(other.body.pdfSha256).not.toBe(first.body.pdfSha256)
    world.at('2026-12-10T02:40:00Z')
  })

  test('DOCX is one, under a name that tells what it is', async () => {
    const { body } = await make()
    const { body: file } = await planner.call(routes.paperFile, { paper: body.id, as: 'docx' })
    expect(file.name).toBe('quyet-dinh-2026-PARENT-ban-1.docx')
    expect(sha256(bytesOf(file))).toBe(body.docxSha256)
    expect(bytesOf(file).subarray(0, 2).toString()).toBe('PK')
  })

  test('wording to begin with is there, and says that nobody has confirmed it', async () => {
    const { plan: approved, defaults, layout, makes } = await listed()
    expect(approved).toMatchObject({ n: 1, hash })
    expect(layout.confirmed).toBe(false)
    expect(makes).toBe(true)
    expect(defaults.proposal.to).toEqual(['Tập đoàn'])
    expect((await make('decision', defaults.decision)).status).toBe(200)
  })

  test('an office confirms the layout once; papers made from then on follow it, earlier ones stay', async () => {
    const before = await make('appendix')
    const { confirmed, ...layout } = (await listed()).layout
    expect((await admin.call(routes.layout, {})).body).toMatchObject({ layout, confirmed: null })
    const trial = await admin.call(routes.tryLayout, { ...layout, motto: 'Khẩu hiệu thử' })
    expect(await textOf(Buffer.from(trial.body.bytes, 'base64'))).toMatch(/Khẩu hiệu thử.*Điều 1\..*Mẫu Một/s)
    const wide = { ...layout, source: 'Văn phòng, công văn 12', marginMm: { ...layout.marginMm, left: 35 } }
    expect(await planner.call(routes.confirmLayout, wide)).toMatchObject({ status: 403 })
    expect((await admin.call(routes.confirmLayout, { ...wide, lines: 9 })).status).toBe(422)
    expect((await admin.call(routes.confirmLayout, wide)).status).toBe(200)
    expect((await listed()).layout).toEqual({ ...wide, confirmed: true })
    expect((await planner.call(routes.layout, {})).body).toMatchObject({ layout: wide, confirmed: {}, edits: false })
    expect((await admin.call(routes.layout, {})).body.edits).toBe(true)
    const after = await make('appendix')
    expect(after.body.pdfSha256).not.toBe(before.body.pdfSha256)
    expect(sha256(await pdfOf(before.body.id))).toBe(before.body.pdfSha256)
    expect((await admin.call(routes.confirmLayout, layout)).status).toBe(200)
    expect((await make('appendix')).body).toEqual({ ...before.body, made: false })
  })

  test('an amendment says what it replaces; the earlier paper stays', async () => {
    const before = (await listed()).papers.length
    await planner.call(routes.amend, { id: edition, unit: units.parent, reason: 'Thêm hộ vùng lũ' })
    await type(edition, planner, [
      cell('sibling', 'target', 550, { was: 500 }),
      cell('parent', 'reserve', 50, { was: 100 }),
    ])
    await submit(edition, 'parent')
    await approve(edition, 'parent', who('approver', 'group'))
    const amended = await hashOf(edition, 'parent')
    const { body } = await planner.call(routes.makePaper, {
      id: edition,
      unit: units.parent,
      kind: 'decision',
      hash: amended,
      wording: aWording,
    })
    expect(await textOf(await pdfOf(body.id))).toContain('(bản 2) thay thế bản 1. Lý do điều chỉnh: Thêm hộ vùng lũ.')
    const { papers, plan: now } = await listed()
    expect(papers).toHaveLength(before + 1)
    expect(now).toMatchObject({ n: 2, hash: amended })
  })

  test('what is refused, and why', async () => {
    const call = (changes: object, person = planner) =>
      person.call(routes.makePaper, {
        id: edition,
        unit: units.parent,
        kind: 'decision',
        hash,
        wording: aWording,
        ...changes,
      })
    expect(await call({ hash: '0'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'editions.other_hash' } })
    expect(await call({ unit: units.own })).toMatchObject({ status: 409, body: { code: 'editions.not_approved' } })
    expect(await call({ unit: units.other })).toMatchObject({ status: 403, body: { code: 'kit.out_of_scope' } })
    expect(await call({}, await world.staff('crew', units.parent))).toMatchObject({ status: 403 })
    const bare = await newEdition(2027)
    await type(bare, who('planner', 'group'), [cell('group', 'target', 5), cell('group', 'reserve', 5)])
    await submit(bare, 'group')
    await approve(bare, 'group', who('approver', 'group'))
    const kept = { id: bare, unit: units.group, hash: await hashOf(bare, 'group') }
    expect(await call(kept, who('planner', 'group'))).toMatchObject({ body: { code: 'editions.nothing_on_paper' } })
    expect(await call({ wording: { ...aWording, name: 'a\u0007b' } })).toMatchObject({ status: 422 })
  })

  test('a unit elsewhere finds neither list nor file', async () => {
    const { body } = await make()
    const stranger = await world.staff('planner', units.other)
    expect((await stranger.call(routes.papers, { id: edition, unit: units.parent })).status).toBe(403)
    expect((await stranger.call(routes.paperFile, { paper: body.id, as: 'pdf' })).status).toBe(404)
  })
})
