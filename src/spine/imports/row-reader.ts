import { CopyLines } from '#kit/db/copy-lines.ts'
import type { Intake, IntakeColumn, RowRule } from '#kit/serve/intake.ts'
import type { CsvFault, OnRow } from '#kit/sheets/csv-scan.ts'
import { refuse } from '#kit/wire'
import { remembering } from './remembering.ts'
import { type Reading, rowColumn, separators } from './rules.ts'
import {
  type CellRead,
  type CellReader,
  choiceReader,
  emptyRequired,
  type NumberStyle,
  readCode,
  readDayCell,
  readDecimal,
  readMomentCell,
  readMonthCell,
  readPhoneCell,
  readText,
  readWhole,
  tooLong,
} from './rules-cells.ts'
import { Sum } from './sum.ts'

function readerOf(column: IntakeColumn, numbers: NumberStyle): CellReader {
  switch (column.kind) {
    case 'code':
      return readCode
    case 'phone':
      return readPhoneCell
    case 'day':
      return remembering(readDayCell)
    case 'month':
      return remembering(readMonthCell)
    case 'moment':
      return readMomentCell
    case 'whole':
    case 'vnd':
      return text => readWhole(text, numbers)
    case 'decimal':
      return text => readDecimal(text, numbers)
    case 'choice':
      return remembering(choiceReader(column.choices ?? {}))
    default:
      return readText
  }
}

type Slot = {
  readonly name: string
  readonly at: number
  readonly read: CellReader
  readonly required: boolean
  readonly most: number
  readonly sum: Sum | undefined
}

const defaultMost = 200

/** What a reader is told of an intake; a thread is told it by message. */
export type RowShapes = Pick<Intake, 'columns' | 'derived'>

/** Where a reader tells what it finds. */
export type FindingSink = {
  /** One cell that is refused, or worth a word. */
  readonly add: (no: number, column: string, reason: string, value: string, refused: boolean) => void
  /** A refused row; `again`: the row of another load that it brings again. */
  readonly badRow: (no: number, cells: readonly string[], again: number | undefined) => void
}

/** What a correcting file may bring again: the numbers of the rows that were refused and not mended yet. */
export type OpenRows = Map<number, 'open' | 'brought'>

function slotsOf(intake: RowShapes, reading: Reading): Slot[] {
  const slots = intake.columns.map(column => ({
    name: column.name,
    at: reading.columns[column.name] ?? -1,
    read: readerOf(column, reading.numbers),
    required: column.required ?? false,
    most: column.most ?? defaultMost,
    sum: column.sum === undefined || reading.columns[column.name] === undefined ? undefined : new Sum(),
  }))
  const missing = slots.find(slot => slot.required && slot.at < 0)
  return missing ? refuse('imports.column_missing', 422, { column: missing.name }) : slots
}

/**
 * Reads and judges row after row: good ones become COPY text for the stage, the rest findings. Everything that a row
 * needs is made once, so that a million rows cost no more than their texts.
 */
export class RowReader {
  readonly #reading: Reading
  readonly #rule: RowRule
  readonly #findings: FindingSink
  readonly #open: OpenRows | undefined
  readonly #slots: readonly Slot[]
  readonly #values: (string | null)[]
  readonly #rowAt: number
  #cells: readonly string[] = []
  #no = 0
  #bad = false
  #width = 0
  #rows = 0
  readonly #lines = new CopyLines()

