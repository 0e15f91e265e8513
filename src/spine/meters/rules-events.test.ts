import { describe, expect, test } from 'vitest'
import { auditCustomer, auditSeason } from './rules-audit.ts'
import { kindsOf } from './rules-calendar.ts'
import { type Event, measureEvents } from './rules-events.ts'
import { newForecast, newRoom } from './rules-expect.ts'
import { adjustingHours } from './rules-loads.ts'
import type { Method } from './rules-method.ts'
import { presets } from './rules-presets.ts'
import { measureSeason } from './rules-season.ts'
import { markRead, marks, markZeros, type Series } from './rules-series.ts'
import { judge, judgeSeason } from './rules-verdict.ts'
import { readRule } from './service-named.ts'

/** A Monday. */
const firstDay = 20_003
const days = 130
const slots = 24

/** Working days with a little noise, the same every time; `change` alters a load. */
function site(change: (load: number, day: number, hour: number) => number = load => load): Series {
  const kwh = Float64Array.from({ length: days * slots }, (_, at) => {
    const [day, hour] = [Math.floor(at / slots), at % slots]
    const load = hour >= 7 && hour < 19 ? 300 : 120
    return change(load * (1 + 0.02 * Math.sin(day * 1.9) + 0.015 * Math.sin(at * 2.7)), day, hour)
  })
  return { customer: 'P', slots, firstDay, days, kwh, marks: new Uint8Array(kwh.length) }
}
const kinds = kindsOf(firstDay, days, new Map())
const workdays = [...kinds.keys()].filter(day => kinds[day] === 1)
const afternoon = (day: number, event = `e${day}`): Event => ({ event, day: firstDay + day, from: 13, until: 16 })
const called = workdays.slice(40, 80).filter((_, at) => at % 4 === 0)
const cut = (share: number) =>
  site((load, day, hour) => (called.includes(day) && hour >= 13 && hour < 16 ? load * (1 - share) : load))
const measure = (series: Series, events: Event[] = called.map(day => afternoon(day)), rule = presets.default) =>
  measureEvents(series, events, rule, kinds)

describe('the worked cases of the default rule', () => {
  // Baseline and usual morning 300 kWh, usual error 4 %.
  test.each([
    ['a fuller morning', 1.1, 240, 0.04, 'reduced', 'beyond_error', 311.66],
    ['an emptier morning', 0.9, 240, 0.04, 'reduced', 'beyond_error', 275.75],
    ['a usual day', 1, 290, 0.04, 'not_reduced', 'within_error', 300],
    ['a site that varies too much', 1, 240, 0.15, 'cannot_tell', 'too_noisy', 300],
  ] as const)('%s', (_, ratio, actual, error, verdict, reason, baseline) => {
    const of = newForecast(1)
    of.baseline[0] = 300 * ratio ** (ratio > 1 ? 0.4 : 0.8)
    of.error[0] = error
    of.errors[0] = 30
    of.ratio[0] = ratio
    expect(of.baseline[0]).toBeCloseTo(baseline, 2)
    expect(judge(of, 0, actual, presets.default)).toMatchObject({ verdict, reason })
  })
})

