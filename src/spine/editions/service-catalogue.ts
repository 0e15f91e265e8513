import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import type { editionRoutes } from './routes.ts'
import { canWrite, type EditionVerbs, holdsGroup, refuseLess } from './service.ts'

type Catalogue = GivesOf<typeof editionRoutes.catalogue>
type MeasureRow = Omit<Catalogue['measures'][number], 'name' | 'usual' | 'counts'> & {
  vi: string
  en: string
  low: number | null
  high: number | null
  says: string | null
  factActivity: string | null
  factMeasure: string | null
}

/** Every measure, or those asked for, in the order of the catalogue. */
export async function readMeasures(act: Act, codes?: readonly string[]): Promise<Catalogue['measures']> {
  const { rows } =
    await sql<MeasureRow>`select m.code, m.activity, m.name_vi as vi, m.name_en as en, m.unit, m.duty, m.gather, m.role,
      m.of_measure as of, m.source, m.usual_low::float8 as low, m.usual_high::float8 as high, m.usual_source as says,
      m.fact_activity as "factActivity", m.fact_measure as "factMeasure", m.ended, m.shipped
    from editions.measures m join editions.activities a on a.code = m.activity
    where ${codes ?? null}::text[] is null or m.code = any (${codes ?? null}::text[]) order by a.position, m.position, m.code`.execute(
      act.tx,
    )
  return rows.map(({ vi, en, low, high, says, factActivity, factMeasure, ...rest }) => ({
    ...rest,
    name: { vi, en },
    usual: low === null || high === null ? null : { low, high, says, unsourced: says === null },
    counts: factActivity && factMeasure ? { activity: factActivity, measure: factMeasure } : null,
  }))
}

async function isPlanned(act: Act, measure: string): Promise<boolean> {
  const { rows } = await sql`select from editions.plan_cells where measure = ${measure} limit 1`.execute(act.tx)
  return rows.length > 0
}

type Measure = TakesOf<typeof editionRoutes.putMeasure>

/** A measure that figures stand under keeps what they mean: its unit, its way of adding up, its activity. */
async function judgeMeasure(
  act: Act,
  it: Measure,
  measures: Catalogue['measures'],
  before: Catalogue['measures'][number] | undefined,
): Promise<void> {
  const { rows } = await sql`select from editions.activities where code = ${it.activity}`.execute(act.tx)
  if (rows.length === 0) refuse('editions.unknown_activity', 422)
  const paidFor = it.of === null ? undefined : measures.find(one => one.code === it.of)
  if (it.of !== null && (paidFor?.role !== 'quantity' || paidFor.activity !== it.activity || it.unit !== 'VND'))
    refuse('editions.cost_of_itself', 422)
  if (it.usual && it.usual.low > it.usual.high) refuse('editions.usual_turned', 422)
  if (!before) return
  const moved = (['unit', 'gather', 'activity', 'of'] as const).some(part => before[part] !== it[part])
  if (moved && (before.role === 'money' || (await isPlanned(act, it.code))))
    refuse('editions.measure_fixed', 409, { measure: before.name[act.lang] })
}

export const catalogueVerbs: EditionVerbs<'catalogue' | 'putActivity' | 'putMeasure'> = {
  catalogue: async act => {
    const { rows } = await sql<Omit<Catalogue['activities'][number], 'name'> & { vi: string; en: string }>`
      select code, block, name_vi as vi, name_en as en, kinds, ended, shipped from editions.activities order by position, code`.execute(
      act.tx,
    )
    return {
      activities: rows.map(({ vi, en, ...rest }) => ({ ...rest, name: { vi, en } })),
      measures: await readMeasures(act),
      edits: canWrite(act, 'editions.catalogue') && (await holdsGroup(act)),
    }
  },

  putActivity: async (act, { code, block, name, kinds, ended }) => {
    await refuseLess(act)
    await sql`insert into editions.activities (code, block, name_vi, name_en, kinds, position, ended)
      values (${code}, ${block}, ${name.vi}, ${name.en}, ${kinds}, (select max(position) + 1 from editions.activities), ${ended})
      on conflict (code) do update set block = excluded.block, name_vi = excluded.name_vi, name_en = excluded.name_en,
        kinds = excluded.kinds, ended = excluded.ended`.execute(act.tx)
    act.concerns({ values: { code } })
    return {}
  },

  putMeasure: async (act, it) => {
    await refuseLess(act)
    const measures = await readMeasures(act)
    const before = measures.find(one => one.code === it.code)
    await judgeMeasure(act, it, measures, before)
    const role = before?.role === 'money' ? 'money' : it.of === null ? 'quantity' : 'cost'
    await sql`insert into editions.measures (code, activity, name_vi, name_en, unit, duty, gather, role, of_measure,
        usual_low, usual_high, usual_source, position, ended)
      values (${it.code}, ${it.activity}, ${it.name.vi}, ${it.name.en}, ${it.unit}, ${it.duty}, ${it.gather}, ${role}, ${it.of},
        ${it.usual?.low ?? null}, ${it.usual?.high ?? null}, ${it.usual?.says || null}, (select max(position) + 1 from editions.measures), ${it.ended})
      on conflict (code) do update set activity = excluded.activity, name_vi = excluded.name_vi, name_en = excluded.name_en,
        unit = excluded.unit, duty = excluded.duty, gather = excluded.gather, role = excluded.role, of_measure = excluded.of_measure,
        usual_low = excluded.usual_low, usual_high = excluded.usual_high, usual_source = excluded.usual_source, ended = excluded.ended`.execute(
      act.tx,
    )
    act.concerns({ values: { code: it.code } })
    return {}
  },
}
