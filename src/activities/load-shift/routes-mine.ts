import { z } from 'zod'
import { route } from '#kit/wire'
import { day, does, id, line } from './routes-parts.ts'
import { hows } from './rules.ts'

const myEvent = z.object({
  id,
  agreementId: id,
  number: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  reason: z.string(),
  state: z.enum(['planned', 'under_way', 'over', 'cancelled']),
  acknowledgedAt: z.string().nullable(),
  acknowledgedHow: z.enum(hows).nullable(),
  actions: z.array(z.string()),
})

/** What an enterprise sees of its own, signed in by telephone. */
export const mineRoutes = {
  mine: route({
    does: does('mine'),
    at: 'GET /api/load-shift/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      agreements: z.array(
        z.object({
          id,
          name: z.string(),
          number: z.string(),
          signedOn: day,
          registeredKw: z.number(),
          live: z.boolean(),
        }),
      ),
      events: z.array(myEvent),
    }),
  }),
  acknowledgeMine: route({
    does: does('acknowledgeMine'),
    at: 'POST /api/load-shift/mine/events/:id/acknowledgement',
    may: 'customer',
    takes: z.strictObject({ id, agreementId: id }),
    gives: z.object({}),
  }),
  actMine: route({
    does: does('actMine'),
    at: 'POST /api/load-shift/mine/events/:id/actions',
    may: 'customer',
    takes: z.strictObject({ id, agreementId: id, what: line(3, 300) }),
    gives: z.object({}),
  }),
}
