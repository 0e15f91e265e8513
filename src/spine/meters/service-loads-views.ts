import { sql } from 'kysely'
import type { Act, Verb } from '#kit/serve'
import { type GivesOf, type RefusalValues, refuse } from '#kit/wire'
import type { loadRoutes } from './routes-loads.ts'

type Row = GivesOf<typeof loadRoutes.loads>['loads'][number]
type Stored = Omit<Row, 'broughtAt'> & { readonly broughtAt: Date }
type One = GivesOf<typeof loadRoutes.load>
const page = 50
const mostStrangers = 200

const columns = sql`l.id, l.name, l.unit_id as "unitId", l.brought_at as "broughtAt", people.name_of(l.brought_by) as "broughtBy",
  (select n.name from org.unit_names n where n.unit_id = l.unit_id order by n.from_day desc limit 1) as unit,
  meters.state_of(l.id) as state, (t.totals ->> 'customers')::float8 as customers, (t.totals ->> 'kwhStored')::float8 as "kwhStored",
  (t.totals ->> 'refused')::float8 as refused, (select count(*)::int from meters.strangers x where x.load_id = l.id) as strangers`
const from = sql`meters.loads l
  left join lateral (select s.details as totals from meters.load_steps s where s.load_id = l.id and s.details ? 'kwhStored' order by s.no desc limit 1) t on true`

const shown = ({ broughtAt, ...row }: Stored): Row => ({ ...row, broughtAt: broughtAt.toISOString() })

export const loads: Verb<typeof loadRoutes.loads> = async (act, { after }) => {
  const { rows } = await sql<Stored>`select ${columns} from ${from}
    where ${after ?? null}::uuid is null or (l.brought_at, l.id) < (select a.brought_at, a.id from meters.loads a where a.id = ${after ?? null}::uuid)
    order by l.brought_at desc, l.id desc limit ${page + 1}`.execute(act.tx)
  const found = rows.slice(0, page).map(shown)
  return { loads: found, next: rows.length > page ? (found.at(-1)?.id ?? null) : null }
}

type Step = {
  readonly state: Row['state']
  readonly at: Date
  readonly by: string | null
  readonly staff: string | null
  readonly details: { errand?: string; reason?: string; code?: string; values?: RefusalValues }
}
async function stepsOf(act: Act, id: string): Promise<Step[]> {
  const { rows } = await sql<Step>`select state, at, people.name_of(by_staff) as by, by_staff as staff, details
    from meters.load_steps where load_id = ${id} order by no`.execute(act.tx)
  return rows
}

export const load: Verb<typeof loadRoutes.load> = async (act, { id }) => {
  const { rows } = await sql<
    Stored & Pick<One, 'bytes' | 'settings' | 'days' | 'kwhIn'> & { found: One['findings'] | null }
  >`
    select ${columns}, l.bytes::float8 as bytes, l.settings, (t.totals ->> 'days')::float8 as days, (t.totals ->> 'kwhIn')::float8 as "kwhIn",
      t.totals -> 'findings' as found from ${from} where l.id = ${id}`.execute(act.tx)
  const { found, ...row } = rows[0] ?? refuse('meters.unknown_load', 404)
  const steps = await stepsOf(act, id)
  const { rows: people } = await sql<
    One['people'][number]
  >`select code, why, readings::float8 as readings, first_day as "firstDay",
    last_day as "lastDay", kwh from meters.strangers where load_id = ${id} order by why, code limit ${mostStrangers}`.execute(
    act.tx,
  )
  const last = steps.at(-1)
  const { code, values } = last?.details ?? {}
  act.concerns({ record: id, unit: row.unitId })
  return {
    ...shown(row),
    bytes: row.bytes,
    settings: row.settings,
    days: row.days,
    kwhIn: row.kwhIn,
    findings: found ?? {},
    errand: last?.details.errand ?? null,
    mine: act.who.kind === 'staff' && last?.staff === act.who.id,
    problem: code ? act.ports.sentenceOf(code, act.lang, values ?? {}) : null,
    people,
    steps: steps.map(({ state, at, by, details }) => ({
      state,
      at: at.toISOString(),
      by,
      reason: details.reason ?? null,
    })),
  }
}
