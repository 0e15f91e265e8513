import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readXlsx, type Sheet, writeXlsx } from '#kit/sheets'
import type { PlanTable } from './routes-plan.ts'
import { readFacts, readGrids } from './sheet-in.ts'
import { sheetsOf } from './sheet-out.ts'

const column = (
  key: string,
  role: 'quantity' | 'money',
  month: string | null = null,
): PlanTable['columns'][number] => ({
  key,
  measure: key.split('@')[0] ?? key,
  month,
  activity: 'b1',
  block: role === 'money' ? 'money' : 'social',
  name: { vi: `Chỉ tiêu ${key}`, en: `Measure ${key}` },
  unit: role === 'money' ? 'VND' : 'km',
  duty: 'extra',
  gather: 'sum',
  role,
  of: null,
  source: role === 'money' ? 'company' : null,
  usual: null,
  counts: null,
})
const columns = [
  column('roads-km', 'quantity'),
  column('messages@2026-12', 'quantity', '2026-12'),
  column('money-company', 'money'),
]

type Figures = readonly (readonly (number | null)[])[]
/** A group, a company under it and a team under that; figures by column, then unit. */
function tableOf(target: Figures, reserve: readonly number[] = [7]): PlanTable {
  return {
    edition: {
      id: '01900000-0000-7000-8000-000000000001',
      year: 2026,
      name: { vi: 'Tháng Tri ân', en: 'Month' },
      state: 'open',
      referenceDay: '2026-11-15',
    },
    columns,
    units: {
      id: [1, 2, 3].map(at => `01900000-0000-7000-8000-00000000001${at}`),
      parent: [-1, 0, 1],
      name: ['Tập đoàn', 'Công ty Điện lực Một', 'Đội Một'],
      code: ['EVN', '=CT1', 'DOI1'],
      kind: ['group', 'company', 'team'],
      state: ['draft', 'draft', 'none'],
      version: [1, 1, 0],
      edits: [true, true, true],
      decides: [false, false, false],
      closed: [false, false, false],
    },
    target: target.map(line => [...line]),
    reserve: { unit: reserve.map(() => 0), column: [...reserve.keys()], value: [...reserve] },
    wanted: { unit: [], column: [], value: [] },
    inForce: { unit: [], column: [], value: [] },
    notes: { unit: [], column: [], kind: [], note: [] },
    least: [],
    problems: [],
    problemCount: 0,
  }
}
const table = tableOf([
  [12.5, 10, null],
  [null, 3, 0],
  [1_500_000_000, null, 99_999_999_999_999],
])

async function sheetsIn(from: PlanTable = table, lang: 'vi' | 'en' = 'vi'): Promise<Sheet[]> {
  const parts: Uint8Array[] = []
  for await (const part of writeXlsx(sheetsOf(from, lang))) parts.push(part)
  return readXlsx(Buffer.concat(parts))
}
const text = (value: string) => ({ kind: 'text', text: value, value, formula: false }) as const
const number = (value: number, formula = false) => ({ kind: 'number', text: String(value), value, formula }) as const

/** The same workbook with one cell changed, as somebody in Excel would. */
function typed(
  sheets: Sheet[],
  name: string,
  row: number,
  at: number,
  cell: ReturnType<typeof text | typeof number> | null,
): Sheet[] {
  return sheets.map(sheet => {
    if (sheet.name !== name) return sheet
    const rows = sheet.rows.some(one => one.at === row) ? sheet.rows : [...sheet.rows, { at: row, cells: new Map() }]
    return {
      ...sheet,
      rows: rows.map(one => {
        if (one.at !== row) return one
        const cells = new Map(one.cells)
        if (cell) cells.set(at, cell)
        else cells.delete(at)
        return { ...one, cells }
      }),
    }
  })
}
const read = (sheets: Sheet[]) => readGrids(sheets, readFacts(sheets), table)
const codes = (sheets: Sheet[]) =>
  read(sheets).errors.map(({ sheet, row, column: at, code }) => `${sheet}!${at}${row} ${code}`)

