import { breaks, type Compared, meanOf } from './rules-saving-compare.ts'
import type { Saving, SavingReason, SavingRule, Window } from './rules-saving-method.ts'
import { firstOf, type Home, overlap } from './rules-saving-months.ts'
import { medianOf } from './rules-saving-neighbours.ts'

type Told = Pick<Saving, 'verdict' | 'reason'>
const cannot = (reason: SavingReason): Told => ({ verdict: 'cannot_tell', reason })

/** Why a home's months cannot be compared; undefined when they can. */
function gapOf({ apart, within }: Compared, window: Window, rule: SavingRule): Told | undefined {
  const {
    months: { home, absent, change },
    around,
  } = apart
  if (overlap(home.bills)) return cannot('overlapping_bills')
  const asked = window.to - window.from + 1
  if (within.length >= Math.max(rule.leastMonths, Math.ceil(asked * rule.leastShare))) return undefined
  if (absent > 0) return cannot('absent')
  if (change.some((value, at) => !Number.isNaN(value) && Number.isNaN(around[at]))) return cannot('few_neighbours')
  return cannot(home.bills.some(bill => bill.estimated) ? 'estimated' : 'few_bills')
}

/** The verdict on figures: by months where the rule asks for each, then by the line, and by the home's own error. */
function tell(
  rule: SavingRule,
  saving: number,
  threshold: number,
  monthly: readonly { saving: number; kwh: number }[],
): Told {
  const { gate, line } = rule
  const not = (reason: SavingReason): Told => ({ verdict: 'not_saved', reason })
  if (gate && threshold > gate.limit) return cannot('too_noisy')
  if (monthly.some(month => month.kwh < rule.leastMonthKwh)) return not('month_too_small')
  if (rule.everyMonth && monthly.some(month => month.saving < line)) return not('under_line_in_a_month')
  if (saving < line) return not('under_line')
  if (!gate) return { verdict: 'saved', reason: 'over_line' }
  return saving > threshold ? { verdict: 'saved', reason: 'beyond_error' } : not('within_error')
}

const unknown = {
  baselineKwh: Number.NaN,
  actualKwh: Number.NaN,
  saving: Number.NaN,
  low: Number.NaN,
  high: Number.NaN,
}

/** What a home should have used and did, in kWh; `variance`: of the saving, by its own months alone. */
type Figures = {
  readonly baselineKwh: number
  readonly actualKwh: number
  readonly saving: number
  readonly variance: number
  readonly monthly: readonly { readonly kwh: number; readonly saving: number }[]
}

/** The figures of a home, or why there are none. */
function figuresOf(
  compared: Compared,
  window: Window,
  first: number,
  rule: SavingRule,
  usualSquares: number,
): Figures | Told {
  const { apart, within, before, spread } = compared
  const { kwh } = apart.months
  const { gate } = rule
  const gap = gapOf(compared, window, rule)
  if (gap) return gap
  if (gate && breaks(apart.left, within, gate)) return cannot('changed_midway')
  const lead = before.length >= 2 ? meanOf(apart.left, before) : 0
  const power = lead > 0 ? (rule.before?.rise ?? 0) : (rule.before?.fall ?? 0)
  const monthly = within.map(at => {
    const days = firstOf(first + at + 1) - firstOf(first + at)
    const expected = (kwh[at - 12] as number) * Math.exp((apart.around[at] as number) + power * lead) * days
    const used = (kwh[at] as number) * days
    return { expected, kwh: used, saving: 1 - used / expected }
  })
  const baselineKwh = monthly.reduce((sum, month) => sum + month.expected, 0)
  const actualKwh = monthly.reduce((sum, month) => sum + month.kwh, 0)
  const shrink = gate?.shrink ?? 0
  const own = (spread.squares + shrink * usualSquares) / Math.max(1, spread.known + shrink)
  const variance = own * (1 / within.length + (before.length >= 2 ? power ** 2 / before.length : 0))
  return { baselineKwh, actualKwh, saving: 1 - actualKwh / baselineKwh, variance, monthly }
}

/** The middle of a standard normal's upper half. */
const quartile = 0.6745

/**
 * How far homes drift from each other in a year without any doing, read from those that rose: half of them lie within
 * what their own months and this drift make probable. Whoever saved stands on the other side and widens nothing.
 */
function driftOf(all: readonly Figures[], least: number): number {
  const middle = medianOf(all.map(({ saving }) => saving))
  const rose = all.filter(({ saving }) => saving <= middle)
  const typical = (drift: number): number =>
    medianOf(rose.map(({ saving, variance }) => (middle - saving) / Math.sqrt(variance + drift ** 2)))
  let [low, high] = [least, 0.3]
  if (rose.length < 20 || typical(low) <= quartile) return least
  for (let step = 0; step < 20; step++) {
    const drift = (low + high) / 2
    if (typical(drift) > quartile) low = drift
    else high = drift
  }
  return high
}

function judgeHome(home: Home, figures: Figures | Told, rule: SavingRule, drift: number): Saving {
  if ('reason' in figures) return { customer: home.customer, ...unknown, ...figures }
  const { baselineKwh, actualKwh, saving, variance, monthly } = figures
  const { gate } = rule
  const sigma = Math.sqrt(variance + drift ** 2)
  const threshold = gate ? Math.max(gate.floor, gate.times * sigma) : rule.line
  return {
    customer: home.customer,
    baselineKwh,
    actualKwh,
    saving,
    low: saving - 2 * sigma,
    high: saving + 2 * sigma,
    ...tell(rule, saving, threshold, monthly),
  }
}

export function judgeHomes(all: readonly Compared[], window: Window, first: number, rule: SavingRule): Saving[] {
  const spreads = all.filter(one => one.spread.known > 0).map(({ spread }) => spread.squares / spread.known)
  const usual = medianOf(spreads)
  const figures = all.map(one => figuresOf(one, window, first, rule, usual))
  const known = figures.filter(one => 'saving' in one)
  const drift = rule.gate ? driftOf(known, rule.gate.drift) : 0
  return figures.map((one, at) => judgeHome((all[at] as Compared).apart.months.home, one, rule, drift))
}
