import { declareWords } from '#kit/words'
import { eventWords } from './words-events.ts'
import { registerWords } from './words-register.ts'
import { resultWords } from './words-results.ts'

/** What the console's screens of load shift say. */
export const screenWords = declareWords({
  vi: { ...eventWords.vi, ...registerWords.vi, ...resultWords.vi },
  en: { ...eventWords.en, ...registerWords.en, ...resultWords.en },
})
