import { declareWords } from '#kit/words'
import { doesWords } from './words-does.ts'
import { paperWords } from './words-papers.ts'
import { planWords } from './words-plan.ts'
import { refusalWords } from './words-refusals.ts'

export const editionWords = declareWords({
  vi: {
    ...planWords.vi,
    papers: paperWords.vi.papers,
  },
  en: {
    ...planWords.en,
    papers: paperWords.en.papers,
  },
})
