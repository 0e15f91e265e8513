import { type RawBuilder, sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse, type TakesOf, uuidv7 } from '#kit/wire'
import type { editionRoutes } from './routes.ts'
import { type EditionState, editionFlow, judgeWindow } from './rules.ts'
import {
  actorOf,
  type EditionRow,
  type EditionVerbs,
  editions,
  findBefore,
  getEdition,
  getLiving,
  refuseLess,
} from './service.ts'
import { differences } from './service-differences.ts'

type Written = Omit<TakesOf<typeof editionRoutes.create>, 'year'>

/** The columns of an edition and their values, in one order. */
const cellsOf = (it: Written): readonly (readonly [string, unknown])[] => [
  ['number', it.number],
  ['name_vi', it.name.vi],
  ['name_en', it.name.en],
  ['theme_vi', it.theme?.vi ?? null],
  ['theme_en', it.theme?.en ?? null],
  ['occasion_vi', it.occasion?.vi ?? null],
  ['occasion_en', it.occasion?.en ?? null],
  ['slogan_vi', it.slogan?.vi ?? null],
  ['slogan_en', it.slogan?.en ?? null],
  ['from_day', it.from],
  ['until_day', it.until],
  ['tet_until', it.tetUntil],
  ['reference_day', it.referenceDay],
  ['hot_months', it.hotMonths],
  ['priority_groups', it.priorityGroups],
  ['priority_areas', it.priorityAreas],
  ['labour_day_vnd', it.labourDayVnd],
  ['source', it.source],
]

async function turnTo(act: Act, edition: string, state: EditionState, reason?: string): Promise<void> {
  await sql`insert into editions.states (id, edition_id, state, reason, by_staff, at)
    values (${uuidv7(act.now.getTime())}, ${edition}, ${state}, ${reason ?? null}, ${actorOf(act)}, ${act.now})`.execute(
    act.tx,
  )
}

async function refuseTaken(act: Act, it: { year?: number; number: number }, but?: string): Promise<void> {
  const others = (await editions(act.tx)).filter(one => one.id !== but)
  if (it.year !== undefined && others.some(one => one.year === it.year))
    refuse('editions.year_taken', 409, { year: it.year })
  if (others.some(one => one.number === it.number)) refuse('editions.number_taken', 409, { number: it.number })
}

async function insertEdition(act: Act, year: number, it: Written, copiedFrom: string | null): Promise<string> {
  const cells = [['id', act.key], ['year', year], ['copied_from', copiedFrom], ...cellsOf(it)] as const
  const names = sql.join(cells.map(([name]) => sql.ref(name as string)))
  await sql`insert into editions.editions (${names}) values (${sql.join(cells.map(([, value]) => sql`${value}`))})`.execute(
    act.tx,
  )
  await turnTo(act, act.key, 'draft')
  return act.key
}