describe('events of one customer', () => {
  test('shows a cut of a fifth at every event, and none where there was none', () => {
    expect(measure(cut(0.2)).map(one => one.verdict)).toEqual(called.map(() => 'reduced'))
    expect(measure(site()).map(one => one.verdict)).toEqual(called.map(() => 'not_reduced'))
  })

  test('keeps the true reduction within its interval', () => {
    for (const one of measure(cut(0.2))) {
      const truth = one.actualKwh * (0.2 / 0.8)
      expect(one.lowKwh).toBeLessThan(truth)
      expect(one.highKwh).toBeGreaterThan(truth)
      expect(one.reductionKw).toBeCloseTo(one.reductionKwh / 3, 9)
    }
  })

  test('compares with no event day, so a row of events does not eat its own baseline', () => {
    const [all, last] = [measure(cut(0.2)).at(-1), measure(site()).at(-1)]
    expect(all?.baselineKwh).toBeCloseTo(last?.baselineKwh ?? 0, 6)
  })

  test.each<[string, Event, string]>([
    ['before the readings', afternoon(-3), 'outside_readings'],
    ['after the readings', afternoon(days + 400), 'outside_readings'],
    ['hours that lie within a slot', { ...afternoon(60), from: 13.25 }, 'unaligned_hours'],
    ['in the first weeks', afternoon(1), 'few_days'],
    ['before enough was learnt of the customer', afternoon(workdays[15] as number), 'short_history'],
  ])('says why it cannot tell: %s', (_, event, reason) => {
    const [of] = measure(site(), [event])
    expect(of).toMatchObject({ verdict: 'cannot_tell', reason })
  })

  test('does not count an event that runs into another', () => {
    const [one, other] = measure(cut(0.2), [
      afternoon(called[0] as number),
      { ...afternoon(called[0] as number), from: 14 },
    ])
    expect(one?.verdict).toBe('reduced')
    expect(other).toMatchObject({ verdict: 'cannot_tell', reason: 'overlapping_event', reductionKwh: Number.NaN })
  })

  test('never thanks for a gap that the meter wrote as zero', () => {
    const [day = 0] = called
    const series = site((load, on, hour) => (on === day && hour === 14 ? 0 : load))
    expect(measure(series)[0]?.verdict).toBe('reduced')
    markZeros(series, kinds)
    expect(measure(series)[0]).toMatchObject({ verdict: 'cannot_tell', reason: 'event_unread' })
  })

  test('leaves zeros alone where a meter is often at zero', () => {
    const series = site((load, day, hour) => (hour < 6 || day % 2 === 0 ? 0 : load))
    markZeros(series, kinds)
    expect(series.marks.some(mark => mark !== 0)).toBe(false)
  })

  test('uses no reading of a thousand million', () => {
    const series = site((load, day, hour) => (day === called[0] && hour === 10 ? 1e9 : load))
    markRead(series, true)
    expect(series.marks.filter(mark => mark === marks.spike)).toHaveLength(1)
    expect(measure(series)[0]).toMatchObject({ verdict: 'cannot_tell', reason: 'adjusting_unread' })
  })

  test('says that nothing can be told of a meter that never reported', () => {
    const empty = { ...site(), days: 0, kwh: new Float64Array(0), marks: new Uint8Array(0) }
    expect(measureEvents(empty, [afternoon(60)], presets.default, new Uint8Array(0))[0]?.reason).toBe('never_read')
  })

  test.each(Object.values(presets))('$name gives no figure that is not a number beside a verdict', rule => {
    for (const one of measure(
      cut(0.2),
      called.map(day => afternoon(day)),
      rule,
    )) {
      expect(one.verdict).toBe('reduced')
      expect(Number.isFinite(one.reductionKwh)).toBe(true)
      expect(one.baselineKwh - one.actualKwh).toBeCloseTo(one.reductionKwh, 9)
    }
  })
})

describe('the hours that adjust a day', () => {
  const hours = { from: 13, until: 16 }
  test.each([
    ['the two hours that end one before', hours, [{ from: 10, until: 12 }]],
    ['the two hours before an event at nine', { from: 9, until: 12 }, [{ from: 6, until: 8 }]],
    ['none after the notice', { ...hours, noticeHour: 10.5 }, [{ from: 8, until: 10 }]],
    ['none at all when the notice came the day before', { ...hours, noticeHour: -7 }, []],
    ['none before six', { from: 6, until: 8 }, []],
  ])('%s', (_, event, pieces) => {
    expect(adjustingHours(presets.default, event)).toEqual(pieces)
  })
})

