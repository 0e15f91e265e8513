import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, test } from 'vitest'
import { openReadings, type ReadingOptions } from './service-readings.ts'

const folder = mkdtempSync(join(tmpdir(), 'tri-an-parquet-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A small Parquet file of long rows in DuckDB's way, in an order. */
async function parquet(name: string, sql: string): Promise<string> {
  const file = join(folder, name)
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run(`copy (${sql}) to '${file}' (format parquet, row_group_size 2048)`)
  connection.closeSync()
  instance.closeSync()
  return file
}

async function all(file: string, options: ReadingOptions = {}) {
  const readings = await openReadings(file, options)
  const found = new Map<string, { days: number; firstDay: number; kwh: number[] }>()
  let batches = 0
  try {
    for await (const batch of readings.batches()) {
      batches++
      for (const { customer, days, firstDay, kwh } of batch) found.set(customer, { days, firstDay, kwh: [...kwh] })
    }
  } finally {
    readings.close()
  }
  return { found, batches, findings: Object.fromEntries(readings.findings), customers: readings.customers.toSorted() }
}

describe('Parquet', () => {
  const rowsSql = `select 'K' || lpad((c)::varchar, 3, '0') || case when c % 5 = 0 then ' with a longer name' else '' end as customer,
    timestamp '2026-03-01' + interval 30 minute * i as started_at, ((c * 7 + i) % 90)::double as kwh
    from range(60) a(c), range(700) b(i) where (c + i) % 97 <> 0`

  test('long rows in the order of their customers are read in one pass, as those in any order are', async () => {
    const ordered = await all(await parquet('ordered.parquet', `${rowsSql} order by customer, started_at`), {
      passing: true,
    })
    const mixed = await all(await parquet('mixed.parquet', `${rowsSql} order by hash(customer, started_at)`), {
      batchBytes: 1e6,
    })
    expect(ordered.batches).toBeGreaterThan(10)
    expect(ordered.found.size).toBe(60)
    expect(new Map([...mixed.found].sort())).toEqual(new Map([...ordered.found].sort()))
    expect(mixed.customers).toEqual(ordered.customers)
    expect(mixed.findings).toEqual(ordered.findings)
  })

  test('so are day vectors, whose days may lie in any order', async () => {
    const values = Array.from(
      { length: 24 },
      (_, slot) => `case when (c + d) % 31 <> 0 then c + d + ${slot} end::double as s${slot}`,
    )
    const sql = `select 'K' || lpad((c)::varchar, 3, '0') as customer, date '2026-03-01' + d::int as day, ${values.join(', ')}
      from range(90) a(c), range(80) b(d) where (c * d) % 13 <> 1`
    const ordered = await all(await parquet('days.parquet', `${sql} order by customer, day`), { passing: true })
    const turned = await all(await parquet('turned.parquet', `${sql} order by customer, day desc`), { passing: true })
    const mixed = await all(await parquet('mixed-days.parquet', `${sql} order by hash(customer, day)`), {
      batchBytes: 1e5,
    })
    expect(ordered.batches).toBeGreaterThan(2)
    expect(ordered.found.size).toBe(90)
    expect(turned.found).toEqual(ordered.found)
    expect(new Map([...mixed.found].sort())).toEqual(ordered.found)
  })

  test('a file that holds no row, or rows without a customer, is judged as ever', async () => {
    await expect(all(await parquet('none.parquet', `${rowsSql} limit 0`))).rejects.toMatchObject({
      code: 'meters.empty_file',
    })
    const half = await all(
      await parquet(
        'half.parquet',
        `select case when c > 0 then customer end as customer, started_at, kwh
      from (select c, 'K' || c as customer, timestamp '2026-03-01' + interval 1 hour * i as started_at, 1.0 as kwh from range(2) a(c), range(48) b(i))`,
      ),
    )
    expect(half.findings).toEqual({ unreadable_row: 48 })
    expect([...half.found.keys()]).toEqual(['K1'])
  })
})
