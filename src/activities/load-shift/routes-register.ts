import { z } from 'zod'
import { route } from '#kit/wire'
import { day, does, id, line, named, pasteAnswer, pasted } from './routes-parts.ts'
import { noticeChannels } from './rules.ts'

const agreement = z.object({
  id,
  name: z.string(),
  number: z.string(),
  trade: z.string(),
  unit: z.string(),
  signedOn: day,
  registeredKw: z.number(),
  standby: z.boolean(),
  channel: z.enum(noticeChannels),
  contactName: z.string(),
  /** Masked: enough to know it by. */
  contact: z.string(),
  customers: z.int(),
  withdrawnOn: day.nullable(),
})
export type Agreement = z.infer<typeof agreement>

const member = z.object({ id, code: z.string(), name: z.string(), address: z.string(), points: z.int() })

/** The register of enterprises that promised to shift load. Power in kW. */
export const registerRoutes = {
  register: route({
    does: does('register'),
    at: 'GET /api/load-shift/agreements',
    may: 'load-shift.read',
    takes: z.strictObject({
      q: line(1, 100).optional(),
      state: z.enum(['live', 'withdrawn']).default('live'),
      after: id.optional(),
    }),
    gives: z.object({
      agreements: z.array(agreement),
      next: id.nullable(),
      totals: z.object({ live: z.int(), kw: z.number(), standby: z.int(), withdrawn: z.int() }),
    }),
  }),
  agreement: route({
    does: does('agreement'),
    at: 'GET /api/load-shift/agreements/:id',
    may: 'load-shift.read',
    takes: z.strictObject({ id }),
    gives: agreement.extend({
      members: z.array(member),
      recordedBy: z.string(),
      recordedAt: z.string(),
      withdrawnWhy: z.string().nullable(),
    }),
  }),
  /** Whose meters an agreement would hold: all of the customer's enterprise in reach, or the customer alone. */
  party: route({
    does: does('party'),
    at: 'GET /api/load-shift/parties/:customerId',
    may: 'load-shift.register',
    takes: z.strictObject({ customerId: id }),
    gives: z.object({ enterprise: named.nullable(), customers: z.array(member.extend({ taken: z.boolean() })) }),
  }),
  sign: route({
    does: does('sign'),
    at: 'POST /api/load-shift/agreements',
    may: 'load-shift.register',
    takes: z.strictObject({
      customerIds: z.array(id).min(1).max(500),
      number: line(1, 40),
      trade: line(0, 80).default(''),
      signedOn: day,
      registeredKw: z.number().positive().max(2_000_000),
      standby: z.boolean(),
      channel: z.enum(noticeChannels),
      contactName: line(2, 120),
      contact: line(3, 120),
    }),
    gives: z.object({ id }),
  }),
  importRegister: route({
    does: does('importRegister'),
    at: 'POST /api/load-shift/agreements/import',
    may: 'load-shift.register',
    takes: z.strictObject({ text: pasted, write: z.boolean() }),
    gives: pasteAnswer,
    rate: 'heavy',
    bodyBytes: 1_000_000,
  }),
  withdraw: route({
    does: does('withdraw'),
    at: 'POST /api/load-shift/agreements/:id/withdraw',
    may: 'load-shift.register',
    takes: z.strictObject({ id, on: day, reason: line(3, 500) }),
    gives: z.object({}),
  }),
}
