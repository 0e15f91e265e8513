import { z } from 'zod'
import { route } from '#kit/wire'
import { does, id, line, moment, pasteAnswer, pasted } from './routes-parts.ts'
import { hows, noticeChannels } from './rules.ts'

export const noticeStates = ['not_yet', 'to_call', 'told', 'sent', 'refused', 'unknown', 'past'] as const

const event = z.object({
  id,
  number: z.string(),
  unit: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  noticedAt: z.string(),
  reason: z.string(),
  past: z.boolean(),
  state: z.enum(['planned', 'under_way', 'over', 'cancelled']),
  called: z.int(),
  notified: z.int(),
  acknowledged: z.int(),
  acted: z.int(),
})
export type Event = z.infer<typeof event>

const call = z.object({
  agreementId: id,
  name: z.string(),
  number: z.string(),
  unit: z.string(),
  registeredKw: z.number(),
  channel: z.enum(noticeChannels),
  contactName: z.string(),
  contact: z.string(),
  notice: z.enum(noticeStates),
  noticedAt: z.string().nullable(),
  acknowledged: z.object({ how: z.enum(hows), at: z.string(), late: z.boolean(), note: z.string() }).nullable(),
  actions: z.array(z.object({ what: z.string(), how: z.enum(hows), at: z.string() })),
})
export type Call = z.infer<typeof call>

/** Whom an event calls: all of a unit and those under it, narrowed to a province or to some agreements. */
const who = { unitId: id, province: z.string().max(10).optional() }
const staffHow = z.enum(['phone', 'paper'])

/** Events: who is called when, who heard of it, and what was done. */
export const eventRoutes = {
  events: route({
    does: does('events'),
    at: 'GET /api/load-shift/events',
    may: 'load-shift.read',
    takes: z.strictObject({}),
    gives: z.object({ edition: z.string().nullable(), events: z.array(event) }),
  }),
  event: route({
    does: does('event'),
    at: 'GET /api/load-shift/events/:id',
    may: 'load-shift.read',
    takes: z.strictObject({ id }),
    gives: event.extend({ calledBy: z.string(), calledAt: z.string(), says: z.string(), calls: z.array(call) }),
  }),
  wouldCall: route({
    does: does('wouldCall'),
    at: 'GET /api/load-shift/would-call',
    may: 'load-shift.call',
    takes: z.strictObject({ ...who, startsAt: moment.optional(), endsAt: moment.optional() }),
    gives: z.object({
      agreements: z.int(),
      kw: z.number(),
      /** Called by another event at this time already. */
      busy: z.int(),
      channels: z.object({ sms: z.int(), email: z.int(), call: z.int() }),
      says: z.string(),
    }),
  }),
  call: route({
    does: does('call'),
    at: 'POST /api/load-shift/events',
    may: 'load-shift.call',
    takes: z.strictObject({
      ...who,
      agreementIds: z.array(id).min(1).max(20_000).optional(),
      number: line(1, 40),
      startsAt: moment,
      endsAt: moment,
      /** Now when it is not said. */
      noticedAt: moment.optional(),
      reason: line(3, 300),
      past: z.boolean().default(false),
    }),
    gives: z.object({ id, called: z.int() }),
    bodyBytes: 2_000_000,
  }),
  importEvents: route({
    does: does('importEvents'),
    at: 'POST /api/load-shift/events/import',
    may: 'load-shift.call',
    takes: z.strictObject({ unitId: id, text: pasted, reason: line(3, 300), write: z.boolean() }),
    gives: pasteAnswer,
    rate: 'heavy',
    bodyBytes: 1_000_000,
  }),
  cancel: route({
    does: does('cancel'),
    at: 'POST /api/load-shift/events/:id/cancel',
    may: 'load-shift.call',
    takes: z.strictObject({ id, reason: line(3, 300) }),
    gives: z.object({}),
  }),
  acknowledge: route({
    does: does('acknowledge'),
    at: 'POST /api/load-shift/events/:id/acknowledgements',
    may: 'load-shift.record',
    takes: z.strictObject({
      id,
      agreementIds: z.array(id).min(1).max(2000),
      how: staffHow,
      at: moment.optional(),
      note: line(0, 300).default(''),
    }),
    gives: z.object({ added: z.int() }),
  }),
  act: route({
    does: does('act'),
    at: 'POST /api/load-shift/events/:id/actions',
    may: 'load-shift.record',
    takes: z.strictObject({ id, agreementIds: z.array(id).min(1).max(2000), how: staffHow, what: line(3, 300) }),
    gives: z.object({ added: z.int() }),
  }),
}
