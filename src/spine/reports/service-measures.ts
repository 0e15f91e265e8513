import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Measure as Declared } from '#kit/serve/face.ts'
import type { UnitKey } from '#kit/units'
import type { Said } from '#kit/words'
import type { Measure } from './routes.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    readonly reports: {
      /** What each folder counts, by folder and measure. */
      readonly measures: () => ReadonlyMap<string, Declared & { readonly purpose: Said }>
      /** Asks the folder on which page of the console a record stands. */
      readonly opens: (act: Act, activity: string, measure: string, record: string) => Promise<string | undefined>
    }
  }
}

export const keyOf = (activity: string, measure: string): string => `${activity}/${measure}`

type Row = Measure & { readonly used: boolean }

/** Every measure of the catalogue that facts count towards; `used`: the edition plans with it. */
async function catalogue(act: Act, edition: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.fact_activity || '/' || m.fact_measure as key, m.fact_activity as activity, m.fact_measure as measure, m.code,
      jsonb_build_object('vi', a.name_vi, 'en', a.name_en) as "group", jsonb_build_object('vi', m.name_vi, 'en', m.name_en) as name,
      m.unit, m.gather, e.measure is not null as used
    from editions.measures m join editions.activities a on a.code = m.activity
      left join editions.edition_measures e on e.measure = m.code and e.edition_id = ${edition}
    where m.fact_activity is not null and m.fact_measure is not null
    order by a.position, coalesce(e.position, m.position), m.code`.execute(act.tx)
  return rows
}

/** A measure that no catalogue names: as the folder that counts it says, otherwise by its bare name. */
function beside(act: Act, key: string): Measure {
  const [activity = '', measure = ''] = key.split('/')
  const declared = act.ports.reports.measures().get(key)
  const bare = { vi: measure, en: measure }
  return {
    key,
    activity,
    measure,
    code: null,
    group: declared?.purpose ?? { vi: activity, en: activity },
    name: declared?.says ?? bare,
    unit: (declared?.unit ?? 'times') as UnitKey,
    gather: 'sum',
  }
}

/** The measures that an edition plans with or that were counted in it, in the catalogue's order. */
export async function measuresOf(act: Act, edition: string, counted: Iterable<string>): Promise<Measure[]> {
  const keys = new Set(counted)
  const known = await catalogue(act, edition)
  const named = new Set(known.map(row => row.key))
  return [
    ...known.filter(row => row.used || keys.has(row.key)).map(({ used: _, ...row }) => row),
    ...[...keys]
      .filter(key => !named.has(key))
      .sort()
      .map(key => beside(act, key)),
  ]
}

export async function measureOf(act: Act, edition: string, key: string): Promise<Measure> {
  return (await measuresOf(act, edition, [key])).find(one => one.key === key) ?? beside(act, key)
}
