import {
  countsOf,
  forecastDays,
  judge,
  loadsOf,
  type Method,
  newForecast,
  newRoom,
  type Series,
} from '#spine/meters/rules.ts'
import { add, type Tally } from './shares.ts'

/** A site with the kind of each of its days, and which of them are the hottest of their year. */
export type Site = { readonly series: Series; readonly kinds: Uint8Array; readonly hot: Uint8Array }
export const cuts = [0, 0.1, 0.2] as const
let room = newRoom(0)

/** One day as an event at which nothing, a tenth or a fifth was saved. */
function judgeDay(
  tally: Tally,
  of: { day: number; load: number; hot: boolean },
  forecast: ReturnType<typeof newForecast>,
  rule: Method,
): void {
  for (const cut of cuts) {
    const judged = judge(forecast, of.day, of.load * (1 - cut), rule)
    if (judged.verdict === 'cannot_tell') return
    const reduced = Number(judged.verdict === 'reduced')
    if (cut === 0) {
      add(tally, 'judged')
      add(tally, 'hot-judged', Number(of.hot))
      const width = rule.error.intervalTimes * judged.sigma
      if (!Number.isNaN(width)) add(tally, 'interval')
      add(tally, 'within', Number(Math.abs(judged.saving) <= width))
    }
    add(tally, `cut-${cut * 100}`, reduced)
    add(tally, `hot-cut-${cut * 100}`, reduced * Number(of.hot))
  }
}

/** Every working day of a site as an event of these hours, each by the days before it. */
export function judgeDays({ series, kinds, hot }: Site, hours: { from: number; until: number }, rule: Method): Tally {
  const tally: Tally = {}
  const ordinary = new Uint8Array(series.days).fill(1)
  const counts = countsOf(kinds, series.firstDay, rule.days.like)
  const loads = loadsOf(series, hours, rule, { kinds, ordinary, counts })
  if (!loads) return tally
  if (room.days < series.days) room = newRoom(series.days)
  const forecast = forecastDays(loads, rule, room, newForecast(series.days))
  for (let day = 0; day < series.days; day++) {
    if (kinds[day] !== 1) continue
    add(tally, 'all')
    const load = loads.event[day] as number
    if (Number.isNaN(load)) continue
    add(tally, 'metered')
    judgeDay(tally, { day, load, hot: hot[day] === 1 }, forecast, rule)
  }
  return tally
}
