import { sql } from 'kysely'
import type { Act } from '#kit/serve/face.ts'
import type { GivesOf, TakesOf } from '#kit/wire'
import type { placeRoutes } from './routes-places.ts'
import { dayOf, folded } from './state.ts'

type Takes<K extends keyof typeof placeRoutes> = TakesOf<(typeof placeRoutes)[K]>
type Gives<K extends keyof typeof placeRoutes> = GivesOf<(typeof placeRoutes)[K]>

/** The provinces as of a day, each with how many communes it has. */
export async function provinces(act: Act, input: Takes<'provinces'>): Promise<Gives<'provinces'>> {
  const on = input.on ?? dayOf(act.now)
  const { rows } = await sql<Gives<'provinces'>['rows'][number]>`
    select p.code, p.name, p.kind, count(c.code)::int as communes
    from org.provinces_on(${on}) p left join org.communes_on(${on}) c on c.province_code = p.code
    group by p.code, p.name, p.kind order by p.code`.execute(act.tx)
  return { on, rows }
}

/** The communes as of a day, of one province or all, whose name or code holds the words; by code, a page at a time. */
export async function communes(act: Act, input: Takes<'communes'>): Promise<Gives<'communes'>> {
  const on = input.on ?? dayOf(act.now)
  const { rows } = await sql<Gives<'communes'>['rows'][number] & { total: number }>`
    with found as (
      select c.code, c.name, c.kind, c.province_code as province, p.name as "provinceName"
      from org.communes_on(${on}) c join org.provinces_on(${on}) p on p.code = c.province_code
      where (${input.province ?? null}::text is null or c.province_code = ${input.province ?? null})
        and (${input.q ?? ''} = '' or strpos(${folded(sql`c.name`)}, ${folded(sql`${input.q ?? ''}`)}) > 0
          or c.code = ${input.q ?? ''}))
    select *, (select count(*)::int from found) as total from found
    where code > ${input.after ?? ''} order by code limit ${input.limit ?? 100}`.execute(act.tx)
  return { on, total: rows[0]?.total ?? 0, rows }
}

/** What became of former communes whose name, with or without its district, or code is the one asked for. */
export async function formerCommunes(act: Act, input: Takes<'formerCommunes'>): Promise<Gives<'formerCommunes'>> {
  const { rows } = await sql<Gives<'formerCommunes'>['rows'][number]>`
    select h.old_code as "oldCode", h.old_name as "oldName", h.old_district as "oldDistrict",
      h.old_province as "oldProvince", h.new_code as code, c.name, p.name as province, h.on_day as "on", h.share,
      h.confidence
    from org.commune_history h
      join lateral (select name, province_code from org.commune_names
        where code = h.new_code order by from_day desc limit 1) c on true
      join lateral (select name from org.province_names
        where code = c.province_code order by from_day desc limit 1) p on true
    where h.old_code = ${input.q}
      or strpos(${folded(sql`h.old_name || ' ' || h.old_district || ' ' || h.old_province`)},
        ${folded(sql`${input.q}`)}) > 0
    order by h.old_province, h.old_district, h.old_name, h.new_code limit 100`.execute(act.tx)
  return { rows }
}
