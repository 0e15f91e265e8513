import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { errandWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const value = z.union([z.string(), z.number(), z.boolean()])

/**
 * One errand. `done` of `of` pieces; `of` is null while the amount is not known. `answer` is what the work gave
 * (ids and counts, by the noun's own names), `problem` why it is not done, in the caller's language.
 */
const errand = z.object({
  id,
  job: z.string(),
  says: z.string(),
  state: z.enum(['waiting', 'running', 'stopping', 'done', 'cancelled', 'failed']),
  done: z.number(),
  of: z.number().nullable(),
  askedAt: z.string(),
  endedAt: z.string().nullable(),
  answer: z.record(z.string(), value).nullable(),
  problem: z.object({ code: z.string(), title: z.string() }).nullable(),
})
export type ErrandRow = z.infer<typeof errand>

/** Long work as its asker sees it: the latest, one by its id, and stopping it. */
export const errandRoutes = {
  mine: route({
    does: does('mine'),
    at: 'GET /api/errands',
    may: 'staff',
    takes: z.strictObject({}),
    gives: z.object({ errands: z.array(errand) }),
  }),
  one: route({
    does: does('one'),
    at: 'GET /api/errands/:id',
    may: 'staff',
    takes: z.strictObject({ id }),
    gives: errand,
  }),
  cancel: route({
    does: does('cancel'),
    at: 'POST /api/errands/:id/cancel',
    may: 'staff',
    takes: z.strictObject({ id }),
    gives: z.object({}),
  }),
}
