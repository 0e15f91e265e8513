import { z } from 'zod'
import { vndAtLeast, vndText } from '#kit/money'
import type { Said } from '#kit/words'
import { criteriaStates, decisionKinds, decisionReasons, outcomes, runStates, throughs } from './rules.ts'
import { recognitionWords as words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
export const id = z.uuid()
export const one = z.strictObject({ id })
export const day = z.iso.date()
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Name of a kind, ground, setting, verdict, reason. */
export const name = z.string().regex(/^[a-z][A-Za-z0-9_-]{0,60}$/)
export const count = z.int().min(0)
/** Words of a person; tabs and breaks stay, other control characters do not. */
export const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}]*(?:[\t\n\r][^\p{Cc}]*)*$/u)
export const nothing = z.object({})
export const made = z.object({ id })

/** Setting -> number. Bounds and completeness are the kind's, judged where its declaration is. */
export const settingsTaken = z.record(name, z.number().min(-1e9).max(1e9))
export const settings = z.record(z.string(), z.number())
const thanksWords = text(2, 500)
/** How one ground is thanked: in words, and what it may cost a party (a hint: rewards decide what is given). */
export const thanksTaken = z
  .array(z.strictObject({ ground: name, words: thanksWords, amountVnd: vndAtLeast(0n).optional() }))
  .min(1)
  .max(10)
export const thanks = z.array(z.object({ ground: z.string(), words: z.string(), amountVnd: vndText.nullable() }))
export type Thanks = z.infer<typeof thanks>[number]

export const criteriaState = z.enum(criteriaStates)
export const runState = z.enum(runStates)
export const decisionKind = z.enum(decisionKinds)
export const decisionReason = z.enum(decisionReasons)
export const through = z.enum(throughs)
export const outcome = z.enum(outcomes)

/** What one version of criteria says. Days are working days. */
export const criteriaContent = z.object({
  title: z.string(),
  note: z.string(),
  settings,
  thanks,
  objectDays: z.number(),
  answerDays: z.number(),
})
export const criteriaTaken = {
  title: text(3, 200),
  note: text(0, 4000),
  settings: settingsTaken,
  thanks: thanksTaken,
  objectDays: z.int().min(1).max(60),
  answerDays: z.int().min(1).max(60),
}

export const step = z.object({ step: z.string(), reason: z.string().nullable(), by: z.string(), at: z.string() })
export const figures = z.record(z.string(), z.number().nullable())
const label = z.object({ name: z.string(), says: z.string() })
/** A kind of recognition in the caller's language. Units are keys of kit/units. */
export const kind = z.object({
  name: z.string(),
  activity: z.string(),
  says: z.string(),
  grounds: z.array(label.extend({ explains: z.string() })),
  settings: z.array(
    label.extend({
      unit: z.string().nullable(),
      least: z.number(),
      most: z.number(),
      step: z.number(),
      usual: z.number(),
    }),
  ),
  figures: z.array(label.extend({ unit: z.string(), decimals: z.number().nullable() })),
  columns: z.array(z.string()),
  verdicts: z.array(label.extend({ tone: z.enum(['ok', 'warn', 'mute']) })),
  reasons: z.array(label),
  energy: z.string().nullable(),
})
/** A threshold with its words; a switch holds (1) or does not (0). */
export const settingSaid = label.extend({ unit: z.string().nullable(), value: z.number(), switch: z.boolean() })
export type Kind = z.infer<typeof kind>

/** What became of how many; sums of fewer than five parties are null. */
export const tally = z.object({
  candidates: z.number(),
  byVerdict: z.record(z.string(), z.number()),
  byGround: z.record(z.string(), z.number()),
  recognised: z.number(),
  kwh: z.number().nullable(),
  costVnd: vndText,
})
export type Tally = z.infer<typeof tally>

export const trial = z.object({
  no: z.number(),
  by: z.string(),
  at: z.string(),
  settings,
  amounts: z.record(z.string(), vndText),
  result: tally,
})
export type Trial = z.infer<typeof trial>
