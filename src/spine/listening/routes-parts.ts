import { z } from 'zod'
import type { Said } from '#kit/words'
import { caseStates, channels, eventKinds, refusalReasons, topics } from './rules.ts'
import { listeningWords } from './words.ts'

export const does = (key: keyof typeof listeningWords.vi.does): Said => ({
  vi: listeningWords.vi.does[key],
  en: listeningWords.en.does[key],
})
export const id = z.uuid()
export const day = z.iso.date()
export const done = z.object({ id })
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
/** Words of a person, over several lines. */
export const text = (most: number) =>
  z
    .string()
    .trim()
    .min(3)
    .max(most)
    .regex(/^[^\p{Cc}]*(?:[\r\n\t]+[^\p{Cc}]*)*$/u)
export const code = z.string().trim().min(1).max(40)
export const because = z.strictObject({ activity: line(40).min(1), record: id })

const commitment = z.object({
  id,
  text: z.string(),
  dueOn: day,
  unit: z.string(),
  late: z.boolean(),
  outcome: z.object({ kept: z.boolean(), text: z.string(), at: z.string(), evidenceId: id.nullable() }).nullable(),
})
export type Commitment = z.infer<typeof commitment>
export const commitments = z.array(commitment)

export const caseRow = z.object({
  id,
  text: z.string(),
  asker: z.string(),
  topic: z.enum(topics),
  channel: z.enum(channels),
  unit: z.string(),
  unitId: id,
  state: z.enum(caseStates),
  owner: z.string(),
  mine: z.boolean(),
  askedAt: z.string(),
  dueAt: z.string(),
  closedAt: z.string().nullable(),
  late: z.boolean(),
  danger: z.boolean(),
  told: z.boolean(),
})
export type CaseRow = z.infer<typeof caseRow>

export const event = z.object({
  id,
  kind: z.enum(eventKinds),
  text: z.string(),
  reason: z.enum(refusalReasons).nullable(),
  by: z.string(),
  at: z.string(),
})
