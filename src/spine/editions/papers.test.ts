import { createHash } from 'node:crypto'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GivesOf } from '#kit/wire'
import { anApprovedPlan, anEdition, aWording, figuresOf } from '#test/plans.ts'
import { newWorld, type Person } from '#test/world.ts'
import { paperRoutes as routes } from './routes-papers.ts'

const world = await newWorld({ invented: true })
afterAll(() => world.close())
const { units } = world
let edition: string
let plan: Awaited<ReturnType<typeof anApprovedPlan>>
let planner: Person

beforeAll(async () => {
  edition = await anEdition(world)
  plan = await anApprovedPlan(world, { edition, unit: units.parent, figures: figuresOf(units) })
  planner = await world.staff('planner', units.parent)
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const textOf = async (bytes: Buffer) =>
  (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text.replace(/\s+/g, ' ')
const make = (kind: 'proposal' | 'decision' | 'appendix' = 'decision', wording = aWording) =>
  planner.call(routes.makePaper, { id: edition, unit: units.parent, kind, hash: plan.hash, wording })
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
      'Số: /QĐ-TCT1',
      'Về việc phê duyệt kế hoạch Tháng Tri ân khách hàng 2026 của Tổng công ty Một',
      'Điều 1. Phê duyệt kế hoạch',
      'gồm 2 chỉ tiêu và tổng kinh phí 2.250.000.000 đồng (bằng chữ: hai tỷ hai trăm năm mươi triệu đồng)',
      'từ ngày 15/11/2026 đến hết ngày 31/12/2026',
      'Công ty Điện lực Hai',
      'Hộ được sửa, lắp đường dây',
      '2.034',
      '12,5',
      'PHÓ TỔNG GIÁM ĐỐC',
      'Nguyễn Thị Ánh Nguyệt',
      `bản 1 · SHA-256 ${plan.hash}`,
      'Số liệu minh hoạ',
    ])
      expect(text).toContain(said)
  })

  test('money is what can be spent: gifts in kind and days of work stand apart', async () => {
    const { body } = await make('appendix')
    const text = await textOf(await pdfOf(body.id))
    expect(text).toContain('2.250.000.000')
    expect(text).toContain('70.000.000')
    expect(text).not.toContain('2.320.000.000')
    expect(text).not.toContain('TỔNG GIÁM ĐỐC TỔNG CÔNG TY MỘT')
  })

  test('a proposal asks the level above, and may carry a summary in English', async () => {
    const { body } = await make('proposal', { ...aWording, englishSummary: true })
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
    expect(approved).toMatchObject({ n: 1, hash: plan.hash })
    expect(layout.confirmed).toBe(false)
    expect(makes).toBe(true)
    expect(defaults.proposal.to).toEqual(['Tập đoàn'])
    expect((await make('decision', defaults.decision)).status).toBe(200)
  })

  test('an amendment says what it replaces; the earlier paper stays', async () => {
    const before = (await listed()).papers.length
    const amended = await anApprovedPlan(world, {
      edition,
      unit: units.parent,
      replaces: plan.version,
      figures: [...figuresOf(units), [units.sibling, 'roads-km', 'target', 3]],
    })
    const { body } = await planner.call(routes.makePaper, {
      id: edition,
      unit: units.parent,
      kind: 'decision',
      hash: amended.hash,
      wording: aWording,
    })
    expect(await textOf(await pdfOf(body.id))).toContain('(bản 2) thay thế bản 1. Lý do điều chỉnh: Thêm hộ vùng lũ.')
    const { papers, plan: now } = await listed()
    expect(papers).toHaveLength(before + 1)
    expect(now).toMatchObject({ n: 2, hash: amended.hash })
  })

  test('what is refused, and why', async () => {
    const call = (changes: object, person = planner) =>
      person.call(routes.makePaper, {
        id: edition,
        unit: units.parent,
        kind: 'decision',
        hash: plan.hash,
        wording: aWording,
        ...changes,
      })
    expect(await call({ hash: '0'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'editions.other_hash' } })
    expect(await call({ unit: units.own })).toMatchObject({ status: 409, body: { code: 'editions.not_approved' } })
    expect(await call({ unit: units.other })).toMatchObject({ status: 403, body: { code: 'kit.out_of_scope' } })
    expect(await call({}, await world.staff('crew', units.parent))).toMatchObject({ status: 403 })
    const empty = await anApprovedPlan(world, { edition, unit: units.child, figures: [] })
    expect(await call({ unit: units.child, hash: empty.hash })).toMatchObject({
      body: { code: 'editions.nothing_on_paper' },
    })
    expect(await call({ wording: { ...aWording, name: 'a\u0007b' } })).toMatchObject({ status: 422 })
  })

  test('a unit elsewhere finds neither list nor file', async () => {
    const { body } = await make()
    const stranger = await world.staff('planner', units.other)
    expect((await stranger.call(routes.papers, { id: edition, unit: units.parent })).status).toBe(403)
    expect((await stranger.call(routes.paperFile, { paper: body.id, as: 'pdf' })).status).toBe(404)
  })
})

