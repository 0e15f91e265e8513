import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvFault, CsvScanner } from './csv-scan.ts'

type Row = { no: number; cells: string[]; fault: CsvFault | undefined }

function scanned(
  text: string,
  cuts: readonly number[] = [],
  separator = ',',
  most?: { quoted: number; row: number },
): Row[] {
  const rows: Row[] = []
  const scanner = new CsvScanner(separator, (cells, no, fault) => rows.push({ no, cells: [...cells], fault }), most)
  let at = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut > at && cut < text.length) {
      scanner.push(text.slice(at, cut))
      at = cut
    }
  }
  scanner.push(text.slice(at))
  scanner.end()
  return rows
}

/**
 * The same by the letter of the rules, over the whole text, with regular expressions: slow, and plain to read. Each
 * step takes one cell off what is left.
 */
function plainly(text: string, separator: string, most: { quoted: number; row: number }): Row[] {
  const rows: Row[] = []
  let left = text
  for (let no = 1; left !== ''; no++) {
    let { cells, taken, fault } = plainRow(left, separator, most.quoted)
    if (taken.length > most.row) {
      fault = 'row_long'
      cells = [left.slice(0, 200)]
      taken = left.slice(0, most.row) + upToBreak(left.slice(most.row))
    }
    left = left.slice(taken.length).replace(/^(\r\n|\r|\n)/, '')
    const bad = fault ?? (cells.some(cell => /[\ufffd\0]/.test(cell)) ? 'bad_bytes' : undefined)
    if (cells.some(cell => cell !== '')) rows.push({ no, cells, fault: bad })
  }
  return rows
}

const upToBreak = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? ''

function plainRow(text: string, separator: string, most: number) {
  const cells: string[] = []
  let taken = ''
  let fault: CsvFault | undefined
  for (;;) {
    const left = text.slice(taken.length)
    const head = /^"(?:[^"]|"")*"(?!")/.exec(left)?.[0] ?? ''
    if (left.startsWith('"') && (head === '' || head.length > most + 1)) {
      const line = upToBreak(text)
      return { cells: line.split(separator), taken: line, fault: 'quote_open' as const }
    }
    const rest = new RegExp(`^[^${separator}\\r\\n]*`).exec(left.slice(head.length))?.[0] ?? ''
    cells.push(head.slice(1, -1).replaceAll('""', '"') + rest)
    if (head !== '' && rest !== '') fault = 'quote_text'
    taken += head + rest
    if (text[taken.length] !== separator) return { cells, taken, fault }
    taken += separator
  }
}

describe('a table in text', () => {
  test.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\rb\r', [['a'], ['b']]],
    ['"a,b",c', [['a,b', 'c']]],
    ['"a ""b""",', [['a "b"', '']]],
    ['"một\r\nhai",ba', [['một\r\nhai', 'ba']]],
    ['a"b,c', [['a"b', 'c']]],
    ['""', []],
    ['', []],
  ])('%j', (text, rows) => expect(scanned(text).map(row => row.cells)).toEqual(rows))

  test('counts empty rows and hands over none of them', () => {
    expect(scanned('a\n\n,,\nb').map(({ no, cells }) => [no, ...cells])).toEqual([
      [1, 'a'],
      [4, 'b'],
    ])
  })

  test('a quote that is never closed costs its own row only', () => {
    expect(scanned('a,b\n"c,d\ne,f')).toEqual([
      { no: 1, cells: ['a', 'b'], fault: undefined },
      { no: 2, cells: ['"c', 'd'], fault: 'quote_open' },
      { no: 3, cells: ['e', 'f'], fault: undefined },
    ])
  })

  test('a row without end is given up, and never held', () => {
    const rows = scanned(`a,b\n${'x'.repeat(3_000_000)}\nc,d\n`, [500_000, 1_000_000, 1_500_000, 2_000_000])
    expect(rows.map(({ no, fault }) => [no, fault])).toEqual([
      [1, undefined],
      [2, 'row_long'],
      [3, undefined],
    ])
  })

  test('bytes that are no text, and text after a quoted cell, are named', () => {
    expect(scanned('a\ufffd\n"b"c,d\ne').map(({ fault }) => fault)).toEqual(['bad_bytes', 'quote_text', undefined])
  })

  test('reads as the plain reader does, however the text is cut', () => {
    const sign = fc.constantFrom('a', 'ế', ',', ';', '"', '"', '\n', '\r', '\r\n', ' ', '\ufffd', '12')
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 60 }).map(signs => signs.join('')),
        fc.array(fc.nat(80), { maxLength: 6 }),
        fc.constantFrom(',', ';'),
        fc.constantFrom({ quoted: 5, row: 1000 }, { quoted: 20, row: 12 }, { quoted: 1000, row: 1000 }),
        (text, cuts, separator, most) => {
          expect(scanned(text, cuts, separator, most)).toEqual(plainly(text, separator, most))
        },
      ),
      { numRuns: 5000 },
    )
  })
})
