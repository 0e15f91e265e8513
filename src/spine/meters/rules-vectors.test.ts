import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import { measureEvents } from './rules-events.ts'
import { newForecast, newRoom } from './rules-expect.ts'
import { forecastDays } from './rules-forecast.ts'
import type { DayLoads } from './rules-loads.ts'
import type { Method } from './rules-method.ts'
import { presets } from './rules-presets.ts'
import { judge } from './rules-verdict.ts'

const file = new URL('../../../../shared/data/vectors/baseline-rules.json', import.meta.url)
const one = new Uint8Array(1).fill(1)
const withVectors = existsSync(file) ? describe : describe.skip

type Case = { id: string; unadjusted: number; adjusted: number; reduction_kW: number; act_adj: number }
const rules: Readonly<Record<string, Method>> = {
  '10in10_none': presets['10-in-10'],
  '10in10_mult_cap20': presets['10-in-10-20'],
  high5of10_mult_cap20: presets['high-5-of-10-20'],
  high3of10_mult_cap20: presets['high-3-of-10-20'],
  high4of5_add_SAA: presets['high-4-of-5-add'],
  high4of5_mult_cap20: presets['high-4-of-5-20'],
  mid4of6_mult_cap20: presets['middle-4-of-6-20'],
  mid6of10_mult_cap20: presets['middle-6-of-10-20'],
  max4of5_none: presets['high-4-of-5'],
  '10in10_capped_up': presets['10-in-10-20'],
  '10in10_capped_down_0.80': presets['10-in-10-20'],
  '10in10_capped_down_0.83': { ...presets['10-in-10-20'], adjust: { ...presets['10-in-10-20'].adjust, low: 0.83 } },
  '10in10_cap40_up': presets['10-in-10-40'],
  '10in10_uncapped': { ...presets['10-in-10-20'], adjust: { kind: 'multiply', before: { from: 4, until: 1 } } },
}

function loads(event: readonly number[], adjusting: readonly number[]): DayLoads {
  const days = event.length
  const of = Float64Array.from(event)
  return {
    firstDay: 20_000,
    days,
    reference: of,
    event: of,
    adjusting: Float64Array.from(adjusting),
    kinds: new Uint8Array(days).fill(1),
    ordinary: new Uint8Array(days).fill(1).fill(0, days - 1),
    counts: Int32Array.from({ length: days }, (_, day) => day + 1),
    morning: false,
  }
}

withVectors('each rule gives what its public text says', () => {
  const vectors = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { cases: [] }
  const { toy, cases, published } = vectors
  test.each(cases as Case[])('$id', one => {
    const rule = rules[one.id]
    if (!rule) throw new Error(`no rule is named for ${one.id}`)
    const of = loads([...toy.prior_event, toy.act_event], [...toy.prior_adj, one.act_adj])
    const out = newForecast(of.days)
    forecastDays(of, rule, newRoom(of.days), out)
    expect(out.plain[10]).toBeCloseTo(one.unadjusted, 9)
    expect(out.baseline[10]).toBeCloseTo(one.adjusted, 9)
    expect((out.baseline[10] as number) - toy.act_event).toBeCloseTo(one.reduction_kW, 9)
  })

  test('a machine that stopped for the last two days: two rules, two answers', () => {
    const { last10, mid6of10, max4of5 } = published.find(
      (one: { id: string }) => one.id === 'kpx_stopped_machine',
    ).numbers
    const of = loads([...last10, 0], Array(11).fill(1))
    const baselineOf = (rule: Method): number | undefined => {
      const out = newForecast(of.days)
      forecastDays(of, rule, newRoom(of.days), out)
      return out.baseline[10]
    }
    expect(baselineOf({ ...presets['middle-6-of-10'], days: { pick: 'middle', x: 6, y: 10, like: 'kind' } })).toBe(
      mid6of10,
    )
    expect(baselineOf(presets['high-4-of-5'])).toBe(max4of5)
  })

  test('what is below the least load of a contract counts as none', () => {
    const { max_15min_kw, base, event_max, case_small } = published.find(
      (one: { id: string }) => one.id === 'taipower_2016_economic',
    )
    const verdictAt = (event: number) => {
      const of = loads([...max_15min_kw, event], Array(6).fill(1))
      const out = newForecast(of.days)
      forecastDays(of, presets['highest-5-days'], newRoom(of.days), out)
      expect(out.baseline[5]).toBe(base)
      return judge(out, 5, event, { ...presets['highest-5-days'], line: 0 }).verdict
    }
    expect(verdictAt(event_max)).toBe('reduced')
    expect(verdictAt(case_small.event_max)).toBe('not_reduced')
  })

  test('the mean of the hours around an event on its own day', () => {
    const { he, baseline } = published.find((one: { id: string }) => one.id === 'pjm_same_day_3plus2')
    const kwh = Float64Array.from({ length: 24 }, (_, hour) => he[hour + 1] ?? 500)
    const series = { customer: 'a', slots: 24, firstDay: 20_000, days: 1, kwh, marks: new Uint8Array(24) }
    const [of] = measureEvents(series, [{ event: 'e', day: 20_000, from: 12, until: 17 }], presets['same-day-3-2'], one)
    expect(of?.baselineKwh).toBeCloseTo(5 * baseline, 9)
  })

  test('the hour before, on the event day and the four working days before it', () => {
    const vector = published.find((one: { id: string }) => one.id === 'centerpoint_5day_hour')
    const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri_event'].map(day => vector.kw[day] as number)
    const kwh = Float64Array.from({ length: 5 * 96 }, (_, at) => {
      const [day, hour] = [Math.floor(at / 96), Math.floor((at % 96) / 4)]
      const load = day === 4 && hour === 16 ? vector.event_highest_4_consecutive_intervals_kW : (days[day] ?? 0)
      return load / 4
    })
    const firstDay = dayNumber('2008-07-14')
    const series = { customer: 'a', slots: 96, firstDay, days: 5, kwh, marks: new Uint8Array(kwh.length) }
    const event = { event: 'e', day: firstDay + 4, from: 16, until: 17 }
    const [of] = measureEvents(series, [event], presets['hour-before-5'], new Uint8Array(5).fill(1))
    expect(of?.baselineKwh).toBeCloseTo(vector.baseline_kW, 9)
    expect(of?.reductionKw).toBeCloseTo(vector.savings_kW, 9)
    expect(of?.daysUsed).toBe(4)
  })
})
