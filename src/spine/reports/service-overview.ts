import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import type { TakesOf } from '#kit/wire'
import type { Counted, Measure, Overview, reportRoutes } from './routes.ts'
import {
  comparedUnder,
  daysLate,
  doneOf,
  passedOf,
  placedUnder,
  progressOf,
  provincesOf,
  subtreeOf,
  type Tree,
  type TreeAt,
  type TreeUnit,
} from './rules.ts'
import { keyOf, measuresOf } from './service-measures.ts'
import { gathered, readPlans, readSums, type Sum } from './service-sums.ts'
import {
  dayOf,
  type EditionRow,
  editionRows,
  getEdition,
  getUnit,
  ownersOf,
  readTree,
  trailOf,
} from './service-tree.ts'

/** Units gathered under a name: a unit that is compared, a province. `tops`: those of them that a plan speaks of. */
type Group = { readonly ids: readonly string[]; readonly tops: readonly string[] }

/**
 * A group's plan is what its highest units were assigned in the tree that carried the plan; what stands beneath another
 * unit of the group is within that already.
 */
function groupOf(planned: Tree, ids: readonly string[]): Group {
  const own = new Set(ids)
  return { ids, tops: ids.filter(id => !own.has(planned.units.get(id)?.parent ?? '')) }
}

type Sight = {
  readonly then: Tree
  readonly edition: EditionRow
  readonly tree: Tree
  readonly at: TreeAt
  readonly unit: TreeUnit
  readonly all: Group
  readonly compared: readonly (TreeUnit & { readonly group: Group })[]
  readonly provinces: readonly { readonly code: string; readonly group: Group }[]
}

const grouped = (tree: Tree, of: ReadonlyMap<string, string | number>): ReadonlyMap<string | number, Group> =>
  new Map(
    [...Map.groupBy(of, ([, to]) => to)].map(([to, pairs]) => [
      to,
      groupOf(
        tree,
        pairs.map(([id]) => id),
      ),
    ]),
  )

async function lookAt(act: Act, asked: TakesOf<typeof reportRoutes.overview>): Promise<Sight> {
  const edition = await getEdition(act, asked.edition)
  const at = asked.tree ?? 'was'
  const then = await readTree(act, edition.referenceDay)
  const tree = at === 'was' ? then : await readTree(act, dayOf(edition, at, act.today))
  const unit = getUnit(act, tree, asked.unit)
  const none: Group = { ids: [], tops: [] }
  const compared = comparedUnder(tree, unit.id)
  const places = grouped(then, placedUnder(tree, compared))
  const provinces = grouped(then, provincesOf(tree, unit.id))
  return {
    then,
    edition,
    tree,
    at,
    unit,
    all: groupOf(
      then,
      subtreeOf(tree, unit.id).map(one => one.id),
    ),
    compared: compared.map((one, index) => ({ ...one, group: places.get(index) ?? none })),
    provinces: [...provinces].map(([code, group]) => ({ code: String(code), group })),
  }
}

/** The sums of each unit that is compared, of each province, and of all, from one reading. */
async function sumsIn(act: Act, sight: Sight) {
  const place = new Map(sight.compared.flatMap(({ group }, at) => group.ids.map(id => [id, at] as const)))
  const province = new Map(sight.provinces.flatMap(({ group }, at) => group.ids.map(id => [id, at] as const)))
  const pairs: { place: number; province: number }[] = []
  const known = new Map<string, number>()
  const groups = sight.all.ids.map(id => {
    const pair = { place: place.get(id) ?? -1, province: province.get(id) ?? -1 }
    const key = `${pair.place} ${pair.province}`
    const at = known.get(key) ?? pairs.push(pair) - 1
    known.set(key, at)
    return at
  })
  const sums = await readSums(act, sight.edition.id, sight.all.ids, groups)
  const by = (side: 'place' | 'province') => Map.groupBy(sums, sum => pairs[sum.group]?.[side] ?? -1)
  return { sums, places: by('place'), provinces: by('province') }
}

/** What the edition before had counted in all, over the same units; null where it had nothing. */
async function beforeOf(act: Act, sight: Sight, editions: readonly EditionRow[]): Promise<ReadonlyMap<string, Sum[]>> {
  const before = editions.find(one => one.year < sight.edition.year)
  if (!before) return new Map()
  const { ids } = sight.all
  const sums = await readSums(
    act,
    before.id,
    ids,
    ids.map(() => 0),
  )
  return Map.groupBy(sums, sum => keyOf(sum.activity, sum.measure))
}

type Line = { readonly measure: Measure; readonly plan: number | null; readonly counted: Counted }

