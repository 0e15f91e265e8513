import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type CellOut, csvLine, readXlsx, type SheetOut, writeCsv, writeXlsx } from './index.ts'
import { bytesOf, onceEach } from './xlsx.world.ts'

const sheet = (rows: Iterable<readonly CellOut[]>): SheetOut => ({
  name: 'Kế hoạch',
  columns: [{ title: 'Đơn vị', width: 30 }, { title: 'Chỉ tiêu' }],
  frozenColumns: 1,
  rows,
})
const written = (rows: Iterable<readonly CellOut[]>) => bytesOf(writeXlsx([sheet(rows)]))
const partsOf = (bytes: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, new TextDecoder().decode(part)]))
const dangerous = ['=1+1', '+84912345678', '-5', '@SUM(A1)', '\t=1', '\r=1', '=cmd|"/c calc"!A1']

afterEach(() => void vi.useRealTimers())

describe('writing XLSX', () => {
  test('numbers and days are real ones, formatted; text is text', async () => {
    const parts = partsOf(
      await written([
        ['Đội Một', 1234],
        [{ day: '2026-11-24' }, 12.5],
        [null, 500_000n],
      ]),
    )
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<c r="B2" s="1"><v>1234</v></c>')
    expect(parts['xl/worksheets/sheet1.xml']).toContain(
      '<c r="A3" s="3"><v>46350</v></c><c r="B3" s="2"><v>12.5</v></c>',
    )
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<row r="4"><c r="B4" s="1"><v>500000</v></c></row>')
    expect(parts['xl/styles.xml']).toContain('formatCode="dd/mm/yyyy"')
  })

  test('the head row stays in sight with its columns, as wide as asked', async () => {
    const xml = partsOf(await written([]))['xl/worksheets/sheet1.xml']
    expect(xml).toContain('<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>')
    expect(xml).toContain('<col min="1" max="1" width="30" customWidth="1"/>')
  })

  test.each(dangerous)('%j is kept as text, never a formula', async text => {
    const bytes = await written([[text, 1]])
    expect(partsOf(bytes)['xl/worksheets/sheet1.xml']).not.toContain('<f>')
    const cell = (await readXlsx(bytes))[0]?.rows[1]?.cells.get(1)
    expect(cell).toMatchObject({ kind: 'text', text, formula: false })
  })

  test('the same rows give the same bytes, whatever the clock', async () => {
    const hash = async () =>
      createHash('sha256')
        .update(await written([['a', 1]]))
        .digest('hex')
    const first = await hash()
    vi.setSystemTime('2031-03-05T07:08:09Z')
    expect(await hash()).toBe(first)
  })

  test('an amount of more than 15 digits is kept whole as text', async () => {
    const row = (await readXlsx(await written([[999_999_999_999_999n, 1_000_000_000_000_001n]])))[0]?.rows[1]
    expect(row?.cells.get(1)).toMatchObject({ kind: 'number', value: 999_999_999_999_999 })
    expect(row?.cells.get(2)).toMatchObject({ kind: 'text', text: '1000000000000001' })
  })

  test('what no spreadsheet takes as a name is our own mistake', async () => {
    await expect(bytesOf(writeXlsx([{ ...sheet([]), name: 'a/b' }]))).rejects.toThrow('no spreadsheet takes')
    await expect(bytesOf(writeXlsx([sheet([]), sheet([])]))).rejects.toThrow('same name')
  })

  test('rows that come one by one are written as they come', async () => {
    let asked = 0
    const rows = (async function* () {
      for (; asked < 50_000; asked++) yield [`dòng ${asked}`, asked]
    })()
    const stream = writeXlsx([{ ...sheet([]), rows }])
    for (let chunks = 0; chunks < 8; chunks++) await stream.next()
    expect(asked).toBeLessThan(50_000)
    await stream.return(undefined)
  })

  test('whatever text goes in comes out, composed', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), async texts => {
        const row = (await readXlsx(await bytesOf(writeXlsx([{ name: 'x', columns: [], rows: onceEach([texts]) }]))))[0]
          ?.rows[0]
        expect(texts.map((_, at) => row?.cells.get(at + 1)?.text ?? '')).toEqual(
          texts.map(text => text.normalize('NFC')),
        )
      }),
      { numRuns: 60 },
    ))
})

describe('writing CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+84912345678', "'+84912345678"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    [-5, '-5'],
    ['a "b", c', '"a ""b"", c"'],
    [{ day: '2026-11-24' }, '2026-11-24'],
    [{ bold: 5 }, '5'],
    [null, ''],
    ['Nguye\u0302\u0303n', 'Nguyễn'],
  ] as const)('%j is written as %s', (cell, line) => expect(csvLine([cell])).toBe(`${line}\r\n`))

  test('begins with the mark of UTF-8', async () => {
    const parts: string[] = []
    for await (const part of writeCsv([['Đội', 1]])) parts.push(part)
    expect(parts.join('')).toBe('\ufeffĐội,1\r\n')
  })
})
