import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#kit/wire'
import { columnOf } from './cell.ts'
import {
  type Cell,
  columnName,
  readXlsx,
  type Sheet,
  type SheetRow,
  writeXlsx,
  type XlsxLimits,
  xlsxLimits,
  xlsxSheets,
} from './index.ts'
import { bytesOf, craftedXlsx, sheetOf } from './xlsx.world.ts'

const sheet1 = 'xl/worksheets/sheet1.xml'
const read = (rows: string, parts: Record<string, string> = {}, limits?: XlsxLimits) =>
  readXlsx(craftedXlsx({ [sheet1]: sheetOf(rows), ...parts }), limits)
const cellsOf = async (...from: Parameters<typeof read>) =>
  Object.fromEntries<Cell>(
    ((await read(...from))[0]?.rows ?? []).flatMap(({ at, cells }) =>
      [...cells].map(([column, cell]) => [`${at}/${column}`, cell]),
    ),
  )
const refusedAs = (code: string, status: number) => expect.objectContaining({ code, status })

describe('reading XLSX', () => {
  test('texts, shared and own, are composed; rich text is one text; readings of other scripts are left out', async () => {
    const shared =
      '<sst><si><t>Nguye\u0302\u0303n</t></si><si><r><t>Điện </t></r><r><t>lực</t></r><rPh><t>x</t></rPh></si></sst>'
    const cells = await cellsOf(
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c t="inlineStr"><is><t>Đo\u0323\u0302i</t></is></c></row>',
      { 'xl/sharedStrings.xml': shared },
    )
    expect(cells['2/1']?.text).toBe('Nguyễn')
    expect(cells['2/3']?.text).toBe('Điện lực')
    expect(cells['2/4']?.text).toBe('Đội')
  })

  const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="#,##0\\ &quot;đ&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="22"/><xf numFmtId="171"/><xf numFmtId="20"/></cellXfs></styleSheet>`
  test.each([
    ['a number', '<c s="0"><v>1234.5</v></c>', { kind: 'number', text: '1234.5', value: 1234.5 }],
    ['a day', '<c s="1"><v>46350</v></c>', { kind: 'day', text: '2026-11-24' }],
    ['a moment', '<c s="2"><v>46350.40625</v></c>', { kind: 'moment', text: '2026-11-24 09:45' }],
    ['a time', '<c s="4"><v>0.40625</v></c>', { kind: 'time', text: '09:45' }],
    ['an amount in đồng is no date', '<c s="3"><v>500000</v></c>', { kind: 'number', value: 500_000 }],
    ['a day beyond the calendar is a number', '<c s="1"><v>99999999</v></c>', { kind: 'number', value: 99_999_999 }],
    ['a day before the calendar is a number', '<c s="1"><v>-1</v></c>', { kind: 'number', value: -1 }],
    ['28 February 1900', '<c s="1"><v>59</v></c>', { kind: 'day', text: '1900-02-28' }],
    ['1 March 1900', '<c s="1"><v>61</v></c>', { kind: 'day', text: '1900-03-01' }],
    ['a yes', '<c t="b"><v>1</v></c>', { kind: 'yes-no', text: 'true' }],
    ['an error', '<c t="e"><v>#DIV/0!</v></c>', { kind: 'error', text: '#DIV/0!' }],
    ['a day of ISO 8601', '<c t="d"><v>2026-11-24</v></c>', { kind: 'day', text: '2026-11-24' }],
    ['a formula', '<c><f>1+1</f><v>2</v></c>', { kind: 'number', value: 2, formula: true }],
    ['a shared formula', '<c><f t="shared" si="0"/><v>2</v></c>', { value: 2, formula: true }],
    ['a formula of text', '<c t="str"><f>A1</f><v>abc</v></c>', { kind: 'text', text: 'abc', formula: true }],
  ])('%s', async (_, xml, expected) => {
    const cell = (await cellsOf(`<row r="1">${xml}</row>`, { 'xl/styles.xml': styles }))['1/1']
    expect(cell).toMatchObject({ formula: false, ...expected })
  })

  test('days counted from 1904, hidden sheets, merged cells', async () => {
    const workbook =
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="x" state="veryHidden" r:id="rId1"/></sheets></workbook>'
    const [sheet]: Sheet[] = await readXlsx(
      craftedXlsx({
        'xl/workbook.xml': workbook,
        'xl/styles.xml': styles,
        [sheet1]: sheetOf(
          '<row><c s="1"><v>44888</v></c><c/></row>',
          '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
      }),
    )
    expect(sheet).toMatchObject({ hidden: true, merged: ['A1:B1'] })
    expect([...(sheet?.rows[0]?.cells ?? [])]).toEqual([[1, expect.objectContaining({ text: '2026-11-24' })]])
  })

  test('a sheet that is left half-way does no harm, and the next is read', async () => {
    const workbook =
      '<workbook xmlns:r="r"><sheets><sheet name="1" r:id="rId1"/><sheet name="2" r:id="rId1"/></sheets></workbook>'
    const rows = Array.from({ length: 20_000 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('')
    const firsts: SheetRow[] = []
    for await (const sheet of xlsxSheets(craftedXlsx({ 'xl/workbook.xml': workbook, [sheet1]: sheetOf(rows) })))
      for await (const row of sheet.rows) {
        firsts.push(row)
        break
      }
    expect(firsts.map(({ cells }) => cells.get(1)?.value)).toEqual([0, 0])
  })

  test.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16_384, 'XFD'],
  ])('column %i is %s', (column, name) => {
    expect(columnName(column)).toBe(name)
    expect(columnOf(name)).toBe(column)
  })

  test('prefixes of names make no difference', async () => {
    const xml =
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    expect((await cellsOf('', { [sheet1]: xml }))['1/1']?.value).toBe(7)
  })
})

