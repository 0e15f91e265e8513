import { z } from 'zod'
import { deciders, encodings, legacies, rowColumn, separators, states } from './rules.ts'

export const id = z.uuid()
export const day = z.iso.date()
const count = z.int().min(0).max(1_000_000_000)
/** A name of an intake or of a column. */
export const word = z.string().regex(/^[a-z][A-Za-z0-9_-]{0,60}$/)
const columnName = z.string().regex(new RegExp(`^(?:${rowColumn}|[a-z][A-Za-z0-9_-]{0,60})$`))
export const decimal = z.string().regex(/^-?\d{1,18}(?:\.\d{1,6})?$/)
export const label = z.string().trim().min(2).max(100)
export const fileName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^/\\\p{Cc}]+$/u)

export const readingTaken = z.strictObject({
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  legacy: z.enum(legacies).optional(),
  numbers: z.enum(['vi', 'en', 'unsaid']),
  head: z.int().min(1).max(40),
  columns: z.record(columnName, z.int().min(0).max(999)),
})

export const statedTaken = z.strictObject({
  rows: count.optional(),
  sums: z.record(word, decimal).optional(),
})

export const state = z.enum(states)
export const decides = z.enum(deciders)
const line = z.object({
  what: z.string(),
  says: z.string(),
  unit: z.string().nullable(),
  stated: z.string().nullable(),
  found: z.string(),
  good: z.string(),
  agrees: z.boolean().nullable(),
})
export const found = z.object({
  rows: count,
  good: count,
  bad: count,
  noted: count,
  mended: count,
  lines: z.array(line),
  reasons: z.array(
    z.object({ reason: z.string(), column: z.string(), says: z.string(), refused: z.boolean(), rows: count }),
  ),
})
export const loadRow = z.object({
  id,
  intake: z.string(),
  kind: z.string(),
  name: z.string(),
  source: z.string().nullable(),
  unit: z.string(),
  state,
  rows: count.nullable(),
  bad: count.nullable(),
  corrects: id.nullable(),
  broughtBy: z.string().nullable(),
  broughtAt: z.string(),
})
export const step = z.object({
  state,
  by: z.string().nullable(),
  at: z.string(),
  reason: z.string().nullable(),
  numbers: z.record(z.string(), z.number()),
})
export const finding = z.object({
  row: count,
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  says: z.string(),
  refused: z.boolean(),
})
export const source = z.object({
  id,
  name: z.string(),
  unitId: id,
  unit: z.string(),
  intake: z.string(),
  kind: z.string(),
  decides,
  folder: z.string().nullable(),
  numbered: z.boolean(),
  open: z.boolean(),
  loads: count,
  lastAt: z.string().nullable(),
  lastNumber: z.int().nullable(),
  columns: z.array(z.string()),
})
export const kind = z.object({
  name: z.string(),
  says: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      says: z.string(),
      kind: z.string(),
      required: z.boolean(),
      unit: z.string().nullable(),
      choices: z.array(z.string()),
    }),
  ),
})
