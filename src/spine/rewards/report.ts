import type { Measure } from '#kit/serve/face.ts'
import { rewardWords as words } from './words.ts'

const says = (key: keyof typeof words.vi.measures) => ({ vi: words.vi.measures[key], en: words.en.measures[key] })

/** What is counted of every thanks: that it was issued, what it is worth, that it arrived. */
export const measures = {
  'awards-issued': { says: says('issued'), unit: 'gifts', duty: 'extra' },
  'awards-value': { says: says('value'), unit: 'VND', duty: 'extra' },
  'awards-delivered': { says: says('delivered'), unit: 'gifts', duty: 'extra' },
} as const satisfies Readonly<Record<string, Measure>>