describe('what comes back signed', () => {
  const scan = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF`).toString('base64')
  const sign = (paper: string, more: object = {}) =>
    planner.call(routes.signPaper, {
      paper,
      number: '353/QĐ-TCT1',
      signedOn: '2026-12-10',
      bytes: scan('một'),
      ...more,
    })
  const fresh = async (place: string) => (await make('decision', { ...aWording, place })).body.id
  const signingsOf = async (paper: string) => (await listed()).papers.find(({ id }) => id === paper)?.signings ?? []

  test('number, day and scan are kept with who and when, and the scan comes out as it went in', async () => {
    const paper = await fresh('Vinh')
    const { status, body } = await sign(paper)
    expect(status).toBe(200)
    expect(await signingsOf(paper)).toMatchObject([
      { id: body.id, number: '353/QĐ-TCT1', signedOn: '2026-12-10', replaces: null, by: 'Nhân viên planner' },
    ])
    const seen = await planner.call(routes.scan, { paper, signing: body.id })
    expect(seen.body).toMatchObject({
      name: 'quyet-dinh-2026-PARENT-ban-1-da-ky.pdf',
      type: 'application/pdf',
      bytes: scan('một'),
    })
  })

  test('a second scan does not silently take the place of the first; named and with a reason it does, and both stay', async () => {
    const paper = await fresh('Đà Nẵng')
    const first = (await sign(paper)).body.id
    expect(await sign(paper, { bytes: scan('hai') })).toMatchObject({
      status: 409,
      body: { code: 'editions.already_signed' },
    })
    const reason = 'Bản quét trước thiếu trang 2'
    const second = await sign(paper, { bytes: scan('hai'), replaces: { id: first, reason } })
    expect(second.status).toBe(200)
    expect(await sign(paper, { bytes: scan('ba'), replaces: { id: first, reason } })).toMatchObject({
      status: 409,
      body: { code: 'editions.signing_replaced' },
    })
    expect(await signingsOf(paper)).toMatchObject([{ id: first }, { id: second.body.id, replaces: first, reason }])
    expect((await planner.call(routes.scan, { paper, signing: first })).body.bytes).toBe(scan('một'))
  })

  test('of many who file at once, one is first and the others are told', async () => {
    const paper = await fresh('Cần Thơ')
    const answers = await Promise.all(Array.from({ length: 16 }, (_, at) => sign(paper, { bytes: scan(String(at)) })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'editions.already_signed')).toHaveLength(15)
    expect(await signingsOf(paper)).toHaveLength(1)
  })

  test('what it is counts, not what it is called; and days that cannot be are refused', async () => {
    const paper = await fresh('Lào Cai')
    const text = Buffer.from('chỉ là chữ').toString('base64')
    expect(await sign(paper, { bytes: text })).toMatchObject({ status: 415, body: { code: 'kit.file_type' } })
    expect(await sign(paper, { signedOn: '2026-12-11' })).toMatchObject({ body: { code: 'editions.signed_ahead' } })
    expect(await sign(paper, { signedOn: '2026-12-09' })).toMatchObject({
      body: { code: 'editions.signed_before_plan' },
    })
    expect(await sign(paper, { replaces: { id: paper, reason: 'không có gì' } })).toMatchObject({
      body: { code: 'editions.nothing_to_replace' },
    })
    const stranger = await world.staff('planner', units.other)
    const input = { paper, number: '1', signedOn: '2026-12-10', bytes: scan('x') }
    expect((await stranger.call(routes.signPaper, input)).status).toBe(404)
    expect(await signingsOf(paper)).toEqual([])
  })

  test('a scan of ten megabytes is taken', async () => {
    const paper = await fresh('Cà Mau')
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10 * 1024 * 1024, 7)]).toString('base64')
    expect((await sign(paper, { bytes })).status).toBe(200)
  })
})
