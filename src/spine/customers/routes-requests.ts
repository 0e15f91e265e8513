import { z } from 'zod'
import { route } from '#kit/wire'
import { household } from './routes-household.ts'
import { done, id, line, said, words } from './routes-parts.ts'
import { request } from './routes-shapes.ts'
import { requestKinds } from './rules-personal.ts'

/** All that is kept on a customer, in the clear: for the person it is about. */
export const kept = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  unit: z.string(),
  address: z.string(),
  place: z.string(),
  since: z.string(),
  until: z.string().nullable(),
  enterprise: z.object({ name: z.string(), taxCode: z.string() }).nullable(),
  contacts: z.array(z.object({ kind: z.string(), value: z.string(), from: z.string(), until: z.string().nullable() })),
  representatives: z.array(
    z.object({ name: z.string(), role: z.string(), evidence: z.string(), from: z.string(), until: z.string() }),
  ),
  contracts: z.array(z.object({ number: z.string(), from: z.string(), until: z.string().nullable() })),
  points: z.array(z.object({ code: z.string(), meter: z.string() })),
  former: z.array(z.object({ what: z.string(), value: z.string(), until: z.string() })),
  consents: z.array(
    z.object({
      purpose: z.string(),
      channel: z.string(),
      given: z.boolean(),
      at: z.string(),
      how: z.string(),
      textVersion: z.string(),
    }),
  ),
})
export type Kept = z.infer<typeof kept>

export const requestRoutes = {
  requests: route({
    does: said('requests'),
    at: 'GET /api/customers/requests',
    may: 'customers.requests',
    takes: z.strictObject({
      state: z.enum(['open', 'closed']).default('open'),
      kind: z.enum(requestKinds).optional(),
      after: line(60).optional(),
    }),
    gives: z.object({ requests: z.array(request), late: z.int(), next: z.string().nullable() }),
  }),
  request: route({
    does: said('request'),
    at: 'GET /api/customers/requests/:id',
    may: 'customers.requests',
    takes: z.strictObject({ id }),
    gives: request.extend({
      text: z.string(),
      mayExtend: z.boolean(),
      /** The days are settings that nobody has checked against the law yet. */
      confirmed: z.boolean(),
      steps: z.array(
        z.object({
          step: z.string(),
          at: z.string(),
          by: z.string().nullable(),
          text: z.string(),
          until: z.string().nullable(),
          rows: z.int().nullable(),
        }),
      ),
    }),
    audited: true,
  }),
  ask: route({
    does: said('ask'),
    at: 'POST /api/customers/:id/requests',
    may: 'customers.answer',
    takes: z.strictObject({
      id,
      kind: z.enum(requestKinds),
      through: z.enum(['counter', 'call', 'paper']),
      text: words(2000).min(2),
      thirdParties: z.boolean(),
    }),
    gives: done,
  }),
  acknowledge: route({
    does: said('acknowledge'),
    at: 'POST /api/customers/requests/:id/acknowledge',
    may: 'customers.answer',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  extend: route({
    does: said('extend'),
    at: 'POST /api/customers/requests/:id/extend',
    may: 'customers.answer',
    takes: z.strictObject({ id, reason: words(1000).min(2) }),
    gives: done,
  }),
  answer: route({
    does: said('answer'),
    at: 'POST /api/customers/requests/:id/answer',
    may: 'customers.answer',
    takes: z.strictObject({ id, outcome: z.enum(['done', 'refused']), text: words(4000).min(2) }),
    gives: z.object({ id, rowsErased: z.int().nullable() }),
  }),
  keptOn: route({
    does: said('keptOn'),
    at: 'GET /api/customers/:id/kept',
    may: 'customers.answer',
    takes: z.strictObject({ id }),
    gives: kept.extend({ household }),
    audited: true,
  }),
}
