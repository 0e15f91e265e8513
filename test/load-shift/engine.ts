import { openReadings, ruleNamed } from '#spine/meters'
import {
  countsOf,
  type Event,
  forecastDays,
  hoursRead,
  judge,
  kindsOf,
  loadsOf,
  type Method,
  measureEvents,
  newForecast,
  newRoom,
  type Series,
} from '#spine/meters/rules.ts'

const gate = ruleNamed('default').gate
/** The two common rules, each behind the default's gate. */
export const both: readonly Method[] = ['10-in-10-20', 'high-5-of-10-20'].map(name => ({ ...ruleNamed(name), gate }))
export const hours = { from: 13, until: 16 }

const wanted = (events: readonly { from: number; until: number }[]) =>
  both.flatMap(rule => hoursRead(rule, events) ?? [])
const calendar = new Map()
let room = newRoom(0)
let forecast = newForecast(0)

/** Judges every working day of a customer by both rules; answers customer-days, and the kWh that were told reduced. */
export function judgeYear(series: Series): { days: number; reducedKwh: number } {
  if (room.days < series.days) {
    room = newRoom(series.days)
    forecast = newForecast(series.days)
  }
  const kinds = kindsOf(series.firstDay, series.days, calendar)
  const ordinary = new Uint8Array(series.days).fill(1)
  const counts = countsOf(kinds, series.firstDay, 'kind')
  let [days, reducedKwh] = [0, 0]
  // Both rules read a day alike, so it is read once.
  const loads = loadsOf(series, hours, both[0] as Method, { kinds, ordinary, counts })
  if (!loads) throw new Error('the hours fit no slot')
  for (const rule of both) {
    forecastDays(loads, rule, room, forecast)
    for (let day = 0; day < series.days; day++) {
      if (kinds[day] !== 1) continue
      const { verdict, baselineKw, actualKw } = judge(forecast, day, loads.event[day] as number, rule)
      days++
      if (verdict === 'reduced') reducedKwh += (baselineKw - actualKw) * 3
    }
  }
  return { days, reducedKwh }
}

export type Run = { customers: number; readings: number; days: number; reducedKwh: number }

type Part = { readonly wholeDays?: boolean; readonly most?: number }

/** From a file to verdicts on every working day, of all its customers or of `most` and a few more. */
export async function judgeFile(file: string, { wholeDays = false, most }: Part = {}): Promise<Run> {
  const run: Run = { customers: 0, readings: 0, days: 0, reducedKwh: 0 }
  const readings = await openReadings(file, { passing: true, hours: wholeDays ? undefined : wanted([hours]) })
  for await (const batch of readings.batches()) {
    for (const series of batch) {
      const { days, reducedKwh } = judgeYear(series)
      run.customers++
      run.readings += series.kwh.length
      run.days += days
      run.reducedKwh += reducedKwh
    }
    if (most !== undefined && run.customers >= most) break
  }
  readings.close()
  return run
}

/** Settles some events for every customer of a file by both rules; answers customer-events. */
export async function settle(file: string, events: readonly Event[]): Promise<number> {
  const readings = await openReadings(file, { passing: true, hours: wanted(events) })
  let settled = 0
  for await (const batch of readings.batches())
    for (const series of batch) {
      if (room.days < series.days) room = newRoom(series.days)
      const kinds = kindsOf(series.firstDay, series.days, calendar)
      for (const rule of both) settled += measureEvents(series, events, rule, kinds, room).length
    }
  readings.close()
  return settled / both.length
}
