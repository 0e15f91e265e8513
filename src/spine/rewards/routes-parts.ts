import { z } from 'zod'
import type { Said } from '#kit/words'
import { awardStates, itemKinds, partyKinds, payerSources, runStates } from './rules.ts'
import { rewardWords as words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })

export const id = z.uuid()
export const day = z.iso.date()
/** Whole đồng, or whole pieces, as decimal text. */
export const amount = z.string().regex(/^\d{1,15}$/)
export const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
export const code = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
export const saying = z.strictObject({ vi: text(2, 200), en: text(2, 200) })
export const said = z.object({ vi: z.string(), en: z.string() })
export const reason = text(3, 500)
export const itemKind = z.enum(itemKinds)
export const partyKind = z.enum(partyKinds)
export const runState = z.enum(runStates)
export const awardState = z.enum(awardStates)
export const payer = z.strictObject({
  source: z.enum(payerSources),
  shareBp: z.int().min(1).max(10_000),
  mostVnd: amount.optional(),
})

export const item = z.object({
  id,
  kind: itemKind,
  name: said,
  pieceVnd: amount,
  validDays: z.number().nullable(),
  unit: z.string(),
})
export type Item = z.infer<typeof item>

export const run = z.object({
  id,
  unitId: id,
  unit: z.string(),
  title: said,
  activity: z.string(),
  criterion: z.string(),
  period: z.string(),
  source: z.enum(['list', 'recognition']),
  item,
  awards: z.number(),
  valueVnd: amount,
  state: runState,
  /** How many signed, and how many must. */
  signed: z.number(),
  needed: z.number(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  /** Whether the caller proposed it, or signed it already: then somebody else must. */
  mine: z.boolean(),
})
export type Run = z.infer<typeof run>

export const award = z.object({
  id,
  runId: id,
  unit: z.string(),
  partyKind,
  party: z.string(),
  customerId: id.nullable(),
  pieces: amount,
  valueVnd: amount,
  why: z.string().nullable(),
  state: awardState,
})
export type Award = z.infer<typeof award>
