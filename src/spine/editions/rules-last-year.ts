import type { Gather } from './rules.ts'
import { childSums, exact, rollUp } from './rules-plan.ts'

/** A tree by places: a parent stands before its children. */
export type Shape = { readonly ids: readonly string[]; readonly parent: readonly number[] }

/** Which of this year's units stand for each of last year's: itself, its successors, or none. */
export type Succession = ReadonlyMap<string, readonly string[]>

const linesUp = (shape: Shape, at: number): number[] => {
  const line: number[] = []
  for (let unit = at; unit >= 0; unit = shape.parent[unit] ?? -1) line.push(unit)
  return line
}

/** The unit right above all of these, or the unit itself when there is one. */
function common(shape: Shape, places: readonly number[]): number {
  const [first = [], ...others] = places.map(place => linesUp(shape, place))
  return first.find(unit => others.every(line => line.includes(unit))) ?? 0
}

/**
 * Where in this year's tree each of last year's units is: its successor's place; for a split one the unit above all its
 * parts, since no rule divides a figure; for one that is gone, where its parent is. -1 when nothing of it is in sight.
 */
export function placesNow(last: Shape, now: Shape, succession: Succession): number[] {
  const at = new Map(now.ids.map((id, index) => [id, index]))
  const places: number[] = []
  for (const [unit, id] of last.ids.entries()) {
    const heirs = (succession.get(id) ?? []).flatMap(heir => at.get(heir) ?? [])
    const above = last.parent[unit] ?? -1
    places.push(heirs.length > 0 ? common(now, heirs) : above >= 0 ? (places[above] ?? -1) : -1)
  }
  return places
}

type Figures = readonly (number | null)[]

/**
 * Last year's figures of one column on this year's tree. `kept` is what stays with a parent itself: its reserve, and what
 * came to it from units that are no more. Whatever was assigned last year is somewhere in the sum of the root.
 */
export function asItIsNow(
  last: Shape,
  now: Shape,
  places: readonly number[],
  figures: Figures,
  gather: Gather,
): { readonly whole: (number | null)[]; readonly kept: (number | null)[] } {
  const kept: (number | null)[] = now.ids.map(() => null)
  const adds = gather === 'sum' || gather === 'distinct'
  const lines = childSums(last.parent, figures)
  const parents = new Set(last.parent)
  const ownOf = (unit: number, figure: number): number =>
    adds && parents.has(unit) ? exact(figure - (lines[unit]?.sum ?? 0)) : figure
  const join = (before: number, own: number): number => (adds ? exact(before + own) : Math.max(before, own))
  for (const [unit, place] of places.entries()) {
    const figure = figures[unit] ?? null
    if (figure === null || place < 0) continue
    const [own, before] = [ownOf(unit, figure), kept[place] ?? null]
    kept[place] = before === null ? own : join(before, own)
  }
  return { whole: adds ? rollUp(now.parent, kept, gather) : kept, kept }
}
