import { z } from 'zod'
import { route } from '#kit/wire'
import { day, done, id, line, said } from './routes-parts.ts'
import { categories, relations } from './rules-household.ts'

const person = z.object({
  id,
  name: z.string(),
  born: z.int().nullable(),
  relation: z.enum(relations),
  from: day,
  until: day.nullable(),
})
const mark = z.object({
  id,
  /** Null for what is said of the whole household. */
  person: id.nullable(),
  category: z.enum(categories),
  issuer: z.string(),
  paper: z.string(),
  from: day,
  until: day.nullable(),
  endedOn: day.nullable(),
  holds: z.boolean(),
})
export const household = z.object({ persons: z.array(person), marks: z.array(mark) })
export type Household = z.infer<typeof household>

/** Who lives in a household and which legal categories it has. Each look is in the audit. */
export const householdRoutes = {
  household: route({
    does: said('household'),
    at: 'GET /api/customers/:id/household',
    may: 'customers.welfare',
    takes: z.strictObject({ id }),
    gives: household,
    audited: true,
  }),
  addPerson: route({
    does: said('addPerson'),
    at: 'POST /api/customers/:id/household/persons',
    may: 'customers.household',
    takes: z.strictObject({
      id,
      name: line(120).min(2),
      born: z.int().min(1900).max(2100).optional(),
      relation: z.enum(relations),
      from: day,
    }),
    gives: done,
  }),
  endPerson: route({
    does: said('endPerson'),
    at: 'POST /api/customers/household/persons/:id/end',
    may: 'customers.household',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  addMark: route({
    does: said('addMark'),
    at: 'POST /api/customers/:id/household/marks',
    may: 'customers.household',
    takes: z.strictObject({
      id,
      person: id.optional(),
      category: z.enum(categories),
      issuer: line(120).min(2),
      paper: line(120).min(1),
      from: day,
      until: day.optional(),
    }),
    gives: done,
  }),
  endMark: route({
    does: said('endMark'),
    at: 'POST /api/customers/household/marks/:id/end',
    may: 'customers.household',
    takes: z.strictObject({ id }),
    gives: done,
  }),
}
