import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import { loadCustomersDemonstration } from '#spine/customers'
import { loadOrgDemonstration } from '#spine/org'
import { newWorld } from '#test/world.ts'
import { demoEvents, demoMetered, loadMetersDemonstration, planStore, readStore } from './index.ts'
import { marks, type Series } from './rules-series.ts'

const world = await newWorld({ units: false, max: 4 })
afterAll(() => world.close())
const read: Series[] = []
let metered: Awaited<ReturnType<typeof demoMetered>> = []

beforeAll(async () => {
  await loadOrgDemonstration(world.owner)
  await loadCustomersDemonstration(world.owner, { key: world.secret }, 1500)
  await loadMetersDemonstration(world.owner, world.folders.meters.folder)
  metered = await demoMetered(world.owner)
  const { rows } = await world.owner.pool.query('select id from org.units')
  const ports = { meters: world.folders.meters }
  await world.within({ units: rows.map(row => row.id) }, async tx => {
    const readings = readStore(await planStore({ tx, ports }, { from: '2026-05-01', until: '2026-07-31' }))
    for await (const batch of readings.batches()) read.push(...batch)
    readings.close()
  })
})

test('every invented large customer has half-hourly readings of its own kind', () => {
  expect(metered.length).toBeGreaterThan(20)
  expect(read.map(one => one.customer).sort()).toEqual(metered.map(it => it.customerId).sort())
  expect(new Set(read.map(one => one.slots))).toEqual(new Set([48]))
  const of = (kind: string) =>
    read.filter(one => metered.find(it => it.customerId === one.customer)?.truth.kind === kind)
  expect(of('gaps').every(one => one.marks.some(mark => mark & marks.missing))).toBe(true)
  expect(of('solar').some(one => one.marks.some(mark => mark & marks.negative))).toBe(true)
})

test('who cuts is lower at the event than the days around it, and who does not is not', () => {
  const meanAt = (one: Series, iso: string) => {
    const at = (dayNumber(iso) - one.firstDay) * 48
    return one.kwh.subarray(at + 27, at + 33).reduce((sum, value) => sum + value, 0) / 6
  }
  const ratios = { cut: [] as number[], not: [] as number[] }
  for (const { customerId, truth } of metered) {
    const one = read.find(it => it.customer === customerId)
    if (!one || truth.kind === 'gaps') continue
    for (const [day, before] of [
      [demoEvents.days[0], '2026-05-11'],
      [demoEvents.days[9], '2026-07-15'],
    ] as const)
      ratios[truth.cutsOn.includes(day) ? 'cut' : 'not'].push(meanAt(one, day) / meanAt(one, before))
  }
  const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
  expect(mean(ratios.cut)).toBeLessThan(0.85)
  expect(Math.abs(mean(ratios.not) - 1)).toBeLessThan(0.06)
})
