import type { DuckDBConnection, Json } from '@duckdb/node-api'
import { refuse } from '#kit/wire'

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const named = (text: string): string => `"${text.replaceAll('"', '""')}"`

/**
 * How day vectors are best written: plain values under a light compression decode at twice the speed of version 2's
 * split bytes under a strong one, and are no larger. Row groups are a few chunks of DuckDB's, so that the customers of
 * one stay near the processor while they are measured.
 */
export const daysFormat =
  '(format parquet, parquet_version v1, compression lz4_raw, dictionary_size_limit 1, row_group_size 12288)'

/** Hours of a day, decimal, on the customer's clock. */
export type HourSpan = { readonly from: number; readonly until: number }

/** What a file of readings looks like, and the SQL that reads it with one face. */
export type Source = {
  readonly layout: 'rows' | 'days'
  /** A table expression: `customer, t, value`, or `customer, day` and the columns of the slots, and perhaps `marks`. */
  readonly from: string
  readonly slots: number
  readonly columns: readonly string[]
  readonly marked: boolean
  /** The hours of the day that are wanted; all when not said. Only marked day vectors can be read in part. */
  readonly hours?: readonly HourSpan[] | undefined
  readonly power: boolean
  readonly firstDay: number
  readonly days: number
  readonly unreadable: number
}

type Column = { readonly name: string; readonly type: string }
const stampPattern = "'(:[0-9.]+) ?([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)$'"

/** A moment as DuckDB's TIMESTAMP: as the file's own clock has it, or in UTC where a zone was named. */
function momentOf({ name, type }: Column, zoned: boolean): string {
  const column = named(name)
  if (type === 'TIMESTAMP WITH TIME ZONE') return `timezone('UTC', ${column})`
  if (type !== 'VARCHAR') return type === 'TIMESTAMP' ? column : `try_cast(${column} as timestamp)`
  const formats = "['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M']"
  const face = `regexp_replace(trim(${column}), ${stampPattern}, '\\1')`
  const plain = `coalesce(try_cast(${face} as timestamp), try_strptime(${face}, ${formats}))`
  if (!zoned) return plain
  const stamped = `regexp_matches(trim(${column}), ${stampPattern})`
  return `case when ${stamped} then timezone('UTC', try_cast(trim(${column}) as timestamptz)) else ${plain} end`
}

function numberOf({ name, type }: Column, factor: number): string {
  const column = named(name)
  const value = type === 'VARCHAR' ? `try_cast(replace(trim(${column}), ',', '.') as double)` : `${column}::double`
  return factor === 1 ? value : `${value} * ${factor}`
}

async function columnsOf(connection: DuckDBConnection, table: string, file: string): Promise<Column[]> {
  try {
    const described = await connection.runAndReadAll(`describe select * from ${table}`)
    return described.getRowsJson().map(([name, type]: Json[]) => ({ name: String(name), type: String(type) }))
  } catch (error) {
    const says = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
    return refuse('meters.unreadable_file', 422, { file, says })
  }
}

/** The file as a table expression of DuckDB. */
export const tableOf = (file: string): string =>
  /\.parquet$/i.test(file)
    ? `read_parquet(${quoted(file)})`
    : `read_csv(${quoted(file)}, all_varchar = true, header = true, null_padding = true)`

const units = { kwh: 1, kw: 1, wh: 0.001, mwh: 1000 } as const
/** What a file looks like, before its rows were looked at. */
export type Face = Pick<Source, 'layout' | 'from' | 'columns' | 'power' | 'marked'> & {
  readonly slots: number | undefined
  /** The file's own names of these columns, where they hold what they say: a moment and no text of one. */
  readonly typed: { readonly customer: string; readonly when: string } | undefined
}

const typedOf = (customer: Column, when: Column): Face['typed'] =>
  customer.type === 'VARCHAR' && /^(DATE|TIMESTAMP.*)$/.test(when.type)
    ? { customer: customer.name, when: when.name }
    : undefined

function rowsFace(table: string, columns: readonly Column[], zoned: boolean): Face | undefined {
  const of = (name: string): Column | undefined => columns.find(one => one.name.toLowerCase() === name)
  const unit = (Object.keys(units) as (keyof typeof units)[]).filter(name => of(name))
  const [customer, started, value] = [of('customer'), of('started_at'), of(unit[0] ?? '')]
  if (!customer || !started || !value || unit.length !== 1 || columns.length !== 3) return undefined
  const factor = units[unit[0] as keyof typeof units]
  const from = `(select ${named(customer.name)}::varchar as customer, ${momentOf(started, zoned)} as t,
    ${numberOf(value, factor)} as value from ${table})`
  const typed = typedOf(customer, started)
  return { layout: 'rows', from, slots: undefined, columns: [], power: unit[0] === 'kw', marked: false, typed }
}

function daysFace(table: string, columns: readonly Column[]): Face | undefined {
  const of = (name: string): Column | undefined => columns.find(one => one.name.toLowerCase() === name)
  const [customer, day, marked] = [of('customer'), of('day') ?? of('date'), of('marks')]
  const slots = columns.filter(one => one !== customer && one !== day && one !== marked)
  if (!customer || !day || ![24, 48, 96].includes(slots.length)) return undefined
  const when =
    day.type === 'DATE'
      ? named(day.name)
      : `coalesce(try_cast(${named(day.name)} as date), try_strptime(${named(day.name)}::varchar, '%d/%m/%Y')::date)`
  const values = slots.map((one, at) => `${numberOf(one, 1)} as s${at}`).join(', ')
  const from = `(select ${named(customer.name)}::varchar as customer, ${when} as day, ${values}${
    marked ? `, ${named(marked.name)}::blob as marks` : ''
  } from ${table})`
  const names = slots.map((_, at) => `s${at}`)
  return {
    layout: 'days',
    from,
    slots: slots.length,
    columns: names,
    power: false,
    marked: marked !== undefined,
    typed: typedOf(customer, day),
  }
}

/** Looks at a file's columns. `zoned` says that stamps with an offset are to be brought to UTC. */
export async function faceOf(connection: DuckDBConnection, file: string, zoned: boolean): Promise<Face> {
  const table = tableOf(file)
  const columns = await columnsOf(connection, table, file)
  return (
    rowsFace(table, columns, zoned) ??
    daysFace(table, columns) ??
    refuse('meters.unknown_columns', 422, { columns: columns.map(one => one.name).join(', ') })
  )
}

/** Looks through a file's rows for its span, and for what cannot be read. */
export async function sourceOf(connection: DuckDBConnection, file: string, face: Face): Promise<Source> {
  const when = face.layout === 'rows' ? 't' : 'day'
  const span = await connection.runAndReadAll(`select (min(${when})::date - date '1970-01-01')::int,
    (max(${when})::date - date '1970-01-01')::int,
    (count(*) - count_if(${when} is not null and customer is not null))::int from ${face.from}`)
  const [first, last, unreadable] = (span.getRows()[0] ?? []).map(value => (value === null ? undefined : Number(value)))
  if (first === undefined || last === undefined) return refuse('meters.empty_file', 422, { file })
  return { ...face, slots: face.slots ?? 48, firstDay: first, days: last - first + 1, unreadable: unreadable ?? 0 }
}
