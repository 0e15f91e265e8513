import type { Database } from '#kit/db'

/**
 * Progress of the demonstration's current edition: what teams handed in as totals before they worked in the system, so
 * declared only. Each has done its own part, between a third and three quarters, of what its approved plan says.
 */
export async function loadFactsDemonstration(owner: Database): Promise<void> {
  await owner.pool.query(`
    insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
    select gen_random_uuid(), p.edition_id, m.fact_activity, m.fact_measure, c.unit_id, e.from_day + 5, done.quantity, 'declared', m.duty,
      gen_random_uuid(), e.from_day + interval '5 days 10 hours'
    from editions.editions e join editions.plans p on p.edition_id = e.id
      join editions.plan_cells c on c.version_id = p.in_force and c.kind = 'target'
      join editions.measures m on m.code = c.measure and m.fact_measure is not null and m.gather in ('sum', 'distinct')
      cross join lateral (select case m.unit when 'VND' then 1000000 else 1 end as step) one
      cross join lateral (select floor(c.value / step * (33 + mod(abs(hashtext(c.unit_id::text || c.measure)), 43)) / 100) * step as quantity) done
    where e.year = 2026 and c.month in ('', '2026-11') and done.quantity > 0
      and not exists (select from org.unit_parents b where b.parent_id = c.unit_id and b.until_day is null)`)
}
