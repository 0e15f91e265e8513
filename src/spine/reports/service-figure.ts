import { type RawBuilder, sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import type { reportRoutes } from './routes.ts'
import { comparedUnder, exact, placedUnder, subtreeOf, type TreeAt, type TreeUnit } from './rules.ts'
import { keyOf, measureOf } from './service-measures.ts'
import { gathered, readPlans, readSums } from './service-sums.ts'
import { dayOf, getEdition, getUnit, ownersOf, readTree } from './service-tree.ts'

type Asked = {
  readonly edition?: string | undefined
  readonly unit?: string | undefined
  readonly tree?: TreeAt | undefined
  readonly activity: string
  readonly measure: string
}

async function sightOf(act: Act, asked: Asked) {
  const edition = await getEdition(act, asked.edition)
  const at = asked.tree ?? 'was'
  const tree = await readTree(act, dayOf(edition, at, act.today))
  const unit = getUnit(act, tree, asked.unit)
  return { edition, at, tree, unit, ids: subtreeOf(tree, unit.id).map(one => one.id) }
}

/** Sums of one figure by day, commune or duty, over these units. */
async function cellsBy(
  act: Act,
  edition: string,
  asked: Asked,
  by: 'day' | 'commune' | 'duty',
  ids: readonly string[],
) {
  const { rows } = await sql<{ at: string; total: number }>`
    select c.at, sum(c.declared + c.recorded + c.proven)::float8 as total from reports.cells c
    where c.edition_id = ${edition} and c.by = ${by} and c.activity = ${asked.activity} and c.measure = ${asked.measure}
      and c.unit_id = any (${ids}::uuid[]) group by 1 order by 1`.execute(act.tx)
  return rows
}

async function placesOf(act: Act, cells: readonly { at: string; total: number }[]) {
  const { rows } = await sql<{ code: string; name: string; province: string }>`
    select distinct on (c.code) c.code, c.name, c.province_code as province from org.commune_names c
    where c.code = any (${cells.map(cell => cell.at)}::text[]) order by c.code, c.from_day desc`.execute(act.tx)
  const known = new Map(rows.map(row => [row.code, row]))
  return cells.map(({ at, total }) => {
    const place = known.get(at)
    return { province: place?.province ?? '', commune: at, name: place?.name ?? at, total }
  })
}

export const figure: Verbs<Pick<typeof reportRoutes, 'figure'>>['figure'] = async (act, asked) => {
  const { edition, at, tree, unit, ids } = await sightOf(act, asked)
  const measure = await measureOf(act, edition.id, keyOf(asked.activity, asked.measure))
  const compared = comparedUnder(tree, unit.id)
  const shown: readonly TreeUnit[] = [...compared, unit]
  const place = placedUnder(tree, compared)
  const groups = ids.map(id => place.get(id) ?? compared.length)
  const sums = await readSums(act, edition.id, ids, groups, asked)
  const asking = shown.map(one => one.id)
  const plans = await readPlans(act, edition.id, asking, ownersOf(await readTree(act, edition.referenceDay), asking))
  const planOf = (one: TreeUnit) => (measure.code === null ? null : (plans.get(`${one.id} ${measure.code}`) ?? null))
  const own = Map.groupBy(sums, sum => sum.group)
  const counted = gathered(sums, measure.gather)
  const duties = new Map((await cellsBy(act, edition.id, asked, 'duty', ids)).map(cell => [cell.at, cell.total]))
  const places = await placesOf(act, await cellsBy(act, edition.id, asked, 'commune', ids))
  const days = await cellsBy(act, edition.id, asked, 'day', ids)
  const acts = exact(counted.declared + counted.recorded + counted.proven)
  return {
    edition: { id: edition.id, year: edition.year, name: edition.name, from: edition.from, until: edition.until },
    unit: { id: unit.id, name: unit.name },
    tree: at,
    measure,
    plan: planOf(unit),
    counted,
    duty: { statutory: duties.get('statutory') ?? 0, extra: duties.get('extra') ?? 0 },
    // What a unit above the others counted itself stands as a line of its own, so that the lines add up.
    units: shown.flatMap((one, index) => {
      const sum = gathered(own.get(index) ?? [], measure.gather)
      const self = index === compared.length
      if (self && sum.total === 0 && compared.length > 0) return []
      return [{ id: one.id, name: one.name, plan: self && compared.length > 0 ? null : planOf(one), counted: sum }]
    }),
    days: days.map(cell => ({ day: cell.at, total: cell.total })),
    places,
    elsewhere: exact(acts - places.reduce((sum, one) => sum + one.total, 0)),
  }
}

const page = 50
/** Up to so many units each gives its own newest; of more, the figure's newest are walked and others passed over. */
const fewUnits = 120

type RecordRow = Awaited<ReturnType<Verbs<typeof reportRoutes>['records']>>['records'][number]

const recordColumns = sql`f.id, coalesce((select n.name from org.unit_names n
    where n.unit_id = f.unit_id order by n.from_day desc limit 1), '') as unit,
  (select c.name from org.commune_names c where c.code = f.commune order by c.from_day desc limit 1) as place,
  f.day::text as day, f.quantity::float8 as quantity, f.grade, f.joint, f.corrects is not null as corrected`

export const records: Verbs<Pick<typeof reportRoutes, 'records'>>['records'] = async (act, asked) => {
  const { edition, ids } = await sightOf(act, asked)
  const { grade, day, province, after } = asked
  const wanted: RawBuilder<unknown> = sql`f.edition_id = ${edition.id} and f.activity = ${asked.activity} and f.measure = ${asked.measure}
    and not exists (select from facts.facts later where later.corrects = f.id)
    ${grade ? sql`and f.grade = ${grade}` : sql``} ${day ? sql`and f.day = ${day}::date` : sql``}
    ${province ? sql`and f.commune in (select c.code from org.commune_names c where c.province_code = ${province})` : sql``}
    ${after ? sql`and f.id < ${after}::uuid` : sql``}`
  const newest = sql`order by f.id desc limit ${page + 1}`
  const from =
    ids.length <= fewUnits
      ? sql`unnest(${ids}::uuid[]) u (id) cross join lateral
          (select f.* from facts.facts f where f.unit_id = u.id and ${wanted} ${newest}) f`
      : sql`(select f.* from facts.facts f where ${wanted} and f.unit_id in (select unnest(${ids}::uuid[])) ${newest}) f`
  const { rows } = await sql<RecordRow>`
    select ${recordColumns} from (select f.* from ${from} ${newest}) f order by f.id desc`.execute(act.tx)
  return { records: rows.slice(0, page), next: rows.length > page ? (rows[page - 1]?.id ?? null) : null }
}
