import { describe, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import { hasPeak, schedules, weightsOf } from './rules-schedule.ts'
import type { Series } from './rules-series.ts'
import { measureShift } from './rules-shift.ts'

const schedule = schedules['963-2026'] as NonNullable<(typeof schedules)[string]>
const [base, report] = [
  { from: dayNumber('2025-05-05'), to: dayNumber('2025-08-03') },
  { from: dayNumber('2026-05-04'), to: dayNumber('2026-08-02') },
]
const slots = 48

/** Two summers of half hours: `load(hour, year, day)` in kW. A little noise that is the same every time. */
function summers(load: (hour: number, year: number, day: number) => number): Series {
  const firstDay = base.from
  const days = report.to - firstDay + 1
  const kwh = new Float64Array(days * slots)
  for (let at = 0; at < kwh.length; at++) {
    const day = firstDay + Math.floor(at / slots)
    const wave = 1 + 0.02 * Math.sin(at * 1.7) + 0.02 * Math.sin(day * 2.3)
    kwh[at] = (load((at % slots) / 2, day >= report.from ? 1 : 0, day) * wave) / 2
  }
  return { customer: 'P', slots, firstDay, days, kwh, marks: new Uint8Array(kwh.length) }
}
const office = (hour: number): number => (hour >= 7 && hour < 22 ? 100 : 40)

/** Moves a share of each report day's energy from peak to off-peak hours. */
function moved(series: Series, part: number): Series {
  const kwh = series.kwh.slice()
  const weights = weightsOf(schedule, slots)
  const off = weights.offPeak.reduce((sum, one) => sum + one, 0)
  for (let day = report.from; day <= report.to; day++) {
    if (!hasPeak(schedule, day)) continue
    const at = (day - series.firstDay) * slots
    const own = kwh.slice(at, at + slots)
    const total = own.reduce((sum, one) => sum + one, 0)
    const peak = own.reduce((sum, one, slot) => sum + one * (weights.peak[slot] as number), 0)
    for (let slot = 0; slot < slots; slot++) {
      const from = ((own[slot] as number) * (weights.peak[slot] as number)) / peak
      const to = (weights.offPeak[slot] as number) / off
      kwh[at + slot] = (own[slot] as number) + part * total * (to - from)
    }
  }
  return { ...series, kwh }
}

describe('what moved from peak to off-peak hours', () => {
  const plain = summers(office)
  test.each([
    ['nothing moved', 0, 'not_shifted'],
    ['5 % of the day moved', 0.05, 'shifted'],
    ['10 % of the day moved', 0.1, 'shifted'],
  ])('%s', (_, part, verdict) => {
    const of = measureShift(moved(plain, part), schedule, base, report)
    expect(of.verdict).toBe(verdict)
    const total = of.shiftedKwh / Math.max(part, 1e-9)
    expect(of.lowKwh).toBeLessThanOrEqual(part * total + 1e-6)
    expect(of.highKwh).toBeGreaterThanOrEqual(part * total - 1e-6)
    expect(of.peakShareReport).toBeLessThanOrEqual(of.peakShareBase + 0.005)
  })

  test.each<[string, (hour: number, year: number, day: number) => number, string]>([
    ['growth of a third', (hour, year) => office(hour) * (1 + year / 3), 'not_shifted'],
    ['a second shift through the night', (hour, year) => (hour < 6 && year ? 90 : office(hour)), 'not_shifted'],
    ['an evening shift that closed', (hour, year) => (hour >= 17 && year ? 40 : office(hour)), 'not_shifted'],
    [
      'evenings off and nights on',
      (hour, year) => (year && hour >= 17.5 && hour < 22 ? 60 : year && hour < 6 ? 75 : office(hour)),
      'shifted',
    ],
    ['a closure', (hour, year) => (year ? 5 : office(hour)), 'cannot_tell'],
    ['a plant that stopped altogether', (hour, year) => (year ? 0 : office(hour)), 'cannot_tell'],
  ])('%s', (_, load, verdict) => {
    expect(measureShift(summers(load), schedule, base, report).verdict).toBe(verdict)
  })

  test('days that were not read are left out, and too many of them are too few weeks', () => {
    const series = moved(plain, 0.1)
    const some = { ...series, marks: series.marks.slice() }
    for (let day = report.from; day <= report.to; day += 4) some.marks[(day - series.firstDay) * slots] = 1
    expect(measureShift(some, schedule, base, report).verdict).toBe('shifted')
    const none = { ...series, marks: series.marks.slice().fill(1, (report.from + 30 - series.firstDay) * slots) }
    expect(measureShift(none, schedule, base, report)).toMatchObject({ verdict: 'cannot_tell', reason: 'few_weeks' })
  })
})

test('a schedule divides every day wholly', () => {
  for (const one of Object.values(schedules)) {
    const { peak, normal, offPeak } = weightsOf(one, 24)
    for (let slot = 0; slot < 24; slot++)
      expect((peak[slot] as number) + (normal[slot] as number) + (offPeak[slot] as number)).toBeCloseTo(1, 12)
  }
  expect(weightsOf(schedules['before-2026'] as typeof schedule, 24).peak.reduce((sum, one) => sum + one, 0)).toBe(5)
})
