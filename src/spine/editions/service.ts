import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act, Verbs } from '#kit/serve'
import { refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { Edition, EditionPage, editionRoutes } from './routes.ts'
import { anniversaryOf, type EditionState } from './rules.ts'

export type EditionVerbs<K extends keyof typeof editionRoutes> = Verbs<Pick<typeof editionRoutes, K>>

type Pair<N extends string, T = string | null> = Record<`${N}Vi` | `${N}En`, T>
/** An edition as its row stands. */
export type EditionRow = Omit<Edition, 'name' | 'theme'> &
  Pair<'name', string> &
  Pair<'theme'> &
  Pair<'occasion'> &
  Pair<'slogan'> & {
    state: EditionState
    tetUntil: string | null
    referenceDay: string
    hotMonths: number[]
    priorityGroups: string[]
    priorityAreas: string[]
    labourDayVnd: number
    copiedFrom: string | null
  }

const columns = sql`e.id, e.year, e.number, e.name_vi as "nameVi", e.name_en as "nameEn", e.theme_vi as "themeVi", e.theme_en as "themeEn",
  e.occasion_vi as "occasionVi", e.occasion_en as "occasionEn", e.slogan_vi as "sloganVi", e.slogan_en as "sloganEn",
  e.from_day as "from", e.until_day as until, e.source, e.tet_until as "tetUntil", coalesce(e.reference_day, e.from_day) as "referenceDay",
  e.hot_months as "hotMonths", e.priority_groups as "priorityGroups", e.priority_areas as "priorityAreas",
  e.labour_day_vnd::float8 as "labourDayVnd", e.copied_from as "copiedFrom", editions.state_of(e.id) as state`

const both = (vi: string | null, en: string | null) => (vi && en ? { vi, en } : null)
const shown = (row: EditionRow): Edition => ({
  id: row.id,
  year: row.year,
  number: row.number,
  name: { vi: row.nameVi, en: row.nameEn },
  theme: both(row.themeVi, row.themeEn),
  from: row.from,
  until: row.until,
  source: row.source,
})

/** Every edition, newest first. */
export async function editions(tx: Tx): Promise<EditionRow[]> {
  return (await sql<EditionRow>`select ${columns} from editions.editions e order by e.year desc`.execute(tx)).rows
}

export async function getEdition(tx: Tx, id: string): Promise<EditionRow> {
  const { rows } = await sql<EditionRow>`select ${columns} from editions.editions e where e.id = ${id}`.execute(tx)
  return rows[0] ?? refuse('editions.unknown_edition', 404)
}

/** An edition that may still be changed; a closed one refuses. */
export async function getLiving(tx: Tx, id: string): Promise<EditionRow> {
  const edition = await getEdition(tx, id)
  if (edition.state === 'closed') refuse('editions.closed', 409)
  return edition
}

/** The edition of the last year before this one's; undefined for the first. */
export async function findBefore(tx: Tx, year: number): Promise<EditionRow | undefined> {
  return (await editions(tx)).find(one => one.year < year)
}

/**
 * The edition that a day belongs to: the one that runs, otherwise the one that comes next (its preparation),
 * otherwise the last. Undefined while there is none at all. `day` is an ISO day in Asia/Ho_Chi_Minh.
 */
export async function findCurrentEdition(tx: Tx, day: string): Promise<Edition | undefined> {
  const all = (await editions(tx)).reverse()
  const found = all.find(one => day <= (one.tetUntil ?? one.until)) ?? all.at(-1)
  return found && shown(found)
}

export const actorOf = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))
export const momentSql = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Whether the caller, by this permission's units, holds the whole group. */
export async function holdsGroup(act: Act): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select editions.holds_group() as holds`.execute(act.tx)
  return rows[0]?.holds ?? false
}
export async function refuseLess(act: Act): Promise<void> {
  if (!(await holdsGroup(act))) refuse('editions.group_only', 403)
}
export const canWrite = ({ who }: Act, permission: 'editions.edit' | 'editions.catalogue'): boolean =>
  who.kind === 'staff' && !who.readOnly && who.permissions.has(permission)
/** Editions are the group's: who plans or administers only a company makes none. The list has no scope to tell by. */
async function makes(act: Act): Promise<boolean> {
  if (act.who.kind !== 'staff' || !canWrite(act, 'editions.edit')) return false
  const { rows } = await sql`select from people.held(${act.who.id}, ${act.today}::date) h
    join org.units u on u.id = h.unit_id and u.kind = 'group' where h.role in ('administrator', 'planner') limit 1`.execute(
    act.tx,
  )
  return rows.length > 0
}

type Parts = Pick<EditionPage, 'states' | 'windows' | 'measures' | 'least' | 'announced'>

async function partsOf(act: Act, id: string): Promise<Parts> {
  const { tx } = act
  const states = await sql<
    Parts['states'][number]
  >`select s.state, ${nameOfStaff('s.by_staff')} as by, ${momentSql('s.at')} as at,
    s.reason from editions.states s where s.edition_id = ${id} order by s.at, s.id`.execute(tx)
  const windows = await sql<{
    unit: string
    name: string
    from: string
    until: string
    vi: string | null
    en: string | null
    by: string
    at: string
  }>`select w.unit_id as unit, coalesce((select n.name from org.unit_names n where n.unit_id = w.unit_id order by n.from_day desc limit 1), '') as name,
      w.from_day as "from", w.until_day as until, w.theme_vi as vi, w.theme_en as en, ${nameOfStaff('w.by_staff')} as by, ${momentSql('w.at')} as at
    from editions.unit_windows w where w.edition_id = ${id} order by 2`.execute(tx)
  const measures = await sql<
    Parts['measures'][number]
  >`select measure, by_month as "byMonth" from editions.edition_measures
    where edition_id = ${id} order by position`.execute(tx)
  const least = await sql<Parts['least'][number]>`select measure, kind, least::float8 as least from editions.least
    where edition_id = ${id} order by measure, kind`.execute(tx)
  const announced = await sql<{
    who: string
    vi: string
    en: string
    quantity: number
    unit: never
    source: string | null
  }>`
    select who, says_vi as vi, says_en as en, quantity::float8 as quantity, unit, source from editions.announced
    where edition_id = ${id} order by id`.execute(tx)
  return {
    states: states.rows,
    windows: windows.rows.map(({ vi, en, ...rest }) => ({ ...rest, theme: both(vi, en) })),
    measures: measures.rows,
    least: least.rows,
    announced: announced.rows.map(({ vi, en, ...rest }) => ({ ...rest, says: { vi, en } })),
  }
}

export const verbs: EditionVerbs<'list' | 'one'> = {
  list: async act => {
    const current = await findCurrentEdition(act.tx, act.today)
    // What is not announced yet is nobody's business outside.
    const seen = (await editions(act.tx)).filter(
      one => act.who.kind === 'staff' || one.state !== 'draft' || one.id === current?.id,
    )
    return {
      editions: seen.map(row => ({ ...shown(row), state: row.state, anniversary: anniversaryOf(row.year) })),
      current: current?.id ?? null,
      makes: await makes(act),
    }
  },

  one: async (act, { id }) => {
    const row = await getEdition(act.tx, id)
    const from = row.copiedFrom === null ? undefined : await getEdition(act.tx, row.copiedFrom)
    return {
      ...shown(row),
      ...(await partsOf(act, id)),
      state: row.state,
      anniversary: anniversaryOf(row.year),
      occasion: both(row.occasionVi, row.occasionEn),
      slogan: both(row.sloganVi, row.sloganEn),
      tetUntil: row.tetUntil,
      referenceDay: row.referenceDay,
      hotMonths: row.hotMonths,
      priorityGroups: row.priorityGroups,
      priorityAreas: row.priorityAreas,
      labourDayVnd: row.labourDayVnd,
      copiedFrom: from ? { id: from.id, year: from.year } : null,
      edits: row.state !== 'closed' && (await makes(act)),
      makes: await makes(act),
    }
  },
}
