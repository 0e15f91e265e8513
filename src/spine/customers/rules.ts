import { fold } from '#kit/text'

/** What a supply is for. Not to be taken for a unit of the group. */
export const kinds = ['household', 'production', 'business', 'administrative', 'other'] as const
export type Kind = (typeof kinds)[number]

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

/** An opaque key of a phone or e-mail: the first 16 bytes of its keyed hash, written as a UUID. */
export function foundKey(index: Uint8Array): string {
  const hex = Array.from(index.subarray(0, 16), byte => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
