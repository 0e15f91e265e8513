import { z } from 'zod'
import { kinds } from './rules.ts'
import { customerWords } from './words.ts'

export const day = z.iso.date()
export const id = z.uuid()
/** The keyed index of a contact point: sixteen bytes, of no version. */
export const key = z.guid()
export const kind = z.enum(kinds)
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
/** Words of a person, over several lines. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*(?:[\r\n\t][^\p{Cc}]*)*$/u)
export const named = z.object({ id, name: z.string() })
export const done = z.object({ id })

/** The audit sentence of a route, in both languages. */
export const said = (key: keyof (typeof customerWords.vi)['does']) => ({
  vi: customerWords.vi.does[key],
  en: customerWords.en.does[key],
})
