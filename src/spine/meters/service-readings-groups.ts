import type { DuckDBConnection } from '@duckdb/node-api'
import { quoted } from './service-readings-source.ts'

/**
 * How the row groups of a Parquet file follow each other: once `rows` rows have come, customers below `from` have no
 * more; undefined for the last.
 */
export type Group = { readonly rows: number; readonly from: string | undefined }

type Stats = { readonly rows: number; readonly nulls: number; readonly low: string; readonly high: string }

/** Row groups by the statistics of their customers; undefined where a group has none that can be used. */
async function statsOf(
  connection: DuckDBConnection,
  file: string,
  customer: string,
  when: string,
): Promise<Stats[] | undefined> {
  const answer =
    await connection.runAndReadAll(`select c.row_group_num_rows::int, c.stats_null_count + w.stats_null_count,
      c.stats_min_value, c.stats_max_value
    from parquet_metadata(${quoted(file)}) c join parquet_metadata(${quoted(file)}) w using (row_group_id)
    where c.path_in_schema = ${quoted(customer)} and w.path_in_schema = ${quoted(when)} order by row_group_id`)
  const stats: Stats[] = []
  for (const [rows, nulls, low, high] of answer.getRows()) {
    if (Number(rows) === 0) continue
    if (Number(nulls ?? 1) !== 0 || typeof low !== 'string' || typeof high !== 'string') return undefined
    stats.push({ rows: Number(rows), nulls: 0, low, high })
  }
  return stats
}

/** The byte order of the file's statistics: that of UTF-8. */
export const isBelow = (one: string, other: string): boolean => Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0

/**
 * How a file can be read in one pass, each customer given away as soon as no more of it can come. Undefined where too
 * many rows would wait: a file that is not in its customers' order.
 */
export async function groupsOf(
  connection: DuckDBConnection,
  file: string,
  columns: { readonly customer: string; readonly when: string },
  mostRows: number,
): Promise<Group[] | undefined> {
  const stats = await statsOf(connection, file, columns.customer, columns.when)
  if (!stats || stats.length === 0) return undefined
  const froms = Array<string | undefined>(stats.length)
  for (let at = stats.length - 2; at >= 0; at--) {
    const [later, low] = [froms[at + 1], stats[at + 1]?.low as string]
    froms[at] = later !== undefined && isBelow(later, low) ? later : low
  }
  let waiting: Stats[] = []
  const groups: Group[] = []
  for (const [at, group] of stats.entries()) {
    const from = froms[at]
    waiting.push(group)
    if (waiting.reduce((sum, { rows }) => sum + rows, 0) > Math.max(mostRows, group.rows * 2)) return undefined
    waiting = from === undefined ? [] : waiting.filter(({ high }) => !isBelow(high, from))
    groups.push({ rows: group.rows, from })
  }
  return groups
}
