import { fold, tidy } from '#kit/text'

/** What a supply is for. Not to be taken for a unit of the group. */
export const kinds = ['household', 'production', 'business', 'administrative', 'other'] as const
export type Kind = (typeof kinds)[number]

/** Thirteen signs that begin with the place of origin. Derived from published codes, so it warns and never refuses. */
export const usualCode = /^P[A-Z][A-Z0-9]{11}$/

/** A customer code as it is kept: capitals without spaces, dots or dashes. */
export function tidyCode(text: string): string {
  return tidy(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\-\u2010-\u2015]+/g, '')
}

const taxWeights = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/**
 * A tax code: ten digits, or thirteen with the number of a branch (`0100100079-001`). `usual` says whether the tenth
 * digit checks. The rule is common knowledge and not published with the law, so it warns and never refuses.
 */
export function readTaxCode(text: string): { readonly code: string; readonly usual: boolean } | undefined {
  const digits = text.normalize('NFKC').replace(/[\s.\-\u2010-\u2015]+/g, '')
  if (!/^(?:\d{10}|\d{13})$/.test(digits)) return undefined
  const sum = taxWeights.reduce((all, weight, index) => all + weight * Number(digits[index]), 0)
  return { code: digits, usual: 10 - (sum % 11) === Number(digits[9]) }
}

/** The name of a place without what kind of place it is, folded: `Phường Tân Thành` is `tan thanh`. */
export function bareName(name: string): string {
  return fold(name).replace(/^(?:xa|phuong|thi tran|dac khu|tinh|thanh pho|tp\.?|quan|huyen|thi xa) /, '')
}

const wordSigns = new Uint8Array(128)
for (const sign of 'abcdefghijklmnopqrstuvwxyz0123456789/-') wordSigns[sign.charCodeAt(0)] = 1
const mostSigns = 40

/** Words of a text for the search: folded, parted at everything that is no letter, digit, `/` or `-`. */
export function wordsOf(text: string): string[] {
  const line = fold(text)
  const words: string[] = []
  let from = 0
  for (let at = 0; at <= line.length; at++) {
    if (at < line.length && wordSigns[line.charCodeAt(at)] === 1) continue
    if (at > from && at - from <= mostSigns) words.push(line.slice(from, at))
    from = at + 1
  }
  return words
}

/** Adds words that are not there yet: the places of a customer often share some. */
export function addWords(words: string[], more: readonly string[]): string[] {
  for (const word of more) if (!words.includes(word)) words.push(word)
  return words
}

/** What a customer is found by, in the form in which it is kept: name, address and place, marks; parted by tabs. */
export const foundText = (name: readonly string[], rest: readonly string[], marks: string): string =>
  `${name.join(' ')}\t${rest.join(' ')}\t${marks}`

export function foundBy(it: {
  readonly name: string
  readonly places: readonly string[]
  readonly kind: Kind
  readonly commune?: string | null | undefined
  readonly large?: boolean
}): string {
  const rest = it.places.reduce<string[]>((words, place) => addWords(words, wordsOf(place)), [])
  const marks = [`@${it.kind}`, ...(it.commune ? [`@${it.commune}`] : []), ...(it.large ? ['@large'] : [])]
  return foundText(wordsOf(it.name), rest, marks.join(' '))
}

/** An opaque key of a phone or e-mail: the first 16 bytes of its keyed hash (in hex), written as a UUID. */
export const foundKey = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
