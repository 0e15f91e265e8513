import { z } from 'zod'
import { route } from '#kit/wire'
import { consent } from './routes-consents.ts'
import { day, done, id, said, words } from './routes-parts.ts'
import { kept } from './routes-requests.ts'
import { channels, purposes, requestKinds, requestStates } from './rules-personal.ts'

/** What the signed-in customer sees and does on the portal. */
export const mineRoutes = {
  mine: route({
    does: said('mine'),
    at: 'GET /api/customers/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      customers: z.array(
        z.object({
          id,
          code: z.string(),
          name: z.string(),
          unit: z.string(),
          address: z.string(),
          place: z.string(),
          until: day.nullable(),
          contracts: z.array(z.object({ number: z.string(), from: day, until: day.nullable() })),
        }),
      ),
    }),
  }),
  myConsents: route({
    does: said('myConsents'),
    at: 'GET /api/customers/mine/consents',
    may: 'customer',
    takes: z.strictObject({}),
    /** The latest word for each purpose and channel over all contracts; none is no consent. */
    gives: z.object({ customers: z.int(), consents: z.array(consent) }),
  }),
  giveConsent: route({
    does: said('giveConsent'),
    at: 'POST /api/customers/mine/consents',
    may: 'customer',
    takes: z.strictObject({ purpose: z.enum(purposes), channel: z.enum(channels), given: z.boolean() }),
    gives: z.object({ customers: z.int() }),
  }),
  myData: route({
    does: said('myData'),
    at: 'GET /api/customers/mine/data',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({ customers: z.array(kept) }),
    audited: true,
  }),
  myRequests: route({
    does: said('myRequests'),
    at: 'GET /api/customers/mine/requests',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      requests: z.array(
        z.object({
          id,
          code: z.string(),
          kind: z.enum(requestKinds),
          state: z.enum(requestStates),
          askedOn: day,
          dueOn: day,
          text: z.string(),
          answer: z.string(),
        }),
      ),
    }),
  }),
  askForMine: route({
    does: said('askForMine'),
    at: 'POST /api/customers/mine/requests',
    may: 'customer',
    takes: z.strictObject({ customer: id, kind: z.enum(requestKinds), text: words(2000).min(2) }),
    gives: done,
  }),
}
