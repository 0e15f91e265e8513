import type { Lang } from '#kit/words'

const locale = (lang: Lang): string => (lang === 'vi' ? 'vi-VN' : 'en-GB')
const made = new Map<string, Intl.NumberFormat>()

/** Formats are costly to make and asked for thousands of times on a long list. */
function formatOf(lang: Lang, decimals: number): Intl.NumberFormat {
  const key = `${lang} ${decimals}`
  const format =
    made.get(key) ?? new Intl.NumberFormat(locale(lang), { maximumFractionDigits: decimals, signDisplay: 'negative' })
  made.set(key, format)
  return format
}

/** A number with its thousands: 1.234,5 (vi), 1,234.5 (en); a true minus, at most so many decimals (2). */
export function showNumber(value: number | bigint, lang: Lang, decimals = 2): string {
  return formatOf(lang, decimals).format(value).replace('-', '\u2212')
}

/** A count with its thousands: 1.237.105 (vi), 1,237,105 (en). */
export function showCount(value: number | bigint, lang: Lang): string {
  return showNumber(value, lang, 0)
}

/** A share as a percentage, one decimal where it has one: 72,4 %. */
export function showPercent(share: number, lang: Lang): string {
  return `${showNumber(share * 100, lang, 1)}\u00a0%`
}

const sizes: readonly { readonly from: number; readonly vi: string; readonly en: string }[] = [
  { from: 1e12, vi: 'nghìn tỷ', en: 'trillion' },
  { from: 1e9, vi: 'tỷ', en: 'billion' },
  { from: 1e6, vi: 'triệu', en: 'million' },
]

/** A large number in short: 31,2 triệu, 1,5 tỷ (en: 31.2 million, 1.5 billion); in full below a million. */
export function showShort(value: number | bigint, lang: Lang): string {
  const number = Number(value)
  // Half a tenth below counts as the size: 999.960.000 is 1 tỷ, not 1.000 triệu.
  const size = sizes.find(({ from }) => Math.abs(number) >= from - from / 20_000)
  if (!size) return showCount(value, lang)
  return `${showNumber(number / size.from, lang, 1)}\u00a0${size[lang]}`
}

/**
 * Reads a number the way people write it in Vietnam: `1.234,5`, `1 234,5`, `12,5`, `-3`. A single dot that parts no
 * thousands is a decimal point (`12.5`). Undefined when it is no number.
 */
export function readNumber(text: string): number | undefined {
  const clean = text.normalize('NFKC').replace('\u2212', '-').trim()
  const grouped = /^(-?)(\d{1,3}(?:[. ]\d{3})+)(?:,(\d+))?$/.exec(clean)
  if (grouped) return Number(`${grouped[1]}${grouped[2]?.replace(/\D/g, '')}.${grouped[3] ?? 0}`)
  const plain = /^(-?\d{1,15})(?:[.,](\d{1,15}))?$/.exec(clean)
  return plain ? Number(`${plain[1]}.${plain[2] ?? 0}`) : undefined
}
