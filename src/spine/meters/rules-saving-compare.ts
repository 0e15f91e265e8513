import type { Apart } from './rules-saving-around.ts'
import type { SavingRule, Window } from './rules-saving-method.ts'
import { medianOf } from './rules-saving-neighbours.ts'

const knownIn = (values: Float64Array, from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, no) => from + no).filter(at => !Number.isNaN(values[at]))

function withoutOdd(values: Float64Array, known: readonly number[]): number[] {
  const middle = medianOf(known.map(at => values[at] as number))
  const far = (at: number): number => Math.abs((values[at] as number) - middle)
  const usual = Math.max(0.05, 1.48 * medianOf(known.map(far)))
  const odd = new Set(
    known
      .filter(at => far(at) > 3 * usual)
      .sort((a, b) => far(b) - far(a))
      .slice(0, known.length >> 2),
  )
  return known.filter(at => !odd.has(at))
}

export const meanOf = (values: Float64Array, at: readonly number[]): number =>
  at.reduce((sum, one) => sum + (values[one] as number), 0) / at.length

/** The spread of a home's months about their own level, and how many months know it. */
type Spread = { readonly squares: number; readonly known: number }
function spreadOf(values: Float64Array, parts: readonly (readonly number[])[]): Spread {
  let [squares, known] = [0, 0]
  for (const part of parts) {
    if (part.length < 2) continue
    const mean = meanOf(values, part)
    for (const at of part) squares += ((values[at] as number) - mean) ** 2
    known += part.length - 1
  }
  return { squares, known }
}

/** Whether a home's use moved to another level at one moment within the months that are compared. */
export function breaks(
  values: Float64Array,
  months: readonly number[],
  gate: NonNullable<SavingRule['gate']>,
): boolean {
  for (let cut = 2; cut <= months.length - 2; cut++) {
    const [early, late] = [months.slice(0, cut), months.slice(cut)]
    const step = Math.abs(meanOf(values, early) - meanOf(values, late))
    const { squares, known } = spreadOf(values, [early, late])
    const error = Math.sqrt((squares / known) * (1 / early.length + 1 / late.length))
    if (step > gate.breakShare && step > gate.breakTimes * error) return true
  }
  return false
}

export type Compared = {
  readonly apart: Apart
  readonly within: readonly number[]
  readonly before: readonly number[]
  readonly spread: Spread
}

export function compare(apart: Apart, window: Window, first: number, rule: SavingRule): Compared {
  const [from, to] = [window.from - first, window.to - first]
  const fitting = (of: number, until: number): number[] => {
    const known = knownIn(apart.left, of, until)
    return rule.leaveOutOdd ? withoutOdd(apart.left, known) : known
  }
  const within = fitting(from, to)
  const earliest = Math.max(12, to - 11, from - (rule.before?.months ?? 0))
  const before = earliest < from ? fitting(earliest, from - 1) : []
  return { apart, within, before, spread: spreadOf(apart.left, [within, before]) }
}
