import type { Database } from '#kit/db'
import { demoUnit } from '#spine/org'
import type { DemoPlace } from './demonstration-make.ts'

/** The communes that some open unit serves, with their names of before 2025; and the ones of one company. */
export async function placesOf(owner: Database): Promise<{ places: DemoPlace[]; home: DemoPlace[] }> {
  const { rows } = await owner.pool.query<DemoPlace & { home: boolean }>(
    `with home as (select id from org.subtree($1, '2026-11-01') id), served as (
      select distinct on (a.commune_code) a.commune_code, a.unit_id, u.code from org.unit_areas a join org.units u on u.id = a.unit_id
      where u.closed_on is null and a.until_day is null order by a.commune_code, a.unit_id)
    select s.unit_id as unit, case when s.code ~ '^P[A-Z][A-Z0-9]{0,4}$' then s.code else 'PA' || left(translate(s.code, '-.PC', ''), 2) end as prefix,
      c.code as commune, case c.kind when 'ward' then 'Phường ' when 'commune' then 'Xã ' else 'Đặc khu ' end || c.name as name, p.name as province,
      coalesce((select array_agg(h.old_name || ', ' || h.old_district || ', ' || h.old_province order by h.old_name) from org.commune_history h where h.new_code = c.code), '{}') as former,
      s.unit_id in (select id from home) as home
    from served s join org.communes_on('2026-11-01') c on c.code = s.commune_code join org.provinces_on('2026-11-01') p on p.code = c.province_code
    order by c.code`,
    [demoUnit('PC Cà Mau')],
  )
  const unit = demoUnit('PC Cà Mau')
  const fallback: DemoPlace = { unit, prefix: 'PB14', commune: '', name: '', province: '', former: [] }
  const home = rows.filter(row => row.home)
  return { places: rows.length > 0 ? rows : [fallback], home: home.length > 0 ? home : [fallback] }
}