describe('a plan that goes out as a workbook and comes back', () => {
  test.each(['vi', 'en'] as const)('changes nothing when nobody changed anything (%s)', async lang => {
    expect(read(await sheetsIn(table, lang))).toMatchObject({ changed: [], errors: [] })
  })

  test('whatever the figures are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.option(fc.integer({ min: 0, max: 1e17 }).map(n => n / 1000)), { minLength: 3, maxLength: 3 }),
          {
            minLength: 3,
            maxLength: 3,
          },
        ),
        async figures => {
          const some = tableOf(figures.map(line => line.map(n => (n === null ? null : Math.min(n, 1e14)))))
          const sheets = await sheetsIn(some)
          expect(readGrids(sheets, readFacts(sheets), some).changed).toEqual([])
        },
      ),
      { numRuns: 30 },
    ))

  test('what somebody changed is named by sheet, row and column, with what stood there', async () => {
    const sheets = typed(typed(await sheetsIn(), 'Chỉ tiêu', 3, 4, number(11, true)), 'Kinh phí', 2, 4, null)
    expect(read(typed(sheets, 'Đề nghị', 4, 4, number(2))).changed).toEqual([
      {
        sheet: 'Chỉ tiêu',
        row: 3,
        column: 'D',
        unitAt: 1,
        columnAt: 0,
        kind: 'target',
        was: 10,
        value: 11,
        formula: true,
      },
      {
        sheet: 'Kinh phí',
        row: 2,
        column: 'D',
        unitAt: 0,
        columnAt: 2,
        kind: 'target',
        was: 1_500_000_000,
        value: null,
        formula: false,
      },
      {
        sheet: 'Đề nghị',
        row: 4,
        column: 'D',
        unitAt: 2,
        columnAt: 0,
        kind: 'wanted',
        was: null,
        value: 2,
        formula: false,
      },
    ])
  })

  test('rows and columns may stand in another order, and some may be left out', async () => {
    const sheets = (await sheetsIn()).map(sheet =>
      sheet.name === 'Chỉ tiêu'
        ? {
            ...sheet,
            rows: sheet.rows.flatMap(row => (row.at === 1 ? [row] : row.at === 2 ? [{ ...row, at: 9 }] : [])),
          }
        : sheet,
    )
    expect(read(sheets)).toMatchObject({ changed: [], errors: [] })
  })

  test.each([
    ['text for a number', 'Chỉ tiêu', 2, 4, text('12,5 km'), 'Chỉ tiêu!D2 editions.sheet_not_number'],
    ['text that looks like a number', 'Chỉ tiêu', 2, 4, text('1.234'), 'Chỉ tiêu!D2 editions.sheet_not_number'],
    ['a unit that nobody knows', 'Chỉ tiêu', 4, 1, text('DOI9'), 'Chỉ tiêu!A4 editions.sheet_unknown_unit'],
    ['a unit twice', 'Chỉ tiêu', 4, 1, text('EVN'), 'Chỉ tiêu!A4 editions.sheet_unit_twice'],
    ['figures of nobody', 'Chỉ tiêu', 4, 1, null, 'Chỉ tiêu!A4 editions.sheet_no_code'],
    [
      'a measure that nobody knows',
      'Chỉ tiêu',
      1,
      4,
      text('Đèn [lamps-x]'),
      'Chỉ tiêu!D1 editions.sheet_unknown_measure',
    ],
    ['a column without a code', 'Chỉ tiêu', 1, 8, text('Ghi chú'), 'Chỉ tiêu!H1 editions.sheet_unknown_measure'],
    ['a measure twice', 'Chỉ tiêu', 1, 5, text('x [roads-km]'), 'Chỉ tiêu!E1 editions.sheet_measure_twice'],
  ] as const)('%s is named', async (_, name, row, at, cell, expected) => {
    expect(codes(typed(await sheetsIn(), name, row, at, cell))).toContain(expected)
  })

  test('a sheet that is gone is named; a workbook of elsewhere is refused', async () => {
    const sheets = await sheetsIn()
    expect(codes(sheets.filter(({ name }) => name !== 'Dự phòng'))).toEqual(['Dự phòng!A1 editions.sheet_missing'])
    const refused = expect.objectContaining({ code: 'editions.sheet_foreign' })
    expect(() => readFacts([])).toThrow(refused)
    expect(() => read(sheets.filter(({ name }) => name !== 'tri-an target'))).toThrow(refused)
  })

  test('NFD text in a unit’s name or a head changes nothing', async () => {
    const sheets = await sheetsIn()
    const title = sheets.find(({ name }) => name === 'Chỉ tiêu')?.rows[0]?.cells.get(4)?.text ?? ''
    expect(read(typed(sheets, 'Chỉ tiêu', 1, 4, text(title.normalize('NFD')))).errors).toEqual([])
  })
})