const pieces = [
  '<row>',
  '</row>',
  '<row r="x">',
  '<c>',
  '<c t="s">',
  '<c r="A1" s="99">',
  '</c>',
  '<v>1</v>',
  '<v>-1</v>',
  '<v>1e400</v>',
  '<f/>',
  '<is><t>x</t></is>',
  '<xf numFmtId="x"/>',
  '<cellXfs>',
  '&#0;',
  '<!---->',
  '<mergeCell/>',
]

/** An archive whose one part of nothing but spaces swells a thousandfold. */
const swelling = (bytes: number) => craftedXlsx({ [sheet1]: `<worksheet>${' '.repeat(bytes)}</worksheet>` })

/** The same, claiming in its directory to be small. */
function lying(): Uint8Array {
  const bytes = Buffer.from(swelling(4 * 1024 * 1024))
  const name = Buffer.from(sheet1)
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4))
    if (bytes.subarray(at + 46, at + 46 + name.length).equals(name)) bytes.writeUInt32LE(1000, at + 24)
  return bytes
}

describe('what is dangerous is refused by name', () => {
  test('a bomb, before anything is unpacked', async () => {
    const bomb = swelling(16 * 1024 * 1024)
    expect(bomb.length).toBeLessThan(100_000)
    const before = process.memoryUsage().rss
    await expect(readXlsx(bomb)).rejects.toEqual(refusedAs('kit.sheet_swells', 413))
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 1024 * 1024)
  })

  test('a part that is larger than its directory says', async () => {
    await expect(readXlsx(lying())).rejects.toEqual(refusedAs('kit.sheet_broken', 422))
  })

  test('many parts that are too much together, or too many', async () => {
    const media = (bytes: number) =>
      Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`xl/media/${at}`, new Uint8Array(bytes)]))
    const readWithin = (limits: Partial<XlsxLimits>, bytes: number) =>
      readXlsx(craftedXlsx({ [sheet1]: sheetOf(''), ...media(bytes) }), { ...xlsxLimits, ...limits })
    expect(await readWithin({}, 100_000)).toHaveLength(1)
    await expect(readWithin({ mostUnpackedBytes: 1_900_000 }, 100_000)).rejects.toEqual(
      refusedAs('kit.sheet_swells', 413),
    )
    await expect(readWithin({ mostEntries: 20 }, 1)).rejects.toEqual(refusedAs('kit.sheet_broken', 422))
  })

  test('more cells than may be, with the number; ten million that are only declared cost nothing', async () => {
    const limits = { ...xlsxLimits, mostCells: 3 }
    await expect(read('<row><c/><c/><c/><c/></row>', {}, limits)).rejects.toMatchObject({
      code: 'kit.sheet_too_many_cells',
      values: { limit: 3 },
    })
    const declared =
      '<worksheet><dimension ref="A1:J1000000"/><sheetData><row r="1000000"><c r="J1000000"><v>1</v></c></row></sheetData></worksheet>'
    expect((await cellsOf('', { [sheet1]: declared }))['1000000/10']?.value).toBe(1)
    const real = sheetOf(`<row>${'<c/>'.repeat(10)}</row>`.repeat(60_000))
    await expect(readXlsx(craftedXlsx({ [sheet1]: real }), { ...xlsxLimits, mostRatio: 2000 })).rejects.toEqual(
      refusedAs('kit.sheet_too_many_cells', 413),
    )
  })

  test.each([
    [
      'an entity of its own',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>',
    ],
    ['an outside file', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'],
    ['an unknown entity', sheetOf('<row><c t="str"><v>&a;</v></c></row>')],
    ['what is no XML', '<worksheet><sheetData>'],
    ['a cell beyond the last column', sheetOf('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')],
    ['a row beyond the last', sheetOf('<row r="99999999"><c><v>1</v></c></row>')],
    ['rows out of order', sheetOf('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>')],
    ['a number that is none', sheetOf('<row><c><v>1x</v></c></row>')],
    ['a shared text that is not there', sheetOf('<row><c t="s"><v>5</v></c></row>')],
    ['a text longer than a cell holds', sheetOf(`<row><c t="str"><v>${'x'.repeat(40_000)}</v></c></row>`)],
  ])('%s', async (_, xml) => {
    await expect(readXlsx(craftedXlsx({ [sheet1]: xml }))).rejects.toEqual(refusedAs('kit.sheet_broken', 422))
  })

  test('what is no workbook', async () => {
    for (const bytes of [Buffer.from(''), Buffer.from('a,b\n1,2'), Buffer.from('d0cf11e0a1b11ae1', 'hex')])
      await expect(readXlsx(bytes)).rejects.toEqual(refusedAs('kit.sheet_not_xlsx', 415))
    const bare = craftedXlsx({ [sheet1]: sheetOf('') })
    await expect(readXlsx(bare.subarray(0, bare.length - 30))).rejects.toEqual(refusedAs('kit.sheet_broken', 422))
    await expect(readXlsx(bare, { ...xlsxLimits, mostBytes: 100 })).rejects.toEqual(
      refusedAs('kit.file_too_large', 413),
    )
  })

  test('bytes that were changed anywhere are read or refused, never a failure of ours', async () => {
    const good = await bytesOf(writeXlsx([{ name: 'Một', columns: [{ title: 'a' }], rows: [['x', 1, 2.5]] }]))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async changes => {
          const bytes = Uint8Array.from(good)
          for (const [at, value] of changes) bytes[at] = value
          await readXlsx(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(Refusal))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('whatever stands in a sheet is read or refused', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), async parts => {
        const bytes = craftedXlsx({ [sheet1]: sheetOf(parts.join('')), 'xl/styles.xml': parts.join('') })
        await readXlsx(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(Refusal))
      }),
      { numRuns: 100 },
    ))
})
