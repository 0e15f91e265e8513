import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadings, ruleNamed } from '#spine/meters'
import {
  type Event,
  eventsRows,
  eventsSql,
  kindsOf,
  type Measured,
  markZeros,
  measureEvents,
  type Series,
} from '#spine/meters/rules.ts'
import { ukCalendar } from '../fairness/calendar.ts'

/** The one text of SQL beside the engine, on the real readings of some buildings. */
const source = new URL('../../../shared/data/meters/commercial-hourly.parquet', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'tri-an-portable-'))
afterAll(() => rmSync(folder, { recursive: true }))
const [rule, calendar] = [ruleNamed('default'), ukCalendar(2013, 2023)]
const [firstDay, days] = [17_600, 700]
const file = (name: string): string => join(folder, name)

async function duck(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll(sql)).getRowObjects()
  connection.closeSync()
  instance.closeSync()
  return rows as Record<string, unknown>[]
}

/** Whether ClickHouse's package chdb was installed beside the others (it is large). */
function hasClickHouse(): boolean {
  try {
    return createRequire(import.meta.url).resolve('chdb') !== ''
  } catch {
    return false
  }
}

/** Asks a ClickHouse in a process of its own. */
function clickHouse(sql: string): Record<string, unknown>[] {
  const script = `process.stdout.write(require('chdb').query(require('fs').readFileSync(0, 'utf8'), 'JSONEachRow'))`
  const root = new URL('../..', import.meta.url).pathname
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, input: sql, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
}

/** Every ninth day is called, some of them for one building alone: in the afternoon, or in the morning. */
const callsOf = (morning: boolean, customers: readonly string[]): (Event & { customer?: string | undefined })[] =>
  Array.from({ length: 60 }, (_, at) => ({
    event: `e${at}`,
    day: firstDay + 60 + at * 9,
    customer: at % 5 === 0 ? customers[at % customers.length] : undefined,
    ...(morning ? { from: 9, until: 11 } : at % 2 ? { from: 13, until: 16 } : { from: 15, until: 17 }),
    ...(at % 7 === 0 ? { noticeHour: 10 } : {}),
  }))

async function writeTable(
  name: string,
  columns: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  writeFileSync(file(`${name}.csv`), `${columns}\n${rows.map(row => row.join(',')).join('\n')}\n`)
  await duck(
    `copy (from read_csv('${file(`${name}.csv`)}', header = true, nullstr = 'none')) to '${file(`${name}.parquet`)}' (format parquet)`,
  )
}

const runs = { afternoon: false, morning: true }
const measured = new Map<string, Measured[]>()

beforeAll(async () => {
  if (!existsSync(source)) return
  await duck(`copy (select * from '${source}' where customer in (select distinct customer from '${source}' order by hash(customer) limit 6)
    and started_at between '2018-02-01' and '2020-05-01' order by customer, started_at) to '${file('some.parquet')}' (format parquet)`)
  const readings = await openReadings(file('some.parquet'), { zone: 'Europe/London' })
  const all: Series[] = []
  for await (const batch of readings.batches()) all.push(...batch)
  readings.close()
  const usable: (string | number)[][] = []
  for (const series of all) {
    markZeros(series, kindsOf(series.firstDay, series.days, calendar))
    for (let at = 0; at < series.kwh.length; at++)
      if (series.marks[at] === 0)
        usable.push([series.customer, series.firstDay + Math.floor(at / 24), at % 24, 1, series.kwh[at] as number])
  }
  await writeTable('readings', 'customer,day,hour,hours,kwh', usable)
  const customers = all.map(one => one.customer)
  for (const [name, morning] of Object.entries(runs)) {
    const calls = callsOf(morning, customers)
    const rows = eventsRows(rule, calls, calendar, firstDay - 200, days + 400)
    await writeTable(`${name}-days`, 'day,alike,place', rows.days)
    await writeTable(`${name}-events`, 'event,customer,day,hours_no', rows.events)
    await writeTable(`${name}-pieces`, 'hours_no,part,from_hour,until_hour', rows.pieces)
    const told = all.flatMap(series => {
      const own = calls.filter(({ customer }) => customer === undefined || customer === series.customer)
      return measureEvents(series, own, rule, kindsOf(series.firstDay, series.days, calendar))
    })
    measured.set(name, told)
  }
}, 60_000)

/** A figure that both know, or that neither does. */
const figure = (value: unknown): number | undefined => {
  const number = value === null || value === '' ? Number.NaN : Number(value)
  return Number.isNaN(number) ? undefined : number
}

function compare(name: string, rows: readonly Record<string, unknown>[]): void {
  const engine = new Map(measured.get(name)?.map(one => [`${one.customer} ${one.event}`, one]))
  expect(rows).toHaveLength(engine.size)
  const reasons = new Set<string>()
  for (const row of rows) {
    const own = engine.get(`${row.customer} ${row.event}`) as Measured
    expect([row.customer, row.event, row.verdict, row.reason]).toEqual([
      own.customer,
      own.event,
      own.verdict,
      own.reason,
    ])
    reasons.add(own.reason)
    if (own.verdict === 'cannot_tell' && own.reason !== 'too_noisy') continue
    for (const [sql, plain] of [
      [row.baseline_kwh, own.baselineKwh],
      [row.actual_kwh, own.actualKwh],
      [row.reduction_kwh, own.reductionKwh],
      [row.low_kwh, own.lowKwh],
      [row.high_kwh, own.highKwh],
      [row.factor, own.factor],
      [row.days_used, own.daysUsed],
    ] as const)
      expect(Math.abs((figure(sql) ?? Number.NaN) - plain) / Math.max(1, Math.abs(own.baselineKwh))).toBeLessThan(1e-6)
  }
  expect(reasons.size).toBeGreaterThan(2)
}

const tables = (name: string, read: (path: string) => string) => ({
  readings: read(file('readings.parquet')),
  days: read(file(`${name}-days.parquet`)),
  events: read(file(`${name}-events.parquet`)),
  pieces: read(file(`${name}-pieces.parquet`)),
})

describe.skipIf(!existsSync(source))('one text of SQL measures events as the engine does', () => {
  test.each(Object.entries(runs))('on DuckDB: %s', async (name, morning) => {
    compare(
      name,
      await duck(
        eventsSql(
          rule,
          morning,
          tables(name, path => `read_parquet('${path}')`),
        ),
      ),
    )
  })
  test.skipIf(!hasClickHouse()).each(Object.entries(runs))(
    'on ClickHouse, where the package chdb is installed: %s',
    (name, morning) => {
      compare(
        name,
        clickHouse(
          eventsSql(
            rule,
            morning,
            tables(name, path => `file('${path}', 'Parquet')`),
          ),
        ),
      )
    },
  )
})
