import {
  countsOf,
  forecastDays,
  kindsOf,
  loadsOf,
  type Method,
  newForecast,
  newRoom,
  type Series,
} from '#spine/meters/rules.ts'
import { both, hours } from './engine.ts'

/** Mean kW of one day's hours, or undefined when a slot of it may not be used: as plainly as it can be said. */
function load({ slots, kwh, marks }: Series, day: number, from: number, until: number): number | undefined {
  let sum = 0
  for (let slot = (from * slots) / 24; slot < (until * slots) / 24; slot++) {
    if (marks[day * slots + slot] !== 0) return undefined
    sum += kwh[day * slots + slot] as number
  }
  return sum / (until - from)
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

/** The baseline of one day, from nothing but the rule's public text: the last ten days, some of them, the ratio held. */
function plainly(series: Series, kinds: Uint8Array, day: number, rule: Method): number | undefined {
  const own = load(series, day, 9, 12)
  const chosen: { event: number; before: number }[] = []
  for (let one = day - 1; one >= Math.max(0, day - 45) && chosen.length < 10; one--) {
    const [event, before] = [load(series, one, hours.from, hours.until), load(series, one, 9, 12)]
    if (kinds[one] === 1 && event !== undefined && before !== undefined) chosen.push({ event, before })
  }
  if (own === undefined || chosen.length < 10) return undefined
  const used = rule.days.pick === 'all' ? chosen : [...chosen].sort((a, b) => b.event - a.event).slice(0, 5)
  const ratio = own / meanOf(used.map(one => one.before))
  return meanOf(used.map(one => one.event)) * Math.min(1.2, Math.max(0.8, ratio))
}

/** Compares the engine with the plain reference on a customer; answers the days compared, and throws where they part. */
export function compare(series: Series): number {
  const kinds = kindsOf(series.firstDay, series.days, new Map())
  const known = {
    kinds,
    ordinary: new Uint8Array(series.days).fill(1),
    counts: countsOf(kinds, series.firstDay, 'kind'),
  }
  let compared = 0
  for (const rule of both) {
    const loads = loadsOf(series, hours, rule, known)
    if (!loads) throw new Error('the hours fit no slot')
    const { baseline } = forecastDays(
      loads,
      { ...rule, days: { ...rule.days, lookBackDays: 45 } },
      newRoom(series.days),
      newForecast(series.days),
    )
    for (let day = 0; day < series.days; day++) {
      if (kinds[day] !== 1) continue
      const plain = plainly(series, kinds, day, rule)
      const engine = baseline[day] as number
      const alike = plain === undefined ? Number.isNaN(engine) : Math.abs(engine / plain - 1) < 1e-9
      if (!alike) throw new Error(`${rule.name}, ${series.customer}, day ${day}: ${engine} is not ${plain}`)
      compared++
    }
  }
  return compared
}
