import { dayNumber, dayOfNumber } from '#kit/time'
import { hasPeak, measureShift, type Schedule, type Series, weightsOf } from '#spine/meters/rules.ts'
import { add, type Tally } from './shares.ts'

/** Shares of a day's energy that are moved from its peak hours to its off-peak hours. */
export const moves = [0, 0.05, 0.1] as const
/** Quarters by their first month, each set beside the same of the year before. */
const quarters = ['02', '05', '08', '11']
type Weights = ReturnType<typeof weightsOf>
type Span = { readonly from: number; readonly to: number }

const sumOf = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0)

/** Moves a share of one day's energy, as far as its peak hours have it. A day that was not read whole stays. */
function moveDay(day: Float64Array, { peak, offPeak }: Weights, share: number): void {
  const high = sumOf(day.map((kwh, slot) => kwh * (peak[slot] as number)))
  const part = Math.min(share * sumOf(day), high)
  if (!(part > 0)) return
  const room = sumOf(offPeak)
  for (const [slot, kwh] of day.entries())
    day[slot] = kwh * (1 - (part / high) * (peak[slot] as number)) + (part / room) * (offPeak[slot] as number)
}

function moved(series: Series, schedule: Schedule, share: number, { from, to }: Span): Series {
  const { slots, firstDay } = series
  const kwh = series.kwh.slice()
  const weights = weightsOf(schedule, slots)
  for (let day = from; day <= to; day++) {
    const at = (day - firstDay) * slots
    if (hasPeak(schedule, day)) moveDay(kwh.subarray(at, at + slots), weights, share)
  }
  return { ...series, kwh }
}

function judgeOne(tally: Tally, series: Series, schedule: Schedule, base: Span, report: Span): void {
  for (const share of moves) {
    const own = share === 0 ? series : moved(series, schedule, share, report)
    const { verdict, reason } = measureShift(own, schedule, base, report)
    if (share === 0) {
      add(tally, 'all')
      add(tally, 'metered', Number(reason !== 'few_weeks'))
    }
    if (verdict === 'cannot_tell') return
    if (share === 0) add(tally, 'judged')
    add(tally, `move-${share * 100}`, Number(verdict === 'shifted'))
  }
}

/** Every quarter of a site against the same of the year before, with nothing moved and with known moves put in. */
export function judgeShifts(series: Series, schedule: Schedule): Tally {
  const tally: Tally = {}
  const spanOf = (year: number, month: string): Span => {
    const from = dayNumber(`${year}-${month}-01`)
    return { from, to: from + 90 }
  }
  const [first, last] = [series.firstDay, series.firstDay + series.days - 1]
  const yearOf = (day: number): number => Number(dayOfNumber(day).slice(0, 4))
  for (let year = yearOf(first) + 1; year <= yearOf(last); year++)
    for (const month of quarters) {
      const [base, report] = [spanOf(year - 1, month), spanOf(year, month)]
      if (base.from >= first && report.to <= last) judgeOne(tally, series, schedule, base, report)
    }
  return tally
}
