import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate, generateShards, manyCustomers } from './load-shift/generate.ts'
import { parts, type Took } from './load-shift/parts.ts'

/**
 * How fast and how small the measuring is. CPU seconds of all threads, invented readings made beforehand and not
 * counted; each part in a process of its own, the median of some rounds. The engine judges 300 customers before it is
 * measured, as a process that runs on has done; the settling of events and the 20,000 customers begin cold.
 * `node bin/bench.mjs load-shift CUSTOMERS ROUNDS [few]`; `few` leaves the 20,000 customers out.
 */
const own = fileURLToPath(import.meta.url)
const [, , first = '2000', second = '3', third] = process.argv

function run(part: string, folder: string): Took {
  const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, own, '--part', part, folder], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const line = stdout.trim().split('\n').at(-1)
  if (!line) throw new Error(`${part} broke: ${stderr}`)
  return JSON.parse(line) as Took
}

const rounded = (value: number): number => Number(value.toPrecision(3))
const tell = (name: string, value: number, unit: string, more: Record<string, unknown> = {}): void =>
  console.log(JSON.stringify({ name, value: rounded(value), unit, ...more }))
const rate = ({ many, cpuS }: Took): number => many / cpuS / 1e6

function tellRates(took: (part: string) => Took, customers: number): void {
  const [kernel, days, long] = [took('kernel'), took('days'), took('long')]
  const size = `${customers} customers, a year of half hours, both rules, every working day`
  tell('kernel', rate(kernel), 'M readings/CPU s', { size: 'in memory, both rules, every working day' })
  tell('engine-day-vectors', rate(days), 'M readings/CPU s', { size, cpuS: rounded(days.cpuS) })
  tell('engine-long', rate(long), 'M readings/CPU s', { size, cpuS: rounded(long.cpuS) })
  const whole = took('days-whole')
  tell('engine-day-vectors-whole', rate(whole), 'M readings/CPU s', { size: 'every slot of a day read, wanted or not' })
  const [scanDays, scanLong] = [took('scan-days'), took('scan-long')]
  tell('scan-ratio', days.cpuS / scanDays.cpuS, 'x', { of: 'day vectors', to: 'a sum over all columns in DuckDB' })
  tell('scan-ratio-whole', whole.cpuS / scanDays.cpuS, 'x', { of: 'day vectors, every slot read', to: 'the same sum' })
  tell('scan-ratio-long', long.cpuS / scanLong.cpuS, 'x', { of: 'long rows', to: 'a sum over all columns in DuckDB' })
  const windows = took('windows')
  tell('sql-ratio', windows.cpuS / long.cpuS, 'x', { to: 'row windows in DuckDB, both rules, same long file' })
  tell('memory', Math.max(days.mib, whole.mib, long.mib), 'MiB', { size })
}

function tellRest(took: (part: string) => Took): void {
  const [events, weather, sample] = [took('events'), took('weather'), took('sample')]
  tell('events-24000', events.cpuS, 'CPU s', { events: events.many, wallS: rounded(events.wallS) })
  tell('caltrack-daily', weather.many / weather.cpuS, 'meters/CPU s', { size: 'from half hours to kWh' })
  tell('compared', sample.many, 'customer-days equal to a plain reference', { within: 1e-9 })
}

async function tellMany(folder: string, customers: number): Promise<void> {
  await generateShards(folder, customers)
  const many = run('many', folder)
  if (many.many !== manyCustomers) throw new Error(`${many.many} customers were measured`)
  const size = 'a year of half hours, both rules, every working day, one process, a thread for each processor'
  tell('20000-customers', many.wallS, 's', { size, cpuS: rounded(many.cpuS), mib: rounded(many.mib) })
}

if (first === '--part') {
  const part = parts[second]
  if (!part || !third) throw new Error(`there is no part ${second}`)
  console.log(JSON.stringify(await part(third)))
} else {
  const [customers, rounds] = [Number(first), Number(second)]
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-load-shift-'))
  try {
    await generate(folder, customers, ['long', 'days'])
    const took = (part: string): Took =>
      Array.from({ length: rounds }, () => run(part, folder)).sort((a, b) => a.cpuS - b.cpuS)[rounds >> 1] as Took
    tellRates(took, customers)
    tellRest(took)
    if (third !== 'few') await tellMany(folder, customers)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
