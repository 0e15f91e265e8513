import type { Measure } from '#kit/serve/face.ts'
import { words } from './words.ts'

const says = (key: keyof typeof words.vi.measures) => ({ vi: words.vi.measures[key], en: words.en.measures[key] })

/** What this activity counts: one accepted piece of work each, in the day when it was done. */
export const measures = {
  connections: { says: says('connections'), unit: 'customers', duty: 'statutory' },
  repairs: { says: says('repairs'), unit: 'jobs', duty: 'extra' },
  inspections: { says: says('inspections'), unit: 'jobs', duty: 'extra' },
  advice: { says: says('advice'), unit: 'times', duty: 'extra' },
  meters: { says: says('meters'), unit: 'meters', duty: 'statutory' },
  'substations-cleaned': { says: says('substations-cleaned'), unit: 'substations', duty: 'extra' },
  'transformers-tested': { says: says('transformers-tested'), unit: 'transformers', duty: 'extra' },
  'within-promise': { says: says('within-promise'), unit: 'jobs', duty: 'extra' },
} as const satisfies Readonly<Record<string, Measure>>
