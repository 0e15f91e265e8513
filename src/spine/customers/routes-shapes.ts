import { z } from 'zod'
import { day, id, kind, named } from './routes-parts.ts'
import { requestKinds, requestStates, throughs } from './rules-personal.ts'

/** A customer in a list. */
export const customerRow = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind,
  unit: named,
  address: z.string(),
  commune: z.string().nullable(),
  province: z.string().nullable(),
  phone: z.string().nullable(),
  large: z.boolean(),
  until: day.nullable(),
})
export type CustomerRow = z.infer<typeof customerRow>

/** A request about personal data, without its words. */
export const request = z.object({
  id,
  customer: named.extend({ code: z.string() }),
  unit: z.string(),
  kind: z.enum(requestKinds),
  through: z.enum(throughs),
  thirdParties: z.boolean(),
  askedOn: day,
  acknowledgeBy: day,
  dueOn: day,
  state: z.enum(requestStates),
  standing: z.enum(['closed', 'late', 'soon', 'open']),
})
export type RequestRow = z.infer<typeof request>