/** Two people who make an edition at once go one after the other, so that the second is refused by name. */
const lockEditions = (act: Act): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended('editions.editions', 0))`.execute(act.tx)

async function takeAllMeasures(act: Act, edition: string): Promise<void> {
  await sql`insert into editions.edition_measures (edition_id, measure, by_month, position)
    select ${edition}, m.code, false, row_number() over (order by a.position, m.position)
    from editions.measures m join editions.activities a on a.code = m.activity where not m.ended and not a.ended`.execute(
    act.tx,
  )
}

/** A year later: the same days of that year. 29 February becomes the 28th. */
function laterBy(day: string, years: number): string {
  const [year = 0, month = '', date = ''] = [Number(day.slice(0, 4)), day.slice(5, 7), day.slice(8)]
  return `${year + years}-${month}-${month === '02' && date === '29' ? '28' : date}`
}

function nextOf(from: EditionRow, year: number): Written {
  const years = year - from.year
  const said = (vi: string | null, en: string | null) => (vi && en ? { vi, en } : null)
  const renamed = (name: string): string => name.replaceAll(String(from.year), String(year))
  return {
    number: from.number + years,
    name: { vi: renamed(from.nameVi), en: renamed(from.nameEn) },
    theme: said(from.themeVi, from.themeEn),
    occasion: said(from.occasionVi, from.occasionEn),
    slogan: said(from.sloganVi, from.sloganEn),
    from: laterBy(from.from, years),
    until: laterBy(from.until, years),
    // Tết wanders by weeks: its day is left to whoever knows this year's.
    tetUntil: null,
    referenceDay: laterBy(from.referenceDay, years),
    hotMonths: from.hotMonths,
    priorityGroups: from.priorityGroups,
    priorityAreas: from.priorityAreas,
    labourDayVnd: from.labourDayVnd,
    source: null,
  }
}

async function copyParts(act: Act, from: EditionRow, to: string, years: number): Promise<void> {
  const later = (column: RawBuilder<unknown>) => sql`(${column} + make_interval(years => ${years}))::date`
  await sql`insert into editions.edition_measures select ${to}, em.measure, em.by_month, em.position
    from editions.edition_measures em join editions.measures m on m.code = em.measure join editions.activities a on a.code = m.activity
    where em.edition_id = ${from.id} and not m.ended and not a.ended`.execute(act.tx)
  await sql`insert into editions.least select ${to}, l.measure, l.kind, l.least from editions.least l
    join editions.edition_measures em on em.edition_id = ${to} and em.measure = l.measure where l.edition_id = ${from.id}`.execute(
    act.tx,
  )
  await sql`insert into editions.unit_windows
    select ${to}, w.unit_id, greatest(${later(sql`w.from_day`)}, e.from_day), least(${later(sql`w.until_day`)}, e.until_day),
      w.theme_vi, w.theme_en, ${actorOf(act)}, ${act.now}
    from editions.unit_windows w join editions.tree(${to}) t on t.unit_id = w.unit_id join editions.editions e on e.id = ${to}
    where w.edition_id = ${from.id} and greatest(${later(sql`w.from_day`)}, e.from_day) <= least(${later(sql`w.until_day`)}, e.until_day)`.execute(
    act.tx,
  )
}

const count = async (act: Act, query: RawBuilder<{ n: number }>): Promise<number> =>
  (await query.execute(act.tx)).rows[0]?.n ?? 0

/** The plan stands on the tree of the reference day, so that day holds once somebody planned. */
async function refuseNewTree(act: Act, before: EditionRow, referenceDay: string): Promise<void> {
  if (before.referenceDay === referenceDay) return
  const plans = await count(
    act,
    sql`select count(*)::int as n from editions.plan_versions where edition_id = ${before.id}`,
  )
  if (plans > 0) refuse('editions.reference_day_fixed', 409, { plans })
}

export const writeVerbs: EditionVerbs<'create' | 'change' | 'copy' | 'changed' | 'turn'> = {
  create: async (act, { year, ...written }) => {
    await refuseLess(act)
    await lockEditions(act)
    const wrong = judgeWindow(written)
    if (wrong) refuse(wrong, 422)
    await refuseTaken(act, { year, number: written.number })
    const id = await insertEdition(act, year, written, null)
    await takeAllMeasures(act, id)
    act.concerns({ record: id, values: { year } })
    return { id }
  },

  change: async (act, { id, ...written }) => {
    await refuseLess(act)
    await lockEditions(act)
    const before = await getLiving(act.tx, id)
    const wrong = judgeWindow(written)
    if (wrong) refuse(wrong, 422)
    await refuseTaken(act, { number: written.number }, id)
    await refuseNewTree(act, before, written.referenceDay)
    const set = sql.join(cellsOf(written).map(([name, value]) => sql`${sql.ref(name)} = ${value}`))
    await sql`update editions.editions set ${set} where id = ${id}`.execute(act.tx)
    act.concerns({ record: id, values: { year: before.year } })
    return {}
  },

  copy: async (act, { id: fromId, year }) => {
    await refuseLess(act)
    await lockEditions(act)
    const from = await getEdition(act.tx, fromId)
    const written = nextOf(from, year)
    await refuseTaken(act, { year, number: written.number })
    const id = await insertEdition(act, year, written, fromId)
    await copyParts(act, from, id, year - from.year)
    act.concerns({ record: id, values: { year, from: from.year } })
    return { id, changed: await differences(act, from, await getEdition(act.tx, id)) }
  },

  changed: async (act, { id }) => {
    const edition = await getEdition(act.tx, id)
    const from =
      edition.copiedFrom === null
        ? await findBefore(act.tx, edition.year)
        : await getEdition(act.tx, edition.copiedFrom)
    return from
      ? { from: { id: from.id, year: from.year }, changed: await differences(act, from, edition) }
      : { from: null, changed: [] }
  },

  turn: async (act, { id, to, reason }) => {
    await refuseLess(act)
    await lockEditions(act)
    const edition = await getEdition(act.tx, id)
    const move = editionFlow.moves[to === 'open' ? 'open' : 'close']
    if (!move.from.includes(edition.state)) refuse('editions.wrong_state', 409)
    if (to === 'closed') {
      const plans = await count(
        act,
        sql`select count(*)::int as n from editions.plans where edition_id = ${id} and last = 'submitted'`,
      )
      if (plans > 0) refuse('editions.plans_waiting', 409, { plans })
    }
    await turnTo(act, id, to, reason)
    act.concerns({ record: id, values: { state: to } })
    return { state: to }
  },
}
