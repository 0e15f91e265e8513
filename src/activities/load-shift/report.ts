import type { Measure } from '#kit/serve/face.ts'
import { words } from './words.ts'

const says = (key: keyof typeof words.vi.measures) => ({ vi: words.vi.measures[key], en: words.en.measures[key] })

/** What this activity counts, when a result is approved. */
export const measures = {
  'customers-thanked': { says: says('thanked'), unit: 'enterprises', duty: 'extra' },
  'kw-reduced': { says: says('kw'), unit: 'kW', duty: 'extra' },
  'kwh-reduced': { says: says('kwh'), unit: 'kWh', duty: 'extra' },
  'kwh-shifted': { says: says('shifted'), unit: 'kWh', duty: 'extra' },
} as const satisfies Readonly<Record<string, Measure>>
