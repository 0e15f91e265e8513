/*
 * What is true of the demonstration's invented large customers: how each uses electricity, on which event days it really
 * cut, and whether it really moved production to off-peak hours. The readings are made from this and nothing else, so
 * whoever measures them can be held against it. All of it is invented.
 */

/** How an invented customer uses electricity. */
export const demoKinds = [
  'three-shift',
  'furnace',
  'cold-store',
  'office',
  'shop',
  'solar',
  'night-shift',
  'growing',
  'gaps',
  'two-shift',
] as const
export type DemoKind = (typeof demoKinds)[number]

/** The first and last day of the invented readings. */
export const demoSpan = { from: '2025-04-01', until: '2026-10-31' } as const
/**
 * The invented events of the hot months: working days, each at the same hours (decimals of a day's clock), and the day
 * from which on those who shift have moved a part of their evening peak to the night.
 */
export const demoEvents = {
  days: [
    '2026-05-12',
    '2026-05-20',
    '2026-05-28',
    '2026-06-03',
    '2026-06-10',
    '2026-06-18',
    '2026-06-25',
    '2026-07-02',
    '2026-07-09',
    '2026-07-16',
  ],
  fromHour: 13.5,
  untilHour: 16.5,
  shiftFrom: '2026-04-22',
} as const

export type DemoTruth = {
  readonly kind: DemoKind
  /** The share by which it cut its load at the event hours of `cutsOn`; 0 for who did not. */
  readonly cutShare: number
  readonly cutsOn: readonly string[]
  /** The share of its use at 17:30-22:30 that it moved to 0:00-6:00; 0 for who did not. */
  readonly shiftShare: number
}

const nightKinds: readonly DemoKind[] = ['three-shift', 'furnace', 'cold-store', 'two-shift']

/** The truth about the customer at this place of the list of invented large customers. */
export function demoTruth(at: number): DemoTruth {
  const kind = demoKinds[at % demoKinds.length] as DemoKind
  const turn = Math.floor(at / demoKinds.length)
  const mayCut = kind !== 'shop' && kind !== 'gaps' && kind !== 'night-shift'
  // Of every four of a kind one cuts at each event, one at every second, and two say so and do not.
  const [cutShare, every] = !mayCut || turn % 4 > 1 ? [0, 0] : turn % 4 === 0 ? [0.25, 1] : [0.18, 2]
  const shifts = nightKinds.includes(kind) && turn % 3 === 1
  return {
    kind,
    cutShare,
    cutsOn: every === 0 ? [] : demoEvents.days.filter((_, event) => event % every === 0),
    shiftShare: shifts ? 0.3 : 0,
  }
}
