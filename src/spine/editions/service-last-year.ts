import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { keyOf } from './rules.ts'
import { asItIsNow, placesNow, type Shape, type Succession } from './rules-last-year.ts'
import { type EditionRow, type EditionVerbs, findBefore, getEdition } from './service.ts'
import { type Lane, readColumns } from './service-columns.ts'
import { type Figures, readFigures } from './service-table.ts'
import { inReadingOrder, type Node, readTree, type Tree, unitsInSight } from './service-tree.ts'

/** Last year's plan laid over this year's tree, column by column. */
export type LastYear = {
  readonly from: EditionRow
  readonly tree: Tree
  /** This year's units in sight and columns. */
  readonly units: readonly Node[]
  readonly lanes: readonly Lane[]
  readonly lastUnits: readonly Node[]
  readonly succession: Succession
  readonly asItWas: (number | null)[][]
  readonly whole: (number | null)[][]
  readonly kept: (number | null)[][]
}

async function readSuccession(act: Act, ids: readonly string[], day: string): Promise<Succession> {
  const { rows } = await sql<{ id: string; heir: string }>`select t.id, s.id as heir
    from unnest(${ids}::uuid[]) as t (id) cross join lateral org.successor_of(t.id, ${day}::date) as s (id)`.execute(
    act.tx,
  )
  return new Map([...Map.groupBy(rows, row => row.id)].map(([id, all]) => [id, all.map(row => row.heir)]))
}

/** The month that lies as many years later: last December's messages beside this December's. */
const laterKey = (lane: Lane, years: number): string =>
  keyOf(lane.measure, lane.month && `${Number(lane.month.slice(0, 4)) + years}${lane.month.slice(4)}`)

/** What counted of a column last year: an amendment that was never approved does not. */
function countedFigures(figures: Figures, column: number): (number | null)[] {
  const counted = [...(figures.target[column] ?? [])]
  for (const cell of figures.inForce) if (cell.column === column) counted[cell.unit] = cell.value
  return counted
}

const shapeOf = (units: readonly Node[]): Shape => {
  const at = new Map(units.map((unit, index) => [unit.id, index]))
  return { ids: units.map(unit => unit.id), parent: units.map(unit => at.get(unit.parentId ?? '') ?? -1) }
}

/** Reads last year's plan as far as the caller sees it; undefined when there was no edition before. */
export async function readLastYear(act: Act, edition: EditionRow, root?: string): Promise<LastYear | undefined> {
  const tree = await readTree(act, edition.id)
  const units = unitsInSight(act, tree, root)
  const from = await findBefore(act.tx, edition.year)
  if (!from) return undefined
  const lastTree = await readTree(act, from.id)
  const [lanes, lastLanes] = [await readColumns(act, edition), await readColumns(act, from)]
  const lastUnits = inReadingOrder(lastTree)
  const figures = await readFigures(act, lastTree, lastUnits, lastLanes)
  const succession = await readSuccession(act, figures.ids, edition.referenceDay)
  const [last, now] = [shapeOf(lastUnits), shapeOf(units)]
  const places = placesNow(last, now, succession)
  const lastAt = new Map(last.ids.map((id, index) => [id, index]))
  const years = edition.year - from.year
  const columnAt = new Map(lastLanes.map((lane, index) => [laterKey(lane, years), index]))
  const sides = lanes.map(lane => {
    const column = columnAt.get(lane.key)
    const counted = column === undefined ? last.ids.map(() => null) : countedFigures(figures, column)
    const was = units.map(unit => counted[lastAt.get(unit.id) ?? -1] ?? null)
    return { was, ...asItIsNow(last, now, places, counted, lane.gather) }
  })
  return {
    from,
    tree,
    units,
    lanes,
    lastUnits,
    succession,
    asItWas: sides.map(side => side.was),
    whole: sides.map(side => side.whole),
    kept: sides.map(side => side.kept),
  }
}

export const lastYearVerbs: EditionVerbs<'lastYear'> = {
  lastYear: async (act, { id, root }) => {
    const edition = await getEdition(act.tx, id)
    const last = await readLastYear(act, edition, root)
    if (!last) return { from: null, columns: [], units: [], asItWas: [], asItIsNow: [] }
    return {
      from: { id: last.from.id, year: last.from.year },
      columns: last.lanes.map(lane => lane.key),
      units: last.units.map(unit => unit.id),
      asItWas: last.asItWas,
      asItIsNow: last.whole,
    }
  },
}
