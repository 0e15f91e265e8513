import type { Measure } from '#kit/serve/face.ts'
import { words } from './words.ts'

const counts = (key: keyof typeof words.vi.measures, unit: string): Measure => ({
  says: { vi: words.vi.measures[key], en: words.en.measures[key] },
  unit,
  duty: 'extra',
})

/** What this activity counts, when a result is approved. */
export const measures = {
  'customers-thanked': counts('thanked', 'enterprises'),
  'took-part': counts('tookPart', 'enterprises'),
  measured: counts('measured', 'enterprises'),
  'kw-reduced': counts('kw', 'kW'),
  'kwh-reduced': counts('kwh', 'kWh'),
  'kwh-shifted': counts('shifted', 'kWh'),
} as const satisfies Readonly<Record<string, Measure>>
