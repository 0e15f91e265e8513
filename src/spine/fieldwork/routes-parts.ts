import { z } from 'zod'
import type { Said } from '#kit/words'
import { channels, workStates } from './rules.ts'
import { fieldworkWords as words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
export const id = z.uuid()
export const day = z.iso.date()
export const moment = z.iso.datetime({ offset: true })
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
/** Words of a person, over several lines. */
export const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*(?:[\r\n\t]+[^\p{Cc}]*)*$/u)
export const kindName = z.string().regex(/^[a-z][a-z-]{1,40}\.[a-z][a-z-]{1,40}$/)
export const answer = z.union([line(0, 300), z.number()])
export const said = z.object({ vi: z.string(), en: z.string() })

const named = { name: z.string(), says: said }
const limit = z.number().optional()
/** A kind as a request keeps it; the same shape as WorkKind of kit/wire. */
export const form = z.object({
  ...named,
  about: said,
  fields: z.array(
    z.object({
      ...named,
      needed: z.boolean(),
      takes: z.union([
        z.object({ kind: z.literal('line'), most: z.number() }),
        z.object({ kind: z.literal('choice'), of: z.array(z.object(named)) }),
        z.object({ kind: z.literal('number'), unit: z.string(), least: z.number(), most: z.number() }),
      ]),
    }),
  ),
  promise: z.object({
    minutes: z.number(),
    counts: z.enum(['working', 'always']),
    source: said,
    confirmed: z.boolean(),
  }),
  permit: z.boolean(),
  checks: z.array(z.object(named)),
  readings: z.array(
    z.object({
      ...named,
      unit: z.string(),
      decimals: z.number(),
      least: z.number(),
      most: z.number(),
      safe: z.object({ from: limit, until: limit }).optional(),
      needed: z.boolean(),
    }),
  ),
  photos: z.array(z.object({ ...named, needed: z.boolean() })),
  counts: z.array(z.object({ measure: z.string(), reading: z.string().optional() })),
  countsInTime: z.string().optional(),
})

export const clock = z.enum(['running', 'paused', 'kept', 'broken'])
/** One request as lists show it. */
export const request = z.object({
  id,
  code: z.string(),
  kind: z.string(),
  says: said,
  unitId: id,
  unit: z.string(),
  name: z.string(),
  address: z.string(),
  state: z.enum(workStates),
  channel: z.enum(channels),
  askedAt: z.string(),
  dueAt: z.string(),
  clock,
  crew: z.string().nullable(),
  day: day.nullable(),
})
export type WorkRequest = z.infer<typeof request>

export const permit = z.object({
  number: z.string(),
  outageFrom: z.string(),
  outageUntil: z.string(),
  isolation: z.string(),
})
