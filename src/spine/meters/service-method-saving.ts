import { z } from 'zod'
import type { SavingRule } from './rules-saving-method.ts'

const share = z.number().min(0).max(1)
const month = z.int().min(1).max(12)

/** The rule of a contest as data from outside: what `SavingRule` says, each setting known and within its range. */
export const savingSchema: z.ZodType<SavingRule> = z.strictObject({
  name: z.string().trim().min(1).max(80),
  months: z.strictObject({ from: month, to: month }).optional(),
  line: share,
  everyMonth: z.boolean(),
  leastMonthKwh: z.number().min(0),
  absent: share,
  leaveOutOdd: z.boolean(),
  leastShare: share,
  leastMonths: z.int().min(1).max(12),
  neighbours: z.strictObject({ least: z.int().min(8).max(1000), passes: z.int().min(0).max(5) }).optional(),
  before: z.strictObject({ months: z.int().min(2).max(12), fall: share, rise: share }).optional(),
  gate: z
    .strictObject({
      times: z.number().positive(),
      floor: share,
      limit: share,
      drift: share,
      shrink: z.number().min(0),
      breakShare: share,
      breakTimes: z.number().positive(),
    })
    .optional(),
})
