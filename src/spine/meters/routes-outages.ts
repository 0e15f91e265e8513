import { z } from 'zod'
import { route } from '#kit/wire'
import { meterWords as words } from './words.ts'

const id = z.uuid()
const day = z.iso.date()

export const outage = z.object({
  id,
  number: z.string(),
  unit: z.string(),
  fromAt: z.string(),
  untilAt: z.string().nullable(),
  planned: z.boolean(),
  cause: z.enum(['maintenance', 'fault', 'storm', 'overload', 'safety', 'other']),
  area: z.string(),
  customers: z.int().nullable(),
  /** The import that it came by. */
  load: id,
})

/** What narrows the list: the same for what is shown and for what is taken out. `unitId`: with all below it. */
const filters = {
  unitId: id.optional(),
  from: day.optional(),
  until: day.optional(),
  planned: z.enum(['yes', 'no']).optional(),
}

export const outageRoutes = {
  outages: route({
    does: { vi: words.vi.does.outages, en: words.en.does.outages },
    at: 'GET /api/meters/outages',
    may: 'meters.read',
    takes: z.strictObject({ ...filters, after: id.optional() }),
    gives: z.object({
      outages: z.array(outage),
      /** How many there are, and how often a customer was without supply, over all pages. */
      found: z.int(),
      customers: z.string(),
      next: id.nullable(),
    }),
  }),
  outagesSheet: route({
    does: { vi: words.vi.does.outagesSheet, en: words.en.does.outagesSheet },
    at: 'GET /api/meters/outages/sheet',
    may: 'meters.read',
    takes: z.strictObject({ ...filters, as: z.enum(['csv', 'xlsx']) }),
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.base64() }),
    audited: true,
    rate: 'heavy',
  }),
}
