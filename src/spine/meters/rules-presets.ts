import type { Adjust, Days, Method, SeasonGate } from './rules-method.ts'

const all = (y: number, more: Partial<Days> = {}): Days => ({ pick: 'all', x: y, y, like: 'kind', ...more })
const high = (x: number, y: number, more: Partial<Days> = {}): Days => ({ pick: 'high', x, y, like: 'kind', ...more })
const middle = (x: number, y: number, more: Partial<Days> = {}): Days => ({
  pick: 'middle',
  x,
  y,
  like: 'kind',
  ...more,
})
const none: Adjust = { kind: 'none' }
const multiply = (low: number, high: number): Adjust => ({ kind: 'multiply', before: { from: 4, until: 1 }, low, high })
const add: Adjust = { kind: 'add', before: { from: 4, until: 1 } }

/** How a customer's usual error is kept; the same for every rule. */
const error: Method['error'] = { halfLifeDays: 15, most: 0.5, unusual: 0.1, intervalTimes: 2.5 }

const plain = (name: string, days: Days, adjust: Adjust, more: Partial<Method> = {}): Method => ({
  name,
  reference: 'days',
  days,
  adjust,
  reading: { days: 'mean', event: 'mean' },
  error,
  line: 0.1,
  ...more,
})

/** The gate that the default puts before every verdict; any rule can carry it. */
const gate: NonNullable<Method['gate']> = { times: 1.8, floor: 0.05, limit: 0.25, leastHistory: 20 }
export const season: SeasonGate = {
  times: 3,
  morningTimes: 3.4,
  floor: 0.05,
  limit: 0.16,
  leastEvents: 6,
  beside: { leastDays: 15, marginDays: 14 },
  span: { power: 0.3, times: 1.8, limit: 0.19, leastEvents: 6, leastDays: 15, marginDays: 60, newDays: 60 },
}

/**
 * The rules by name. `default` is the one whose fairness was measured on real buildings; its parameters are to be
 * confirmed by the office that thanks. The others are what other systems use today, as their public texts have them;
 * settings that no text at hand confirms are in `unconfirmed`.
 */
export const presets = {
  default: plain(
    'default',
    all(25, { least: 10, lookBackAlike: 40, halfLifeDays: 3 }),
    {
      kind: 'multiply',
      before: { from: 3, until: 1 },
      notBeforeHour: 6,
      powerUp: 0.6,
      powerDown: 0.8,
      morningPowerUp: 0.25,
      morningPowerDown: 0.5,
    },
    { gate, season },
  ),
  '10-in-10': plain('10-in-10', all(10, { lookBackDays: 45 }), none),
  '10-in-10-20': plain('10-in-10-20', all(10, { lookBackDays: 45 }), multiply(0.8, 1.2)),
  '10-in-10-lbnl': plain('10-in-10-lbnl', all(10), { ...multiply(0.83, 1.2), after: { from: 1, until: 3 } }),
  '10-in-10-40': plain('10-in-10-40', all(10, { lookBackDays: 45 }), multiply(1 / 1.4, 1.4)),
  'high-5-of-10': plain('high-5-of-10', high(5, 10), none),
  'high-5-of-10-20': plain('high-5-of-10-20', high(5, 10), multiply(0.8, 1.2)),
  'high-3-of-10-20': plain('high-3-of-10-20', high(3, 10), multiply(0.8, 1.2)),
  'high-4-of-5-add': plain(
    'high-4-of-5-add',
    high(4, 5, { lookBackDays: 45, leaveOut: { among: 5, under: 0.25 } }),
    add,
  ),
  'high-4-of-5-20': plain('high-4-of-5-20', high(4, 5), multiply(0.8, 1.2)),
  'middle-4-of-6-20': plain('middle-4-of-6-20', middle(4, 6), multiply(0.8, 1.2)),
  'middle-6-of-10': plain('middle-6-of-10', middle(6, 10, { leaveOut: { among: 20, under: 0.75 } }), none),
  'middle-6-of-10-20': plain('middle-6-of-10-20', middle(6, 10), multiply(0.8, 1.2)),
  'high-4-of-5': plain('high-4-of-5', high(4, 5), none),
  'same-day-3-2': plain(
    'same-day-3-2',
    all(0),
    { kind: 'none', before: { from: 4, until: 1 }, after: { from: 1, until: 3 } },
    { reference: 'same-day' },
  ),
  'alike-3-days': plain('alike-3-days', all(3, { lookBackDays: 45 }), none, { reference: 'alike-days' }),
  'hour-before-5': plain('hour-before-5', all(4), none, {
    reading: { days: 'mean', event: 'highest-hour', before: { from: 2, until: 1 }, ownDay: true },
  }),
  'highest-5-days': plain('highest-5-days', all(5), none, {
    reading: { days: 'highest-slot', event: 'highest-slot' },
    leastKw: 50,
  }),
} satisfies Readonly<Record<string, Method>>

type PresetName = keyof typeof presets

/** Settings that no public text at hand confirms: shown as such wherever the rule is chosen. */
export const unconfirmed: Readonly<Partial<Record<PresetName, readonly string[]>>> = {
  default: ['days', 'adjust', 'gate', 'season'],
  '10-in-10': ['days.lookBackDays'],
  '10-in-10-20': ['days.lookBackDays'],
  'high-4-of-5-add': ['days.leaveOut', 'days.lookBackDays', 'adjust.before'],
  'middle-4-of-6-20': ['days'],
}
