import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dayNumber, dayOfNumber } from '#kit/time'
import { openReadings, readTemperatures, ruleNamed } from '#spine/meters'
import { type Calendar, kindsOf, type Method, markZeros, type Series, schedules } from '#spine/meters/rules.ts'
import { ukCalendar } from './fairness/calendar.ts'
import { judgeSeasons } from './fairness/season.ts'
import { clustered, type Tally } from './fairness/shares.ts'
import { judgeShifts, moves } from './fairness/shift.ts'
import { judgeDays, type Site } from './fairness/single.ts'

/**
 * How fair each rule is, on real readings of days on which nothing was called: whoever is thanked is thanked wrongly.
 * Known cuts are put in to see what is found. Shares in percent of the judged customer-events, with 95 % intervals over
 * whole sites; `judged` of those whose hours were metered, `judged-of-all` of all working days.
 */
const data = new URL('../../shared/data/meters/', import.meta.url).pathname
const { values } = parseArgs({
  options: {
    readings: { type: 'string', default: `${data}commercial-hourly.parquet` },
    weather: { type: 'string', default: `${data}commercial-weather-hourly.parquet` },
    zone: { type: 'string', default: 'Europe/London' },
    homes: { type: 'string', default: `${data}homes-15min.parquet` },
    rules: { type: 'string', default: 'default,10-in-10,10-in-10-20,high-5-of-10,high-5-of-10-20,high-4-of-5-20' },
    draws: { type: 'string', default: '5' },
  },
})

const windows = [
  [13, 16],
  [14, 16],
  [13, 17],
  [15, 18],
  [9, 12],
  [10, 12],
].map(([from = 0, until = 0]) => ({ from, until }))
const nameOf = ({ from, until }: { from: number; until: number }): string => `${from}-${until}`

/** The hottest tenth of each year's working days. */
function hottest(series: Series, kinds: Uint8Array, temperatures: ReadonlyMap<number, number>): Uint8Array {
  const hot = new Uint8Array(series.days)
  const days = [...kinds.keys()].filter(day => kinds[day] === 1 && temperatures.has(series.firstDay + day))
  const byYear = Map.groupBy(days, day => dayOfNumber(series.firstDay + day).slice(0, 4))
  const warmth = (day: number): number => temperatures.get(series.firstDay + day) ?? 0
  for (const year of byYear.values()) {
    const warmest = [...year].sort((a, b) => warmth(b) - warmth(a)).slice(0, Math.round(year.length / 10))
    for (const day of warmest) hot[day] = 1
  }
  return hot
}

async function sitesOf(file: string, calendar: Calendar, weather: string | undefined, zone?: string): Promise<Site[]> {
  const temperatures = weather ? await readTemperatures(weather) : new Map<number, number>()
  const readings = await openReadings(file, { zone })
  const sites: Site[] = []
  for await (const batch of readings.batches())
    for (const series of batch) {
      const kinds = kindsOf(series.firstDay, series.days, calendar)
      markZeros(series, kinds)
      sites.push({ series, kinds, hot: hottest(series, kinds, temperatures) })
    }
  readings.close()
  return sites
}

function tell(
  name: string,
  rule: { readonly name: string },
  tallies: readonly Tally[],
  part: string,
  whole: string,
): void {
  const { value, low, high } = clustered(tallies, part, whole)
  const of = tallies.reduce((sum, tally) => sum + (tally[whole] ?? 0), 0)
  console.log(JSON.stringify({ name, rule: rule.name, value, unit: '%', low, high, of, sites: tallies.length }))
}

/** The lines of one table: how many were judged, thanked wrongly, found. */
function tellAll(suffix: string, rule: Method, tallies: readonly Tally[]): void {
  const metered = tallies.some(tally => 'metered' in tally)
  if (metered) tell(`judged-${suffix}`, rule, tallies, 'judged', 'metered')
  tell(metered ? `judged-of-all-${suffix}` : `judged-${suffix}`, rule, tallies, 'judged', 'all')
  for (const whole of ['judged', 'all']) {
    const over = whole === 'all' ? '-of-all' : ''
    tell(`wrong${over}-${suffix}`, rule, tallies, 'cut-0', whole)
    tell(`found-10${over}-${suffix}`, rule, tallies, 'cut-10', whole)
    tell(`found-20${over}-${suffix}`, rule, tallies, 'cut-20', whole)
  }
}

function single(sites: readonly Site[], rule: Method): void {
  for (const hours of windows) {
    const tallies = sites.map(site => judgeDays(site, hours, rule))
    const name = nameOf(hours)
    tellAll(name, rule, tallies)
    tell(`interval-holds-${name}`, rule, tallies, 'within', 'interval')
    if (name !== '13-16') continue
    for (const cut of [0, 10, 20])
      tell(
        cut === 0 ? 'hottest-wrong-13-16' : `hottest-found-${cut}-13-16`,
        rule,
        tallies,
        `hot-cut-${cut}`,
        'hot-judged',
      )
    for (const half of [0, 1])
      tellAll(
        `${name}-half-${half + 1}`,
        rule,
        tallies.filter((_, at) => at % 2 === half),
      )
  }
}

/** How the shift to off-peak hours is told: each quarter beside the same of the year before. */
function shifts(sites: readonly Site[], suffix: string): void {
  for (const schedule of Object.values(schedules)) {
    const tallies = sites.map(({ series }) => judgeShifts(series, schedule))
    const tellShift = (name: string, part: string, whole: string): void =>
      tell(`shift-${name}${suffix}`, schedule, tallies, part, whole)
    tellShift('judged', 'judged', 'metered')
    tellShift('judged-of-all', 'judged', 'all')
    for (const move of moves) tellShift(move === 0 ? 'wrong' : `found-${move * 100}`, `move-${move * 100}`, 'judged')
  }
}

const rules = values.rules.split(',').map(ruleNamed)
const draws = Number(values.draws)
if (!existsSync(values.readings)) console.error(`Left out: ${values.readings} is not there.`)
else {
  const weather = existsSync(values.weather) ? values.weather : undefined
  const sites = await sitesOf(values.readings, ukCalendar(2010, 2030), weather, values.zone || undefined)
  shifts(sites, '')
  for (const [at, half] of ['-half-1', '-half-2'].entries())
    shifts(
      sites.filter((_, site) => site % 2 === at),
      half,
    )
  for (const rule of rules) {
    single(sites, rule)
    for (const hours of [windows[0], windows[4]])
      if (hours)
        tellAll(
          `season-${nameOf(hours)}`,
          rule,
          sites.map((site, at) => judgeSeasons(site, { hours, span: 130, draws }, rule, at)),
        )
  }
}
if (!existsSync(values.homes)) console.error(`Left out: ${values.homes} is not there.`)
else {
  const allSaints = new Map([[dayNumber('2018-11-01'), 'holiday' as const]])
  const homes = await sitesOf(values.homes, allSaints, undefined)
  for (const rule of rules)
    for (const hours of [
      { from: 13, until: 16 },
      { from: 17, until: 20 },
    ])
      tellAll(
        `homes-season-${nameOf(hours)}`,
        rule,
        homes.map((site, at) => judgeSeasons(site, { hours, span: 60, draws }, rule, at)),
      )
}
