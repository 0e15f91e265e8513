import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import { marks, type Series } from './rules-series.ts'
import { openReadings, type ReadingOptions } from './service-readings.ts'

const folder = mkdtempSync(join(tmpdir(), 'tri-an-readings-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(text: string, options: ReadingOptions = {}) {
  const file = join(folder, 'readings.csv')
  writeFileSync(file, text)
  const readings = await openReadings(file, options)
  const series: Series[] = []
  try {
    for await (const batch of readings.batches()) series.push(...batch)
  } finally {
    readings.close()
  }
  return {
    series,
    findings: Object.fromEntries(readings.findings),
    by: new Map(series.map(one => [one.customer, one])),
  }
}

const pad = (value: number): string => String(value).padStart(2, '0')
/** Rows of one customer: `steps` a day for some days, value by step. */
function rows(
  customer: string,
  steps: number,
  days: number,
  value: (at: number) => number | string,
  offset = '',
): string {
  return Array.from({ length: steps * days }, (_, at) => {
    const minute = ((at % steps) * 1440) / steps
    return `${customer},2026-06-${pad(1 + Math.floor(at / steps))}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00${offset},${value(at)}`
  }).join('\n')
}
const head = 'customer,started_at,kwh\n'

describe('long rows', () => {
  test('become day vectors, whatever their order', async () => {
    const text = rows('a', 24, 3, at => at)
    const { series } = await read(head + text.split('\n').reverse().join('\n'))
    expect(series).toHaveLength(1)
    expect(series[0]).toMatchObject({ customer: 'a', slots: 24, days: 3, firstDay: dayNumber('2026-06-01') })
    expect([...(series[0]?.kwh ?? [])]).toEqual([...Array(72).keys()])
  })

  test('each customer has slots of its own meter', async () => {
    const text = [rows('a', 24, 2, () => 4), rows('b', 48, 2, () => 2), rows('c', 96, 2, () => 1)].join('\n')
    const { series } = await read(head + text)
    expect(series.map(({ slots }) => slots)).toEqual([24, 48, 96])
    for (const { kwh, slots } of series) expect(kwh.subarray(0, slots).reduce((sum, one) => sum + one, 0)).toBe(96)
  })

  test('a meter that changed its step keeps its energy, and the days are counted', async () => {
    const text = `${rows('a', 24, 2, () => 4)}\n${rows('a', 48, 4, () => 2)
      .split('\n')
      .slice(96)
      .join('\n')}`
    const { series, findings } = await read(head + text)
    expect(series[0]).toMatchObject({ slots: 48, days: 4 })
    expect(new Set(series[0]?.kwh)).toEqual(new Set([2]))
    expect(findings).toEqual({ coarse_days: 2 })
  })

  test('kW become kWh of their slot', async () => {
    const { series } = await read(`customer,started_at,kw\n${rows('a', 48, 1, () => 10)}`)
    expect(new Set(series[0]?.kwh)).toEqual(new Set([5]))
  })

  test('the same said twice counts once; two different things are no reading', async () => {
    const text = `${rows('a', 24, 1, () => 5)}\na,2026-06-01T03:00:00,5\na,2026-06-01T04:00:00,6`
    const { series, findings } = await read(head + text)
    expect(findings).toEqual({ duplicate: 1, conflict: 1 })
    expect(series[0]?.marks[3]).toBe(0)
    expect(series[0]?.marks[4]).toBe(marks.conflict)
  })

  test('names what cannot be used: negative, unreadable, off the grid, never read', async () => {
    const text = [
      rows('a', 24, 1, at => (at === 12 ? -3 : at === 13 ? 'x' : 5)),
      rows('b', 24, 1, () => ''),
      'a,not a time,5',
      'a,2026-06-01T05:07:00,5',
      ',2026-06-01T05:00:00,5',
    ].join('\n')
    const { by, findings } = await read(head + text)
    expect(findings).toEqual({ unreadable_row: 2, off_grid: 1 })
    expect(by.get('a')?.marks[12]).toBe(marks.negative)
    expect(by.get('a')?.marks[13]).toBe(marks.missing)
    expect(by.get('b')?.days).toBe(0)
  })

  test('reads a semicolon, a decimal comma and a day as people write it', async () => {
    const { series } = await read('customer;started_at;kwh\na;01/06/2026 00:00;1,5\na;01/06/2026 01:00;2,5')
    expect([...(series[0]?.kwh.subarray(0, 2) ?? [])]).toEqual([1.5, 2.5])
  })

  test('small batches give the same as one', async () => {
    const text = head + ['a', 'b', 'c', 'd'].map((name, at) => rows(name, 24, 2, step => step + at)).join('\n')
    const [one, many] = [await read(text), await read(text, { batchBytes: 1 })]
    expect(many.series).toEqual(one.series)
  })
})

describe('clocks', () => {
  test('without a zone the stamps are taken as they stand', async () => {
    const { series } = await read(head + rows('a', 24, 1, at => at, '+07:00'))
    expect([...(series[0]?.kwh ?? [])]).toEqual([...Array(24).keys()])
  })

  test('with a zone, stamps are UTC or carry their own offset', async () => {
    const [utc, own] = [
      await read(head + rows('a', 24, 2, at => at), { zone: 'Asia/Ho_Chi_Minh' }),
      await read(head + rows('a', 24, 2, at => at, '+07:00'), { zone: 'Asia/Ho_Chi_Minh' }),
    ]
    expect(utc.series[0]?.kwh[7]).toBe(0)
    expect(utc.series[0]?.days).toBe(3)
    expect(own.series[0]?.kwh[0]).toBe(0)
    expect(own.series[0]?.days).toBe(2)
  })

  test('a day of 23 hours has a gap, a day of 25 the mean of both', async () => {
    const stamps = (from: string) =>
      Array.from(
        { length: 72 },
        (_, hour) => `a,${new Date(Date.parse(from) + hour * 3_600_000).toISOString()},${hour}`,
      )
    const spring = await read(head + stamps('2026-03-28T00:00:00Z').join('\n'), { zone: 'Europe/London' })
    const sunday = spring.series[0]
    expect(sunday?.marks[24 + 1]).toBe(marks.missing)
    expect(sunday?.kwh[24 + 2]).toBe(25)
    const autumn = await read(head + stamps('2026-10-24T00:00:00Z').join('\n'), { zone: 'Europe/London' })
    expect(autumn.findings).toEqual({ repeated_hour: 1 })
    expect(autumn.series[0]?.kwh[24 + 1]).toBe(24.5)
  })
})

describe('day vectors', () => {
  const columns = Array.from({ length: 48 }, (_, at) => `h${pad(Math.floor(at / 2))}${at % 2 ? '30' : '00'}`)
  test('are read as they stand, gaps and days said twice named', async () => {
    const values = (from: number): string =>
      Array.from({ length: 48 }, (_, at) => (at === 5 ? '' : from + at)).join(',')
    const text = [`customer,day,${columns.join(',')}`, `a,2026-06-01,${values(0)}`, `a,2026-06-03,${values(100)}`]
    const { series, findings } = await read([...text, `a,2026-06-03,${values(100)}`].join('\n'))
    expect(series[0]).toMatchObject({ slots: 48, days: 3 })
    expect(series[0]?.kwh[96]).toBe(100)
    expect(series[0]?.marks[5]).toBe(marks.missing)
    expect(series[0]?.marks.filter(mark => mark === marks.missing)).toHaveLength(50)
    expect(findings).toEqual({ duplicate: 47 })
  })
})

describe('what is no readings', () => {
  test.each([
    ['columns that are not known', 'a,b\n1,2', 'meters.unknown_columns'],
    ['two units', 'customer,started_at,kwh,kw\na,2026-06-01T00:00:00,1,1', 'meters.unknown_columns'],
    ['a heading alone', head, 'meters.empty_file'],
    ['no row that can be read', `${head}a,never,1`, 'meters.empty_file'],
  ])('%s', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code })
  })
  test('a file that is not there, and a zone that is not', async () => {
    await expect(openReadings(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'meters.no_file' })
    const zone = read(head + rows('a', 24, 1, () => 1), { zone: 'Asia/Nowhere' })
    await expect(zone).rejects.toMatchObject({ code: 'meters.unknown_zone' })
  })
})
