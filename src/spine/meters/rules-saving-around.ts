import type { SavingRule } from './rules-saving-method.ts'
import { type Home, perDay } from './rules-saving-months.ts'
import { groupsOf, type Line, lineOf, medianOf, onLine, type Place } from './rules-saving-neighbours.ts'

/** A home's months: pairs of the year before and now. `at` counts from the first month that is looked at. */
export type Months = {
  readonly home: Home
  readonly kwh: Float64Array
  readonly usual: number
  /** ln(now / the year before) of each month of the second year on; NaN where not comparable. */
  readonly change: Float64Array
  readonly absent: number
}

export function monthsOf(home: Home, first: number, count: number, edges: readonly number[], absent: number): Months {
  const kwh = perDay(home.bills, first, count, edges)
  const usual = medianOf([...kwh].filter(value => value > 0))
  const change = new Float64Array(count).fill(Number.NaN)
  let left = 0
  for (let at = 12; at < count; at++) {
    const [now, then] = [kwh[at] as number, kwh[at - 12] as number]
    if (Number.isNaN(now) || Number.isNaN(then)) continue
    if (now > absent * usual && then > absent * usual) change[at] = Math.log(now / then)
    else left++
  }
  return { home, kwh, usual, change, absent: left }
}

/** How uneven a home's year before was: the share of its warmer half, which tells a cooled home from another. */
function likenessOf({ kwh }: Months, to: number): number {
  const year = kwh.slice(Math.max(0, to - 23), Math.max(0, to - 11)).filter(value => value > 0)
  year.sort()
  const sum = (part: Float64Array): number => part.reduce((total, value) => total + value, 0)
  return year.length === 0 ? 0.5 : sum(year.subarray(year.length >> 1)) / sum(year)
}

/** What the homes of each group changed in each month; undefined where too few of them can be compared. */
function linesOf(
  group: readonly number[],
  all: readonly Months[],
  places: readonly Place[],
  least: number,
): (Line | undefined)[] {
  const months = all[0]?.change.length ?? 0
  return Array.from({ length: months }, (_, month) => {
    const known = group.filter(at => !Number.isNaN((all[at] as Months).change[month]))
    if (month < 12 || known.length < least) return undefined
    return lineOf({
      x: known.map(at => (places[at] as Place).likeness),
      y: known.map(at => (all[at] as Months).change[month] as number),
    })
  })
}

/** Month by month, what is left of a home's change when its neighbours' is taken off. */
export type Apart = { readonly months: Months; readonly left: Float64Array; readonly around: Float64Array }

/** Each home's months with the change of the homes around it taken off. `quiet`: whose change is taken for everybody's. */
export function apartFrom(
  all: readonly Months[],
  places: readonly Place[],
  rule: SavingRule,
  quiet: (at: number) => boolean,
): Apart[] {
  const { neighbours } = rule
  const none = new Float64Array(all[0]?.change.length ?? 0)
  if (!neighbours) return all.map(months => ({ months, around: none, left: months.change }))
  const groups = groupsOf(places, 3 * neighbours.least)
  const lines = new Map(
    [...new Set(groups)].map(group => [group, linesOf(group.filter(quiet), all, places, neighbours.least)]),
  )
  return all.map((months, at) => {
    const own = lines.get(groups[at] as readonly number[]) ?? []
    const { likeness } = places[at] as Place
    const around = Float64Array.from(own, line => (line ? onLine(line, likeness) : Number.NaN))
    return { months, around, left: months.change.map((value, month) => value - (around[month] as number)) }
  })
}

/** Where a home stands among the others; `to` is the last month looked at. */
export const placeOf = (months: Months, to: number): Place => ({
  area: months.home.area,
  sizeBand: months.home.sizeBand,
  likeness: likenessOf(months, to),
})
