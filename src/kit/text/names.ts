import { tidy } from './fold.ts'

/** A Vietnamese full name in its parts; one word alone is a given name. */
export function splitName(name: string): { readonly family: string; readonly middle: string; readonly given: string } {
  const words = tidy(name).split(' ')
  const given = words.pop() ?? ''
  const [family = '', ...middle] = words
  return { family, middle: middle.join(' '), given }
}

const collator = new Intl.Collator('vi')

/** Orders people as a Vietnamese list does: by given name, then middle names, then family name. A total order. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [splitName(a), splitName(b)]
  const order =
    collator.compare(left.given, right.given) ||
    collator.compare(left.middle, right.middle) ||
    collator.compare(left.family, right.family)
  if (order !== 0) return order
  return a < b ? -1 : a > b ? 1 : 0
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g

/** The first letters of the family and the given name, without tones: `Đỗ Thị Ước` gives `ĐƯ`. */
export function initials(name: string): string {
  const { family, given } = splitName(name)
  return [family, given]
    .map(word => [...word.normalize('NFD').replace(tones, '').normalize('NFC')][0] ?? '')
    .join('')
    .toLocaleUpperCase('vi')
}
