import { apartFrom, monthsOf, placeOf } from './rules-saving-around.ts'
import { compare } from './rules-saving-compare.ts'
import { judgeHomes } from './rules-saving-judge.ts'
import type { Saving, SavingRule, Window } from './rules-saving-method.ts'
import { firstOf, type Home, monthOf } from './rules-saving-months.ts'

/** The window of a rule in what was billed: the last time that its months, and those of the year before, are all there. */
export function windowOf(rule: SavingRule, homes: readonly Home[]): Window {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { bills } of homes) {
    const [head, tail] = [bills[0], bills.at(-1)]
    if (head && tail) [first, last] = [Math.min(first, monthOf(head.from)), Math.max(last, monthOf(tail.to + 1) - 1)]
  }
  if (!rule.months) return { from: Math.max(last - 11, Math.min(first + 12, last)), to: last }
  const { from, to } = rule.months
  const length = (to - from + 12) % 12
  const end = last - ((last - (to - 1) + 12) % 12)
  return { from: end - length, to: end }
}

/**
 * Who saved: each home against its own year before, less what the homes like it changed. Homes that saved, or rose as
 * much, do not show what the others would have used; so all are judged twice, the second time beside the quiet ones.
 */
export function measureSavings(homes: readonly Home[], rule: SavingRule, window: Window): Saving[] {
  const first = window.from - 24
  const count = window.to - first + 1
  const edges = [window.from, window.to + 1, window.from - 12, window.to - 11].map(firstOf)
  const all = homes.map(home => monthsOf(home, first, count, edges, rule.absent))
  const places = all.map(months => placeOf(months, window.to - first))
  const judgeAll = (quiet: (at: number) => boolean): Saving[] =>
    judgeHomes(
      apartFrom(all, places, rule, quiet).map(apart => compare(apart, window, first, rule)),
      window,
      first,
      rule,
    )
  let savings = judgeAll(() => true)
  for (let pass = 0; pass < (rule.neighbours?.passes ?? 0); pass++) {
    const before = savings
    savings = judgeAll(at => Math.abs((before[at] as Saving).saving) < (rule.gate?.floor ?? 1))
  }
  return savings
}
