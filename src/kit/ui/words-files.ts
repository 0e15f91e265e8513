import { declareWords } from '#kit/words'

/** What a field for a file says; a browser would say it in its own language. */
export const fileWords = declareWords({
  vi: { choose: 'Chọn tệp', none: 'Chưa chọn tệp nào' },
  en: { choose: 'Choose a file', none: 'No file chosen yet' },
})
