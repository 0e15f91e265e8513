import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import type { Series } from './rules-series.ts'
import { fitWeather } from './rules-weather.ts'
import { expectDays, fitDays } from './rules-weather-days.ts'
import { openReadings } from './service-readings.ts'
import { readTemperatures } from './service-weather.ts'

const data = new URL('../../../../shared/data/', import.meta.url).pathname
type Vector = { building: string; model_type: string; r2adj: number } & Record<
  'counterfactual_2019' | 'observed_2019' | 'savings_2019',
  number
>
const here = existsSync(`${data}meters/commercial-hourly.parquet`)
const vectors: Vector[] = here ? JSON.parse(readFileSync(`${data}vectors/caltrack-daily.json`, 'utf8')) : []
const yearOf = (year: number) => ({ from: dayNumber(`${year}-01-01`), to: dayNumber(`${year}-12-31`) })

describe.skipIf(!here)('buildings of the public archive, beside what eemeter 3.2.0 says of them', () => {
  let temperatures: Awaited<ReturnType<typeof readTemperatures>>
  const all = new Map<string, Series>()
  beforeAll(async () => {
    temperatures = await readTemperatures(`${data}meters/commercial-weather-hourly.parquet`)
    const readings = await openReadings(`${data}meters/commercial-hourly.parquet`)
    for await (const batch of readings.batches()) for (const series of batch) all.set(series.customer, series)
    readings.close()
  }, 60_000)
  test('come with their readings (skipped where these are absent)', () => expect(vectors.length).toBeGreaterThan(5))
  test.each(vectors)('$building', vector => {
    const series = all.get(vector.building)
    const model = series && fitDays(series, temperatures, yearOf(2018))
    if (!series || !model) throw new Error('no model')
    const { counterfactualKwh, observedKwh } = expectDays(model, series, temperatures, yearOf(2019))
    expect(model.model).toBe(vector.model_type)
    const { counterfactual_2019: counterfactual, observed_2019: observed, savings_2019: saving } = vector
    expect(Math.abs(counterfactualKwh / counterfactual - 1)).toBeLessThan(1e-9)
    expect(Math.abs(observedKwh / observed - 1)).toBeLessThan(1e-9)
    expect(Math.abs((counterfactualKwh - observedKwh) / saving - 1)).toBeLessThan(1e-6)
    expect(Math.abs(model.r2adj - vector.r2adj)).toBeLessThan(1e-7)
  })
})

describe('a year of days', () => {
  const temp = Float64Array.from({ length: 365 }, (_, day) => 60 + 25 * Math.sin(day / 58))
  test('finds the balance point and slope that the use was made with', () => {
    const use = temp.map(one => 100 + 3 * Math.max(0, 65 - one))
    const model = fitWeather(use, temp)
    expect(model).toMatchObject({ model: 'hdd_only', hddPoint: 65, cddPoint: null, cdd: null })
    expect(model.hdd).toBeCloseTo(3, 9)
    expect(model.intercept).toBeCloseTo(100, 9)
  })
  test('finds cooling beside heating', () => {
    const use = temp.map(one => 100 + 2 * Math.max(0, 55 - one) + 4 * Math.max(0, one - 70))
    expect(fitWeather(use, temp)).toMatchObject({ model: 'cdd_hdd', hddPoint: 55, cddPoint: 70 })
  })
  test('says that steady use follows no weather', () => {
    expect(
      fitWeather(
        temp.map(() => 80),
        temp,
      ),
    ).toMatchObject({ model: 'intercept_only', intercept: 80, r2adj: 0 })
  })
  test('does not fit a year of which too much is missing', () => {
    const slots = 24
    const kwh = new Float64Array(365 * slots).fill(1).fill(Number.NaN, 300 * slots)
    const marks = Uint8Array.from(kwh, value => Number(Number.isNaN(value)))
    const series = { customer: 'a', slots, firstDay: dayNumber('2018-01-01'), days: 365, kwh, marks }
    const temperatures = new Map(Array.from({ length: 365 }, (_, day) => [series.firstDay + day, 60]))
    expect(fitDays(series, temperatures, yearOf(2018))).toBeUndefined()
  })
})
