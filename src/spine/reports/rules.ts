import { addDays, daysBetween } from '#kit/time'

/** Which tree of units a report is read in: as it stood when the edition began, or as it stands today. */
export const trees = ['was', 'is'] as const
export type TreeAt = (typeof trees)[number]

export const grades = ['proven', 'recorded', 'declared'] as const
export type Grade = (typeof grades)[number]
export type ByGrade = Readonly<Record<Grade, number>>

/** Sums of decimals as a person adds them: exact to the thousandth. */
export const exact = (value: number): number => Math.round(value * 1000) / 1000

/**
 * What stands of a total that a unit handed in before it worked in the system, once records come in: only what the
 * records do not cover yet. So a total is replaced by its records without counting anything twice.
 */
export const stillStated = (stated: number, counted: ByGrade): number =>
  Math.max(0, exact(stated - counted.proven - counted.recorded - counted.declared))

/** How much of an edition's days have passed, from 0 to 1, with today counted as passed. Days are ISO days. */
export function passedOf(from: string, until: string, today: string): { passed: number; days: number; share: number } {
  const days = daysBetween(from, addDays(until, 1))
  const passed = Math.max(0, Math.min(days, daysBetween(from, addDays(today, 1))))
  return { passed, days, share: passed / days }
}

/** The share of a plan that is done, at most 1; null where nothing is planned. */
export const doneOf = (plan: number | null, actual: number): number | null =>
  plan === null || plan <= 0 ? null : Math.min(1, actual / plan)

/**
 * How far a unit is: the mean over the measures that it has a plan for, each at most 1, so that one figure ten times over
 * its plan hides no other. Null without any plan.
 */
export function progressOf(parts: readonly (number | null)[]): number | null {
  const planned = parts.filter(part => part !== null)
  return planned.length === 0 ? null : planned.reduce((sum, part) => sum + part, 0) / planned.length
}

/** By how many days a unit is behind an even pace; 0 when it is on time or ahead. */
export const daysLate = (progress: number, pace: { readonly share: number; readonly days: number }): number =>
  Math.max(0, Math.round((pace.share - progress) * pace.days))

/** From when on being behind is an alarm. */
export const veryLateDays = 5

/** The fewest that a public figure of people may show. */
export const fewest = 5

/**
 * Which parts of a public total are hidden: those of 1 to 4 people, and as many of the smallest others as it takes that
 * no hidden one can be worked out from the total: at least two, and together at least `fewest`. True is hidden. A total
 * that cannot be shared out so is itself too small: then all parts are hidden, and so is the total.
 */
export function hideSmall(parts: readonly number[]): { readonly hidden: readonly boolean[]; readonly total: boolean } {
  const hidden = parts.map(part => part > 0 && part < fewest)
  if (!hidden.includes(true)) return { hidden, total: false }
  const order = parts.map((part, at) => ({ part, at })).sort((a, b) => a.part - b.part || a.at - b.at)
  const sum = (): number => parts.reduce((total, part, at) => total + (hidden[at] ? part : 0), 0)
  for (const { part, at } of order) {
    if (hidden.filter(Boolean).length >= 2 && sum() >= fewest) break
    if (part > 0) hidden[at] = true
  }
  if (hidden.filter(Boolean).length >= 2 && sum() >= fewest) return { hidden, total: false }
  // There is nothing else to hide it among: what is left is the total itself.
  return { hidden: parts.map(part => part > 0), total: true }
}

export type TreeUnit = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly parent: string | null
  /** The province that it serves most communes of, where it serves any itself. */
  readonly province: string | null
  /** Taken over by the unit under which it stands: its figures are that unit's, and it is no line of its own. */
  readonly merged: boolean
}

/** A tree of units as reports read it: each unit once, with what stands right beneath it. */
export type Tree = {
  readonly units: ReadonlyMap<string, TreeUnit>
  readonly under: ReadonlyMap<string, readonly TreeUnit[]>
}

export function treeOf(units: readonly TreeUnit[]): Tree {
  const under = new Map<string, TreeUnit[]>()
  for (const unit of units) {
    if (unit.parent === null) continue
    const beside = under.get(unit.parent)
    if (beside) beside.push(unit)
    else under.set(unit.parent, [unit])
  }
  return { units: new Map(units.map(unit => [unit.id, unit])), under }
}

/** A unit and all beneath it. */
export function subtreeOf(tree: Tree, root: string): readonly TreeUnit[] {
  const top = tree.units.get(root)
  const found: TreeUnit[] = top ? [top] : []
  for (let at = 0; at < found.length; at++) found.push(...(tree.under.get(found[at]?.id ?? '') ?? []))
  return found
}

/** The units that a report of a unit compares: those right beneath it; a corporation stands as its companies. */
export function comparedUnder(tree: Tree, root: string): readonly TreeUnit[] {
  const standing = (id: string): readonly TreeUnit[] => (tree.under.get(id) ?? []).filter(unit => !unit.merged)
  return standing(root).flatMap(unit => {
    const below = standing(unit.id)
    return unit.kind === 'corporation' && below.length > 0 ? below : [unit]
  })
}

/** Where each unit of a subtree belongs among those compared; what stands above them belongs to none (-1). */
export function placedUnder(tree: Tree, compared: readonly TreeUnit[]): ReadonlyMap<string, number> {
  return new Map(compared.flatMap((unit, at) => subtreeOf(tree, unit.id).map(one => [one.id, at] as const)))
}

/** The province of each unit: its own, or the one that all beneath it share. */
export function provincesOf(tree: Tree, root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const unit of [...subtreeOf(tree, root)].reverse()) {
    const below = new Set((tree.under.get(unit.id) ?? []).map(child => found.get(child.id)))
    const shared = below.size === 1 ? [...below][0] : undefined
    const province = unit.province ?? shared
    if (province !== undefined) found.set(unit.id, province)
  }
  return found
}
