import { z } from 'zod'
import type { Said } from '#kit/words'
import { words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
export const id = z.uuid()
export const day = z.iso.date()
/** ISO 8601 with its offset. */
export const moment = z.iso.datetime({ offset: true })
/** One line that a person types: no control characters. */
export const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
export const named = z.object({ id, name: z.string() })
export const pasted = z.string().min(1).max(400_000)
/** What was read of a paste: how many rows, which could not be, how many were written. */
export const pasteAnswer = z.object({
  rows: z.int(),
  wrong: z.array(z.object({ line: z.int(), column: z.string(), says: z.string() })),
  written: z.int(),
})