describe('a season', () => {
  const calls = called.map(day => afternoon(day))
  const season = (series: Series, events = calls) =>
    measureSeason(series, events, measure(series, events), presets.default, kinds)
  test('shows a cut of a tenth over ten events, and none where there was none', () => {
    expect(season(cut(0.1))).toMatchObject({ verdict: 'reduced', daysUsed: 10 })
    expect(season(site()).verdict).toBe('not_reduced')
  })
  test('cannot tell from five events, and has no figure from none', () => {
    expect(season(cut(0.2), calls.slice(0, 5))).toMatchObject({ verdict: 'cannot_tell', reason: 'few_events' })
    expect(season(cut(0.2), [])).toMatchObject({ reason: 'few_events', reductionKwh: Number.NaN })
  })
  test('sets a customer of seven weeks beside the other days of the same weeks', () => {
    const [from, until] = [(called[0] as number) - 7, (called[9] as number) + 3]
    const short = (series: Series): Series => ({
      ...series,
      firstDay: firstDay + from,
      days: until - from,
      kwh: series.kwh.subarray(from * slots, until * slots),
      marks: series.marks.subarray(from * slots, until * slots),
    })
    const own = kinds.subarray(from, until)
    const of = (series: Series) =>
      measureSeason(series, calls, measureEvents(series, calls, presets.default, own), presets.default, own)
    const [saved, same] = [of(short(cut(0.2))), of(short(site()))]
    expect(saved).toMatchObject({ verdict: 'reduced', daysUsed: 10 })
    expect(saved.lowKwh).toBeLessThan(saved.actualKwh * 0.25)
    expect(saved.highKwh).toBeGreaterThan(saved.actualKwh * 0.25)
    expect(same.verdict).toBe('not_reduced')
  })
  test('does not thank a customer whose afternoons wane on every day', () => {
    const waning = (share: number) =>
      site((load, day, hour) => {
        if (hour < 13 || hour >= 16) return load
        return load * 0.98 ** Math.max(0, day - 50) * (called.includes(day) ? 1 - share : 1)
      })
    const alone = readRule({ from: 'default', season: { beside: null } })
    const of = (series: Series, rule: Method = presets.default) =>
      measureSeason(series, calls, measure(series, calls), rule, kinds).verdict
    expect(of(waning(0), alone)).toBe('reduced')
    expect(of(waning(0))).toBe('not_reduced')
    expect(of(waning(0.15))).toBe('reduced')
  })
  test('single errors cancel: the season is surer than any event', () => {
    const events = Array.from({ length: 16 }, () => ({ baselineKwh: 100, actualKwh: 90, sigma: 0.08 }))
    const of = judgeSeason(events, { times: 2, floor: 0.05, limit: 0.15, leastEvents: 6 })
    expect(of.sigma).toBeCloseTo(0.02, 12)
    expect(of.verdict).toBe('reduced')
  })
})

describe('the audit of a season', () => {
  const raise = (share: number) =>
    site((load, day, hour) => (called.includes(day) && hour >= 9 && hour < 12 ? load * (1 + share) : load))
  const audit = (series: Series) =>
    auditCustomer(
      series,
      called.map(day => afternoon(day)),
      presets.default,
      kinds,
      newRoom(days),
    )
  test('flags mornings that are fuller on event days only', () => {
    expect(audit(raise(0.15))?.flagged).toBe(true)
    expect(audit(site())?.flagged).toBe(false)
  })
  test('says nothing of too few days, and flags nobody whose days are all the same', () => {
    expect(auditSeason([0.1, 0.1], Array(30).fill(0))).toBeUndefined()
    expect(auditSeason(Array(10).fill(0), Array(30).fill(0))?.flagged).toBe(false)
  })
})

describe('a rule from a file', () => {
  test('lays named settings over a preset', () => {
    const rule = readRule({ from: '10-in-10-20', name: 'ours', adjust: { high: 1.4 }, gate: presets.default.gate })
    expect(rule).toMatchObject({ name: 'ours', adjust: { kind: 'multiply', low: 0.8, high: 1.4 }, days: { y: 10 } })
  })
  test('takes a setting out with null', () => {
    expect(readRule({ from: 'default', gate: null }).gate).toBeUndefined()
  })
  test.each([
    ['a setting that there is not', { days: { z: 1 } }, 'days.z'],
    ['a share above one', { line: 3 }, 'line'],
    ['a text for a number', { from: 'default', gate: { times: 'two' } }, 'gate.times'],
    ['no object', [], ''],
  ])('refuses %s by its name', (_, data, setting) => {
    expect(() => readRule(data)).toThrow(
      expect.objectContaining({ code: 'meters.bad_rule', values: expect.objectContaining({ setting }) }),
    )
  })
  test('refuses a preset that there is not', () => {
    expect(() => readRule({ from: 'toString' })).toThrow(expect.objectContaining({ code: 'meters.no_rule' }))
  })
})
