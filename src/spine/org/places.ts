import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve/face.ts'
import { type GivesOf, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { mappingsToAdd, writeMappings } from './places-history.ts'
import { readPlaces } from './places-read.ts'
import type { placeRoutes } from './routes-places.ts'
import { diffPlaces, type KnownPlace, type Listed, type PlaceDiff, type PlaceList } from './rules-places.ts'
import { orgWords } from './words.ts'

type Takes<K extends keyof typeof placeRoutes> = TakesOf<(typeof placeRoutes)[K]>
type Gives<K extends keyof typeof placeRoutes> = GivesOf<(typeof placeRoutes)[K]>

async function known(tx: Tx): Promise<{ provinces: KnownPlace[]; communes: KnownPlace[] }> {
  const provinces = await sql<KnownPlace>`
    select distinct on (p.code) p.code, n.name, n.kind, null as province, n.from_day as since, p.closed_on as "closedOn"
    from org.provinces p join org.province_names n using (code) order by p.code, n.from_day desc`.execute(tx)
  const communes = await sql<KnownPlace>`
    select distinct on (c.code) c.code, n.name, n.kind, n.province_code as province, n.from_day as since,
      c.closed_on as "closedOn"
    from org.communes c join org.commune_names n using (code) order by c.code, n.from_day desc`.execute(tx)
  return { provinces: provinces.rows, communes: communes.rows }
}

const levels = {
  provinces: { places: sql.table('org.provinces'), names: sql.table('org.province_names') },
  communes: { places: sql.table('org.communes'), names: sql.table('org.commune_names') },
} as const

async function insertNames(tx: Tx, level: keyof typeof levels, rows: readonly Listed[], day: string): Promise<void> {
  const [codes, names, kinds] = [rows.map(it => it.code), rows.map(it => it.name), rows.map(it => it.kind ?? '')]
  if (level === 'provinces')
    await sql`insert into org.province_names (code, name, kind, from_day)
      select *, ${day}::date from unnest(${codes}::text[], ${names}::text[], ${kinds}::text[])`.execute(tx)
  else
    await sql`insert into org.commune_names (code, name, kind, province_code, from_day)
      select *, ${day}::date from unnest(${codes}::text[], ${names}::text[], ${kinds}::text[],
        ${rows.map(it => it.province)}::text[])`.execute(tx)
}

async function writeLevel(tx: Tx, level: keyof typeof levels, diff: PlaceDiff, day: string): Promise<void> {
  const { places, names } = levels[level]
  const ended = [...diff.closed.map(it => it.code), ...diff.changed.map(it => it.after.code)]
  await sql`insert into ${places} (code, opened_on)
    select code, ${day}::date from unnest(${diff.added.map(it => it.code)}::text[]) code`.execute(tx)
  await sql`update ${names} set until_day = ${day} where until_day is null and code = any (${ended})`.execute(tx)
  await sql`update ${places} set closed_on = ${day} where code = any (${diff.closed.map(it => it.code)})`.execute(tx)
  await insertNames(tx, level, [...diff.added, ...diff.changed.map(it => it.after)], day)
}

type Plan = Awaited<ReturnType<typeof plan>>

/** What a list changes, in a transaction. */
export async function plan(tx: Tx, list: PlaceList, from: { day: string; complete: boolean }) {
  const { provinces, communes } = diffPlaces(await known(tx), list, from)
  const coming = new Set(communes.added.map(({ code }) => code))
  const mappings = await mappingsToAdd(tx, list.mappings, coming)
  return { provinces, communes, mappings }
}

const countsOf = ({ provinces, communes, mappings }: Plan) => ({
  added: provinces.added.length + communes.added.length,
  changed: provinces.changed.length + communes.changed.length,
  closed: provinces.closed.length + communes.closed.length,
  mapped: mappings.added.length,
})

/** Writes a plan: new places begin on the day, changed ones get a new row from it, those gone end on it. */
export async function apply(tx: Tx, it: Plan, day: string): Promise<void> {
  await writeLevel(tx, 'provinces', it.provinces, day)
  await writeLevel(tx, 'communes', it.communes, day)
  await writeMappings(tx, it.mappings.added, day)
}

async function readPlan(act: Act, input: Takes<'previewPlaces'>): Promise<Plan> {
  const { rows } = await sql<{ held: boolean }>`select org.holds_group() as held`.execute(act.tx)
  if (!rows[0]?.held) refuse('org.not_whole_country', 403)
  return await plan(act.tx, readPlaces(input.text) ?? refuse('org.list_unreadable', 422), input)
}

const full = (act: Act, it: { name: string; kind?: string | undefined }): string => {
  const said = { ...orgWords[act.lang].provinceKinds, ...orgWords[act.lang].communeKinds } as Record<string, string>
  return `${said[it.kind ?? ''] ?? ''} ${it.name}`.trim()
}

function examplesOf(act: Act, { provinces, communes }: Plan): Gives<'previewPlaces'>['examples'] {
  const rows = [provinces, communes].flatMap(diff => [
    ...diff.changed.map(it => ({ code: it.after.code, before: full(act, it.before), after: full(act, it.after) })),
    ...diff.closed.map(it => ({ code: it.code, before: full(act, it), after: null })),
    ...diff.added.map(it => ({ code: it.code, before: null, after: full(act, it) })),
  ])
  return rows.slice(0, 200)
}

/** Says what a list would change from its day on, and names each row that it would not take. Changes nothing. */
export async function previewPlaces(act: Act, input: Takes<'previewPlaces'>): Promise<Gives<'previewPlaces'>> {
  const it = await readPlan(act, input)
  const refused = [...it.provinces.refused, ...it.communes.refused, ...it.mappings.refused]
  const said = orgWords[act.lang].rows
  return {
    ...countsOf(it),
    unchanged: it.provinces.unchanged + it.communes.unchanged,
    examples: examplesOf(act, it),
    refused: refused.slice(0, 500).map(row => ({ ...row, sentence: said[row.why] })),
    refusedCount: refused.length,
  }
}

/** Takes a list in, if it still does what its preview said; refused rows are left out. A second time changes nothing. */
export async function importPlaces(act: Act, input: Takes<'importPlaces'>): Promise<Gives<'importPlaces'>> {
  await sql`select pg_advisory_xact_lock(7411003)`.execute(act.tx)
  const it = await readPlan(act, input)
  const counts = countsOf(it)
  const same = Object.entries(counts).every(([name, count]) => input.expected[name as keyof typeof counts] === count)
  if (!same) refuse('org.list_differs', 409)
  await apply(act.tx, it, input.day)
  const id = uuidv7(act.now.getTime())
  const by = act.who.kind === 'staff' ? act.who.id : null
  await sql`insert into org.place_lists (id, name, effective_day, added, changed, closed, applied_at, applied_by)
    values (${id}, ${input.name}, ${input.day}, ${counts.added}, ${counts.changed}, ${counts.closed}, ${act.now}, ${by})`.execute(
    act.tx,
  )
  act.concerns({ record: id, values: counts })
  return counts
}
