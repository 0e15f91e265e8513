import { z } from 'zod'
import type { Method } from './rules-method.ts'

const share = z.number().min(0).max(1)
const days = z.int().min(1).max(400)
const before = z.strictObject({ from: z.number().positive().max(24), until: z.number().min(0).max(23) })
const after = z.strictObject({ from: z.number().min(0).max(23), until: z.number().positive().max(24) })

const daysRule = z.strictObject({
  pick: z.enum(['all', 'high', 'middle']),
  x: z.int().min(0).max(400),
  y: z.int().min(0).max(400),
  like: z.enum(['kind', 'weekday', 'any']),
  lookBackDays: days.optional(),
  lookBackAlike: days.optional(),
  halfLifeDays: z.number().positive().optional(),
  leaveOut: z
    .strictObject({
      among: days,
      under: z.number().min(0).optional(),
      over: z.number().positive().optional(),
      passes: z.int().min(1).max(5).optional(),
    })
    .optional(),
  least: days.optional(),
})

const adjust = z.strictObject({
  kind: z.enum(['none', 'multiply', 'add']),
  before: before.optional(),
  after: after.optional(),
  notBeforeHour: z.number().min(0).max(23).optional(),
  low: z.number().positive().optional(),
  high: z.number().positive().optional(),
  powerDown: share.optional(),
  powerUp: share.optional(),
  morningPowerDown: share.optional(),
  morningPowerUp: share.optional(),
})

const error = z.strictObject({
  halfLifeDays: z.number().positive(),
  most: z.number().positive().max(3).optional(),
  unusual: z.number().min(0),
  intervalTimes: z.number().positive(),
})

const gate = z.strictObject({
  times: z.number().positive(),
  floor: share,
  limit: z.number().positive(),
  leastHistory: z.int().min(1),
})
const seasonGate = z.strictObject({
  times: z.number().positive(),
  morningTimes: z.number().positive().optional(),
  floor: share,
  limit: z.number().positive(),
  leastEvents: z.int().min(1),
  leastHistory: z.int().min(1).optional(),
  beside: z.strictObject({ leastDays: z.int().min(5), marginDays: z.int().min(0).max(120) }).optional(),
  span: z
    .strictObject({
      power: share,
      times: z.number().positive(),
      limit: z.number().positive(),
      leastEvents: z.int().min(1),
      leastDays: z.int().min(5),
      marginDays: z.int().min(0).max(120),
      newDays: z.int().min(0).max(400),
    })
    .optional(),
})

const reading = z.enum(['mean', 'highest-slot', 'highest-hour'])

/** A rule as data from outside: what `Method` says, each setting known and within its range. */
export const methodSchema: z.ZodType<Method> = z.strictObject({
  name: z.string().trim().min(1).max(80),
  reference: z.enum(['days', 'same-day', 'alike-days']),
  days: daysRule,
  adjust,
  reading: z.strictObject({ days: reading, event: reading, before: before.optional(), ownDay: z.boolean().optional() }),
  leastKw: z.number().min(0).optional(),
  error,
  gate: gate.optional(),
  season: seasonGate.optional(),
  line: share,
})
