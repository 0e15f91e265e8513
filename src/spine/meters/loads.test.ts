import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { errandRoutes } from '#kit/errands/routes.ts'
import { head, newLoads, rowsOf } from './loads.world.ts'
import { heldRoutes } from './routes-held.ts'
import { loadRoutes } from './routes-loads.ts'
import { marks } from './rules-series.ts'

const { world, clerk, points, send, take, bring, undo, read } = await newLoads()
afterAll(() => world.close())
const { own, sibling, child } = world.units
const settings = { unit: 'kwh', times: 1, zone: null } as const

describe('a file of readings', () => {
  test('is looked into, taken in, seen, and changes nothing a second time', async () => {
    const text = head + rowsOf('PA001-1', 48, 3, () => 2) + rowsOf('HDPA002', 24, 2, () => 5)
    const { id } = await send(text)
    const { body: look } = await clerk.call(loadRoutes.look, { id })
    expect(look).toMatchObject({
      format: 'csv',
      layout: 'rows',
      unitSaid: 'kwh',
      minutes: 30,
      known: 2,
      firstDay: '2026-06-01',
      lastDay: '2026-06-03',
    })
    expect(look.rows[0]).toEqual(['PA001-1', '2026-06-01 00:00', '2'])
    const { load, errand } = await take(id)
    expect(errand).toMatchObject({ state: 'done', answer: { customers: 2, days: 5, refused: 0, strangers: 0 } })
    expect(load).toMatchObject({ state: 'taken', customers: 2, days: 5, kwhIn: 528, kwhStored: 528, findings: {} })
    expect(await read()).toMatchObject({ slots: 48, days: 3 })
    expect(await read(1)).toMatchObject({ slots: 24, days: 2 })
    expect(await send(text)).toEqual({ id, twice: true })
    const { body: months } = await clerk.call(heldRoutes.months, {})
    expect(months.months).toMatchObject([{ month: '2026-06-01', customers: 2, days: 5, kwh: 528 }])
    const { body: held } = await clerk.call(heldRoutes.held, {})
    expect(held.customers.map(it => [it.code, it.firstDay, it.lastDay, it.kwh])).toEqual([
      ['PA001', '2026-06-01', '2026-06-03', 288],
      ['PA002', '2026-06-01', '2026-06-02', 240],
    ])
    const { body: curve } = await clerk.call(heldRoutes.curve, { customerId: points[0]?.customer ?? '' })
    expect(curve).toMatchObject({ code: 'PA001', month: '2026-06-01', slots: 48, from: '2026-06-01' })
    expect(curve.kwh).toHaveLength(144)
    expect(await undo(id)).toBe('undone')
    expect((await read())?.days ?? 0).toBe(0)
    // What was taken back may come again.
    expect((await send(text)).twice).toBe(false)
  })

  test('a newer delta replaces only what it holds, and is taken back to what was there', async () => {
    const first = await bring(head + rowsOf('PA001-1', 24, 3, () => 1))
    // Between its first day and its last the delta holds nothing of the second day: that stays.
    const whole = rowsOf('PA001-1', 24, 3, () => 7).split('\n')
    const delta = await bring(`${head}${[...whole.slice(0, 24), ...whole.slice(48)].join('\n')}`, 'delta.csv')
    const days = async () => [0, 24, 48].map(async at => (await read())?.kwh[at])
    expect(await Promise.all(await days())).toEqual([7, 1, 7])
    expect(await undo(delta.id)).toBe('undone')
    expect(await Promise.all(await days())).toEqual([1, 1, 1])
    await undo(first.id)
  })

  test('says of each row that is no reading why, in a file that is no formula', async () => {
    const text = `${head}${rowsOf('PA001-1', 24, 1, () => 1)},2026-06-01 05:00,3
PA001-1,hôm qua,3
PA001-1,2999-01-01 00:00,3
PA001-1,2026-06-02 00:00,nhiều
PA001-1,2026-06-02 00:07,1
=cmd|'/c calc',2026-06-02 00:00,1
PX001-1,2026-06-02 00:00,1
PA003,2026-06-02 00:00,1
`
    const { id, load } = await bring(text)
    expect(load.findings).toMatchObject({ no_customer: 1, bad_time: 1, time_beyond: 1, bad_value: 1, off_grid: 1 })
    expect(load).toMatchObject({ refused: 5, strangers: 3, customers: 1 })
    expect(load.people.map(it => [it.code, it.why])).toEqual([
      ['PX001-1', 'elsewhere'],
      ['PA003', 'several'],
      ["=cmd|'/c calc'", 'unknown'],
    ])
    const { body } = await clerk.call(loadRoutes.refused, { id })
    const lines = Buffer.from(body.bytes, 'base64').toString().trim().split('\r\n')
    expect(lines).toHaveLength(9)
    expect(lines.some(line => line.includes('hôm qua') && line.includes('The time cannot be read'))).toBe(true)
    expect(lines.some(line => /(^|,)=/.test(line))).toBe(false)
    await undo(id)
  })

  test('marks what was read and is no reading, counts it, and keeps it', async () => {
    const value = (at: number) =>
      at === 30 ? -2 : at === 40 ? 1e9 : at % 24 === 9 && at > 400 && at < 450 ? 0 : 5 + (at % 7)
    const text = rowsOf('PA001-1', 24, 20, value)
      .split('\n')
      .filter((_, at) => at < 100 || at >= 104)
    const { id, load } = await bring(
      `${head}${text.join('\n')}PA001-1,2026-06-01 00:00,5\nPA001-1,2026-06-01 01:00,9\n`,
    )
    expect(load.findings).toEqual({ missing: 4, negative: 1, spike: 1, zero_filled: 2, duplicate: 1, conflict: 1 })
    const series = await read()
    expect([series?.marks[1], series?.marks[30], series?.marks[40], series?.marks[100]]).toEqual([
      marks.conflict,
      marks.negative,
      marks.spike,
      marks.missing,
    ])
    expect(series?.kwh[40]).toBe(1e9)
    await undo(id)
  })

  test('kW, a multiplier of the point, UTC stamps and summer time come out as kWh on the customers’ clock', async () => {
    await world.owner.pool.query(
      `insert into customers.multipliers values ($1, 80, '2020-01-01', '2026-06-02'), ($1, 160, '2026-06-02', null)`,
      [points[0]?.point],
    )
    const { id } = await bring(`customer,started_at,kW\n${rowsOf('PA001-1', 48, 2, () => 3)}`, 'kw.csv', {
      unit: 'kw',
      times: 'point',
    })
    const series = await read()
    expect([series?.kwh[0], series?.kwh[48]]).toEqual([120, 240])
    expect(series?.marks[48]).toBe(marks.meterChange)
    await undo(id)
    const utc = await bring(head + rowsOf('PA001-1', 24, 2, at => at), 'utc.csv', { zone: 'Asia/Ho_Chi_Minh' })
    expect((await read())?.kwh[7]).toBe(0)
    await undo(utc.id)
    expect(
      (
        await clerk.call(loadRoutes.look, {
          id: (await send(`${head}PA001-1,2026-06-01 00:00,1`)).id,
          zone: 'Asia/Nowhere',
        })
      ).body.code,
    ).toBe('meters.unknown_zone')
  })
})

