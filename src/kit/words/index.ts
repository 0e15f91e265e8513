/** The two languages of every screen, message and paper. Vietnamese is the source. */
export type Lang = 'vi' | 'en'
export const langs: readonly Lang[] = ['vi', 'en']

/** One thing said in both languages. */
export type Said = { readonly vi: string; readonly en: string }

/** A leaf is text, a list of texts, or a function of values to text; a branch groups leaves. */
export type List = readonly (string | readonly string[])[]
// biome-ignore lint/suspicious/noExplicitAny: arguments of a sentence differ by sentence; English must repeat the Vietnamese ones
export type Leaf = string | List | ((...values: any[]) => string)
export type Catalogue = { readonly [key: string]: Leaf | Catalogue }

/** The same keys and the same arguments, in another language. */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends List
      ? T[K] extends readonly string[]
        ? readonly string[]
        : List
      : T[K] extends (...values: infer V) => string
        ? (...values: V) => string
        : Same<T[K]>
}

export type Words<T = Catalogue> = { readonly vi: T; readonly en: Same<T> }

/** Declares a folder's words. A key that English lacks, or has too many, does not compile. */
export function declareWords<const T extends Catalogue>(words: { vi: T; en: Same<T> }): Words<T> {
  return words
}

/** The words of one language, typed by the Vietnamese source. */
export function wordsIn<T>(words: Words<T>, lang: Lang): Same<T> {
  return words[lang] as Same<T>
}
