import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, newEdition, hashOf, approvedDownTo } = await newEditionsWorld()
afterAll(() => world.close())
const { units } = world
const planner = who('planner', 'parent')
let edition: string
let hash: string

beforeAll(async () => {
  edition = await newEdition(2026)
  await approvedDownTo(edition, 'parent')
  hash = await hashOf(edition, 'parent')
})

const listed = async () => (await planner.call(routes.papers, { id: edition, unit: units.parent })).body
/** A decision of its own for each story: what is worded otherwise is another paper. */
const fresh = async (place: string) => {
  const wording = { ...(await listed()).defaults.decision, place }
  const asked = { id: edition, unit: units.parent, kind: 'decision' as const, hash, wording }
  return (await planner.call(routes.makePaper, asked)).body.id
}

describe('what comes back signed', () => {
  const scan = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF`).toString('base64')
  const sign = (paper: string, more: object = {}) =>
    planner.call(routes.signPaper, {
      paper,
      number: '353/QĐ-EVN',
      signedOn: '2026-12-10',
      bytes: scan('một'),
      ...more,
    })
  const signingsOf = async (paper: string) => (await listed()).papers.find(({ id }) => id === paper)?.signings ?? []

  test('number, day and scan are kept with who and when, and the scan comes out as it went in', async () => {
    const paper = await fresh('Vinh')
    const { status, body } = await sign(paper)
    expect(status).toBe(200)
    expect(await signingsOf(paper)).toMatchObject([
      { id: body.id, number: '353/QĐ-EVN', signedOn: '2026-12-10', replaces: null, by: 'Nhân viên planner' },
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