/** Every measure of a group: what its plan says and what it counted. */
function linesOf(
  measures: readonly Measure[],
  group: Group,
  sums: readonly Sum[],
  plans: ReadonlyMap<string, number>,
): Line[] {
  const byMeasure = Map.groupBy(sums, sum => keyOf(sum.activity, sum.measure))
  return measures.map(measure => {
    const given = measure.code === null ? [] : group.tops.map(id => plans.get(`${id} ${measure.code}`))
    const found = given.filter(value => value !== undefined)
    return {
      measure,
      plan: found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0),
      counted: gathered(byMeasure.get(measure.key) ?? [], measure.gather),
    }
  })
}

const doneIn = ({ measure, plan, counted }: Line): number | null =>
  measure.gather === 'rate' ? null : doneOf(plan, counted.total)

function worstOf(lines: readonly Line[]) {
  const planned = lines.flatMap(line => {
    const done = doneIn(line)
    return done === null || line.plan === null || done >= 1 ? [] : [{ done, line, plan: line.plan }]
  })
  const worst = planned.sort((a, b) => a.done - b.done || b.plan - a.plan)[0]
  return worst ? { key: worst.line.measure.key, plan: worst.plan, total: worst.line.counted.total } : null
}

/** How much of what was counted is proven: the mean over the measures, each by its own share. */
function provenShare(lines: readonly Line[]): number | null {
  return progressOf(
    lines.map(({ counted: { proven, recorded, declared, stated } }) => {
      const all = proven + recorded + declared + stated
      return all > 0 ? proven / all : null
    }),
  )
}

async function headlinesOf(act: Act, measures: readonly Measure[]): Promise<string[]> {
  const { rows } = await sql<{ measure: string }>`select measure from reports.headlines order by position`.execute(
    act.tx,
  )
  return rows.flatMap(({ measure }) => measures.find(one => one.code === measure)?.key ?? [])
}

export const overview: Verbs<Pick<typeof reportRoutes, 'overview'>>['overview'] = async (act, asked) => {
  const sight = await lookAt(act, asked)
  const editions = await editionRows(act)
  const { sums, places, provinces } = await sumsIn(act, sight)
  const before = await beforeOf(act, sight, editions)
  const measures = await measuresOf(act, sight.edition.id, [
    ...sums.map(sum => keyOf(sum.activity, sum.measure)),
    ...before.keys(),
  ])
  const groups = [sight.all, ...sight.compared.map(one => one.group), ...sight.provinces.map(one => one.group)]
  const tops = [...new Set(groups.flatMap(group => group.tops))]
  const plans = await readPlans(act, sight.edition.id, tops, ownersOf(sight.then, tops))
  const pace = passedOf(sight.edition.from, sight.edition.until, act.today)
  const lines = linesOf(measures, sight.all, sums, plans)
  const far = (of: readonly Line[]) => {
    const progress = progressOf(of.map(doneIn))
    return { progress, daysLate: progress === null ? null : daysLate(progress, pace) }
  }
  const { id, year, name, from, until } = sight.edition
  return {
    edition: { id, year, name, from, until },
    editions: editions.map(one => ({ id: one.id, year: one.year, name: one.name })),
    unit: { id: sight.unit.id, name: sight.unit.name, kind: sight.unit.kind },
    trail: trailOf(act, sight.tree, sight.unit).map(one => ({ id: one.id, name: one.name })),
    tree: sight.at,
    pace,
    progress: far(lines).progress,
    provenShare: provenShare(lines),
    headlines: await headlinesOf(act, measures),
    measures: lines.map(line => ({
      ...line.measure,
      plan: line.plan,
      counted: line.counted,
      before: before.has(line.measure.key)
        ? gathered(before.get(line.measure.key) ?? [], line.measure.gather).total
        : null,
      done: doneIn(line),
    })),
    units: unitsOf(sight, places, measures, plans, far),
    provinces: sight.provinces.map(({ code, group }, at) => ({
      code,
      ...far(linesOf(measures, group, provinces.get(at) ?? [], plans)),
    })),
    at: act.now.toISOString(),
  }
}

function unitsOf(
  sight: Sight,
  places: ReadonlyMap<number, readonly Sum[]>,
  measures: readonly Measure[],
  plans: ReadonlyMap<string, number>,
  far: (of: readonly Line[]) => Pick<Overview['units'][number], 'progress' | 'daysLate'>,
): Overview['units'] {
  return sight.compared.map(({ id, name, parent, group }, at) => {
    const of = linesOf(measures, group, places.get(at) ?? [], plans)
    const above = parent === null || parent === sight.unit.id ? null : (sight.tree.units.get(parent)?.name ?? null)
    return { id, name, above, ...far(of), worst: worstOf(of), below: comparedUnder(sight.tree, id).length }
  })
}
