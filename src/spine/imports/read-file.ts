import type { Tx } from '#kit/db'
import type { Intake, IntakeLoad, RowRule } from '#kit/serve/intake.ts'
import { CsvPieceReader, csvPieces, hasPieces } from '#kit/sheets/csv-pieces.ts'
import { headOf, kindOf, sizeOf } from './files.ts'
import type { Findings } from './findings.ts'
import { type OpenRows, RowReader } from './row-reader.ts'
import { readRows } from './rows.ts'
import type { Reading } from './rules.ts'
import { SecondThread } from './second-thread.ts'
import type { Put } from './stage.ts'

/** What is read, by which rule, and where its findings go. `open`: the refused rows that it brings again. */
export type FileToRead = {
  readonly path: string
  readonly intake: Intake
  readonly load: IntakeLoad
  readonly reading: Reading
  readonly findings: Findings
  readonly open: OpenRows | undefined
}
export type WasRead = { readonly rows: number; readonly sums: Readonly<Record<string, string>> }
/** Told again and again: how many bytes more, and how many rows so far. */
export type Tell = (bytes: number, rows: number) => Promise<void>
type ReadInto = (put: Put, tell: Tell) => Promise<WasRead>

/** From here on a second thread is worth its start. */
const largeBytes = 8_000_000

const writer = (reader: RowReader, put: Put) => async (all: boolean) => {
  const [rows, beside] = [reader.take(), reader.takeBeside(all)]
  if (rows.length > 0) await put('rows', rows)
  if (beside && beside.length > 0) await put('beside', beside)
}

function alone(file: FileToRead, kind: 'csv' | 'xlsx', rule: RowRule): ReadInto {
  const reader = new RowReader(file.intake, file.reading, rule, file.findings, file.open)
  return async (put, tell) => {
    const write = writer(reader, put)
    await readRows(file.path, kind, file.reading, reader.onRow, async bytes => {
      await write(false)
      await tell(bytes, reader.rows)
    })
    await write(true)
    return { rows: reader.rows, sums: reader.sums }
  }
}

/** Two threads take pieces of the file in turn, as each is done with the one before; this one writes for both. */
async function inTwo(tx: Tx, file: FileToRead, { look, module }: NonNullable<Intake['apart']>): Promise<ReadInto> {
  const { reading, findings } = file
  const { columns, derived } = file.intake
  const looked = await look(tx, file.load)
  const { ruleOf } = (await import(module)) as { ruleOf: (looked: unknown) => RowRule }
  const reader = new RowReader(file.intake, reading, ruleOf(looked), findings)
  const pieces = new CsvPieceReader(reading, reader.onRow)
  const shapes = { columns, ...(derived ? { derived } : {}) }
  return async (put, tell) => {
    const write = writer(reader, put)
    let second: SecondThread | undefined
    try {
      for await (const piece of csvPieces(file.path, reading)) {
        const { length } = piece.bytes
        if (piece.loose || !second?.offer(piece)) pieces.read(piece)
        // The first piece holds the headings, whose width the other thread is told.
        if (!piece.loose)
          second ??= new SecondThread({ ...shapes, reading, width: reader.width, module, looked }, findings, put)
        await write(false)
        await second?.collect()
        await tell(length, reader.rows + (second?.rows ?? 0))
      }
      await second?.finish()
      await write(true)
      return {
        rows: reader.rows + (second?.rows ?? 0),
        sums: second?.sumsWith(reader.sums) ?? reader.sums,
      }
    } finally {
      await second?.end()
    }
  }
}

/** Gets ready to read a file: asks the database what its rule needs before rows are copied over the same connection. */
export async function openFile(tx: Tx, file: FileToRead): Promise<ReadInto> {
  const kind = kindOf((await headOf(file.path, 512)).head)
  const { apart } = file.intake
  if (apart && !file.open && kind === 'csv' && hasPieces(file.reading) && (await sizeOf(file.path)) > largeBytes)
    return inTwo(tx, file, apart)
  return alone(file, kind, await file.intake.open(tx, file.load))
}
