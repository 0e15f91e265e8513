import { z } from 'zod'
import { route } from '#kit/wire'
import { does, id, reason } from './routes-parts.ts'
import { templateRoutes } from './routes-templates.ts'
import { waveRoutes } from './routes-waves.ts'
import { channels, classes } from './rules.ts'

/** The contract of messaging. Times are ISO 8601 in UTC, days are ISO days in Asia/Ho_Chi_Minh. */
export const messagingRoutes = {
  ...templateRoutes,
  ...waveRoutes,
  limits: route({
    does: does('limits'),
    at: 'GET /api/messaging/limits',
    may: 'messaging.read',
    takes: z.strictObject({}),
    gives: z.object({
      limits: z.array(
        z.object({
          class: z.enum(classes),
          channel: z.enum(channels),
          opens: z.string(),
          closes: z.string(),
          most: z.number().nullable(),
          withinHours: z.number().nullable(),
          consent: z.string().nullable(),
          from: z.string(),
          source: z.string(),
          confirmed: z.boolean(),
        }),
      ),
      /** How old the national list is, in days; null when none was ever taken in. */
      listAgeDays: z.number().nullable(),
      listFreshDays: z.number(),
    }),
  }),
  suppress: route({
    does: does('suppress'),
    at: 'POST /api/messaging/suppressed',
    may: 'messaging.suppress',
    takes: z.strictObject({
      unitId: id,
      contact: z.string().trim().min(3).max(120),
      why: z.enum(['refused', 'not_owner']),
      evidence: reason,
    }),
    gives: z.object({}),
  }),
  takeList: route({
    does: does('takeList'),
    at: 'POST /api/messaging/do-not-call',
    may: 'messaging.suppress',
    rate: 'heavy',
    bodyBytes: 4_000_000,
    takes: z.strictObject({ unitId: id, fetchedOn: z.iso.date(), numbers: z.string().max(3_900_000) }),
    gives: z.object({ numbers: z.number(), bad: z.number() }),
  }),
  /**
   * What a carrier reports of one message, signed with its key; it may come late, twice and in any order. The call
   * carries any `Authorization` header, as whatever is no browser's does.
   */
  receipt: route({
    does: does('receipt'),
    at: 'POST /api/messaging/receipts',
    may: 'anyone',
    rate: 'machine',
    bodyBytes: 4_000,
    takes: z.strictObject({
      carrier: z.enum(['sms', 'zalo']),
      message: id,
      status: z.enum(['delivered', 'failed']),
      at: z.iso.datetime(),
      reason: z.string().trim().max(60).optional(),
      /** HMAC-SHA-256, in hex, over the lines carrier, message, status and at. */
      signature: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    gives: z.object({}),
  }),
}
