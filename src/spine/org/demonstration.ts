import { sql } from 'kysely'
import type { Database, Tx } from '#kit/db'
import { type DemoUnit, idOf, reform, units } from './demonstration-tree.ts'

async function write(owner: Database, all: readonly DemoUnit[]): Promise<void> {
  const names = all.flatMap(unit =>
    unit.names.map(it => ({ unit_id: unit.id, name: it.name, from_day: it.from, until_day: it.until })),
  )
  const parents = all.flatMap(unit =>
    unit.parents.map(it => ({ unit_id: unit.id, parent_id: idOf(it.code), from_day: it.from, until_day: it.until })),
  )
  const successors = all.flatMap(unit =>
    unit.successors.map(it => ({ unit_id: unit.id, successor_id: idOf(it.code), on_day: it.on, kind: it.kind })),
  )
  const heads = all.map(({ id, code, kind, opened, closed }) => ({
    id,
    code,
    kind,
    opened_on: opened,
    closed_on: closed,
  }))
  await owner.kysely.transaction().execute(async tx => {
    const put = (table: string, rows: readonly object[]): Promise<unknown> =>
      sql`insert into ${sql.table(`org.${table}`)}
        select * from jsonb_populate_recordset(null::${sql.table(`org.${table}`)}, ${JSON.stringify(rows)}::jsonb)`.execute(
        tx,
      )
    await put('units', heads)
    await put('unit_names', names)
    await put('unit_parents', parents)
    await put('unit_successors', successors)
    await serveCommunes(tx)
  })
}

/** Gives each commune to the units named after its former districts, and what is left to the province's company. */
async function serveCommunes(tx: Tx): Promise<void> {
  const serving = [...units.values()].flatMap(({ id, closed, serves }) =>
    serves && !closed ? [{ id, ...serves }] : [],
  )
  await sql`with former as materialized (
      select new_code, regexp_replace(lower(unaccent(old_province)), '^(tinh|thanh pho) ', '') as province,
        regexp_replace(lower(unaccent(old_district)), '^(quan|huyen|thi xa|thanh pho) ', '') as district
      from org.commune_history where on_day = ${reform})
    insert into org.unit_areas (unit_id, commune_code, from_day)
    select distinct s.id, f.new_code, ${reform}::date
    from jsonb_to_recordset(${JSON.stringify(serving)}::jsonb) s (id uuid, district text, province text)
      join former f on f.province = lower(unaccent(s.province)) and f.district = lower(unaccent(s.district))`.execute(
    tx,
  )
  const companies = [...units.values()].flatMap(({ id, kind, closed, names }) => {
    const name = names.at(-1)?.name ?? ''
    const isWhole = ['EVNHANOI', 'EVNHCMC'].some(code => idOf(code) === id)
    if (closed || !(kind === 'company' || isWhole)) return []
    return [{ id, province: name.replace(/^.*(Điện lực|[Tt]hành phố) /u, '') }]
  })
  await sql`insert into org.unit_areas (unit_id, commune_code, from_day)
    select distinct s.id, c.code, ${reform}::date
    from jsonb_to_recordset(${JSON.stringify(companies)}::jsonb) s (id uuid, province text)
      join org.provinces_on(${reform}) p on p.name = s.province
      join org.communes_on(${reform}) c on c.province_code = p.code
    where not exists (select from org.unit_areas a where a.commune_code = c.code)`.execute(tx)
}

/**
 * Loads the demonstration's tree: the group's real shape with its reforms of 2025, and which unit serves which commune
 * (when the lists of places are there). Runs as the owner of the tables; does nothing when there are units.
 * Returns how many units it wrote.
 */
export async function loadOrgDemonstration(owner: Database): Promise<number> {
  const { rows } = await owner.pool.query('select from org.units limit 1')
  if (rows.length > 0) return 0
  await write(owner, [...units.values()])
  return units.size
}
