import { z } from 'zod'
import { route } from '#kit/wire'
import { factWords as words } from './words.ts'

const id = z.uuid()
const grade = z.enum(['declared', 'recorded', 'proven'])
export type Grade = z.infer<typeof grade>
const name = z.string().regex(/^[a-z][a-z-]{1,40}$/)

export const factRoutes = {
  /** A figure and the records it is made of: 50 a page, newest first. */
  figure: route({
    does: { vi: words.vi.does.figure, en: words.en.does.figure },
    at: 'GET /api/facts/figure',
    may: 'facts.read',
    takes: z.strictObject({ edition: id, activity: name, measure: name, after: id.optional() }),
    gives: z.object({
      total: z.number(),
      byGrade: z.object({ declared: z.number(), recorded: z.number(), proven: z.number() }),
      records: z.array(
        z.object({
          id,
          unit: z.string(),
          day: z.iso.date(),
          quantity: z.number(),
          grade,
          record: id,
          joint: z.boolean(),
        }),
      ),
      next: id.nullable(),
    }),
  }),
  /**
   * What each unit itself counted in an edition, for measure after measure: `quantity` beside `units`. Sums over subtrees
   * are made where the tree is (rollUp of the editions' rules); a joint subject counts at the unit that owns it.
   */
  progress: route({
    does: { vi: words.vi.does.progress, en: words.en.does.progress },
    at: 'GET /api/facts/progress',
    may: 'facts.read',
    takes: z.strictObject({ edition: id, by: z.enum(['edition', 'month']).optional() }),
    gives: z.object({
      measures: z.array(
        z.object({
          activity: z.string(),
          measure: z.string(),
          /** `2026-12` when asked by month, otherwise null. */
          month: z.string().nullable(),
          units: z.array(id),
          quantity: z.array(z.number()),
        }),
      ),
    }),
  }),
}
