import type { Lang } from '#kit/words'

const locale = (lang: Lang): string => (lang === 'vi' ? 'vi-VN' : 'en-GB')
const trueMinus = (text: string): string => text.replace('-', '\u2212')

/** A count with its thousands: 1.237.105 (vi), 1,237,105 (en). */
export function showCount(value: number | bigint, lang: Lang): string {
  return trueMinus(new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 0 }).format(value))
}

/** A share as a percentage, one decimal where it has one: 72,4 %. */
export function showPercent(share: number, lang: Lang): string {
  const percent = new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 1 }).format(share * 100)
  return `${trueMinus(percent)}\u00a0%`
}
