import { marks, type Series } from './rules-series.ts'

/**
 * One customer's readings while they are being read: arrays that grow with what comes. `start` is the first slot's
 * number since 1970-01-01, a day's first; every slot before `next` holds what was said of it or NaN.
 */
export type Filling = {
  readonly customer: string
  slots: number
  start: number
  next: number
  kwh: Float64Array
  marks: Uint8Array
}

/** Days that can be readings; what lies outside is no moment of a meter. */
export const lastDay = 73_000

/** Room for the readings of one customer, used again for another when it was given back. */
export type Lent = Pick<Filling, 'kwh' | 'marks'>

/** `length` is how many slots a customer like the ones before needs. */
export function newFilling(customer: string, slots: number, length: number, lent: Lent | undefined): Filling {
  if (lent) lent.marks.fill(0)
  const room = lent ?? { kwh: new Float64Array(length), marks: new Uint8Array(length) }
  return { customer, slots, start: -1, next: 0, kwh: room.kwh, marks: room.marks }
}

function grow(filling: Filling, front: number, length: number): void {
  const kwh = new Float64Array(length)
  const found = new Uint8Array(length)
  kwh.fill(Number.NaN)
  kwh.set(filling.kwh.subarray(0, filling.next), front)
  found.set(filling.marks.subarray(0, filling.next), front)
  filling.kwh = kwh
  filling.marks = found
  filling.next += front
  filling.start -= front
}

/** Makes room for some slots from one on (its number since 1970-01-01), and answers where that one stands. */
export function reach(filling: Filling, slot: number, many: number): number {
  const { slots } = filling
  if (filling.start < 0) filling.start = slot - (slot % slots)
  // Twice the room each time, so that readings in any order cost no more than a few copies.
  if (slot < filling.start) {
    const wanted = Math.max(filling.start - (slot - (slot % slots)), filling.next)
    const front = Math.min(wanted + ((slots - (wanted % slots)) % slots), filling.start)
    grow(filling, front, front + filling.kwh.length)
  }
  const at = slot - filling.start
  if (at + many > filling.kwh.length) grow(filling, 0, Math.max(at + many, 2 * filling.kwh.length))
  if (at > filling.next) filling.kwh.fill(Number.NaN, filling.next, at)
  return at
}

/** Says what a slot holds; said again, the same counts once and two different things make it unusable. */
export function put(filling: Filling, slot: number, value: number, seen: Seen): void {
  const at = reach(filling, slot, 1)
  if (at >= filling.next) {
    filling.kwh[at] = value
    filling.next = at + 1
  } else if (Number.isNaN(filling.kwh[at])) filling.kwh[at] = value
  else if (filling.kwh[at] === value) seen.duplicates++
  else if (!Number.isNaN(value)) {
    seen.conflicts++
    filling.marks[at] = (filling.marks[at] as number) | marks.conflict
  }
}

/** What a file said beside its readings. */
export type Seen = { duplicates: number; conflicts: number; offGrid: number }

/** Goes over to shorter slots: what was read stands at the first of the slots that were one. */
export function refine(filling: Filling, slots: number): void {
  const step = slots / filling.slots
  const { kwh, marks: found, next } = filling
  filling.kwh = new Float64Array(kwh.length * step).fill(Number.NaN)
  filling.marks = new Uint8Array(kwh.length * step)
  for (let at = 0; at < next; at++) {
    filling.kwh[at * step] = kwh[at] as number
    filling.marks[at * step] = found[at] as number
  }
  filling.next = next * step
  filling.start *= filling.start < 0 ? 1 : step
  filling.slots = slots
}

/** What was read, in whole days. */
export function seriesOf(filling: Filling): Series {
  const { customer, slots, start, next } = filling
  const days = Math.ceil(next / slots)
  const length = days * slots
  if (length > filling.kwh.length) grow(filling, 0, length)
  filling.kwh.fill(Number.NaN, next, length)
  return {
    customer,
    slots,
    firstDay: Math.max(0, start) / slots,
    days,
    kwh: filling.kwh.subarray(0, length),
    marks: filling.marks.subarray(0, length),
  }
}
