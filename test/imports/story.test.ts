import { afterAll, test } from 'vitest'
import { newWorld } from '#test/world.ts'
import { importAndMend } from './story.ts'

const world = await newWorld()
afterAll(() => world.close())

test('a list with bad rows is imported, mended, and a mended customer found by half a name', () =>
  importAndMend(world, 2000, 20))
