import { z } from 'zod'
import { route } from '#kit/wire'
import { block, code, does, figure, gather, role, said, saying, source, unitKey, unitKind } from './routes-parts.ts'

const activity = z.object({
  code: z.string(),
  block,
  name: said,
  /** Which kinds of unit take part. */
  kinds: z.array(unitKind),
  ended: z.boolean(),
  shipped: z.boolean(),
})
const measure = z.object({
  code: z.string(),
  activity: z.string(),
  name: said,
  unit: unitKey,
  duty: z.enum(['statutory', 'extra']),
  gather,
  role,
  of: z.string().nullable(),
  source: source.nullable(),
  usual: z.object({ low: figure, high: figure, says: z.string().nullable(), unsourced: z.boolean() }).nullable(),
  counts: z.object({ activity: z.string(), measure: z.string() }).nullable(),
  ended: z.boolean(),
  shipped: z.boolean(),
})

/** The catalogue that every edition chooses from. */
export const catalogueRoutes = {
  catalogue: route({
    does: does('catalogue'),
    at: 'GET /api/catalogue',
    may: 'editions.read',
    takes: z.strictObject({}),
    gives: z.object({ activities: z.array(activity), measures: z.array(measure), edits: z.boolean() }),
  }),
  putActivity: route({
    does: does('putActivity'),
    at: 'PUT /api/catalogue/activities/:code',
    may: 'editions.catalogue',
    takes: z.strictObject({
      code,
      block: z.enum(['business', 'social']),
      name: saying(200),
      kinds: z.array(unitKind).min(1),
      ended: z.boolean(),
    }),
    gives: z.object({}),
  }),
  putMeasure: route({
    does: does('putMeasure'),
    at: 'PUT /api/catalogue/measures/:code',
    may: 'editions.catalogue',
    takes: z.strictObject({
      code,
      activity: code,
      name: saying(200),
      unit: unitKey,
      duty: z.enum(['statutory', 'extra']),
      gather,
      /** For a cost: the measure that it pays for. */
      of: code.nullable(),
      usual: z
        .strictObject({
          low: z.int().min(0).max(1e14),
          high: z.int().min(0).max(1e14),
          says: z.string().trim().max(300).nullable(),
        })
        .nullable(),
      ended: z.boolean(),
    }),
    gives: z.object({}),
  }),
}
