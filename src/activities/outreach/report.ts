import type { Measure } from '#kit/serve/face.ts'
import { words } from './words.ts'

const counts = (key: keyof typeof words.vi.measures, unit: string): Measure => ({
  says: { vi: words.vi.measures[key], en: words.en.measures[key] },
  unit,
  duty: 'extra',
})

/** What this activity counts, each by the channel through which people were reached. */
export const measures = {
  sessions: counts('sessions', 'sessions'),
  'people-guided': counts('guided', 'people'),
  'school-lessons': counts('lessons', 'sessions'),
  'messages-received': counts('messages', 'messages'),
  'people-relayed': counts('relayed', 'people'),
  'people-advised': counts('advised', 'people'),
} as const satisfies Readonly<Record<string, Measure>>
export type OutreachMeasure = keyof typeof measures
