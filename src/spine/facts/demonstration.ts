import type { Database } from '#kit/db'

/**
 * What the demonstration's units have counted. Of the current edition, team by team and in the communes that they serve:
 * some companies ahead of an even pace, most near it, a few well behind, whenever the demonstration is begun. Of the
 * editions before, company by company and all over. Most is proven, some recorded, some only declared.
 */
export async function loadFactsDemonstration(owner: Database): Promise<void> {
  // A list of its own with statistics: the planner knows nothing yet of tables that were filled a moment ago.
  await owner.pool.query(`
    create temporary table demo_served as select unit_id, array_agg(commune_code order by commune_code) as communes
      from org.unit_areas where until_day is null group by 1;
    analyze demo_served;
    insert into facts.facts (id, edition_id, activity, measure, unit_id, commune, day, quantity, grade, duty, record, counted_at)
    select gen_random_uuid(), cell.edition_id, cell.fact_activity, cell.fact_measure, cell.unit_id, place.communes[1 + chance.a % cardinality(place.communes)],
      moment.day, done.quantity, case when chance.b % 100 < cell.proven then 'proven' when chance.b % 100 < 90 then 'recorded' else 'declared' end,
      cell.duty, gen_random_uuid(), moment.day + interval '10 hours'
    from (
      select e.id as edition_id, e.from_day, e.year < 2026 as over, case when e.year < 2026 then 86 else 66 end as proven,
        greatest(1, least(current_date, e.until_day) - e.from_day) as days,
        greatest(0.15, least(1, (current_date - e.from_day + 1)::float8 / (e.until_day - e.from_day + 1))) as pace,
        m.fact_activity, m.fact_measure, m.duty, case m.unit when 'VND' then 1000000 when 'km' then 0.1 else 1 end as step, c.unit_id, c.measure, sum(c.value)::float8 as value,
        case u.kind when 'team' then c.owner_id else c.unit_id end as company
      from editions.editions e join editions.plans p on p.edition_id = e.id
        join editions.plan_cells c on c.version_id = p.in_force and c.kind = 'target'
        join org.units u on u.id = c.unit_id
        join editions.measures m on m.code = c.measure and m.fact_measure is not null and m.gather in ('sum', 'distinct')
      where case when e.year < 2026 then u.kind in ('company', 'transmission', 'generation')
        else not exists (select from org.unit_parents b where b.parent_id = c.unit_id and b.until_day is null) end
      group by e.id, m.code, c.unit_id, c.owner_id, c.measure, u.kind) cell
      left join demo_served place on place.unit_id = cell.unit_id
      cross join lateral (select abs(hashtext(cell.unit_id::text || cell.measure)) as a, abs(hashtext(cell.measure || cell.unit_id::text)) as b,
        abs(hashtext('pace ' || cell.company::text)) % 100 as c) chance
      cross join lateral (select case when cell.over then 0.88 + (chance.a % 25) / 100.0 when chance.c < 10 then cell.pace * (0.3 + (chance.a % 30) / 100.0)
        else cell.pace * (0.8 + chance.c / 250.0 + (chance.a % 40) / 100.0) end as rate) far
      cross join lateral (select floor(cell.value / cell.step * least(far.rate, 1.1) + (chance.b % 1000) / 1000.0) * cell.step as quantity) done
      cross join lateral (select cell.from_day + (chance.a % cell.days)::int as day) moment
    where done.quantity > 0;
    drop table demo_served`)
}
