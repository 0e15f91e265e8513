import { expect, test } from 'vitest'
import { uuidv7 } from './index.ts'

test('ids made one after the other sort so, within a millisecond and when the clock steps back', () => {
  const ids = [
    ...Array.from({ length: 10_000 }, () => uuidv7(1_800_000_000_000)),
    uuidv7(1_700_000_000_000),
    uuidv7(1_800_000_000_500),
  ]
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id says its version and variant, and its time', () => {
  const id = uuidv7(Date.now() + 60_000)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
