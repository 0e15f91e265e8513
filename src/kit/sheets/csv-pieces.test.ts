import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type CsvFormat, readCsv } from './csv.ts'
import { CsvPieceReader, csvPieces } from './csv-pieces.ts'
import type { OnRow } from './csv-scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'tri-an-pieces-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'a.csv')
const format: CsvFormat = { encoding: 'utf-8', separator: ';' }

type Row = [no: number, fault: string | undefined, ...cells: string[]]
const into =
  (rows: Row[]): OnRow =>
  (cells, no, fault) =>
    void rows.push([no, fault, ...cells])

/** What is read in pieces, each by a reader of its own where they may be parted, and in how many. */
async function inPieces(most?: number): Promise<{ rows: Row[]; pieces: number; loose: number }> {
  const rows: Row[] = []
  const readers = [new CsvPieceReader(format, into(rows)), new CsvPieceReader(format, into(rows))] as const
  let [pieces, loose] = [0, 0]
  for await (const piece of csvPieces(path, format, most)) {
    readers[piece.loose ? 0 : ((++pieces % 2) as 0 | 1)].read(piece)
    if (piece.loose) loose++
  }
  return { rows, pieces, loose }
}

async function inOne(bytes: Buffer): Promise<Row[]> {
  const rows: Row[] = []
  await readCsv(
    (async function* () {
      yield bytes
    })(),
    format,
    into(rows),
  )
  return rows
}

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aâế "0'), maxLength: 12 }),
  fc.constantFrom('', '"a;b"', '"dòng\nhai"', '"nói ""vâng"""', '"x"y', '5" ống', '\ufffd'),
)
const line = fc.array(cell, { minLength: 1, maxLength: 5 }).map(cells => cells.join(';'))
const lines = fc.tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean())

test('a file of many pieces is read as it is in one, whatever stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 4, max: 400 }), async ([some, end, bom], most) => {
      const bytes = Buffer.from(`${bom ? '\ufeff' : ''}${some.join(end)}`)
      writeFileSync(path, bytes)
      const { rows } = await inPieces(most)
      expect(rows).toEqual(await inOne(bytes))
    }),
    { numRuns: 400 },
  )
})

test('rows are parted where they can be, and read in one go from the quote on that nobody closed', async () => {
  const many = 'PB14000000001;Nguyễn Thị Hoa;"12; Lê Lợi"\r\n'.repeat(20_000)
  writeFileSync(path, many)
  expect(await inPieces(1 << 18)).toMatchObject({ pieces: 4, loose: 0 })
  const plain = 'PB14000000001;Nguyễn Thị Hoa;12 Lê Lợi\r\n'.repeat(20_000)
  writeFileSync(path, `${many}PB1;"Trần;\r\n${plain}`)
  const { rows, pieces, loose } = await inPieces()
  expect(pieces).toBeGreaterThan(1)
  expect(loose).toBeGreaterThan(1)
  expect(rows.filter(([, fault]) => fault).map(([no, fault]) => [no, fault])).toEqual([[20_001, 'quote_open']])
  expect(rows.at(-1)?.[0]).toBe(40_001)
})

test('an empty file has one piece without rows, and a file without a break at its end has its last row', async () => {
  writeFileSync(path, '')
  expect(await inPieces()).toEqual({ rows: [], pieces: 1, loose: 0 })
  writeFileSync(path, 'a;b\nc;d')
  expect((await inPieces()).rows).toEqual([
    [1, undefined, 'a', 'b'],
    [2, undefined, 'c', 'd'],
  ])
})
