import { declareWords } from '#kit/words'

export const editionWords = declareWords({
  vi: { does: { list: 'xem các đợt tri ân' } },
  en: { does: { list: 'looked at the editions' } },
})
