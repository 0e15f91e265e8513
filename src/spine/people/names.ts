import { type RawBuilder, sql } from 'kysely'

/** In a query of another folder: the name of the colleague whose id stands in a column. */
export function nameOfStaff(column: string): RawBuilder<string> {
  return sql<string>`coalesce(people.name_of(${sql.ref(column)}), '')`
}
