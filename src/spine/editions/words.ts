import { declareWords } from '#kit/words'
import { doesWords } from './words-does.ts'
import { planWords } from './words-plan.ts'
import { refusalWords } from './words-refusals.ts'

export const editionWords = declareWords({
  vi: { does: doesWords.vi, ...planWords.vi, refusals: refusalWords.vi },
  en: { does: doesWords.en, ...planWords.en, refusals: refusalWords.en },
})
