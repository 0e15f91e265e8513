import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { dayNumber, dayOfNumber } from '#kit/time'
import { refuse } from '#kit/wire'
import type { Findings } from './rules-grid.ts'
import { addPoints, joinLengths, markSpan } from './rules-points.ts'
import { marks, type Series } from './rules-series.ts'
import type { Readings } from './service-readings.ts'
import { loadDays } from './service-readings-days.ts'
import type { HourSpan, Source } from './service-readings-source.ts'
import { monthOf, nextMonth } from './service-store-build.ts'
import {
  columnsOf,
  type Duck,
  filesSql,
  type Length,
  nameOfNo,
  openDuck,
  partPath,
  quoted,
  type Store,
  shardOf,
} from './service-store-files.ts'

export type StoreSpan = {
  /** ISO days, both included. */
  readonly from: string
  readonly until: string
  /** Ids of customers; all that the caller reaches when not said. */
  readonly customers?: readonly string[]
  readonly batchBytes?: number
  readonly threads?: number
  /** The hours of the day that are wanted, so that the others need not be read; all when not said. */
  readonly hours?: readonly HourSpan[] | undefined
}

export type Point = { readonly no: number; readonly customer: string; readonly code: string }
type Mark = { readonly no: number; readonly bit: number; readonly from: number; readonly until: number }
type PartFile = { readonly month: string; readonly shard: number; readonly slots: Length; readonly file: string }
/** All that reading the store takes, without the database: it may be cut by its points, and sent to a thread. */
export type StorePlan = {
  readonly folder: string
  readonly span: StoreSpan
  readonly points: readonly Point[]
  readonly files: readonly PartFile[]
  readonly marks: ReadonlyMap<number, readonly Mark[]>
}
type Opened = StorePlan & { readonly store: Store; readonly findings: Findings }

/** The points that the caller's row-level security shows, by customer; with no scope there are none. */
async function pointsOf(tx: Tx, { customers }: StoreSpan): Promise<Point[]> {
  const { rows } = await sql<Point>`select m.no, p.customer_id as customer, p.code from meters.metered m
    join customers.points p on p.id = m.point_id
    where m.erased_at is null and (${customers ?? null}::uuid[] is null or p.customer_id = any (${customers ?? null}::uuid[]))
    order by m.no`.execute(tx)
  return rows
}

const minutesOf = sql.raw(`extract(epoch from t at time zone 'Asia/Ho_Chi_Minh') / 60`)

/** What is known beside the readings: outages of points that were named, and days on which a multiplier changed. */
async function marksBeside(tx: Tx, points: readonly Point[], { from, until }: StoreSpan): Promise<Map<number, Mark[]>> {
  const nos = points.map(point => point.no)
  const { rows } = await sql<Mark>`
    select m.no, ${marks.outage}::int as bit, (select ${minutesOf} from (select greatest(o.from_at, ${from}::date::timestamptz - interval '1 day') as t) x)::float8 as from,
      (select ${minutesOf} from (select least(coalesce(o.until_at, now()), ${until}::date::timestamptz + interval '2 days') as t) x)::float8 as until
    from meters.outages o cross join unnest(o.points) c (code) join customers.points p on p.code = c.code join meters.metered m on m.point_id = p.id
    where m.no = any (${nos}::int[]) and o.from_at < ${until}::date::timestamptz + interval '2 days' and coalesce(o.until_at, now()) > ${from}::date::timestamptz - interval '1 day'
    union all
    select m.no, ${marks.meterChange}, (x.from_day - date '1970-01-01') * 1440, (x.from_day - date '1970-01-01' + 1) * 1440
    from customers.multipliers x join customers.points p on p.id = x.point_id join meters.metered m on m.point_id = p.id
    where m.no = any (${nos}::int[]) and x.from_day > p.from_day and x.from_day between ${from}::date and ${until}::date`.execute(
    tx,
  )
  const by = new Map<number, Mark[]>()
  for (const row of rows) by.set(row.no, [...(by.get(row.no) ?? []), row])
  return by
}

/** Which rows are those of some points: by their range, and by their names where others' lie between. */
function chosenBy(nos: readonly number[]): string {
  const [first, last] = [Math.min(...nos), Math.max(...nos)]
  const range = `customer between '${nameOfNo(first)}' and '${nameOfNo(last)}'`
  return last - first + 1 === nos.length
    ? range
    : `${range} and customer in (${nos.map(no => quoted(nameOfNo(no))).join(', ')})`
}

