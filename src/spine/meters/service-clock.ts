import { refuse } from '#kit/wire'
import type { Series } from './rules-series.ts'

/** For a series in UTC: the clock's lead over UTC in slots, by hour of the series. */
export type Clock = (series: Series) => (hour: number) => number
const hourMs = 3_600_000

function offsetReader(zone: string): (atMs: number) => number {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    return atMs => {
      const name = format.formatToParts(atMs).find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
      return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60)
    }
  } catch {
    return refuse('meters.unknown_zone', 422, { zone })
  }
}

/** The lead of a zone's clock over UTC, in hours, for each hour from one; read once for each span. */
export function clockOf(zone: string): Clock {
  const read = offsetReader(zone)
  const days = new Map<number, number[]>()
  const offsetAt = (hour: number): number => {
    const day = Math.floor(hour / 24)
    const known = days.get(day)
    if (known) return known[hour - day * 24] ?? known[0] ?? 0
    const [first, last] = [read(day * 24 * hourMs), read((day * 24 + 23) * hourMs)]
    const all = first === last ? [first] : Array.from({ length: 24 }, (_, at) => read((day * 24 + at) * hourMs))
    days.set(day, all)
    return all[hour - day * 24] ?? first
  }
  return ({ slots, firstDay }) => {
    const perHour = slots / 24
    return hour => {
      const lead = offsetAt(firstDay * 24 + hour) * perHour
      return Number.isInteger(lead) ? lead : refuse('meters.zone_unaligned', 422, { zone })
    }
  }
}
