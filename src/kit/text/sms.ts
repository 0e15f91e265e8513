/** The letters of GSM 03.38 that take one place, and those that take two (an escape before them). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')

/**
 * How large a text is as an SMS: in GSM-7 (160 letters, 153 each once it is parted) or, when one letter is outside
 * it, in UCS-2 (70, then 67). `units` are places used, `segments` what is paid for; an empty text has none.
 */
export type SmsSize = { readonly encoding: 'GSM-7' | 'UCS-2'; readonly units: number; readonly segments: number }

/** Letters are not cut: one of two places that does not fit moves to the next segment whole. */
function segmentsOf(widths: readonly number[], alone: number, parted: number): { units: number; segments: number } {
  const units = widths.reduce((sum, width) => sum + width, 0)
  if (units <= alone) return { units, segments: units === 0 ? 0 : 1 }
  let [segments, used] = [1, 0]
  for (const width of widths) {
    if (used + width > parted) {
      segments += 1
      used = 0
    }
    used += width
  }
  return { units, segments }
}

/** Counts the segments of an SMS. */
export function smsSize(text: string): SmsSize {
  const letters = [...text]
  if (letters.every(letter => basic.has(letter) || extended.has(letter)))
    return {
      encoding: 'GSM-7',
      ...segmentsOf(
        letters.map(letter => (extended.has(letter) ? 2 : 1)),
        160,
        153,
      ),
    }
  return {
    encoding: 'UCS-2',
    ...segmentsOf(
      letters.map(letter => letter.length),
      70,
      67,
    ),
  }
}

const replacements: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '₫': 'd',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '•': '-',
  '·': '-',
  '\u2212': '-',
}

/**
 * The text without diacritics, in letters that an SMS of 160 holds; capitals and lines stay. What has no such letter
 * is left out.
 */
export function foldForSms(text: string): string {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  return [...plain]
    .map(letter => replacements[letter] ?? letter)
    .filter(letter => basic.has(letter) || extended.has(letter))
    .join('')
}
