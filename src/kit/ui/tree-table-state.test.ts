import { describe, expect, test } from 'vitest'
import { drawnRows, nextEditable, nextSpot, readPasted, rowsAbove, seenRows } from './tree-table-state.ts'

const rows = [
  { id: 'group', name: 'Tập đoàn' },
  { id: 'reserve', parent: 'group', name: 'Dự phòng', kind: 'reserve' as const },
  { id: 'south', parent: 'group', name: 'Miền Nam' },
  { id: 'camau', parent: 'south', name: 'Cà Mau' },
  { id: 'team', parent: 'camau', name: 'Năm Căn' },
  { id: 'north', parent: 'group', name: 'Miền Bắc' },
]
const names = (folded: string[]): string[] =>
  seenRows(rows, new Set(folded)).map(
    it => `${'-'.repeat(it.level)}${it.row.id}${it.holds ? (it.open ? '+' : '>') : ''}`,
  )

describe('the rows in sight', () => {
  test('stand in their order, each under its own', () =>
    expect(names([])).toEqual(['-group+', '--reserve', '--south+', '---camau+', '----team', '--north']))
  test('a folded row hides all that stands under it, however deep', () =>
    expect(names(['south'])).toEqual(['-group+', '--reserve', '--south>', '--north']))
  test('a row whose parent is not in the list stands at the top', () =>
    expect(seenRows([{ id: 'a', parent: 'elsewhere', name: 'A' }], new Set())).toMatchObject([
      { level: 1, holds: false },
    ]))
  test('every row above one is known, nearest first', () =>
    expect(rowsAbove(rows, 'team')).toEqual(['camau', 'south', 'group']))
})

describe('what a spreadsheet puts on the clipboard', () => {
  test.each([
    [
      '1.200\t3\r\n2\t4\r\n',
      [
        ['1.200', '3'],
        ['2', '4'],
      ],
    ],
    ['1', [['1']]],
    [
      '1\t\n\t2',
      [
        ['1', ''],
        ['', '2'],
      ],
    ],
    ['"a\nb"\t2', [['a b', '2']]],
    ['"say ""yes"""\t1', [['say "yes"', '1']]],
    ['5"\t1', [['5"', '1']]],
  ])('%j', (text, cells) => expect(readPasted(text)).toEqual(cells))
})

describe('a long list draws a window', () => {
  const shape = (first: number, last: number, focus: number, total: number): string =>
    drawnRows(first, last, focus, total)
      .map(it => ('row' in it ? String(it.row) : `(${it.gap})`))
      .join(' ')
  test('with gaps as high as the rows that are left out', () => expect(shape(2, 5, 3, 10)).toBe('(2) 2 3 4 (5)'))
  test('and always the row in focus, wherever it is', () => {
    expect(shape(4, 6, 0, 8)).toBe('0 (3) 4 5 (2)')
    expect(shape(0, 2, 6, 8)).toBe('0 1 (4) 6 (1)')
  })
  test('never more than there is', () => expect(shape(0, 80, 0, 2)).toBe('0 1'))
  test('what is drawn and what is left out add up to the whole', () => {
    for (const focus of [0, 7, 19])
      for (const first of [0, 5, 18]) {
        const drawn = drawnRows(first, first + 4, focus, 20)
        expect(drawn.reduce((sum, it) => sum + ('row' in it ? 1 : it.gap), 0)).toBe(20)
      }
  })
})

describe('keys', () => {
  test('move inside the table and never out of it', () => {
    expect(nextSpot('ArrowUp', { row: 0, column: 2 }, 5, 4)).toEqual({ row: 0, column: 2 })
    expect(nextSpot('PageDown', { row: 1, column: 0 }, 5, 4)).toEqual({ row: 4, column: 0 })
    expect(nextSpot('a', { row: 1, column: 0 }, 5, 4)).toBeUndefined()
  })
  const odd = (row: number, column: number): boolean => column === 1 && row !== 1
  test('Enter goes down to the next cell that can be edited, and stays at the last', () => {
    expect(nextEditable('down', { row: 0, column: 1 }, { row: 3, column: 3 }, odd)).toEqual({ row: 2, column: 1 })
    expect(nextEditable('down', { row: 2, column: 1 }, { row: 3, column: 3 }, odd)).toBeUndefined()
  })
  test('Tab goes on in the next row', () => {
    expect(nextEditable('right', { row: 0, column: 1 }, { row: 3, column: 3 }, odd)).toEqual({ row: 2, column: 1 })
    expect(nextEditable('left', { row: 2, column: 1 }, { row: 3, column: 3 }, odd)).toEqual({ row: 0, column: 1 })
  })
})
