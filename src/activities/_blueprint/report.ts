import type { Measure } from '#kit/serve/face.ts'
import { words } from './words.ts'

/** What this activity counts. */
export const measures = {
  'trees-planted': { says: { vi: words.vi.measure, en: words.en.measure }, unit: 'trees', duty: 'extra' },
} as const satisfies Readonly<Record<string, Measure>>
