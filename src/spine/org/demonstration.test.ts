import { afterAll, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import { demoUnit, loadOrgDemonstration, seedPlaces } from './index.ts'

const world = await newDatabase()
afterAll(() => world.close())

test('places and units load once, fast, and a second time changes nothing', async () => {
  const started = performance.now()
  expect(await seedPlaces(world.owner)).toBe(3321)
  expect(await loadOrgDemonstration(world.owner)).toBeGreaterThan(300)
  expect(performance.now() - started).toBeLessThan(8000)
  expect(await seedPlaces(world.owner)).toBe(0)
  expect(await loadOrgDemonstration(world.owner)).toBe(0)
  const { rows } = await world.owner.pool.query('select count(*)::int as many from org.commune_history')
  expect(rows[0].many).toBeGreaterThan(10_000)
})

test('a unit that the demonstration does not have is a mistake, not an id', () => {
  expect(() => demoUnit('PC Sài Gòn')).toThrow('PC Sài Gòn')
})
