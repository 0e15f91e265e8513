import { z } from 'zod'
import { route } from '#kit/wire'
import { does, guestName, id } from './routes-parts.ts'
import { guestStates } from './rules.ts'

const code = z.string().trim().min(1).max(40)

const invited = z.object({
  title: z.string(),
  place: z.string(),
  unit: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  closesAt: z.string(),
  open: z.boolean(),
  left: z.int(),
  waiting: z.int(),
  guest: z.string(),
  seats: z.int(),
  declined: z.boolean(),
  /** `ahead`: how many wait before this guest. `ticket`: what the QR code says, once a seat is theirs. */
  guests: z.array(
    z.object({
      id,
      no: z.int(),
      guest: z.string(),
      state: z.enum(guestStates),
      ahead: z.int(),
      present: z.boolean(),
      ticket: z.string().nullable(),
    }),
  ),
})
export type Invited = z.infer<typeof invited>

/** What somebody does who holds the code on an invitation. A code travels in the body: addresses are written down. */
export const guestRoutes = {
  invited: route({
    does: does('invited'),
    at: 'POST /api/gatherings/invited',
    may: 'anyone',
    takes: z.strictObject({ code }),
    gives: invited,
  }),
  register: route({
    does: does('register'),
    at: 'POST /api/gatherings/register',
    may: 'anyone',
    takes: z.strictObject({ code, guest: guestName }),
    gives: z.object({ id, state: z.enum(guestStates) }),
  }),
  leave: route({
    does: does('leave'),
    at: 'POST /api/gatherings/leave',
    may: 'anyone',
    takes: z.strictObject({ code, guest: id }),
    gives: z.object({}),
  }),
  decline: route({
    does: does('decline'),
    at: 'POST /api/gatherings/decline',
    may: 'anyone',
    takes: z.strictObject({ code }),
    gives: z.object({}),
  }),
  mine: route({
    does: does('mine'),
    at: 'GET /api/gatherings/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      invitations: z.array(
        z.object({
          id,
          title: z.string(),
          place: z.string(),
          startsAt: z.string(),
          guest: z.string(),
          code: z.string(),
        }),
      ),
    }),
  }),
}