  constructor(intake: RowShapes, reading: Reading, rule: RowRule, findings: FindingSink, open?: OpenRows) {
    this.#reading = reading
    this.#rule = rule
    this.#findings = findings
    this.#open = open
    this.#slots = slotsOf(intake, reading)
    this.#rowAt = reading.columns[rowColumn] ?? -1
    if (open && this.#rowAt < 0) refuse('imports.row_column_missing', 422)
    this.#values = new Array(this.#slots.length + Object.keys(intake.derived ?? {}).length).fill(null)
  }

  /** How many cells the headings have; told to a reader that does not see them. */
  get width(): number {
    return this.#width
  }

  set width(width: number) {
    this.#width = width
  }

  get rows(): number {
    return this.#rows
  }

  /** The sums of the columns that are control totals, over every cell that could be read. */
  get sums(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#slots.flatMap(({ name, sum }) => (sum ? [[name, sum.text()]] : [])))
  }

  /** The good rows since the last call, as COPY text. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#lines.take()
  }

  /** What the rows so far make beside them, as COPY text; `all`: no further row comes. */
  takeBeside(all: boolean): Uint8Array<ArrayBuffer> | undefined {
    return this.#rule.beside?.(all)
  }

  readonly onRow: OnRow = (cells, no, fault) => {
    if (no <= this.#reading.head) {
      if (no === this.#reading.head) this.#width = cells.length
      return
    }
    this.#rows += 1
    this.#no = no
    this.#cells = cells
    this.#bad = false
    const shape = fault ?? shapeOf(cells, this.#width, this.#reading.separator)
    if (shape) this.#say('', shape, cells.join(this.#reading.separator).slice(0, 200), true)
    else this.#judge()
    this.#finish(this.#open && this.#broughtAgain(this.#open))
  }

  #judge(): void {
    const values = this.#values
    for (let place = 0; place < this.#slots.length; place++) values[place] = this.#readCell(this.#slots[place] as Slot)
    values.fill(null, this.#slots.length)
    if (!this.#bad) this.#rule(values, this.#wrong, this.#note, this.#no)
  }

  #readCell(slot: Slot): string | null {
    const cell = slot.at < 0 ? '' : (this.#cells[slot.at] ?? '')
    const got = cell === '' ? null : slot.read(cell)
    if (typeof got === 'string' && got.length <= slot.most) {
      slot.sum?.add(got)
      return got
    }
    if (got === null && !slot.required) return null
    return this.#unreadCell(slot, got, cell)
  }

  /** What is not plainly read: empty where it must not be, too long, not readable, or with a word to say. */
  #unreadCell(slot: Slot, got: CellRead, cell: string): string | null {
    if (typeof got === 'object' && got !== null && 'note' in got) {
      this.#say(slot.name, got.note, cell, false)
      return got.value
    }
    const why = got === null ? emptyRequired : typeof got === 'string' ? tooLong : got
    this.#say(slot.name, why.code, cell, true)
    return null
  }

  #say(column: string, code: string, value: string, refused: boolean): void {
    if (refused) this.#bad = true
    this.#findings.add(this.#no, column, code, value, refused)
  }

  #cellOf(column: string): string {
    const at = this.#slots.find(slot => slot.name === column)?.at ?? -1
    return at < 0 ? '' : (this.#cells[at] ?? '')
  }

  readonly #wrong = (column: string, code: string): void => this.#say(column, code, this.#cellOf(column), true)
  readonly #note = (column: string, code: string): void => this.#say(column, code, this.#cellOf(column), false)

  /** The row of the first file that this one brings again; undefined when it is none, which is said. */
  #broughtAgain(open: OpenRows): number | undefined {
    const cell = this.#cells[this.#rowAt] ?? ''
    const no = Number(cell.replace(/\D/g, '') || Number.NaN)
    const state = open.get(no)
    if (state === 'open') return no
    this.#say(rowColumn, state === 'brought' ? 'row_twice' : 'row_not_open', cell, true)
    return undefined
  }

  #finish(again: number | undefined): void {
    if (this.#bad) {
      const cells = this.#slots.map(slot => (slot.at < 0 ? '' : (this.#cells[slot.at] ?? '')))
      this.#findings.badRow(this.#no, cells, again)
      return
    }
    this.#lines.number(this.#no)
    for (const value of this.#values) this.#lines.value(value)
    if (this.#open && again !== undefined) {
      this.#open.set(again, 'brought')
      this.#lines.number(again)
    }
    this.#lines.endRow()
  }
}

/** Whether a row has as many cells as the headings; empty ones at its end do not count. */
function shapeOf(cells: readonly string[], width: number, separator: string): CsvFault | RowShape | undefined {
  if (cells.length === width || width === 0) return undefined
  if (cells.length > width) return cells.slice(width).some(cell => cell !== '') ? 'cells_many' : undefined
  if (separators.some(other => other !== separator && (cells[0] ?? '').split(other).length >= width && width > 1))
    return 'other_separator'
  return 'cells_few'
}
export type RowShape = 'cells_many' | 'cells_few' | 'other_separator'
