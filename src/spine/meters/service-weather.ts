import { refuse } from '#kit/wire'
import { openTable } from './service-readings.ts'
import { tableOf } from './service-readings-source.ts'

/** The mean temperature of each day (counted from 1970-01-01), in °F. */
export type Temperatures = ReadonlyMap<number, number>

/** Reads `started_at,temp_c` (or `temp_f`), CSV or Parquet. A day that lacks more than half of its hours is left out. */
export async function readTemperatures(file: string): Promise<Temperatures> {
  const { connection, close } = await openTable(file)
  try {
    const described = await connection.runAndReadAll(`describe select * from ${tableOf(file)}`)
    const columns = described.getRowsJson().map(([name]) => String(name).toLowerCase())
    const unit = columns.find(name => name === 'temp_c' || name === 'temp_f')
    if (!unit || !columns.includes('started_at')) refuse('meters.unknown_columns', 422, { columns: columns.join(', ') })
    const fahrenheit = unit === 'temp_c' ? 'avg(t) * 9 / 5 + 32' : 'avg(t)'
    const rows = await connection.runAndReadAll(`select (moment::date - date '1970-01-01')::int, ${fahrenheit}
      from (select started_at::timestamp as moment, ${unit}::double as t from ${tableOf(file)})
      where t is not null group by 1 having count(distinct hour(moment)) >= 12`)
    return new Map(rows.getRows().map(([day, temp]) => [Number(day), Number(temp)]))
  } finally {
    close()
  }
}
