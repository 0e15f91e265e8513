import { afterAll, test } from 'vitest'
import { newWorld } from '#test/world.ts'
import { importAndMend } from './story.ts'

const world = await newWorld()
afterAll(() => world.close())

test('100,000 customers with 50 bad rows are imported, mended, and one found by half a name', () =>
  importAndMend(world, 100_000, 50))
