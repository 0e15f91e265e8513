import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Errand } from '#kit/errands'
import { dayNumber, isoDay, publicHolidays } from '#kit/time'
import { Refusal, refuse } from '#kit/wire'
import { type Calendar, kindsOf } from './rules-calendar.ts'
import { countMarks, type Findings } from './rules-grid.ts'
import { markZeros, type Series } from './rules-series.ts'
import { addStep, findLoad, type LoadSettings, type LoadTotals, type MeterLoad } from './service-loads.ts'
import { type InFile, type Known, numberKnown, sortCodes, totalsOf, writeStrangers } from './service-loads-known.ts'
import { faultsOf, kwhOf, minutesOf } from './service-loads-look.ts'
import { saveRefused } from './service-loads-refused.ts'
import { canonicalSql, type Face, faceOf } from './service-loads-sql.ts'
import { incomingPath, openTable, readable } from './service-loads-table.ts'
import { openReadings } from './service-readings.ts'
import { type Duck, type Length, loadPath, newPath, openDuck, removeFile } from './service-store-files.ts'
import { putLoad } from './service-store-loads.ts'
import { newWriter } from './service-store-write.ts'

/** Room for the readings of one batch: small, so that progress moves and a stop is heard. */
const batchBytes = 16e6
/** A use this many times what a large customer is known for, or this part of it, is worth a second look. */
const unlike = 20

const calendar: Calendar = new Map(
  publicHolidays.map(({ day, kind }) => [dayNumber(day), kind === 'off' ? 'holiday' : 'workday']),
)

type Times = (no: number) => (day: number) => number
/** By what each day of a point is multiplied. */
async function timesOf(errand: Errand, { times }: LoadSettings, nos: readonly number[]): Promise<Times> {
  if (times !== 'point') return () => () => times
  const { rows } = await errand.tx(tx =>
    sql<{
      no: number
      from: number
      until: number | null
      times: number
    }>`select m.no, x.from_day - date '1970-01-01' as from,
      x.until_day - date '1970-01-01' as until, x.multiplier::float8 as times from customers.multipliers x
      join meters.metered m on m.point_id = x.point_id where m.no = any (${nos}::int[])`.execute(tx),
  )
  const by = Map.groupBy(rows, row => row.no)
  return no => day => by.get(no)?.find(it => it.from <= day && day < (it.until ?? Number.POSITIVE_INFINITY))?.times ?? 1
}

function multiply(series: Series, times: (day: number) => number): void {
  for (let day = 0; day < series.days; day++) {
    const factor = times(series.firstDay + day)
    if (factor === 1) continue
    for (let at = day * series.slots; at < (day + 1) * series.slots; at++)
      series.kwh[at] = (series.kwh[at] as number) * factor
  }
}

type Read = {
  readonly lengths: readonly Length[]
  readonly days: number
  readonly kwh: number
  readonly findings: Findings
}

/** Reads the canonical rows, marks what is no reading, and writes the load's own files. */
async function readInto(
  errand: Errand,
  duck: Duck,
  load: MeterLoad,
  path: string,
  settings: LoadSettings,
  times: Times,
): Promise<Read> {
  const writer = await newWriter(duck, errand.ports)
  const readings = await openReadings(path, { zone: settings.zone ?? undefined, batchBytes })
  const { findings } = readings
  let [days, kwh] = [0, 0]
  try {
    for await (const batch of readings.batches()) {
      for (const series of batch) {
        multiply(series, times(Number(series.customer)))
        markZeros(series, kindsOf(series.firstDay, series.days, calendar))
        countMarks(series, findings)
        for (const value of series.kwh) if (!Number.isNaN(value)) kwh += value
        days += writer.add(series)
      }
      await errand.step(batch.length, async () => undefined)
    }
    return { lengths: await writer.save(slots => loadPath(errand.ports, load.id, slots)), days, kwh, findings }
  } finally {
    readings.close()
  }
}

/** Only those who were nobody's in the load that this one follows. */
async function ofFollowed(errand: Errand, load: MeterLoad, all: readonly InFile[]): Promise<readonly InFile[]> {
  if (!load.follows) return all
  const { rows } = await errand.tx(tx =>
    sql<{ code: string }>`select code from meters.strangers where load_id = ${load.follows}`.execute(tx),
  )
  const wanted = new Set(rows.map(row => row.code))
  return all.filter(it => wanted.has(it.code))
}

/** Customers whose use is out of all proportion to what they are known for: a wrong unit, most likely. */
async function countUnlike(
  errand: Errand,
  known: ReadonlyMap<number, Known>,
  minutes: number,
  inKwh: (sum: number) => number,
): Promise<number> {
  const use = [...known.values()].map(
    it => [it.point, (inKwh(it.sum) / Math.max(1, it.readings * minutes)) * 525_600] as const,
  )
  const { rows } = await errand.tx(tx =>
    sql<{
      many: number
    }>`select count(*)::int as many from unnest(${use.map(it => it[0])}::uuid[], ${use.map(it => it[1])}::float8[]) u (point, kwh)
      join customers.points p on p.id = u.point join customers.large_marks m on m.customer_id = p.customer_id and m.until_day is null
      where m.yearly_kwh > 0 and (u.kwh > m.yearly_kwh * ${unlike}::float8 or u.kwh < m.yearly_kwh / ${unlike}::float8)`.execute(
      tx,
    ),
  )
  return rows[0]?.many ?? 0
}

