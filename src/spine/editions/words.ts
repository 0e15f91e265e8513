import { declareWords } from '#kit/words'
import { doesWords } from './words-does.ts'
import { paperWords } from './words-papers.ts'
import { planWords } from './words-plan.ts'
import { refusalWords } from './words-refusals.ts'
import { sheetWords } from './words-sheet.ts'

export const editionWords = declareWords({
  vi: {
    ...planWords.vi,
    does: { ...doesWords.vi, ...paperWords.vi.does, ...sheetWords.vi.does },
    papers: paperWords.vi.papers,
    sheet: sheetWords.vi.sheet,
    refusals: { ...refusalWords.vi, ...paperWords.vi.refusals, ...sheetWords.vi.refusals },
  },
  en: {
    ...planWords.en,
    does: { ...doesWords.en, ...paperWords.en.does, ...sheetWords.en.does },
    papers: paperWords.en.papers,
    sheet: sheetWords.en.sheet,
    refusals: { ...refusalWords.en, ...paperWords.en.refusals, ...sheetWords.en.refusals },
  },
})
