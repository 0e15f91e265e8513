import { existsSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { refuse } from '#kit/wire'
import { type Findings, note } from './rules-grid.ts'
import type { Series } from './rules-series.ts'
import { clockOf } from './service-clock.ts'
import { loadDays } from './service-readings-days.ts'
import { loadRows } from './service-readings-rows.ts'
import { quoted, type Source, sourceOf } from './service-readings-source.ts'

export type ReadingOptions = {
  /** The customers' clock (IANA). When given, stamps are UTC unless they carry an offset of their own. */
  readonly zone?: string | undefined
  /** Room for the readings of one batch, in bytes. */
  readonly batchBytes?: number
  readonly threads?: number
}

/** Readings of a file, a batch of customers at a time; `findings` fill while the batches are read. */
export type Readings = {
  readonly customers: readonly string[]
  readonly findings: Findings
  readonly batches: () => AsyncGenerator<Series[]>
  readonly close: () => void
}

/** Opens a file in DuckDB and looks at its columns; refuses by name what is not readings. */
export async function openTable(
  file: string,
  threads = 1,
): Promise<{ connection: DuckDBConnection; close: () => void }> {
  if (!existsSync(file)) refuse('meters.no_file', 422, { file })
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  await connection.run('set preserve_insertion_order = false')
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  return { connection, close }
}

async function customersOf(connection: DuckDBConnection, { from }: Source): Promise<string[]> {
  const { rows } = {
    rows: (await connection.runAndReadAll(`select distinct customer from ${from} order by 1`)).getRows(),
  }
  return rows.flatMap(([customer]) => (customer === null ? [] : [String(customer)]))
}

/** The rows of some customers; a file that one batch holds needs no choice. */
const within = (customers: readonly string[], all: number): string =>
  customers.length === all
    ? 'true'
    : `customer between ${quoted(customers[0] ?? '')} and ${quoted(customers.at(-1) ?? '')}`

/**
 * Readings as long rows (`customer,started_at,kwh` or `kw`) or as day vectors (`customer,day` and 24, 48 or 96
 * columns), CSV or Parquet. Nothing is dropped silently: what cannot be used is marked and counted in `findings`.
 */
export async function openReadings(file: string, options: ReadingOptions = {}): Promise<Readings> {
  const { connection, close } = await openTable(file, options.threads)
  try {
    const source = await sourceOf(connection, file, options.zone !== undefined)
    const customers = await customersOf(connection, source)
    if (customers.length === 0) refuse('meters.empty_file', 422, { file })
    const findings: Findings = new Map()
    note(findings, 'unreadable_row', source.unreadable)
    const bytes = source.days * source.slots * 9
    const many = Math.max(1, Math.floor((options.batchBytes ?? 64e6) / bytes))
    const clock = options.zone ? clockOf(options.zone) : undefined
    async function* batches(): AsyncGenerator<Series[]> {
      for (let at = 0; at < customers.length; at += many) {
        const some = customers.slice(at, at + many)
        const chosen = within(some, customers.length)
        yield source.layout === 'rows'
          ? await loadRows(connection, source, some, chosen, findings, clock)
          : await loadDays(connection, source, some, chosen, findings)
      }
    }
    return { customers, findings, batches, close }
  } catch (error) {
    close()
    throw error
  }
}
