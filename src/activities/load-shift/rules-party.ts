import { isoDay } from '#kit/time'
import type { Event, Series } from '#spine/meters/rules.ts'
import { hourOf } from './rules.ts'

/** The same customer at the coarser of several lengths of slot; energies are added, marks kept. */
function coarser(series: Series, slots: number): Series {
  const step = series.slots / slots
  if (step === 1) return series
  const length = series.days * slots
  const [kwh, marks] = [new Float64Array(length), new Uint8Array(length)]
  for (let at = 0; at < length * step; at++) {
    const to = Math.floor(at / step)
    kwh[to] = (kwh[to] as number) + (series.kwh[at] as number)
    marks[to] = (marks[to] as number) | (series.marks[at] as number)
  }
  return { ...series, slots, kwh, marks }
}

const missing = 1

/**
 * All meters of one enterprise as one: energies are added, and a slot that one of them lacks is lacking for all. Whoever
 * moves load from one contract to another has saved nothing.
 */
export function addUp(party: string, all: readonly Series[]): Series {
  const read = all.filter(one => one.days > 0)
  const [first] = read
  if (!first || read.length < all.length)
    return { customer: party, slots: 48, firstDay: 0, days: 0, kwh: new Float64Array(), marks: new Uint8Array() }
  if (read.length === 1) return { ...first, customer: party }
  const slots = Math.min(...read.map(one => one.slots))
  const even = read.map(one => coarser(one, slots))
  const firstDay = Math.min(...even.map(one => one.firstDay))
  const days = Math.max(...even.map(one => one.firstDay + one.days)) - firstDay
  const kwh = new Float64Array(days * slots)
  const marks = new Uint8Array(days * slots)
  for (const one of even) {
    const from = (one.firstDay - firstDay) * slots
    for (let at = 0; at < kwh.length; at++) {
      const own = at - from
      const there = own >= 0 && own < one.kwh.length
      kwh[at] = (kwh[at] as number) + (there ? (one.kwh[own] as number) : Number.NaN)
      marks[at] = (marks[at] as number) | (there ? (one.marks[own] as number) : missing)
    }
  }
  return { customer: party, slots, firstDay, days, kwh, marks }
}

/** A call as the rules of measuring take it: hours of its own day in Vietnam. */
export function eventOf(of: { id: string; startsAt: Date; endsAt: Date; noticedAt: Date }): Event {
  const day = isoDay(of.startsAt)
  return {
    event: of.id,
    day: Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000),
    from: hourOf(of.startsAt, day),
    until: hourOf(of.endsAt, day),
    noticeHour: hourOf(of.noticedAt, day),
  }
}
