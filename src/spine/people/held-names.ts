import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Held } from './held.ts'
import type { Role } from './rules.ts'

export type HeldRole = {
  id: string
  role: Role
  unit: { id: string; name: string }
  from: string
  until: string | null
  lentBy: { id: string; name: string } | null
}

/** Roles with the names of their units, as of today, and of who lends them. */
export async function withNames(act: Act, held: readonly Held[]): Promise<HeldRole[]> {
  const ids = [...new Set(held.map(one => one.unitId))]
  const lenders = [...new Set(held.flatMap(one => (one.lentBy ? [one.lentBy] : [])))]
  const { rows } = await sql<{ id: string; name: string | null }>`
    select u.id, (select n.name from org.unit_names n where n.unit_id = u.id and n.from_day <= ${act.today}
      order by n.from_day desc limit 1) as name from unnest(${ids}::uuid[]) u (id)
    union all select s.id, people.name_of(s.id) from unnest(${lenders}::uuid[]) s (id)`.execute(act.tx)
  const names = new Map(rows.map(row => [row.id, row.name ?? '']))
  const named = (id: string) => ({ id, name: names.get(id) ?? '' })
  return held.map(({ unitId, lentBy, ...rest }) => ({
    ...rest,
    unit: named(unitId),
    lentBy: lentBy === null ? null : named(lentBy),
  }))
}
