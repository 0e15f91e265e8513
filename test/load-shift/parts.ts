import { DuckDBInstance } from '@duckdb/node-api'
import { inThreads } from '#kit/threads'
import { dayNumber } from '#kit/time'
import { openReadings } from '#spine/meters'
import { expectDays, fitDays, type Series } from '#spine/meters/rules.ts'
import { judgeFile, judgeYear, type Run, settle } from './engine.ts'
import { days, firstIso, shardsOf, slots } from './generate.ts'
import { compare } from './reference.ts'

/** What one part took: CPU seconds of this process, all threads; the largest memory it ever had, in MiB. */
export type Took = { readonly cpuS: number; readonly wallS: number; readonly many: number; readonly mib: number }

async function took(run: () => Promise<number> | number): Promise<Took> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  const many = await run()
  const { user, system } = process.cpuUsage(cpu)
  const mib = process.resourceUsage().maxRSS / 1024
  return { cpuS: (user + system) / 1e6, wallS: (performance.now() - wall) / 1000, many, mib }
}

async function sql(text: string): Promise<Took> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '6GB' })
  const connection = await instance.connect()
  return await took(async () => Number((await connection.runAndReadAll(text)).getRows()[0]?.[0]))
}

/** Invented customers in memory, as the reader leaves them. */
function inMemory(customers: number): Series[] {
  return Array.from({ length: customers }, (_, customer) => {
    const kwh = Float64Array.from({ length: days * slots }, (_, at) => {
      const slot = at % slots
      return 20 + (slot > 14 && slot < 38 ? 30 : 6) + 5 * Math.sin(at * 1.7 + customer) + 3 * Math.sin(at / 900)
    })
    return {
      customer: `K${customer}`,
      slots,
      firstDay: dayNumber(firstIso),
      days,
      kwh,
      marks: new Uint8Array(kwh.length),
    }
  })
}

/** The kernel in memory: 200 customers ten times over, after one round to warm up. */
function kernel(): Promise<Took> {
  const customers = inMemory(200)
  for (const series of customers) judgeYear(series)
  return took(() => {
    for (let round = 0; round < 10; round++) for (const series of customers) judgeYear(series)
    return 10 * customers.length * days * slots
  })
}

/** Fits a year and expects it again, from half hours to kWh. */
function weather(): Promise<Took> {
  const customers = inMemory(200).map((series, customer) => ({
    ...series,
    kwh: series.kwh.map((value, at) => value + (customer % 4) * Math.max(0, 12 * Math.sin(at / slots / 58))),
  }))
  const first = dayNumber(firstIso)
  const temperatures = new Map(
    Array.from({ length: days }, (_, day) => [first + day, 60 + 28 * Math.sin(day / 58) + 6 * Math.sin(day * 2.1)]),
  )
  const year = { from: first, to: first + days - 1 }
  const tryYear = (series: Series): void => {
    const model = fitDays(series, temperatures, year)
    if (!model) throw new Error('a whole year was not fitted')
    expectDays(model, series, temperatures, year)
  }
  for (const series of customers) tryYear(series)
  return took(() => {
    for (let round = 0; round < 5; round++) for (const series of customers) tryYear(series)
    return 5 * customers.length
  })
}

async function sample(file: string): Promise<Took> {
  const readings = await openReadings(file, { batchBytes: 1e6 })
  let compared = 0
  for await (const [series] of readings.batches()) {
    if (series) compared += compare(series)
    if (compared > 10_000) break
  }
  readings.close()
  return { cpuS: 0, wallS: 0, many: compared, mib: 0 }
}

const sums = Array.from({ length: slots }, (_, slot) => `sum(s${slot})`).join(' + ')
const twelve = Array.from({ length: 12 }, (_, at) => ({
  event: `e${at}`,
  day: dayNumber('2025-06-03') + 7 * at,
  from: 13,
  until: 16,
}))

/**
 * Both rules in the row-window form: every reading beside the mean of its slot on the ten working days before, then by
 * event; and the five highest of those days by their sums.
 */
const windowed = (file: string): string => `with r as (
    select customer, started_at::date as day, hour(started_at) as h, minute(started_at) as m, kwh
    from '${file}' where isodow(started_at) <= 5),
  b as (select *, avg(kwh) over w as base, count(*) over w as n from r
    window w as (partition by customer, h, m order by day rows between 10 preceding and 1 preceding)),
  e as (select customer, day, min(n) as n, sum(kwh) filter (h between 13 and 15) as actual,
      sum(base) filter (h between 13 and 15) as plain, sum(kwh) filter (h between 9 and 11) as own,
      sum(base) filter (h between 9 and 11) as usual
    from b group by 1, 2),
  l as (select *, list({'e': actual, 'b': own}) over (partition by customer order by day
    rows between 10 preceding and 1 preceding) as days from e),
  h as (select *, list_sort(days, 'desc')[:5] as high from l where n = 10),
  f as (select *, list_sum(list_transform(high, lambda x: x.e)) / 5 as high_plain,
    list_sum(list_transform(high, lambda x: x.b)) / 5 as high_usual from h)
  select count(*) filter (1 - actual / (plain * least(1.2, greatest(0.8, own / usual))) > 0.1)
    + count(*) filter (1 - actual / (high_plain * least(1.2, greatest(0.8, own / high_usual))) > 0.1) from f`

/** Judges a file as a process does that has been at it for a while: some customers first, which do not count. */
async function warm(file: string, wholeDays = false): Promise<Took> {
  await judgeFile(file, { wholeDays, most: 300 })
  return await took(async () => (await judgeFile(file, { wholeDays })).readings)
}

/** The parts by name; each is run in a process of its own, so that CPU and memory are its own. */
export const parts: Readonly<Record<string, (folder: string) => Promise<Took>>> = {
  kernel,
  weather,
  sample: folder => sample(`${folder}/days.parquet`),
  days: folder => warm(`${folder}/days.parquet`),
  'days-whole': folder => warm(`${folder}/days.parquet`, true),
  long: folder => warm(`${folder}/long.parquet`),
  'scan-days': folder => sql(`select ${sums} from '${folder}/days.parquet'`),
  'scan-long': folder =>
    sql(`select sum(kwh) + sum(epoch_us(started_at)) + count(distinct customer) from '${folder}/long.parquet'`),
  many: folder =>
    took(async () => {
      let customers = 0
      const judging = new URL('./engine-thread.ts', import.meta.url)
      for await (const run of inThreads<undefined, string, Run>(judging, undefined, shardsOf(folder)))
        customers += run.customers
      return customers
    }),
  windows: folder => sql(windowed(`${folder}/long.parquet`)),
  events: folder => took(() => settle(`${folder}/days.parquet`, twelve)),
}