/** The files of one length as a source of the reader of day vectors. */
function sourceOf({ store, span, files }: Opened, slots: Length): Source | undefined {
  const own = files.filter(one => one.slots === slots)
  const months = own.map(one => one.month).sort()
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const firstDay = Math.max(dayNumber(first), dayNumber(span.from))
  const days = Math.min(dayNumber(nextMonth(last)) - 1, dayNumber(span.until)) - firstDay + 1
  if (days <= 0) return undefined
  const columns = columnsOf(slots)
  const table = filesSql(own.map(one => partPath(store, one.file)))
  return {
    layout: 'days',
    from: `(select customer, day, ${columns.join(', ')}, marks from ${table}
      where day between date '${dayOfNumber(firstDay)}' and date '${dayOfNumber(firstDay + days - 1)}')`,
    slots,
    columns,
    marked: true,
    hours: span.hours,
    power: false,
    firstDay,
    days,
    unreadable: 0,
  }
}

/** Reads the points of some customers; a file that was taken away meanwhile is said by name. */
async function readPoints(duck: Duck, opened: Opened, points: readonly Point[]): Promise<Map<number, Series>> {
  const nos = points.map(point => point.no)
  const shards = new Set(nos.map(shardOf))
  const near = { ...opened, files: opened.files.filter(one => shards.has(one.shard)) }
  const parts = new Map<number, Series[]>(nos.map(no => [no, []]))
  for (const slots of new Set(near.files.map(one => one.slots))) {
    const source = sourceOf(near, slots)
    if (!source) continue
    const read = loadDays(duck.connection, source, nos.map(nameOfNo), chosenBy(nos), opened.findings)
    const series = await read.catch(error => {
      if (/No files found|No such file/i.test(String(error))) refuse('meters.store_changed', 409)
      throw error
    })
    for (const one of series) parts.get(Number(one.customer))?.push(one)
  }
  return new Map([...parts].flatMap(([no, all]) => (all.length > 0 ? [[no, joinLengths(String(no), all)]] : [])))
}

function customerSeries(
  opened: Opened,
  customer: string,
  points: readonly Point[],
  read: ReadonlyMap<number, Series>,
): Series {
  const own = points.flatMap(({ no }) => {
    const series = read.get(no)
    if (!series) return []
    for (const { bit, from, until } of opened.marks.get(no) ?? []) markSpan(series, bit, from, until)
    return [series]
  })
  const nothing = { customer, slots: 48, firstDay: 0, days: 0, kwh: new Float64Array(), marks: new Uint8Array() }
  return own.length > 0 ? addPoints(customer, own) : nothing
}

/** Customers in the order in which their points lie in the files, as many at once as the room allows. */
function* batchesOf(points: readonly Point[], many: number): Generator<Map<string, Point[]>> {
  const by = new Map<string, Point[]>()
  for (const point of points) by.set(point.customer, [...(by.get(point.customer) ?? []), point])
  let [batch, held] = [new Map<string, Point[]>(), 0]
  for (const [customer, own] of by) {
    if (held > 0 && held + own.length > many) {
      yield batch
      batch = new Map()
      held = 0
    }
    batch.set(customer, own)
    held += own.length
  }
  if (held > 0) yield batch
}

async function filesIn(tx: Tx, { from, until }: StoreSpan): Promise<PartFile[]> {
  const { rows } = await sql<PartFile>`select month::text as month, shard, slots, file from meters.parts
    where file is not null and month between ${monthOf(from)}::date and ${until}::date order by month, shard`.execute(
    tx,
  )
  return rows
}

/** What is to be read of the customers within the caller's scope; with no scope there is nothing. */
export async function planStore(
  { tx, ports }: { readonly tx: Tx; readonly ports: Store },
  span: StoreSpan,
): Promise<StorePlan> {
  const points = await pointsOf(tx, span)
  const files = points.length > 0 ? await filesIn(tx, span) : []
  return { folder: ports.meters.folder, span, points, files, marks: await marksBeside(tx, points, span) }
}

/**
 * The readings held as any other readings: a series per customer (its id), its points added up, outages and changes of
 * multiplier marked as they were known when it was planned. The files that held at that moment are read to the end,
 * whatever is swapped meanwhile; after an erasure `meters.store_changed` is thrown and the caller begins again. Close it
 * when done.
 */
export function readStore(plan: StorePlan): Readings {
  const { span, points, files } = plan
  const findings: Findings = new Map()
  const opened: Opened = { ...plan, store: { meters: { folder: plan.folder } }, findings }
  const months = new Set(files.map(one => one.month)).size
  const slots = Math.max(24, ...files.map(one => one.slots))
  const many = Math.max(1, Math.floor((span.batchBytes ?? 64e6) / Math.max(1, months * 31 * slots * 9)))
  let duck: Duck | undefined
  async function* batches(): AsyncGenerator<Series[]> {
    if (files.length === 0) return
    duck ??= await openDuck(opened.store, span.threads)
    for (const batch of batchesOf(points, many)) {
      const read = await readPoints(duck, opened, [...batch.values()].flat())
      yield [...batch].map(([customer, own]) => customerSeries(opened, customer, own, read))
    }
  }
  const customers = [...new Set(points.map(point => point.customer))]
  return { customers, findings, batches, close: () => duck?.close() }
}
