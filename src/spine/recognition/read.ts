import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import type { recognitionRoutes } from './routes.ts'

export type Takes<K extends keyof typeof recognitionRoutes> = TakesOf<(typeof recognitionRoutes)[K]>
export type Gives<K extends keyof typeof recognitionRoutes> = GivesOf<(typeof recognitionRoutes)[K]>

/** Who acts in the house; customers and nobody come in by other routes. */
export const actor = (act: Pick<Act, 'who'>): string =>
  act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401)

export const moment = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** The name of a unit today, or the last it had. */
export const unitName = (column: string): RawBuilder<string> =>
  sql<string>`coalesce((select n.name from org.unit_names n where n.unit_id = ${sql.ref(column)} order by n.from_day desc limit 1), '')`

/** A unit and all above it today, nearest first: `above(id, far)`. */
export const above = (unit: string, today: string): RawBuilder<unknown> => sql`above (id, far) as (
  select ${unit}::uuid, 0 union all select p.parent_id, a.far + 1 from above a join org.unit_parents p on p.unit_id = a.id
    and p.from_day <= ${today} and (p.until_day is null or p.until_day > ${today}) where a.far < 20)`

/** Moves of one thing happen one after the other, for the rest of the transaction. */
export async function hold(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`recognition ${id}`}, 0))`.execute(tx)
}

/** A unit that the caller's permission reaches. */
export function reach(act: Pick<Act, 'units'>, unit: string): void {
  if (!act.units.includes(unit)) refuse('recognition.unit_out_of_scope', 403)
}
