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

/** Words of a text for the search: folded, parted at everything that is no letter, digit, `/` or `-`. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9/-]+/)
    .filter(word => word !== '' && word.length <= 40)
}

/** What a customer is found by, in the form that the index reads: name, address and place, marks; parted by tabs. */
export function foundBy(it: {
  readonly name: string
  readonly places: readonly string[]
  readonly kind: Kind
  readonly commune?: string | null | undefined
  readonly large?: boolean
}): string {
  const name = wordsOf(it.name).join(' ')
  const rest = [...new Set(it.places.flatMap(wordsOf))].join(' ')
  const marks = [`@${it.kind}`, ...(it.commune ? [`@${it.commune}`] : []), ...(it.large ? ['@large'] : [])]
  return `${name}\t${rest}\t${marks.join(' ')}`
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const dashBefore = new Set([4, 6, 8, 10])

/** An opaque key of a phone or e-mail: the first 16 bytes of its keyed hash, written as a UUID. */
export function foundKey(index: Uint8Array): string {
  let key = ''
  for (let at = 0; at < 16; at++) key += (dashBefore.has(at) ? '-' : '') + hexOf[index[at] ?? 0]
  return key
}
