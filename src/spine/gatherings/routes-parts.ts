import { z } from 'zod'
import type { Said } from '#kit/words'
import { guestStates } from './rules.ts'
import { gatheringWords } from './words.ts'

export const does = (key: keyof typeof gatheringWords.vi.does): Said => ({
  vi: gatheringWords.vi.does[key],
  en: gatheringWords.en.does[key],
})
export const id = z.uuid()
export const done = z.object({ id })
/** A person's or a company's name, on one line. */
export const guestName = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u)
export const device = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\w-]*$/)

export const session = z.object({
  id,
  title: z.string(),
  place: z.string(),
  unit: z.string(),
  unitId: id,
  activity: z.string(),
  record: id,
  startsAt: z.string(),
  endsAt: z.string(),
  closesAt: z.string(),
  capacity: z.int(),
  confirmed: z.int(),
  held: z.int(),
  leased: z.int(),
  waiting: z.int(),
  present: z.int(),
  ended: z.boolean(),
})
export type Session = z.infer<typeof session>

export const registration = z.object({
  id,
  no: z.int(),
  guest: z.string(),
  invitedAs: z.string().nullable(),
  state: z.enum(guestStates),
  present: z.boolean(),
})
export type Registration = z.infer<typeof registration>
