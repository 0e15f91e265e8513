import { wordsOf } from './rules.ts'

/** What two customers are compared by. `phone`: they share a number that not too many share. */
export type Compared = { readonly name: string; readonly address: string; readonly commune: string | null }

/** How many contracts a number may stand behind and still say something about a person. */
export const mostBehindPhone = 20

/** Share of words that both have, counting each once. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)]
  const both = [...left].filter(word => right.has(word)).length
  return both === 0 ? 0 : both / Math.max(left.size, right.size)
}

/**
 * How alike two names are, from 0 to 1, the Vietnamese way: the given name (the last word) says most, family names
 * (a third of the country is Nguyễn) say little, and a middle name that is left out or shortened weighs half.
 */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  if (left.length === 0 || right.length === 0) return 0
  if (left.join(' ') === right.join(' ')) return 1
  const given = left.at(-1) === right.at(-1) ? 1 : 0
  const family = left[0] === right[0] ? 1 : 0
  const [middleA, middleB] = [left.slice(1, -1), right.slice(1, -1)]
  const middle = middleA.length === 0 || middleB.length === 0 ? 0.5 : overlap(middleA, middleB)
  return Math.max(0.5 * given + 0.2 * family + 0.3 * middle - (given ? 0 : 0.2), overlap(left, right) * 0.9 * given)
}

/** A score from 0 to 100 that two contracts have one person or enterprise behind them. */
export function sameScore(a: Compared, b: Compared, phone: boolean): number {
  const name = nameLikeness(a.name, b.name)
  const address = overlap(wordsOf(a.address), wordsOf(b.address))
  const commune = a.commune !== null && a.commune === b.commune ? 1 : 0
  return Math.round(
    100 * (phone ? 0.35 + 0.5 * name + 0.1 * address + 0.05 * commune : 0.55 * name + 0.25 * address + 0.15 * commune),
  )
}

/** From which score on a pair is worth a person's look. */
export const leastScore = 70
