import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Block, officialLayout, paperAsDocx, paperAsPdf } from './index.ts'
import { samplePaper } from './papers.world.ts'

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const textOf = async (bytes: Buffer) => (await extractText(await getDocumentProxy(new Uint8Array(bytes)))).text
const flat = (text: string) => text.replace(/\s+/g, ' ')
const partsOf = (bytes: Buffer) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, new TextDecoder().decode(part)]))
/** Text in reading order, as a word processor has it. */
const wordsOf = (xml: string | undefined) =>
  [...(xml ?? '').matchAll(/<w:t[^>]*>([^<]*)/g)].map(hit => hit[1]).join(' ')

const vietnamese =
  'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ'
const alphabet = samplePaper({
  sections: [{ blocks: vietnamese.split(' ').map(text => ({ kind: 'paragraph', text })) }],
})

afterEach(() => void vi.useRealTimers())

describe('a paper as PDF', () => {
  let pdf: Buffer
  let pages: string[]
  beforeAll(async () => {
    pdf = await paperAsPdf(samplePaper({ watermark: 'Số liệu minh hoạ' }))
    pages = await textOf(pdf)
  })

  test('says everything of the description in order, and repeats the head row on every page of the table', () => {
    const first = flat(pages[0] ?? '')
    for (const text of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'QUYẾT ĐỊNH',
      'Điều 1. Phê duyệt kế hoạch Tháng Tri ân khách hàng năm 2026',
      'Nơi nhận:',
      'Nguyễn Thị Ánh Nguyệt',
    ])
      expect(first).toContain(text)
    expect(pages.length).toBeGreaterThan(3)
    for (const page of pages.slice(1)) expect(flat(page)).toContain('Công ty Điện lực Ba Đình')
    expect(flat(pages.join(' '))).toContain('Chỉ tiêu thứ 60:')
  })

  test('every page has its foot and its watermark, and its number but for the first', () => {
    const foot = `Kế hoạch số 3 · SHA-256 ${'0123456789abcdef'.repeat(4)}`
    for (const [at, page] of pages.entries())
      expect(page.split('\n').slice(at === 0 ? -2 : -3)).toEqual([
        'Số liệu minh hoạ',
        ...(at === 0 ? [] : [String(at + 1)]),
        foot,
      ])
  })

  test('the appendix lies across on every page', async () => {
    const proxy = await getDocumentProxy(new Uint8Array(pdf))
    const wide = await Promise.all(
      Array.from({ length: proxy.numPages }, async (_, at) => {
        const [, , width = 0, height = 0] = (await proxy.getPage(at + 1)).view
        return width > height
      }),
    )
    expect(wide).toEqual([false, ...Array.from({ length: proxy.numPages - 1 }, () => true)])
  })

  test('programs that read aloud find its language, its title and its structure', async () => {
    const { info } = await getMeta(await getDocumentProxy(new Uint8Array(pdf)))
    expect(info).toMatchObject({ Title: samplePaper().title, Language: 'vi-VN' })
    const proxy = await getDocumentProxy(new Uint8Array(pdf))
    expect(await proxy.getMarkInfo()).toMatchObject({ Marked: true })
    const tree = JSON.stringify(await (await proxy.getPage(2)).getStructTree())
    for (const role of ['H1', 'Table', 'TR', 'TH', 'TD']) expect(tree).toContain(`"role":"${role}"`)
  })

  test('every letter of Vietnamese has its glyph, and text that came in pieces is composed', async () => {
    const text = flat((await textOf(await paperAsPdf(alphabet))).join(''))
    for (const letters of vietnamese.split(' ')) expect(text.replaceAll(' ', '')).toContain(letters)
    const apart = samplePaper({
      sections: [{ blocks: [{ kind: 'paragraph', text: 'Nguyễn Thị Ánh Nguyệt'.normalize('NFD') }] }],
    })
    expect(flat((await textOf(await paperAsPdf(apart))).join(''))).toContain('Nguyễn Thị Ánh Nguyệt')
  })

  test('the same description gives the same bytes at any time; another gives others', async () => {
    const first = hash(await paperAsPdf(samplePaper()))
    vi.setSystemTime('2031-03-05T07:08:09Z')
    expect(hash(await paperAsPdf(samplePaper()))).toBe(first)
    expect(hash(await paperAsPdf(samplePaper({ foot: 'khác' })))).not.toBe(first)
  })
})

test('no text breaks a paper', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 3, maxLength: 8 }),
      async texts => {
        const [a = '', b = '', c = ''] = texts
        const blocks: Block[] = [
          { kind: 'letterhead', superior: a, issuer: b, number: c, placeAndDay: a },
          { kind: 'title', name: a, abstract: b, by: c },
          { kind: 'to', label: a, names: texts },
          ...texts.map((text): Block => ({ kind: 'paragraph', text, label: a.slice(0, 9) })),
          {
            kind: 'table',
            columns: [
              { title: a, share: 1 },
              { title: b, share: 9 },
            ],
            rows: [{ cells: [b, 'x'.repeat(300)] }],
          },
          { kind: 'closing', receiversLabel: a, receivers: texts, signature: texts, name: c },
        ]
        const paper = samplePaper({ title: a, author: b, foot: c, watermark: b, sections: [{ blocks }] })
        expect((await paperAsPdf(paper)).subarray(0, 5).toString()).toBe('%PDF-')
        expect((await paperAsDocx(paper)).subarray(0, 2).toString()).toBe('PK')
      },
    ),
    { numRuns: process.env.TRI_AN_RACES ? 60 : 5 }, // the many in `npm run prove`
  ))

describe('a paper as DOCX', () => {
  test('says the same, in the official face and size, with head rows that repeat', async () => {
    const parts = partsOf(await paperAsDocx(samplePaper()))
    const xml = parts['word/document.xml']
    expect(wordsOf(xml)).toContain('Điều 1.  Phê duyệt kế hoạch Tháng Tri ân khách hàng năm 2026')
    expect(wordsOf(xml)).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(xml).toContain('<w:tblHeader/>')
    expect(xml).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/)
    expect(parts['word/styles.xml']).toContain(`w:ascii="${officialLayout.face}"`)
    expect(parts['word/footer1.xml']).toContain('SHA-256')
  })

  test('carries its watermark in every header, and none when it is real', async () => {
    const invented = partsOf(await paperAsDocx(samplePaper({ watermark: 'Số liệu minh hoạ' })))
    const headers = Object.keys(invented).filter(name => /^word\/header\d+\.xml$/.test(name))
    expect(headers.length).toBeGreaterThan(0)
    for (const name of headers) expect(invented[name]).toContain('Số liệu minh hoạ')
    expect(Object.values(partsOf(await paperAsDocx(samplePaper()))).join('')).not.toContain('minh hoạ')
  })

  test('the same description gives the same bytes at any time', async () => {
    const make = async () => hash(await paperAsDocx(samplePaper({ watermark: 'Số liệu minh hoạ' })))
    const first = await make()
    vi.setSystemTime('2031-03-05T07:08:09Z')
    expect(await make()).toBe(first)
  })
})
