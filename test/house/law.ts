import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Broken, Seen } from '../../tools/check/law.ts'

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** One line for each place that is not as the laws say. */
export const told = (broken: readonly Broken[]): string[] => broken.map(({ law, at, says }) => `${at}  ${law}: ${says}`)

/** A law holds when nothing breaks it; it says how much it looked at. */
export function expectHeld(name: string, { saw, broken }: Seen): void {
  console.log(`${name}: ${saw}`)
  expect(told(broken)).toEqual([])
}
