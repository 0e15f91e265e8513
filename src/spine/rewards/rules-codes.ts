/**
 * A voucher's code as people read and type it: 14 characters of Crockford's base 32 (no I, L, O, U) in three groups.
 * The first names the version of the key, twelve carry 60 bits, the last checks the rest: any one wrong character and
 * any two that changed places are found without asking anybody.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const valueBy = new Map([...alphabet].map((letter, value) => [letter, value]))

/** Multiplication by x in GF(32) over x^5 + x^2 + 1, whose powers are all different. */
const timesX = (value: number): number => ((value << 1) & 31) ^ (value & 16 ? 0b00101 : 0)

/** The sum of every value times its place's power of x. */
function checkOf(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum = timesX(sum ^ value)
  return sum
}

/** What a code carries: the version of its key and two halves of 30 bits. */
export type Carried = { readonly version: number; readonly high: number; readonly low: number }

const half = (bits: number): number[] => [25, 20, 15, 10, 5, 0].map(shift => (bits >>> shift) & 31)

export function writeCode({ version, high, low }: Carried): string {
  const values = [version, ...half(high), ...half(low)]
  return [...values, checkOf(values)].map(value => alphabet[value]).join('')
}

/** As it is printed: ABCD-EFGHJ-KMNPQ. */
export const showCode = (code: string): string => [code.slice(0, 4), code.slice(4, 9), code.slice(9)].join('-')

/** What was meant by what was typed: any case, spaces and dashes left out, O for 0 and I or L for 1. */
export const tidyCode = (typed: string): string =>
  typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** Undefined when it cannot be a code: a wrong length, letter or check. */
export function readCode(typed: string): Carried | undefined {
  const values = [...tidyCode(typed)].map(letter => valueBy.get(letter) ?? -1)
  if (values.length !== 14 || values.includes(-1)) return undefined
  if (checkOf(values.slice(0, -1)) !== values[13]) return undefined
  const bits = (from: number): number => values.slice(from, from + 6).reduce((sum, value) => sum * 32 + value, 0)
  return { version: values[0] ?? 0, high: bits(1), low: bits(7) }
}
