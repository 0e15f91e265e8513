import { z } from 'zod'
import { route } from '#kit/wire'
import { day, done, id, key, line, said } from './routes-parts.ts'
import { channels, howGiven, purposes, representativeRoles } from './rules-personal.ts'

export const consent = z.object({
  purpose: z.enum(purposes),
  channel: z.enum(channels),
  given: z.boolean(),
  at: z.string(),
})
export const history = consent.extend({
  id,
  how: z.enum(howGiven),
  textVersion: z.string(),
  evidence: z.string(),
  by: z.string().nullable(),
})
export type ConsentHistory = z.infer<typeof history>

/** What staff write on a customer's page: ways to reach them, who may act for them, what they agreed to. */
export const pageRoutes = {
  reveal: route({
    does: said('reveal'),
    at: 'POST /api/customers/:id/contacts/reveal',
    may: 'customers.reveal',
    takes: z.strictObject({ id, key }),
    gives: z.object({ value: z.string() }),
    secret: true,
  }),
  addContact: route({
    does: said('addContact'),
    at: 'POST /api/customers/:id/contacts',
    may: 'customers.change',
    takes: z.strictObject({ id, value: line(120).min(3) }),
    gives: done,
  }),
  endContact: route({
    does: said('endContact'),
    at: 'POST /api/customers/:id/contacts/end',
    may: 'customers.change',
    takes: z.strictObject({ id, key }),
    gives: done,
  }),
  addRepresentative: route({
    does: said('addRepresentative'),
    at: 'POST /api/customers/:id/representatives',
    may: 'customers.change',
    takes: z.strictObject({
      id,
      name: line(120).min(2),
      role: z.enum(representativeRoles),
      phone: line(30).optional(),
      evidence: line(200).min(2),
      from: day,
      until: day,
    }),
    gives: done,
  }),
  endRepresentative: route({
    does: said('endRepresentative'),
    at: 'POST /api/customers/representatives/:id/end',
    may: 'customers.change',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  recordConsent: route({
    does: said('recordConsent'),
    at: 'POST /api/customers/:id/consents',
    may: 'customers.change',
    takes: z.strictObject({
      id,
      purpose: z.enum(purposes),
      channel: z.enum(channels),
      given: z.boolean(),
      how: z.enum(['counter', 'call', 'paper', 'message']),
      evidence: line(200).min(2),
    }),
    gives: done,
  }),
}
