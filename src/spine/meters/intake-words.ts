import type { Said } from '#kit/words'
import { meterWords } from './words.ts'

/** What a column is called, in both languages. */
export const say = (key: keyof typeof meterWords.vi.columns): Said => ({
  vi: meterWords.vi.columns[key],
  en: meterWords.en.columns[key],
})

const { reasons: vi } = meterWords.vi
/** Why a row of bills or outages is refused, in both languages. */
export const intakeReasons: Readonly<Record<string, Said>> = Object.fromEntries(
  (Object.keys(vi) as (keyof typeof vi)[]).map(key => [key, { vi: vi[key], en: meterWords.en.reasons[key] }]),
)
