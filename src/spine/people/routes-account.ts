import { z } from 'zod'
import { route } from '#kit/wire'
import {
  day,
  device,
  does,
  empty,
  enrolment,
  heldRole,
  id,
  label,
  nothing,
  password,
  role,
  signedIn,
  sixDigits,
  unit,
} from './routes-parts.ts'

const me = z.object({
  id,
  name: z.string(),
  initials: z.string(),
  code: z.string(),
  unit,
  roles: z.array(heldRole),
  permissions: z.array(z.string()),
  readOnly: z.boolean(),
  /** Whether an authenticator is enrolled. */
  secondFactor: z.boolean(),
  /** When the session ends unless something is done, ISO. */
  sessionEndsAt: z.string(),
})
export type Me = z.infer<typeof me>

const session = z.object({
  id,
  openedAt: z.string(),
  seenAt: z.string(),
  endsAt: z.string(),
  ip: z.string(),
  label: z.string().nullable(),
  current: z.boolean(),
})
export type Session = z.infer<typeof session>

const lent = z.object({ id, role, unit, to: z.object({ id, name: z.string() }), from: day, until: day })

/** Signing in, in steps: each answers what is still to be proved. The step under way travels in the session's cookie. */
const signInRoutes = {
  signIn: route({
    does: does('signIn'),
    at: 'POST /api/people/sign-in',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({
      login: z.string().trim().min(1).max(200),
      password,
      code: sixDigits.optional(),
      label: label.optional(),
    }),
    gives: signedIn,
  }),
  confirmCode: route({
    does: does('secondStep'),
    at: 'POST /api/people/sign-in/code',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ code: sixDigits }),
    gives: signedIn,
  }),
  choosePassword: route({
    does: does('changePassword'),
    at: 'POST /api/people/sign-in/password',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ password }),
    gives: signedIn,
  }),
  beginEnrolment: route({
    secret: true,
    does: does('beginEnrolment'),
    at: 'POST /api/people/sign-in/authenticator',
    may: 'anyone',
    rate: 'sign-in',
    takes: nothing,
    gives: enrolment,
  }),
  signOut: route({
    does: does('signOut'),
    at: 'POST /api/people/sign-out',
    may: 'staff',
    takes: nothing,
    gives: empty,
  }),
}

/** What somebody sees and changes of their own account. */
export const accountRoutes = {
  ...signInRoutes,
  me: route({ does: does('me'), at: 'GET /api/people/me', may: 'staff', takes: nothing, gives: me }),
  sessions: route({
    does: does('sessions'),
    at: 'GET /api/people/sessions',
    may: 'staff',
    takes: nothing,
    gives: z.object({ sessions: z.array(session) }),
  }),
  endSession: route({
    does: does('endSession'),
    at: 'POST /api/people/sessions/:id/end',
    may: 'staff',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
  endOtherSessions: route({
    does: does('endOtherSessions'),
    at: 'POST /api/people/sessions/end-others',
    may: 'staff',
    takes: nothing,
    gives: z.object({ ended: z.number() }),
  }),
  changePassword: route({
    does: does('changePassword'),
    at: 'POST /api/people/password',
    may: 'staff',
    rate: 'sign-in',
    takes: z.strictObject({ before: password, after: password }),
    gives: empty,
  }),
  enrol: route({
    secret: true,
    does: does('beginEnrolment'),
    at: 'POST /api/people/authenticator',
    may: 'staff',
    rate: 'sign-in',
    takes: z.strictObject({ password }),
    gives: enrolment,
  }),
  confirmEnrolment: route({
    does: does('enrolTotp'),
    at: 'POST /api/people/authenticator/confirm',
    may: 'staff',
    rate: 'sign-in',
    takes: z.strictObject({ code: sixDigits }),
    gives: empty,
  }),
  lent: route({
    does: does('lent'),
    at: 'GET /api/people/delegations',
    may: 'staff',
    takes: nothing,
    gives: z.object({ lent: z.array(lent) }),
  }),
  lend: route({
    does: does('lend'),
    at: 'POST /api/people/delegations',
    may: 'staff',
    takes: z.strictObject({
      roleId: id,
      to: z.string().trim().min(2).max(200),
      unitId: id,
      from: day.optional(),
      until: day,
    }),
    gives: z.object({ id }),
  }),
  takeBack: route({
    does: does('takeBack'),
    at: 'POST /api/people/delegations/:id/end',
    may: 'staff',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
  devices: route({
    does: does('devices'),
    at: 'GET /api/people/devices',
    may: 'staff',
    takes: nothing,
    gives: z.object({ devices: z.array(device) }),
  }),
  registerDevice: route({
    secret: true,
    does: does('registerDevice'),
    at: 'POST /api/people/devices',
    may: 'staff',
    rate: 'sign-in',
    takes: z.strictObject({ label }),
    gives: z.object({ id, key: z.string(), endsAt: z.string() }),
  }),
  revokeOwnDevice: route({
    does: does('revokeDevice'),
    at: 'POST /api/people/devices/:id/revoke',
    may: 'staff',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
}
