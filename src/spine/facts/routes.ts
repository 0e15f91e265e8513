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
}
