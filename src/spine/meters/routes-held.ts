import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { readingWords as words } from './words-readings.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const day = z.iso.date()
/** Slots by kind of mark, in the order of the bits. */
const marked = z.array(z.number())
const month = z.object({ month: day, days: z.number(), marked })
const span = z.object({
  code: z.string(),
  name: z.string(),
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  months: z.array(z.object({ ...month.shape, kwh: z.number() })),
})

export const heldRoutes = {
  /** What is held month by month, of all customers that the caller reaches. */
  months: route({
    does: does('months'),
    at: 'GET /api/meters/held/months',
    may: 'meters.read',
    takes: z.strictObject({}),
    gives: z.object({
      months: z.array(z.object({ ...month.shape, customers: z.number(), readings: z.number(), kwh: z.number() })),
    }),
  }),
  held: route({
    does: does('held'),
    at: 'GET /api/meters/held',
    may: 'meters.read',
    takes: z.strictObject({ q: z.string().trim().max(100).optional(), after: z.string().max(40).optional() }),
    gives: z.object({
      customers: z.array(
        z.object({
          id,
          code: z.string(),
          name: z.string(),
          unit: z.string(),
          firstDay: day,
          lastDay: day,
          kwh: z.number(),
          months: z.array(month),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  /** From when to when a customer's readings reach, month by month. */
  spans: route({
    does: does('spans'),
    at: 'GET /api/meters/held/:customerId/months',
    may: 'meters.read',
    takes: z.strictObject({ customerId: id }),
    gives: span,
  }),
  /** A customer's readings: which months there are, and the days of one month as a vector. */
  curve: route({
    does: does('curve'),
    at: 'GET /api/meters/held/:customerId',
    may: 'meters.read',
    audited: true,
    takes: z.strictObject({ customerId: id, month: day.optional() }),
    gives: z.object({
      ...span.shape,
      month: day.nullable(),
      slots: z.int(),
      from: day.nullable(),
      /** kWh a slot, day after day; null where nothing was read. */
      kwh: z.array(z.number().nullable()),
      marks: z.array(z.int()),
    }),
  }),
}
