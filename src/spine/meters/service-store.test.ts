import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import { newWorld } from '#test/world.ts'
import { type Metered, plantPoints, putSeries, readStore, undoSeries } from './meters.world.ts'
import { marks, type Series } from './rules-series.ts'

const world = await newWorld({ max: 10 })
afterAll(() => world.close())
const { own, sibling, parent } = world.units
let [mine, theirs]: [Metered[], Metered[]] = [[], []]
beforeAll(async () => {
  mine = await plantPoints(world, own, 'PB14', [1, 1, 2])
  theirs = await plantPoints(world, sibling, 'PB15', [1])
})

const first = dayNumber('2026-05-30')
const span = { from: '2026-05-01', until: '2026-07-31' }
const flat = (no: number, from: number, days: number, slots: number, value: number): Series => ({
  customer: String(no),
  slots,
  firstDay: first + from,
  days,
  kwh: new Float64Array(days * slots).fill(value),
  marks: new Uint8Array(days * slots),
})
/** The energy of each day of a series, by the day's number from the first. */
const daily = (series: Series | undefined): Record<number, number> => {
  const sums: Record<number, number> = {}
  if (!series) return sums
  for (let at = 0; at < series.kwh.length; at++) {
    const day = series.firstDay - first + Math.floor(at / series.slots)
    if (!Number.isNaN(series.kwh[at])) sums[day] = (sums[day] ?? 0) + (series.kwh[at] as number)
  }
  return Object.fromEntries(Object.entries(sums).map(([day, sum]) => [day, Math.round(sum * 1e6) / 1e6]))
}

