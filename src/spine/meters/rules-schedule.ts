import { weekdayOf } from './rules-series.ts'

export const bands = ['peak', 'normal', 'offPeak'] as const
export type Band = (typeof bands)[number]

/** Hours of a day as decimals; a span that ends before it begins runs through midnight. */
type Span = readonly [from: number, until: number]

/** When a kWh is dear and when it is cheap. `from` is the first day on which it holds (ISO); both may judge any year. */
export type Schedule = {
  readonly name: string
  readonly from: string
  readonly source: string
  readonly peak: readonly Span[]
  /** Weekdays with a peak, Monday 1 to Sunday 7. */
  readonly peakDays: readonly number[]
  readonly offPeak: readonly Span[]
}

const workdays = [1, 2, 3, 4, 5, 6]

/** The time-of-use schedules that are known, by name. */
export const schedules: Readonly<Record<string, Schedule>> = {
  'before-2026': {
    name: 'before-2026',
    from: '2014-01-01',
    source: 'Thông tư 16/2014/TT-BCT',
    peak: [
      [9.5, 11.5],
      [17, 20],
    ],
    peakDays: workdays,
    offPeak: [[22, 4]],
  },
  '963-2026': {
    name: '963-2026',
    from: '2026-04-22',
    source: 'Quyết định 963/QĐ-BCT ngày 22/04/2026',
    peak: [[17.5, 22.5]],
    peakDays: workdays,
    offPeak: [[0, 6]],
  },
}

/** How much of a slot lies within spans, 0..1. */
function share(spans: readonly Span[], from: number, until: number): number {
  return (
    spans
      .flatMap(([a, b]): Span[] =>
        b <= a
          ? [
              [a, 24],
              [0, b],
            ]
          : [[a, b]],
      )
      .reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, until) - Math.max(a, from)), 0) /
    (until - from)
  )
}

/** How each slot of a day with peak hours divides among the bands. */
export function weightsOf(schedule: Schedule, slots: number): Readonly<Record<Band, Float64Array>> {
  const [peak, offPeak, normal] = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)]
  for (let slot = 0; slot < slots; slot++) {
    const [from, until] = [(slot * 24) / slots, ((slot + 1) * 24) / slots]
    peak[slot] = share(schedule.peak, from, until)
    offPeak[slot] = share(schedule.offPeak, from, until)
    normal[slot] = 1 - (peak[slot] as number) - (offPeak[slot] as number)
  }
  return { peak, normal, offPeak }
}

/** Whether a day (counted from 1970-01-01) has peak hours. */
export const hasPeak = (schedule: Schedule, day: number): boolean => schedule.peakDays.includes(weekdayOf(day))
