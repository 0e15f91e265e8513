const names = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const nameOf = (digit: number): string => names[digit] ?? ''

/** One after a round ten is `mốt`, four `tư`; five after any ten is `lăm`. */
function lastDigit(tens: number, ones: number): string {
  if (ones === 1 && tens > 1) return 'mốt'
  if (ones === 4 && tens > 1) return 'tư'
  if (ones === 5 && tens > 0) return 'lăm'
  return nameOf(ones)
}

/** Three digits; inside a number (`after` others) a missing hundred is read `không trăm`, a missing ten `linh`. */
function threeDigits(value: number, after: boolean): string[] {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const words: string[] = []
  if (hundreds > 0 || after) words.push(nameOf(hundreds), 'trăm')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(nameOf(tens), 'mươi')
  if (tens === 0 && ones > 0 && words.length > 0) words.push('linh')
  if (ones > 0) words.push(lastDigit(tens, ones))
  return words
}

const groups = [
  [1_000_000, 'triệu'],
  [1000, 'nghìn'],
  [1, ''],
] as const

/** Below a thousand million; groups of zeros are passed over. */
function nineDigits(value: number, after: boolean): string[] {
  const words: string[] = []
  for (const [size, name] of groups) {
    const group = Math.floor(value / size) % 1000
    if (group === 0) continue
    words.push(...threeDigits(group, after || words.length > 0))
    if (name) words.push(name)
  }
  return words
}

const billion = 1_000_000_000n

function wordsOf(value: bigint, after: boolean): string[] {
  if (value < billion) return nineDigits(Number(value), after)
  return [...wordsOf(value / billion, after), 'tỷ', ...wordsOf(value % billion, true)]
}

/** An amount in words, as papers carry it: 500000n is `năm trăm nghìn đồng`. */
export function vndInWords(amount: bigint): string {
  if (amount === 0n) return 'không đồng'
  const words = wordsOf(amount < 0n ? -amount : amount, false)
  return [...(amount < 0n ? ['âm'] : []), ...words, 'đồng'].join(' ')
}
