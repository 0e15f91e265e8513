import { marks, type Series } from './rules-series.ts'

/** A series in finer slots: the energy of each is spread evenly. */
function spread(series: Series, slots: number): Series {
  const step = slots / series.slots
  if (step === 1) return series
  const kwh = new Float64Array(series.days * slots)
  const found = new Uint8Array(kwh.length)
  for (let at = 0; at < kwh.length; at++) {
    const from = Math.floor(at / step)
    kwh[at] = (series.kwh[from] as number) / step
    found[at] = series.marks[from] as number
  }
  return { ...series, slots, kwh, marks: found }
}

type Span = { readonly slots: number; readonly firstDay: number; readonly days: number }

function spanOf(all: readonly Series[]): Span {
  const firstDay = Math.min(...all.map(one => one.firstDay))
  const days = Math.max(...all.map(one => one.firstDay + one.days)) - firstDay
  return { slots: Math.max(...all.map(one => one.slots)), firstDay, days }
}

/** Readings of one point that changed its length of slot: each day stands in one of the series. */
export function joinLengths(customer: string, parts: readonly Series[]): Series {
  const all = parts.filter(one => one.days > 0)
  const [first] = all
  if (first === undefined || all.length === 1) return { ...((first ?? parts[0]) as Series), customer }
  const span = spanOf(all)
  const kwh = new Float64Array(span.days * span.slots).fill(Number.NaN)
  const found = new Uint8Array(kwh.length).fill(marks.missing)
  for (const one of all.map(part => spread(part, span.slots))) {
    const shift = (one.firstDay - span.firstDay) * span.slots
    for (let at = 0; at < one.kwh.length; at++) {
      if (one.marks[at] === marks.missing) continue
      kwh[shift + at] = one.kwh[at] as number
      found[shift + at] = one.marks[at] as number
    }
  }
  return { customer, ...span, kwh, marks: found }
}

/**
 * A customer's points added up. A point counts from its first day to its last: within them a gap of one point makes
 * the customer's slot unusable, before and after them it adds nothing.
 */
export function addPoints(customer: string, points: readonly Series[]): Series {
  const all = points.filter(one => one.days > 0)
  const [first] = all
  if (first === undefined || all.length === 1) return { ...((first ?? points[0]) as Series), customer }
  const span = spanOf(all)
  const kwh = new Float64Array(span.days * span.slots).fill(Number.NaN)
  const found = new Uint8Array(kwh.length)
  const counted = new Uint8Array(kwh.length)
  for (const one of all.map(point => spread(point, span.slots))) {
    const shift = (one.firstDay - span.firstDay) * span.slots
    for (let at = 0; at < one.kwh.length; at++) {
      const to = shift + at
      kwh[to] = counted[to] === 1 ? (kwh[to] as number) + (one.kwh[at] as number) : (one.kwh[at] as number)
      found[to] = (found[to] as number) | (one.marks[at] as number)
      counted[to] = 1
    }
  }
  for (let at = 0; at < found.length; at++) if (counted[at] === 0) found[at] = marks.missing
  return { customer, ...span, kwh, marks: found }
}

/** Marks the slots that a span of minutes (from the first minute of 1970-01-01 on the customer's clock) touches. */
export function markSpan(series: Series, bit: number, fromMinute: number, untilMinute: number): number {
  const minutes = 1440 / series.slots
  const start = series.firstDay * 1440
  const first = Math.max(0, Math.floor((fromMinute - start) / minutes))
  const last = Math.min(series.marks.length, Math.ceil((untilMinute - start) / minutes))
  for (let at = first; at < last; at++) series.marks[at] = (series.marks[at] as number) | bit
  return Math.max(0, last - first)
}