describe('customers who are nobody’s', () => {
  test('are named, added as large customers in one act, and then taken in', async () => {
    const { id } = await send(head + rowsOf('b0', 24, 2, () => 100) + rowsOf('toà nhà 2', 24, 2, () => 50))
    expect((await clerk.call(loadRoutes.look, { id })).body).toMatchObject({ known: 0, strangers: { unknown: 2 } })
    const refusedLoad = await take(id)
    expect(refusedLoad.load).toMatchObject({ state: 'failed' })
    expect(refusedLoad.load.problem).toContain('Không có khách hàng nào')
    const reader = await world.staff('planner', own)
    expect((await reader.call(loadRoutes.enter, { id, unitId: child })).status).toBe(403)
    expect((await clerk.call(loadRoutes.enter, { id, unitId: sibling })).body.code).toBe('meters.unit_out_of_scope')
    expect((await clerk.call(loadRoutes.enter, { id, unitId: child })).body).toEqual({ entered: 2, taken: [] })
    const { load } = await take(id)
    expect(load).toMatchObject({ state: 'taken', customers: 2, strangers: 0, kwhStored: 48 * 150 })
    const { rows: made } = await world.owner.pool.query(
      `select c.code, p.code as point, e.tax_code, m.yearly_kwh::int as kwh from customers.customers c
      join customers.points p on p.customer_id = c.id join customers.contracts k on k.customer_id = c.id join customers.enterprises e on e.id = c.enterprise_id
      join customers.large_marks m on m.customer_id = c.id where c.load_id = $1 order by c.code`,
      [id],
    )
    expect(made).toEqual([
      { code: 'B0', point: 'b0', tax_code: 'TAM-B0', kwh: 876_000 },
      { code: 'TO-NH-2', point: 'toà nhà 2', tax_code: 'TAM-TO-NH-2', kwh: 438_000 },
    ])
    await undo(id)
  })

  test('who are added later are taken in by a further load of the same file', async () => {
    const { id, load } = await bring(head + rowsOf('PA001-1', 24, 1, () => 1) + rowsOf('b9', 24, 1, () => 3))
    expect(load).toMatchObject({ customers: 1, strangers: 1 })
    expect((await clerk.call(loadRoutes.enter, { id, unitId: own })).body.entered).toBe(1)
    const next = (await clerk.call(loadRoutes.follow, { id })).body.id
    expect((await take(next)).load).toMatchObject({ state: 'taken', customers: 1, strangers: 0, kwhStored: 72 })
    await undo(next)
    await undo(id)
  })
})

test('a stop during the work leaves nothing behind', async () => {
  const { id } = await send(head + rowsOf('PA001-1', 24, 5, () => 1))
  const { errand } = (await clerk.call(loadRoutes.take, { id, ...settings })).body
  await clerk.call(errandRoutes.cancel, { id: errand })
  await world.runJobs()
  expect((await clerk.call(loadRoutes.load, { id })).body.state).toBe('stopped')
  expect((await read())?.days ?? 0).toBe(0)
  expect((await take(id)).load.state).toBe('taken')
  await undo(id)
})

test('real buildings load as they are, where they lie beside the checkout', async context => {
  const file = new URL('../../../../shared/data/meters/homes-halfhourly-2-years.parquet', import.meta.url)
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return context.skip('the readings lie elsewhere')
  }
  const { id } = await send(bytes, 'homes.parquet')
  const { body: look } = await clerk.call(loadRoutes.look, { id })
  expect(look).toMatchObject({ format: 'parquet', minutes: 30, strangers: { unknown: 8 }, readings: 235_247 })
  expect((await clerk.call(loadRoutes.enter, { id, unitId: own })).body.entered).toBe(8)
  const { load } = await take(id)
  expect(load).toMatchObject({ state: 'taken', customers: 8 })
  expect(Math.abs((load.kwhStored ?? 0) / (load.kwhIn ?? 1) - 1)).toBeLessThan(1e-9)
})
