import { z } from 'zod'
import { route } from '#kit/wire'
import { device, does, done, guestName, id, registration, session } from './routes-parts.ts'

const at = z.iso.datetime()

/** Checking in at the door: one read that a phone keeps, and commands that wait for signal. */
export const gateRoutes = {
  gate: route({
    does: does('gate'),
    at: 'GET /api/gatherings/gate',
    may: 'gatherings.admit',
    takes: z.strictObject({}),
    gives: z.object({
      /** Ed25519, raw, in base64url: with it a phone knows a ticket that its list does not have yet. */
      publicKey: z.string(),
      sessions: z.array(
        z.object({
          session,
          guests: z.array(registration),
          leases: z.array(z.object({ id, device: z.string(), seats: z.int(), used: z.int() })),
        }),
      ),
    }),
  }),
  scan: route({
    does: does('scan'),
    at: 'POST /api/gatherings/sessions/:session/scans',
    may: 'gatherings.admit',
    offline: true,
    /** By the ticket's QR code, or by the guest's line in the list. */
    takes: z.strictObject({ session: id, ticket: z.string().max(200).optional(), guest: id.optional(), device, at }),
    gives: z.object({ id, guest: z.string(), present: z.boolean() }),
  }),
  undo: route({
    does: does('undo'),
    at: 'POST /api/gatherings/sessions/:session/undo',
    may: 'gatherings.admit',
    offline: true,
    /** `guest` is named too, since the scan itself may still be on another phone. */
    takes: z.strictObject({ session: id, guest: id, scan: id, device, at }),
    gives: done,
  }),
  lease: route({
    does: does('lease'),
    at: 'POST /api/gatherings/sessions/:session/leases',
    may: 'gatherings.admit',
    offline: true,
    takes: z.strictObject({ session: id, seats: z.int().min(1).max(500), device }),
    gives: z.object({ id, seats: z.int() }),
  }),
  walkIn: route({
    does: does('walkIn'),
    at: 'POST /api/gatherings/sessions/:session/walk-ins',
    may: 'gatherings.admit',
    offline: true,
    takes: z.strictObject({ session: id, guest: guestName, device, at }),
    gives: z.object({ id, over: z.boolean() }),
  }),
}