/** About how many parts are to be made anew: the months from the first day to the last. */
function monthsOf(known: readonly Known[]): number {
  const first = known.map(it => it.firstDay).sort()[0] ?? ''
  const last =
    known
      .map(it => it.lastDay)
      .sort()
      .at(-1) ?? ''
  return 1 + Math.round((dayNumber(last) - dayNumber(first)) / 30)
}

type Opened = { readonly face: Face; readonly minutes: number; readonly settings: LoadSettings }

async function sortOut(errand: Errand, duck: Duck, load: MeterLoad, { face, minutes, settings }: Opened) {
  const all = await ofFollowed(errand, load, await totalsOf(duck, face))
  const today = isoDay(errand.now())
  return await errand.tx(async tx => {
    const { known, strangers } = await sortCodes(tx, load.unit, today, all)
    await writeStrangers(tx, load, strangers, kwhOf(settings, minutes))
    return { numbered: await numberKnown(tx, duck, known), known, strangers }
  })
}

type Rows = {
  readonly path: string
  readonly minutes: number
  readonly known: readonly Known[]
  readonly numbered: ReadonlyMap<number, Known>
  readonly strangers: number
  readonly faults: Readonly<Record<string, number>>
}

/** The readable rows of known customers as a file of their own, in the order of the customers. */
async function canonical(errand: Errand, duck: Duck, load: MeterLoad, settings: LoadSettings): Promise<Rows> {
  const table = await openTable(duck, errand.ports, load.id, load.name)
  const face = faceOf(table.sql, table.columns, table.layout, settings.zone !== null, isoDay(errand.now()))
  const minutes = await minutesOf(duck, face)
  const { numbered, known, strangers } = await sortOut(errand, duck, load, { face, minutes, settings })
  const faults = await faultsOf(duck, face)
  if (!load.follows) await saveRefused(duck, errand.ports, load, table, face)
  if (numbered.size === 0) refuse('meters.nobody_known', 422)
  const path = `${await newPath(errand.ports)}.parquet`
  await duck.connection.run(`copy (${canonicalSql(face, settings.unit)} order by 1) to '${path}' (format parquet)`)
  return { path, minutes, known, numbered, strangers: strangers.length, faults }
}

/** One DuckDB after the other, so that their memories do not add up. */
async function withDuck<T>(errand: Errand, work: (duck: Duck) => Promise<T>): Promise<T> {
  const duck = await openDuck(errand.ports)
  return await work(duck).finally(duck.close)
}

async function takeIn(errand: Errand, load: MeterLoad, settings: LoadSettings): Promise<LoadTotals> {
  const rows = await withDuck(errand, duck => canonical(errand, duck, load, settings))
  const nos = new Set(rows.numbered.keys())
  await errand.expect(errand.done + nos.size + monthsOf(rows.known))
  const times = await timesOf(errand, settings, [...nos])
  const read = await withDuck(errand, duck => readInto(errand, duck, load, rows.path, settings, times)).finally(() =>
    removeFile(rows.path),
  )
  const inKwh = kwhOf(settings, rows.minutes)
  const doubtful = await countUnlike(errand, rows.numbered, rows.minutes, inKwh)
  const found = { ...Object.fromEntries(read.findings), ...rows.faults }
  const totals: LoadTotals = {
    customers: nos.size,
    days: read.days,
    kwhIn: settings.times === 'point' ? null : rows.known.reduce((sum, it) => sum + inKwh(it.sum), 0),
    kwhStored: read.kwh,
    findings: doubtful > 0 ? { ...found, unlike_use: doubtful } : found,
    strangers: rows.strangers,
    refused: load.follows ? 0 : Object.values(rows.faults).reduce((sum, many) => sum + many, 0),
  }
  await putLoad({
    run: errand.tx,
    commit: work => inStep(errand, work),
    store: errand.ports,
    load,
    lengths: read.lengths,
    nos,
    expect: parts => errand.expect(errand.done + parts + 1),
    tell: () => errand.step(1, async () => undefined),
    also: tx => addStep(tx, load, { state: 'taken', by: errand.actor, at: errand.now(), details: totals }),
  })
  return totals
}

/** The swap and its progress commit together, so that of two tries at once only one swaps. */
async function inStep<T>(errand: Errand, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done: T[] = []
  await errand.step(1, async tx => {
    done.push(await work(tx))
  })
  return done[0] as T
}

/** Says of a load why it could not be taken in. */
async function giveUp(errand: Errand, load: MeterLoad, { code, values }: Refusal): Promise<void> {
  const details = { code, values }
  await errand.tx(tx => addStep(tx, load, { state: 'failed', by: errand.actor, at: errand.now(), details }))
}

/** Takes a load in: its own files first, then every month made anew, then all of them swapped in at once. */
export async function takeLoad(errand: Errand, { load: id }: { readonly load: string }) {
  const load = (await errand.tx(tx => findLoad(tx, id))) ?? refuse('meters.unknown_load', 404)
  // The process may have died between the swap and the errand's end.
  if (load.state !== 'taking' || !load.settings) return undefined
  const path = incomingPath(errand.ports, id)
  try {
    const totals = await readable(load.name, path, takeIn(errand, load, load.settings))
    const { customers, days, strangers, refused } = totals
    return { customers, days, strangers, refused }
  } catch (error) {
    if (error instanceof Refusal) await giveUp(errand, load, error)
    throw error
  }
}
