import { describe, expect, test } from 'vitest'
import { kindsOf, loadsOf, measureEvents, presets, type Series } from '#spine/meters/rules.ts'
import { addUp, eventOf } from './rules-party.ts'
import { adjustingHours, explainer } from './rules-why.ts'

/** A Monday, and 150 days of half hours of a works that runs from 7 to 19; some days cut, one without power. */
const firstDay = 20_003
const [days, slots] = [150, 48]
const kinds = kindsOf(firstDay, days, new Map([[firstDay + 123, 'holiday']]))
const workdays = [...kinds.keys()].filter(day => kinds[day] === 1)
const called = workdays.slice(60, 100).filter((_, at) => at % 4 === 0)
const dark = workdays[94] as number

function works(customer = 'P', scale = 1): Series {
  const kwh = new Float64Array(days * slots)
  const marks = new Uint8Array(kwh.length)
  for (let at = 0; at < kwh.length; at++) {
    const [day, hour] = [Math.floor(at / slots), (at % slots) / 2]
    const load = (hour >= 7 && hour < 19 ? 300 : 120) * (1 + 0.02 * Math.sin(day * 1.9) + 0.015 * Math.sin(at * 2.7))
    const cut = called.includes(day) && hour >= 13.5 && hour < 16.5 ? 0.75 : 1
    kwh[at] = (scale * load * cut) / 2
    if (day === dark && hour >= 10 && hour < 14) marks[at] = 64
  }
  return { customer, slots, firstDay, days, kwh, marks }
}
const events = called.map(day => ({ event: `e${day}`, day: firstDay + day, from: 13.5, until: 16.5, noticeHour: 12.5 }))
const last = events.at(-1) as (typeof events)[number]

describe.each(Object.values(presets).map(rule => [rule.name, rule] as const))(
  'the page of an event under %s',
  (_, rule) => {
    const series = works()
    const measured = measureEvents(series, events, rule, kinds)
    const of = measured.at(-1) as (typeof measured)[number]
    const why = explainer(series, events, rule, kinds)(last, of)
    const used = why.days.filter(day => day.why === 'used')

    test('shows the figures that were judged', () => {
      expect(why.baselineKw).toBeCloseTo(of.baselineKwh / 3, 0)
      expect(why.actualMeanKw).toBeCloseTo(of.actualKwh / 3, 0)
      expect(used).toHaveLength(of.daysUsed)
    })

    test('names the days that the rule chose: their mean is what the rule expected before adjusting', () => {
      if (rule.reference === 'same-day' || 'before' in rule.reading || rule.reading.days !== 'mean') return
      const half = 'halfLifeDays' in rule.days ? (rule.days.halfLifeDays as number) : Number.POSITIVE_INFINITY
      const own = workdays.indexOf(last.day - firstDay)
      const weights = used.map(({ day }) => 0.5 ** ((own - workdays.indexOf(day - firstDay)) / half))
      const sum = used.reduce((all, day, at) => all + (weights[at] as number) * (day.kw ?? 0), 0)
      expect(why.plainKw).toBeCloseTo(sum / weights.reduce((all, one) => all + one, 0), 0)
    })

    test('marks the very hours that adjusted it', () => {
      const hours = adjustingHours(rule, last)
      const ordinary = new Uint8Array(days).fill(1)
      const { adjusting } = loadsOf(series, last, rule, { kinds, ordinary, counts: new Int32Array(days) }) ?? {}
      expect(hours.length > 0).toBe(adjusting !== undefined)
      const at = last.day - firstDay
      const mine = hours.flatMap(([from, until]) => [
        ...series.kwh.subarray(at * slots + from * 2, at * slots + until * 2),
      ])
      if (adjusting) expect(adjusting[at]).toBeCloseTo((2 * mine.reduce((sum, kwh) => sum + kwh, 0)) / mine.length, 9)
    })
  },
)

describe('the days before an event', () => {
  const rule = presets['10-in-10']
  const series = works()
  const [of] = measureEvents(series, [...events], rule, kinds).slice(-1)
  const why = explainer(series, events, rule, kinds)(last, of as NonNullable<typeof of>)
  const whyOf = (day: number) => why.days.find(one => one.day === firstDay + day)?.why

  test('each says why it was not used', () => {
    expect(why.days.find(one => one.day === firstDay + dark)).toMatchObject({ why: 'unread', marks: 64 })
    expect(whyOf(called.at(-2) as number)).toBe('event')
    expect(whyOf(123)).toBe('other_kind')
    expect(new Set(why.days.map(day => day.why))).toEqual(new Set(['used', 'unread', 'event', 'other_kind']))
  })

  test('an event in the first week has too few of them, and no figure is made up', () => {
    const early = { ...last, event: 'early', day: firstDay + (workdays[4] as number) }
    const [measured] = measureEvents(series, [early], rule, kinds)
    const page = explainer(series, [early], rule, kinds)(early, measured as NonNullable<typeof measured>)
    expect(measured).toMatchObject({ verdict: 'cannot_tell', reason: 'few_days' })
    expect(page).toMatchObject({ baselineKw: null, band: null, plainKw: null })
    expect(page.days.filter(day => day.why === 'too_few')).toHaveLength(4)
    expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity/)
  })
})

test('meters of one enterprise are one: what moved from one to the other is no saving', () => {
  const [a, b] = [works('a'), works('b', 2)]
  const both = addUp('E', [a, b])
  expect(both.kwh[100]).toBeCloseTo((a.kwh[100] as number) + (b.kwh[100] as number), 9)
  const later = {
    ...b,
    firstDay: b.firstDay + 10,
    days: days - 10,
    kwh: b.kwh.subarray(480),
    marks: b.marks.subarray(480),
  }
  const gap = addUp('E', [a, later])
  expect([gap.days, gap.kwh[0], gap.marks[0]]).toEqual([days, Number.NaN, 1])
  const hourly = {
    ...b,
    slots: 24,
    kwh: Float64Array.from({ length: days * 24 }, (_, at) => (b.kwh[2 * at] as number) + (b.kwh[2 * at + 1] as number)),
    marks: new Uint8Array(days * 24),
  }
  expect(addUp('E', [a, hourly])).toMatchObject({ slots: 24, days })
  expect(addUp('E', [a, { ...b, days: 0 }]).days).toBe(0)
})

test('a call becomes hours of its own day, the notice may lie on the day before', () => {
  const at = (time: string): Date => new Date(`2026-06-${time}:00+07:00`)
  const of = eventOf({ id: 'e', startsAt: at('17T13:30'), endsAt: at('18T00:00'), noticedAt: at('16T18:00') })
  expect(of).toEqual({ event: 'e', day: 20_621, from: 13.5, until: 24, noticeHour: -6 })
})
