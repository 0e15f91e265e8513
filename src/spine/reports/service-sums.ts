import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Counted } from './routes.ts'
import { exact, stillStated } from './rules.ts'
import { keyOf } from './service-measures.ts'

/** What one group of units counted of one measure. */
export type Sum = Omit<Counted, 'total'> & {
  readonly group: number
  readonly activity: string
  readonly measure: string
  readonly largest: number | null
}

/**
 * Sums of units in groups: `groups` beside `units`. One row a group and measure, with what is fresh in it. A total that a
 * unit handed in counts where it is, as far as the unit's own records do not cover it yet.
 */
export async function readSums(
  act: Pick<Act, 'tx'>,
  edition: string,
  units: readonly string[],
  groups: readonly number[],
  only?: { readonly activity: string; readonly measure: string },
): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    with asked as materialized (select * from unnest(${units}::uuid[], ${groups}::int[]) as t (unit_id, "group"))
    select a."group", c.activity, c.measure, sum(c.declared)::float8 as declared, sum(c.recorded)::float8 as recorded,
      sum(c.proven)::float8 as proven, sum(c.many)::int as many, max(c.largest)::float8 as largest, 0 as stated
    from reports.cells c join asked a on a.unit_id = c.unit_id
    where c.edition_id = ${edition} and c.by = 'unit'
      ${only ? sql`and c.activity = ${only.activity} and c.measure = ${only.measure}` : sql``}
    group by 1, 2, 3`.execute(act.tx)
  return withStated(rows, await readStated(act, edition, units, groups, only))
}

type Stated = {
  readonly group: number
  readonly activity: string
  readonly measure: string
  readonly stated: number
  readonly declared: number
  readonly recorded: number
  readonly proven: number
}

/** The totals that units handed in, each beside what the same unit counted itself. There are few of them. */
async function readStated(
  act: Pick<Act, 'tx'>,
  edition: string,
  units: readonly string[],
  groups: readonly number[],
  only?: { readonly activity: string; readonly measure: string },
): Promise<Stated[]> {
  const { rows } = await sql<Stated>`
    with asked as materialized (select * from unnest(${units}::uuid[], ${groups}::int[]) as t (unit_id, "group"))
    select a."group", s.activity, s.measure, s.quantity::float8 as stated, coalesce(sum(c.declared), 0)::float8 as declared,
      coalesce(sum(c.recorded), 0)::float8 as recorded, coalesce(sum(c.proven), 0)::float8 as proven
    from reports.standing s join asked a on a.unit_id = s.unit_id
      left join reports.cells c on c.edition_id = s.edition_id and c.by = 'unit' and c.activity = s.activity and c.measure = s.measure
        and c.unit_id = s.unit_id
    where s.edition_id = ${edition} ${only ? sql`and s.activity = ${only.activity} and s.measure = ${only.measure}` : sql``}
    group by a."group", s.activity, s.measure, s.unit_id, s.quantity`.execute(act.tx)
  return rows
}

function withStated(sums: readonly Sum[], stated: readonly Stated[]): Sum[] {
  const cells = new Map(sums.map(sum => [`${sum.group} ${keyOf(sum.activity, sum.measure)}`, sum]))
  for (const { group, activity, measure, stated: whole, ...counted } of stated) {
    const left = stillStated(whole, counted)
    if (left === 0) continue
    const key = `${group} ${keyOf(activity, measure)}`
    const none = { group, activity, measure, declared: 0, recorded: 0, proven: 0, many: 0, largest: null, stated: 0 }
    const before = cells.get(key) ?? none
    cells.set(key, { ...before, stated: exact(before.stated + left) })
  }
  return [...cells.values()]
}

const nothing: Counted = { declared: 0, recorded: 0, proven: 0, stated: 0, many: 0, total: 0 }

/** Sums of several groups as one. Of a measure that takes the largest, the total is the largest. */
export function gathered(sums: readonly Sum[], gather: string): Counted {
  const add = (pick: (sum: Sum) => number): number => exact(sums.reduce((total, sum) => total + pick(sum), 0))
  if (sums.length === 0) return nothing
  const parts = {
    declared: add(sum => sum.declared),
    recorded: add(sum => sum.recorded),
    proven: add(sum => sum.proven),
    stated: add(sum => sum.stated),
    many: sums.reduce((total, sum) => total + sum.many, 0),
  }
  if (gather !== 'max') return { ...parts, total: exact(parts.declared + parts.recorded + parts.proven + parts.stated) }
  return { ...parts, total: sums.reduce((most, sum) => Math.max(most, sum.largest ?? 0, sum.stated), 0) }
}

/**
 * What the plans in force assign to these units: by unit and catalogue code, over all months. It stands in the plans of
 * `owners`, their parents (its own for the root), so that no other plan is read.
 */
export async function readPlans(
  act: Pick<Act, 'tx'>,
  edition: string,
  units: readonly string[],
  owners: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ unit: string; measure: string; value: number }>`
    select c.unit_id as unit, c.measure, sum(c.value)::float8 as value
    from editions.plans p join editions.plan_cells c on c.version_id = p.in_force and c.kind = 'target'
    where p.edition_id = ${edition} and p.unit_id = any (${owners}::uuid[]) and c.unit_id = any (${units}::uuid[]) group by 1, 2`.execute(
    act.tx,
  )
  return new Map(rows.map(row => [`${row.unit} ${row.measure}`, row.value]))
}
