import { existsSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { refuse } from '#kit/wire'
import { type Findings, note } from './rules-grid.ts'
import type { Series } from './rules-series.ts'
import { clockOf } from './service-clock.ts'
import { longestInside } from './service-names.ts'
import { type Layout, readerOf } from './service-reader.ts'
import { daysLayout } from './service-readings-days.ts'
import { type Group, groupsOf, isBelow } from './service-readings-groups.ts'
import { rowsLayout } from './service-readings-rows.ts'
import { type Face, faceOf, type HourSpan, quoted, sourceOf } from './service-readings-source.ts'
import { chunksOf } from './service-vectors.ts'

export type ReadingOptions = {
  /** The customers' clock (IANA). When given, stamps are UTC unless they carry an offset of their own. */
  readonly zone?: string | undefined
  /** Room for the readings of one batch, in bytes. */
  readonly batchBytes?: number
  readonly threads?: number
  /** The readings of a batch hold only until the next is asked for: their room is used again. */
  readonly passing?: boolean
  /** The hours of the day that are wanted: of day vectors that carry their marks, no others are read. */
  readonly hours?: readonly HourSpan[] | undefined
}

/** Readings of a file, a batch of customers at a time; `customers` and `findings` fill while the batches are read. */
export type Readings = {
  readonly customers: readonly string[]
  readonly findings: Findings
  readonly batches: () => AsyncGenerator<Series[]>
  readonly close: () => void
}

/** Opens a file in DuckDB; refuses by name one that is not there. */
export async function openTable(
  file: string,
  threads = 1,
): Promise<{ connection: DuckDBConnection; close: () => void }> {
  if (!existsSync(file)) refuse('meters.no_file', 422, { file })
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  return { connection, close }
}

type Opened = {
  readonly connection: DuckDBConnection
  readonly file: string
  readonly face: Face
  readonly layout: Layout
  readonly findings: Findings
  readonly batchBytes: number
  readonly passing: boolean
}

/** One pass through a file that is in its customers' order: each is given as soon as no more of it can come. */
async function* inOrder(
  { connection, file, face, layout, findings, passing }: Opened,
  groups: readonly Group[],
): AsyncGenerator<Series[]> {
  let [at, rows, given] = [0, 0, '']
  const late = (customer: string): void => {
    if (isBelow(customer, given))
      refuse('meters.unreadable_file', 422, { file, says: 'its statistics do not fit its rows' })
  }
  const reader = readerOf(layout, findings, late)
  for await (const chunk of chunksOf(connection, `select ${layout.columns} from ${face.from}`)) {
    reader.take(chunk)
    rows += chunk.rowCount
    let below: string | undefined
    for (; rows >= (groups[at]?.rows ?? Number.POSITIVE_INFINITY); at++) {
      rows -= groups[at]?.rows ?? 0
      below = groups[at]?.from
    }
    if (below === undefined) continue
    given = below
    const whole = [...reader.open()].filter(customer => isBelow(customer, given))
    if (whole.length > 0) yield reader.give(whole)
    if (passing) reader.takeBack()
  }
  yield reader.give([...reader.open()])
}

async function customersOf(connection: DuckDBConnection, { from }: Face): Promise<string[]> {
  const rows = (await connection.runAndReadAll(`select distinct customer from ${from} order by 1`)).getRows()
  return rows.flatMap(([customer]) => (customer === null ? [] : [String(customer)]))
}

/** The rows of some customers; a file that one batch holds needs no choice. */
const within = (customers: readonly string[], all: number): string =>
  customers.length === all
    ? 'true'
    : `customer between ${quoted(customers[0] ?? '')} and ${quoted(customers.at(-1) ?? '')}`

/** Some customers at a time, each time from the whole file: its rows may lie in any order. */
async function* byChoice(
  { connection, face, layout, findings, passing }: Opened,
  customers: readonly string[],
  many: number,
): AsyncGenerator<Series[]> {
  const when = face.layout === 'rows' ? 't' : 'day'
  const reader = readerOf(layout, findings)
  for (let at = 0; at < customers.length; at += many) {
    const some = customers.slice(at, at + many)
    const sql = `select ${layout.columns} from ${face.from}
      where ${within(some, customers.length)} and customer is not null and ${when} is not null`
    for await (const chunk of chunksOf(connection, sql)) reader.take(chunk)
    yield reader.give(some)
    if (passing) reader.takeBack()
  }
}

/** Whether the first name is long; should others be, they are read all the same, only more slowly. */
async function namesAreLong(connection: DuckDBConnection, { from }: Face): Promise<boolean> {
  const found = await connection.runAndReadAll(`select strlen(customer) > ${longestInside} from ${from} limit 1`)
  return found.getRows()[0]?.[0] === true
}

async function chooseWay(opened: Opened): Promise<Pick<Readings, 'customers' | 'batches'>> {
  const { connection, file, face, findings, batchBytes } = opened
  const inRow = (face.slots ?? 1) * 9
  const groups = face.typed && (await groupsOf(connection, file, face.typed, batchBytes / inRow))
  if (groups) {
    const customers: string[] = []
    async function* batches(): AsyncGenerator<Series[]> {
      for await (const batch of inOrder(opened, groups ?? [])) {
        for (const { customer } of batch) customers.push(customer)
        yield batch
      }
    }
    return { customers, batches }
  }
  const source = await sourceOf(connection, file, face)
  const customers = await customersOf(connection, face)
  if (customers.length === 0) refuse('meters.empty_file', 422, { file })
  note(findings, 'unreadable_row', source.unreadable)
  const many = Math.max(1, Math.floor(batchBytes / (source.days * source.slots * 9)))
  return { customers, batches: () => byChoice(opened, customers, many) }
}

/**
 * Readings as long rows (`customer,started_at,kwh` or `kw`) or as day vectors (`customer,day` and 24, 48 or 96
 * columns), CSV or Parquet. Nothing is dropped silently: what cannot be used is marked and counted in `findings`.
 */
export async function openReadings(file: string, options: ReadingOptions = {}): Promise<Readings> {
  const { connection, close } = await openTable(file, options.threads)
  try {
    const face = await faceOf(connection, file, options.zone !== undefined)
    const clock = options.zone ? clockOf(options.zone) : undefined
    const slots = face.slots
    const plain =
      slots === undefined ? rowsLayout(face.power, clock) : daysLayout({ ...face, slots, hours: options.hours })
    const layout = (await namesAreLong(connection, face))
      ? { ...plain, columns: `${plain.columns}, hash(customer)`, keyed: true }
      : plain
    const findings: Findings = new Map()
    const { batchBytes = 64e6, passing = false } = options
    const way = await chooseWay({ connection, file, face, layout, findings, batchBytes, passing })
    return { ...way, findings, close }
  } catch (error) {
    close()
    throw error
  }
}
