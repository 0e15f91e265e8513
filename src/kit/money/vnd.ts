import type { Lang } from '#kit/words'

/** The largest amount that a table holds (bigint), in đồng; the smallest is its negative. */
export const largestVnd = 2n ** 63n - 1n

const mark = /^(?:VN[DĐ]|₫|đ)\s*|\s*(?:VN[DĐ]|₫|đồng|đ)$/giu
/** Whole digits, or groups of three parted by one and the same sign. */
const digits = /^\d+$|^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*$/u

/**
 * Reads an amount in whole đồng the way people write it: `500000`, `500.000 ₫`, `500,000 VND`, `500 000 đồng`.
 * Undefined for what is no whole amount (`1,5`, `500.00`), too large, or negative where `negative` is not allowed.
 */
export function readVnd(text: string, allow: { readonly negative?: boolean } = {}): bigint | undefined {
  const clean = text
    .normalize('NFKC')
    .trim()
    .replace(/[\s\u2009]+/g, ' ')
    .replace(mark, '')
  const minus = /^[-\u2212]\s?/.test(clean)
  const bare = clean.replace(/^[-\u2212]\s?/, '')
  if (!digits.test(bare) || (minus && !allow.negative)) return undefined
  const amount = BigInt(bare.replace(/\D/g, ''))
  if (amount > largestVnd) return undefined
  return minus ? -amount : amount
}

const formats: Readonly<Record<Lang, Intl.NumberFormat>> = {
  vi: new Intl.NumberFormat('vi-VN'),
  en: new Intl.NumberFormat('en-GB'),
}

/** An amount as it is shown: `500.000 ₫` (English `500,000 ₫`), with a no-break space and a true minus. */
export function showVnd(amount: bigint, lang: Lang = 'vi'): string {
  return `${formats[lang].format(amount).replace('-', '\u2212')}\u00a0₫`
}
