import { z } from 'zod'
import { route } from '#kit/wire'
import { gateRoutes } from './routes-gate.ts'
import { guestRoutes } from './routes-guest.ts'
import { does, done, guestName, id, registration, session } from './routes-parts.ts'
import { conflictKinds } from './rules.ts'

const invitation = z.object({
  id,
  guest: z.string(),
  seats: z.int(),
  used: z.int(),
  party: z.enum(['customer', 'enterprise']).nullable(),
  declined: z.boolean(),
  withdrawn: z.boolean(),
})

/** The contract of gatherings. Times are ISO 8601 in UTC. */
export const gatheringRoutes = {
  ...guestRoutes,
  ...gateRoutes,
  sessions: route({
    does: does('sessions'),
    at: 'GET /api/gatherings/sessions',
    may: 'gatherings.read',
    takes: z.strictObject({ when: z.enum(['coming', 'past']).default('coming'), after: z.string().max(80).optional() }),
    gives: z.object({ sessions: z.array(session), next: z.string().nullable() }),
  }),
  session: route({
    does: does('session'),
    at: 'GET /api/gatherings/sessions/:id',
    may: 'gatherings.read',
    takes: z.strictObject({ id }),
    gives: z.object({
      session,
      registrations: z.array(registration),
      invitations: z.array(invitation),
      conflicts: z.array(
        z.object({
          kind: z.enum(conflictKinds),
          guestId: id,
          guest: z.string(),
          scans: z.array(z.object({ id, device: z.string(), by: z.string(), at: z.string() })),
          decided: z.object({ counted: z.boolean(), note: z.string(), by: z.string(), at: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  codes: route({
    does: does('codes'),
    at: 'GET /api/gatherings/sessions/:id/codes',
    may: 'gatherings.invite',
    takes: z.strictObject({ id }),
    gives: z.object({ codes: z.array(z.object({ id, guest: z.string(), seats: z.int(), code: z.string() })) }),
    audited: true,
  }),
  invite: route({
    does: does('invite'),
    at: 'POST /api/gatherings/sessions/:id/invitations',
    may: 'gatherings.invite',
    takes: z.strictObject({
      id,
      guests: z
        .array(
          z.strictObject({
            name: guestName,
            seats: z.int().min(1).max(50).default(1),
            party: z.strictObject({ kind: z.enum(['customer', 'enterprise']), id }).optional(),
          }),
        )
        .min(1)
        .max(500),
    }),
    /** `known`: who was asked already, and is not asked twice. */
    gives: z.object({ invited: z.int(), known: z.int() }),
  }),
  withdraw: route({
    does: does('withdraw'),
    at: 'POST /api/gatherings/invitations/:id/withdraw',
    may: 'gatherings.invite',
    takes: z.strictObject({ id }),
    gives: z.object({}),
  }),
  enrol: route({
    does: does('enrol'),
    at: 'POST /api/gatherings/invitations/:id/registrations',
    may: 'gatherings.invite',
    takes: z.strictObject({ id, guest: guestName }),
    gives: done,
  }),
  cancel: route({
    does: does('cancel'),
    at: 'POST /api/gatherings/registrations/:id/cancel',
    may: 'gatherings.invite',
    takes: z.strictObject({ id }),
    gives: z.object({}),
  }),
  seats: route({
    does: does('seats'),
    at: 'POST /api/gatherings/sessions/:id/seats',
    may: 'gatherings.invite',
    takes: z.strictObject({ id, capacity: z.int().min(1).max(100_000), held: z.int().min(0).max(100_000) }),
    gives: z.object({ moved: z.int() }),
  }),
  resolve: route({
    does: does('resolve'),
    at: 'POST /api/gatherings/registrations/:id/resolve',
    may: 'gatherings.resolve',
    takes: z.strictObject({ id, counted: z.boolean(), note: z.string().trim().min(3).max(500) }),
    gives: z.object({}),
  }),
}
