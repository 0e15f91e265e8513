import { parentPort, workerData } from 'node:worker_threads'
import type { RowRule } from '#kit/serve/intake.ts'
import { type CsvPiece, CsvPieceReader } from '#kit/sheets/csv-pieces.ts'
import { type FindingSink, RowReader, type RowShapes } from './row-reader.ts'
import type { Reading } from './rules.ts'

/*
 * The second thread of a check: reads and judges pieces of a file that the first hands over, and hands back what is to
 * be written. It knows no database.
 */
export type Told = RowShapes & {
  readonly reading: Reading
  readonly width: number
  readonly module: string
  readonly looked: unknown
}
/** A piece of the file; or that no piece comes any more. */
export type Asked = CsvPiece | 'over'
export type Answered = {
  /** COPY text of the good rows, and of what is beside them. */
  readonly lines: Uint8Array<ArrayBuffer>
  readonly beside: Uint8Array<ArrayBuffer>
  readonly findings: readonly Parameters<FindingSink['add']>[]
  readonly badRows: readonly Parameters<FindingSink['badRow']>[]
  /** Of all pieces so far. */
  readonly rows: number
  readonly sums: Readonly<Record<string, string>>
}

const { reading, width, module, looked, ...shapes } = workerData as Told
const { ruleOf } = (await import(module)) as { ruleOf: (looked: unknown) => RowRule }
let findings: Parameters<FindingSink['add']>[] = []
let badRows: Parameters<FindingSink['badRow']>[] = []
const reader = new RowReader(shapes, reading, ruleOf(looked), {
  add: (...finding) => void findings.push(finding),
  badRow: (...row) => void badRows.push(row),
})
reader.width = width
const pieces = new CsvPieceReader(reading, reader.onRow)

parentPort?.on('message', (asked: Asked) => {
  if (asked !== 'over') pieces.read(asked)
  const [lines, beside] = [reader.take(), reader.takeBeside(asked === 'over') ?? new Uint8Array()]
  const answer: Answered = { lines, beside, findings, badRows, rows: reader.rows, sums: reader.sums }
  findings = []
  badRows = []
  parentPort?.postMessage(answer, [lines.buffer, beside.buffer])
  if (asked === 'over') parentPort?.close()
})
