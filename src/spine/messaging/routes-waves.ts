import { z } from 'zod'
import { route } from '#kit/wire'
import { does, done, id, reason } from './routes-parts.ts'
import { channels, classes, ladders, recipientStates, stepKinds, waveStates } from './rules.ts'

const said = z.object({ vi: z.string(), en: z.string() })
const audience = z.string().regex(/^[a-z-]{3,40}$/)
/** The key of a number or address: opaque, and not made as other ids are. */
const party = z.guid()
const narrowing = {
  kind: z.enum(['household', 'production', 'business', 'administrative', 'other']).optional(),
  commune: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
}
const wave = z.object({
  id,
  unitId: id,
  unit: z.string(),
  title: z.string(),
  template: z.string(),
  class: z.enum(classes),
  ladder: z.enum(ladders),
  state: z.enum(waveStates),
  planned: z.number().nullable(),
  sendsFrom: z.string(),
  sendsUntil: z.string(),
  by: z.string(),
  mine: z.boolean(),
})
export type Wave = z.infer<typeof wave>

export const waveRoutes = {
  audiences: route({
    does: does('audiences'),
    at: 'GET /api/messaging/audiences',
    may: 'messaging.read',
    takes: z.strictObject({}),
    gives: z.object({ audiences: z.array(z.object({ name: z.string(), says: said, narrows: z.boolean() })) }),
  }),
  preview: route({
    does: does('preview'),
    at: 'GET /api/messaging/preview',
    may: 'messaging.write',
    takes: z.strictObject({ unitId: id, audience, ...narrowing }),
    gives: z.object({ people: z.number(), withNumber: z.number() }),
  }),
  waves: route({
    does: does('waves'),
    at: 'GET /api/messaging/waves',
    may: 'messaging.read',
    takes: z.strictObject({ state: z.enum(waveStates).optional(), after: id.optional() }),
    gives: z.object({ waves: z.array(wave), next: id.nullable() }),
  }),
  wave: route({
    does: does('wave'),
    at: 'GET /api/messaging/waves/:id',
    may: 'messaging.read',
    takes: z.strictObject({ id }),
    gives: wave.extend({
      templateId: id,
      audience: said,
      account: z.array(z.object({ state: z.enum(recipientStates), reason: z.string().nullable(), n: z.number() })),
      byChannel: z.array(z.object({ channel: z.enum(channels), delivered: z.number(), submitted: z.number() })),
      steps: z.array(
        z.object({
          kind: z.enum(stepKinds),
          rows: z.number().nullable(),
          reason: z.string().nullable(),
          by: z.string().nullable(),
          at: z.string(),
        }),
      ),
    }),
  }),
  planWave: route({
    does: does('planWave'),
    at: 'POST /api/messaging/waves',
    may: 'messaging.write',
    takes: z.strictObject({
      unitId: id,
      title: z.string().trim().min(3).max(160),
      templateId: id,
      ladder: z.enum(ladders),
      audience,
      ...narrowing,
      sendsFrom: z.iso.datetime(),
      sendsUntil: z.iso.datetime(),
    }),
    gives: z.object({ id }),
  }),
  approveWave: route({
    does: does('approveWave'),
    at: 'POST /api/messaging/waves/:id/approve',
    may: 'messaging.approve',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  sendBackWave: route({
    does: does('sendBackWave'),
    at: 'POST /api/messaging/waves/:id/send-back',
    may: 'messaging.approve',
    takes: z.strictObject({ id, reason }),
    gives: done,
  }),
  startWave: route({
    does: does('startWave'),
    at: 'POST /api/messaging/waves/:id/start',
    may: 'messaging.write',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  pauseWave: route({
    does: does('pauseWave'),
    at: 'POST /api/messaging/waves/:id/pause',
    may: 'messaging.write',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  stopWave: route({
    does: does('stopWave'),
    at: 'POST /api/messaging/waves/:id/stop',
    may: 'messaging.stop',
    takes: z.strictObject({ id, reason }),
    gives: done,
  }),
  recipients: route({
    does: does('recipients'),
    at: 'GET /api/messaging/waves/:id/recipients',
    may: 'messaging.read',
    takes: z.strictObject({ id, state: z.enum(recipientStates).optional(), after: party.optional() }),
    gives: z.object({
      recipients: z.array(
        z.object({
          party,
          codes: z.array(z.string()),
          shown: z.string().nullable(),
          state: z.enum(recipientStates),
          reason: z.string().nullable(),
          channel: z.enum(channels),
        }),
      ),
      next: party.nullable(),
    }),
  }),
}
