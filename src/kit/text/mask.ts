import { tidy } from './fold.ts'
import { readPhone } from './phone.ts'

/** How many stars stand for what is hidden; fixed, so that the length tells nothing. */
const stars = '***'

/** A person's name for a public list: family name and first letters of the rest. `Nguyễn Thị Ánh` is `Nguyễn T. Á.` */
export function maskName(name: string): string {
  const words = tidy(name).split(' ')
  const first = words.length > 1 ? [words[0]] : []
  const rest = words.slice(first.length).map(word => `${[...word][0] ?? ''}.`)
  return [...first, ...rest].join(' ')
}

/** The last three digits of a number, in today's form; what is no number is hidden whole. */
export function maskPhone(text: string): string {
  const phone = readPhone(text)
  return phone ? maskNational(phone.national) : stars
}

/** The same of a number that is in its national form already. */
export const maskNational = (national: string): string => stars + national.slice(-3)

/** A customer code for a public view: the two letters of its origin and the last three signs. */
export function maskCode(code: string): string {
  const clean = tidy(code)
  return clean.length < 8 ? stars : `${clean.slice(0, 2)}${stars}${clean.slice(-3)}`
}
