import { type Series, unusable } from './rules-series.ts'
import { expectUse, fitWeather, type WeatherModel } from './rules-weather.ts'

type Period = { readonly from: number; readonly to: number }
type Day = { readonly kwh: number; readonly temp: number }
/** What a year must hold of its days to be fitted. */
const leastShare = 0.9

/** A single-precision reading stands for the decimal that was written: 13.600000381 is 13.6. */
const decimal = (value: number): number => (Math.fround(value) === value ? Math.round(value * 1e5) / 1e5 : value)

/** The use of a day in kWh; up to half of its slots may be unread and count as the mean of the others. */
function energyOf({ slots, kwh, marks }: Series, day: number): number | undefined {
  let [sum, read] = [0, 0]
  for (let at = day * slots; at < (day + 1) * slots; at++) {
    if ((marks[at] as number) & unusable) continue
    sum += decimal(kwh[at] as number)
    read++
  }
  if (read === slots) return sum
  return read * 2 < slots ? undefined : (sum / read) * slots
}

function daysOf(series: Series, temperatures: ReadonlyMap<number, number>, { from, to }: Period): Day[] {
  const days: Day[] = []
  for (let day = Math.max(from, series.firstDay); day <= Math.min(to, series.firstDay + series.days - 1); day++) {
    const [kwh, temp] = [energyOf(series, day - series.firstDay), temperatures.get(day)]
    if (kwh !== undefined && temp !== undefined) days.push({ kwh, temp })
  }
  return days
}

/** Fits the days of a year; undefined where too few of them were read. `temperatures` in °F by day. */
export function fitDays(
  series: Series,
  temperatures: ReadonlyMap<number, number>,
  year: Period,
): WeatherModel | undefined {
  const days = daysOf(series, temperatures, year)
  if (days.length < leastShare * (year.to - year.from + 1)) return undefined
  return fitWeather(
    Float64Array.from(days, day => day.kwh),
    Float64Array.from(days, day => day.temp),
  )
}

/** What the model expects of a year and what was used, in kWh. As CalTRACK has it, the last day only ends the period. */
export function expectDays(
  model: WeatherModel,
  series: Series,
  temperatures: ReadonlyMap<number, number>,
  year: Period,
): { readonly counterfactualKwh: number; readonly observedKwh: number } {
  const days = daysOf(series, temperatures, { from: year.from, to: year.to - 1 })
  return {
    counterfactualKwh: days.reduce((sum, { temp }) => sum + expectUse(model, temp), 0),
    observedKwh: days.reduce((sum, { kwh }) => sum + kwh, 0),
  }
}
