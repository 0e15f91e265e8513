import { createContext, type ReactNode, useContext } from 'react'
import { type Lang, type Said, type Same, type Words, wordsIn } from '#kit/words'

export type LangState = { readonly lang: Lang; readonly setLang: (lang: Lang) => void }

export const LangContext = createContext<LangState>({ lang: 'vi', setLang: () => {} })

/** The language that the person reads now. */
export function useLang(): Lang {
  return useContext(LangContext).lang
}

/** A folder's words in the language of the screen. */
export function useWords<T>(words: Words<T>): Same<T> {
  return wordsIn(words, useLang())
}

/** Says one thing of two languages in the language of the screen. */
export function useSaid(): (said: Said) => string {
  const lang = useLang()
  return said => said[lang]
}

export function Says({ said }: { readonly said: Said }): ReactNode {
  return said[useLang()]
}
