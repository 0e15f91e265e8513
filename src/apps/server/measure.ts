import { closeSync, openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { refuse } from '#kit/wire'
import { getSchedule, openReadings } from '#spine/meters'
import {
  countMarks,
  hoursRead,
  kindsOf,
  markZeros,
  measureShift,
  presets,
  type Series,
  savingPresets,
  unconfirmed,
} from '#spine/meters/rules.ts'
import { eventsWriter, measuredColumns, type Out } from './measure-events.ts'
import { lineOf, readCalendar, readEvents, readPeriod, readRuleOption } from './measure-files.ts'
import { savingColumns, writeSavings } from './measure-saving.ts'
import { writeSql } from './measure-sql.ts'
import { weatherColumns, weatherWriter } from './measure-weather.ts'

export const measureUsage = `  measure events --readings F --events F --rule NAME|F [--calendar F] [--zone Z] --out F
  measure season --readings F --events F --rule NAME|F [--calendar F] [--zone Z] [--audit F] --out F
  measure shift --readings F --schedule NAME --base FROM..TO --report FROM..TO [--calendar F] [--zone Z] --out F
  measure caltrack-daily --readings F --weather F --baseline-year Y --reporting-year Y [--zone Z] --out F
                                who reduced, who moved load: from files, without a database
  measure saving --bills F --rule NAME|F --out F
                                which homes saved, beside their neighbours: from bills
  measure sql --rule NAME|F --events F [--calendar F] [--zone Z] --out F
                                the same measuring as SQL for a cluster (decisions/0010)
  measure rules                 the rules by name, and which of their settings are still to be confirmed`

const text = { type: 'string' } as const
const options = {
  readings: text,
  events: text,
  rule: text,
  calendar: text,
  zone: text,
  audit: text,
  out: text,
  schedule: text,
  base: text,
  report: text,
  weather: text,
  bills: text,
  'baseline-year': text,
  'reporting-year': text,
}
type Options = Partial<Record<keyof typeof options, string>>

const shiftColumns = ['customer', 'peak_share_base', 'peak_share_report', 'shifted_kwh', 'low_kwh', 'high_kwh']

/** Lines into a file, written in large pieces. */
function openOut(file: string, columns: readonly string[]): { line: Out; close: () => void } {
  const handle = openSync(file, 'w')
  let waiting: string[] = [lineOf(columns)]
  const flush = (): void => {
    writeSync(handle, waiting.join(''))
    waiting = []
  }
  return {
    line: line => {
      waiting.push(line)
      if (waiting.length > 5000) flush()
    },
    close: () => {
      flush()
      closeSync(handle)
    },
  }
}

/** Reads all batches, tells on stderr what was found in the file, and closes it. */
async function over(
  readings: Awaited<ReturnType<typeof openReadings>>,
  each: (series: readonly Series[]) => void,
): Promise<void> {
  try {
    for await (const batch of readings.batches()) each(batch)
  } finally {
    readings.close()
  }
  const found = [...readings.findings].map(([what, many]) => `${what} ${many}`)
  console.error(`${readings.customers.length} customers read${found.length > 0 ? `; ${found.join(', ')}` : ''}.`)
}

async function events(season: boolean, values: Options, need: (option: keyof Options) => string): Promise<void> {
  const { zone } = values
  const rule = readRuleOption(need('rule'))
  const run = { rule, season, calendar: readCalendar(values.calendar), events: readEvents(need('events'), zone) }
  const readings = await openReadings(need('readings'), { zone, passing: true, hours: hoursRead(rule, run.events) })
  const out = openOut(need('out'), measuredColumns)
  const audit = values.audit
    ? openOut(values.audit, ['customer', 'ln_ratio_shift', 'standard_errors', 'flagged'])
    : undefined
  const writer = eventsWriter({ ...run, audit: audit?.line }, out.line)
  await over(readings, all => {
    for (const series of all) {
      markZeros(series, kindsOf(series.firstDay, series.days, run.calendar))
      countMarks(series, readings.findings)
    }
    writer.batch(all)
  })
  writer.rest()
  out.close()
  audit?.close()
}

async function shift(values: Options, need: (option: keyof Options) => string): Promise<void> {
  const schedule = getSchedule(need('schedule'))
  const [base, report] = [readPeriod(need('base'), '--base'), readPeriod(need('report'), '--report')]
  const calendar = readCalendar(values.calendar)
  const readings = await openReadings(need('readings'), { zone: values.zone, passing: true })
  const out = openOut(need('out'), [...shiftColumns, 'verdict', 'reason'])
  await over(readings, all => {
    for (const series of all) {
      markZeros(series, kindsOf(series.firstDay, series.days, calendar))
      countMarks(series, readings.findings)
      const of = measureShift(series, schedule, base, report)
      const figures = [of.peakShareBase, of.peakShareReport, of.shiftedKwh, of.lowKwh, of.highKwh]
      out.line(lineOf([series.customer, ...figures, of.verdict, of.reason]))
    }
  })
  out.close()
}

async function weather(values: Options, need: (option: keyof Options) => string): Promise<void> {
  const [baseline, reporting] = [Number(need('baseline-year')), Number(need('reporting-year'))]
  const readings = await openReadings(need('readings'), { zone: values.zone, passing: true })
  const out = openOut(need('out'), weatherColumns)
  await over(readings, await weatherWriter(need('weather'), baseline, reporting, out.line))
  out.close()
}

async function saving(need: (option: keyof Options) => string): Promise<void> {
  const out = openOut(need('out'), savingColumns)
  await writeSavings(need('bills'), need('rule'), out.line)
  out.close()
}

function rules(): void {
  const open: Readonly<Record<string, readonly string[]>> = unconfirmed
  console.log(`saving: ${Object.keys(savingPresets).join(', ')}`)
  for (const name of Object.keys(presets))
    console.log(`${name}${open[name] ? `  (to be confirmed: ${open[name].join(', ')})` : ''}`)
}

/** `measure events|season|shift|caltrack-daily`: from files to a file. */
export async function measure(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options })
  const need = (option: keyof Options): string =>
    values[option] ?? refuse('meters.no_option', 422, { option: `--${option}` })
  const [, command] = positionals
  if (command === 'events' || command === 'season') await events(command === 'season', values, need)
  else if (command === 'shift') await shift(values, need)
  else if (command === 'caltrack-daily') await weather(values, need)
  else if (command === 'saving') await saving(need)
  else if (command === 'sql')
    writeSql(
      readRuleOption(need('rule')),
      readEvents(need('events'), values.zone),
      readCalendar(values.calendar),
      need('out'),
    )
  else if (command === 'rules') rules()
  else {
    console.error(measureUsage)
    return 2
  }
  return 0
}
