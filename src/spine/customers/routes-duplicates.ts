import { z } from 'zod'
import { route } from '#kit/wire'
import { id, line, said } from './routes-parts.ts'
import { customerRow } from './routes-shapes.ts'

export const pair = z.object({
  a: customerRow,
  b: customerRow,
  why: z.enum(['phone', 'name_place', 'name']),
  score: z.int(),
  decision: z.enum(['same', 'different']).nullable(),
  decidedBy: z.string().nullable(),
})
export type Pair = z.infer<typeof pair>

export const duplicateRoutes = {
  duplicates: route({
    does: said('duplicates'),
    at: 'GET /api/customers/duplicates',
    may: 'customers.match',
    takes: z.strictObject({ state: z.enum(['open', 'decided']).default('open'), after: line(90).optional() }),
    gives: z.object({ pairs: z.array(pair), next: z.string().nullable() }),
  }),
  findDuplicates: route({
    does: said('findDuplicates'),
    at: 'POST /api/customers/duplicates/find',
    may: 'customers.match',
    takes: z.strictObject({}),
    /** The errand that looks, by its id; in the end it answers how many pairs it `found`. */
    gives: z.object({ errand: id }),
  }),
  decideSame: route({
    does: said('decideSame'),
    at: 'POST /api/customers/duplicates',
    may: 'customers.match',
    takes: z.strictObject({ a: id, b: id, decision: z.enum(['same', 'different', 'undone']) }),
    gives: z.object({ a: id, b: id }),
  }),
}