describe('the store of readings', () => {
  test('gives back the values and the marks that were put, a series per customer', async () => {
    const [a, b, c1, c2] = mine as [Metered, Metered, Metered, Metered]
    const one = flat(a.no, 0, 3, 48, 1.5)
    one.kwh[5] = Number.NaN
    one.marks[5] = marks.missing
    one.kwh[7] = -2
    one.marks[7] = marks.negative
    one.marks[100] = marks.spike
    const id = await putSeries(world, own, [
      one,
      flat(b.no, 0, 2, 24, 4),
      flat(c1.no, 0, 2, 48, 1),
      flat(c2.no, 1, 2, 24, 4),
    ])
    const read = await readStore(world, [own], span)
    expect([...read.keys()]).toEqual([a.customer, b.customer, c1.customer])
    expect(read.get(a.customer)).toMatchObject({ slots: 48, firstDay: first, days: 3 })
    expect([...(read.get(a.customer)?.kwh ?? [])]).toEqual([...one.kwh])
    expect([...(read.get(a.customer)?.marks ?? [])]).toEqual([...one.marks])
    expect(read.get(b.customer)).toMatchObject({ slots: 24, days: 2 })
    // Two points of one customer, of two lengths of slot and two spans, added up.
    expect(daily(read.get(c1.customer))).toEqual({ 0: 48, 1: 48 + 96, 2: 96 })
    await undoSeries(world, own, id)
    expect([...(await readStore(world, [own], span)).values()].every(one => one.days === 0)).toBe(true)
  })

  test('gives nothing without a scope, and nobody the customers of another unit', async () => {
    const [a, other] = [mine[0] as Metered, theirs[0] as Metered]
    const ids = [
      await putSeries(world, own, [flat(a.no, 0, 1, 48, 1)]),
      await putSeries(world, sibling, [flat(other.no, 0, 1, 48, 2)]),
    ]
    expect((await readStore(world, [], span)).size).toBe(0)
    expect([...(await readStore(world, [own], span)).keys()]).not.toContain(other.customer)
    expect([...(await readStore(world, [sibling], span)).keys()]).toEqual([other.customer])
    expect((await readStore(world, [own], { ...span, customers: [other.customer] })).size).toBe(0)
    const both = await readStore(world, [own, sibling], { ...span, customers: [other.customer, a.customer] })
    expect([...both.keys()].sort()).toEqual([a.customer, other.customer].sort())
    await undoSeries(world, own, ids[0] ?? '')
    await undoSeries(world, sibling, ids[1] ?? '')
  })

  test('loads and roll-backs in any order leave what the latest load that holds said', async () => {
    const said = fc.record({
      point: fc.integer({ min: 0, max: 1 }),
      from: fc.integer({ min: 0, max: 4 }),
      days: fc.integer({ min: 1, max: 4 }),
      slots: fc.constantFrom(24, 48, 96),
    })
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ put: fc.array(said, { minLength: 1, maxLength: 2 }) }) },
      { weight: 2, arbitrary: fc.record({ undo: fc.nat(5) }) },
    )
    let value = 0
    const saying = (put: { point: number; from: number; days: number; slots: number }[]) => {
      const says = new Map<string, number>()
      const all = [...new Map(put.map(it => [it.point, it])).values()].map(({ point, from, days, slots }) => {
        value++
        for (let day = from; day < from + days; day++) says.set(`${point} ${day}`, value)
        return flat((mine[point] as Metered).no, from, days, slots, value / slots)
      })
      return { says, all }
    }
    const expectSaid = async (said: ReadonlyMap<string, number>) => {
      const read = await readStore(world, [own], span)
      for (const point of [0, 1]) {
        const days = [...said].filter(([key]) => key.startsWith(`${point} `))
        const want = Object.fromEntries(days.map(([key, sum]) => [key.split(' ')[1], sum]))
        expect(daily(read.get((mine[point] as Metered).customer))).toEqual(want)
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async steps => {
        const held: { id: string; says: Map<string, number> }[] = []
        for (const it of steps) {
          if ('put' in it) {
            const { says, all } = saying(it.put)
            held.push({ id: await putSeries(world, own, all), says })
          } else if (held.length > 0) {
            const [gone] = held.splice(it.undo % held.length, 1)
            await undoSeries(world, own, gone?.id ?? '')
          }
          await expectSaid(new Map(held.flatMap(load => [...load.says])))
        }
        for (const load of held) await undoSeries(world, own, load.id)
      }),
      { numRuns: 3, seed: 4 },
    )
  })

  test('many loads at once leave every one of them whole', async () => {
    const all = [...mine, ...theirs]
    const ids = await Promise.all(
      all.map((it, at) => putSeries(world, at < mine.length ? own : sibling, [flat(it.no, 3, 10, 48, at + 1)])),
    )
    const read = await readStore(world, [parent, own, sibling], span)
    const [a, , c] = mine as [Metered, Metered, Metered]
    expect(new Set(read.get(a.customer)?.kwh)).toEqual(new Set([1]))
    expect(new Set(read.get(c.customer)?.kwh)).toEqual(new Set([3 + 4]))
    expect(new Set(read.get((theirs[0] as Metered).customer)?.kwh)).toEqual(new Set([5]))
    const { rows } = await world.owner.pool.query(
      'select no, sum(days)::int as days from meters.coverage where days > 0 group by 1',
    )
    expect(rows.every(row => row.days === 10)).toBe(true)
    expect(rows).toHaveLength(all.length)
    for (const [at, id] of ids.entries()) await undoSeries(world, at < mine.length ? own : sibling, id)
  })

  test('an outage of a named point, and the day on which its multiplier changed, are marked when they are read', async () => {
    const a = mine[0] as Metered
    const id = await putSeries(world, own, [flat(a.no, 0, 3, 48, 1)])
    await world.owner.pool.query(
      `insert into meters.outages (id, unit_id, number, from_at, until_at, planned, cause, points, load_id)
       values ($1, $2, 'MD1', '2026-05-31 08:10+07', '2026-05-31 10:00+07', false, 'fault', array[$3], $1)`,
      [a.point, own, a.code],
    )
    await world.owner.pool.query(`insert into customers.multipliers values ($1, 80, '2026-06-01', null)`, [a.point])
    const found = [...((await readStore(world, [own], span)).get(a.customer)?.marks ?? [])]
    expect(found.flatMap((mark, at) => (mark === marks.outage ? [at - 48] : []))).toEqual([16, 17, 18, 19])
    expect(found.slice(96)).toEqual(Array(48).fill(marks.meterChange))
    await undoSeries(world, own, id)
  })

  test('keeps no more files than hold and were replaced', () => {
    expect(readdirSync(join(world.folders.meters.folder, 'making'))).toEqual([])
  })
})
