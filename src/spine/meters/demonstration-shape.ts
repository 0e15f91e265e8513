import { dayNumber, findHoliday, weekdayOf } from '#kit/time'
import { numbersFrom } from '#spine/customers'
import { type DemoKind, type DemoTruth, demoEvents, demoSpan } from './demonstration-truth.ts'
import { marks, type Series } from './rules-series.ts'

const slots = 48
const firstDay = dayNumber(demoSpan.from)
const days = dayNumber(demoSpan.until) - firstDay + 1

type Day = {
  readonly iso: string
  readonly kind: 'work' | 'rest' | 'tet'
  readonly heat: number
  readonly past: number
}

/** The days of the span: whether people work, and how hot it is (0 in January, 1 in June). */
const calendar: readonly Day[] = Array.from({ length: days }, (_, at) => {
  const iso = new Date((firstDay + at) * 86_400_000).toISOString().slice(0, 10)
  const holiday = findHoliday(iso)
  const tet = iso >= '2026-02-12' && iso <= '2026-02-24'
  const rests = weekdayOf(iso) === 7 || holiday?.kind === 'off'
  const heat = 0.5 + 0.5 * Math.cos(((Number(iso.slice(5, 7)) - 6 + Number(iso.slice(8)) / 30) * Math.PI) / 6)
  return { iso, kind: tet ? 'tet' : rests ? 'rest' : 'work', heat, past: at / days }
})

const between = (hour: number, from: number, until: number): boolean => hour >= from && hour < until
/** How full a kind runs at an hour, 0..1, before heat and chance. */
const shapes: Readonly<Record<DemoKind, (hour: number, day: Day) => number>> = {
  'three-shift': (hour, { kind }) => (kind === 'tet' ? 0.12 : 0.85 + 0.06 * Math.cos(((hour - 10) * Math.PI) / 12)),
  furnace: (hour, { kind }) => (kind === 'tet' ? 0.1 : Math.floor(hour / 1.5) % 2 === 0 ? 0.95 : 0.55),
  'cold-store': hour => 0.6 + 0.15 * Math.exp(-((hour - 14) ** 2) / 18),
  office: (hour, { kind }) => (kind === 'work' && between(hour, 7, 18) ? (between(hour, 12, 13) ? 0.6 : 0.9) : 0.15),
  shop: (hour, { kind }) => (between(hour, 8.5, 22) ? (kind === 'rest' ? 1 : 0.75) : 0.2),
  solar: (hour, { kind }) => {
    const own = kind === 'work' && between(hour, 7, 17) ? 0.8 : 0.15
    return own - 0.45 * Math.max(0, Math.sin(((hour - 6) * Math.PI) / 12))
  },
  'night-shift': (hour, { kind }) => (kind === 'tet' ? 0.15 : hour < 6 || hour >= 22 ? 0.9 : 0.35),
  growing: (hour, { kind, past }) => (kind === 'work' && between(hour, 6, 22) ? 0.6 + 0.35 * past : 0.2 + 0.1 * past),
  gaps: (hour, { kind }) => (kind === 'work' && between(hour, 6.5, 20) ? 0.8 : 0.2),
  'two-shift': (hour, { kind }) => (kind === 'work' && between(hour, 6, 22) ? 0.9 : kind === 'tet' ? 0.08 : 0.18),
}
const heatOf: Readonly<Record<DemoKind, number>> = {
  'three-shift': 0.05,
  furnace: 0,
  'cold-store': 0.45,
  office: 0.4,
  shop: 0.35,
  solar: 0.2,
  'night-shift': 0.1,
  growing: 0.1,
  gaps: 0.15,
  'two-shift': 0.08,
}
const noiseOf: Readonly<Partial<Record<DemoKind, number>>> = { furnace: 0.09, shop: 0.06 }

function scale(day: Float64Array, from: number, until: number, times: number): number {
  let gone = 0
  for (let slot = from; slot < until; slot++) {
    gone += (day[slot] as number) * (1 - times)
    day[slot] = (day[slot] as number) * times
  }
  return gone
}

/** Cuts the hours of the events and moves the evening (17:30-22:30) to the night (0:00-6:00), as the truth says. */
function act(kwh: Float64Array, truth: DemoTruth): void {
  for (const [at, { iso }] of calendar.entries()) {
    const day = kwh.subarray(at * slots, (at + 1) * slots)
    if (truth.cutsOn.includes(iso)) scale(day, 2 * demoEvents.fromHour, 2 * demoEvents.untilHour, 1 - truth.cutShare)
    if (truth.shiftShare === 0 || iso < demoEvents.shiftFrom) continue
    const moved = scale(day, 35, 45, 1 - truth.shiftShare)
    for (let slot = 0; slot < 12; slot++) day[slot] = (day[slot] as number) + moved / 12
  }
}

/** Takes readings away as a bad line does: a day in thirty, a few hours now and then, some of them sent as zeros. */
function loseSome(kwh: Float64Array, found: Uint8Array, chance: () => number): void {
  for (let day = 0; day < days; day++) {
    const lost = chance()
    const [from, until] = lost < 0.03 ? [0, slots] : lost < 0.1 ? [18, 18 + Math.floor(chance() * 16)] : [0, 0]
    const zero = lost > 0.07
    for (let at = day * slots + from; at < day * slots + until; at++) {
      kwh[at] = zero ? 0 : Number.NaN
      found[at] = zero ? marks.zeroFilled : marks.missing
    }
  }
}

/** The invented readings of one customer with this yearly use, on the clock of Vietnam. */
export function demoSeries(customer: string, at: number, yearlyKwh: number, truth: DemoTruth): Series {
  const chance = numbersFrom(20_260_000 + at)
  const kwh = new Float64Array(days * slots)
  const found = new Uint8Array(kwh.length)
  const size = yearlyKwh / 8760 / 0.65 / 2
  const [shape, heat, noise] = [shapes[truth.kind], heatOf[truth.kind], noiseOf[truth.kind] ?? 0.035]
  for (const [day, it] of calendar.entries()) {
    const level = size * (1 + 0.06 * (chance() - 0.5)) * (1 - heat / 2 + heat * it.heat)
    for (let slot = 0; slot < slots; slot++) {
      const value = level * shape(slot / 2, it) * (1 + noise * (2 * chance() - 1))
      kwh[day * slots + slot] = Math.round(value * 100) / 100
    }
  }
  act(kwh, truth)
  if (truth.kind === 'gaps') loseSome(kwh, found, chance)
  for (let slot = 0; slot < kwh.length; slot++) if ((kwh[slot] as number) < 0) found[slot] = marks.negative
  return { customer, slots, firstDay, days, kwh, marks: found }
}
