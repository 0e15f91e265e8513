import { type RawBuilder, sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'

/** The member of the staff that acts. */
export const actor = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))

export const momentSql = (at: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** The name of a unit today, or the last it had. */
export const unitNameSql = (unit: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`coalesce((select n.name from org.unit_names n where n.unit_id = ${unit} order by n.from_day desc limit 1), '')`

/** Whether an error is the database's own answer to two acts that cannot both stand. */
export const isClash = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && (error.code === '23505' || error.code === '23P01')
