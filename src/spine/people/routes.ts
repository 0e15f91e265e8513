import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { roles } from './rules.ts'
import { peopleWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const day = z.iso.date()
const nothing = z.strictObject({})
const empty = z.object({})
const role = z.enum(roles)
const password = z.string().min(1).max(200)
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/)

const unit = z.object({ id, name: z.string() })
const heldRole = z.object({ id, role, unit, from: day, until: day.nullable() })
const staff = z.object({
  id,
  code: z.string(),
  name: z.string(),
  email: z.string(),
  unit,
  openedOn: day,
  closedOn: day.nullable(),
  roles: z.array(heldRole),
})
export type Staff = z.infer<typeof staff>

const me = z.object({
  id,
  name: z.string(),
  code: z.string(),
  unit,
  roles: z.array(heldRole),
  permissions: z.array(z.string()),
  readOnly: z.boolean(),
})
export type Me = z.infer<typeof me>

/** The contract of people: who signs in and how, who holds which role where. */
export const peopleRoutes = {
  signIn: route({
    does: does('signIn'),
    at: 'POST /api/people/sign-in',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ login: z.string().trim().min(1).max(200), password, code: code.optional() }),
    gives: z.object({ done: z.boolean(), needs: z.enum(['code']).nullable() }),
  }),
  signOut: route({
    does: does('signOut'),
    at: 'POST /api/people/sign-out',
    may: 'staff',
    takes: nothing,
    gives: empty,
  }),
  me: route({ does: does('me'), at: 'GET /api/people/me', may: 'staff', takes: nothing, gives: me }),
  sessions: route({
    does: does('sessions'),
    at: 'GET /api/people/sessions',
    may: 'staff',
    takes: nothing,
    gives: z.object({
      sessions: z.array(
        z.object({ id, openedAt: z.string(), seenAt: z.string(), device: z.string().nullable(), current: z.boolean() }),
      ),
    }),
  }),
  endSession: route({
    does: does('endSession'),
    at: 'POST /api/people/sessions/:id/end',
    may: 'staff',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
  changePassword: route({
    does: does('changePassword'),
    at: 'POST /api/people/password',
    may: 'staff',
    rate: 'sign-in',
    takes: z.strictObject({ before: password, after: password }),
    gives: empty,
  }),
  list: route({
    does: does('list'),
    at: 'GET /api/people/staff',
    may: 'people.read',
    takes: z.strictObject({ q: z.string().trim().max(100).optional(), after: id.optional() }),
    gives: z.object({ staff: z.array(staff), next: id.nullable() }),
  }),
  open: route({
    does: does('open'),
    at: 'POST /api/people/staff',
    may: 'people.manage',
    takes: z.strictObject({
      code: z
        .string()
        .trim()
        .regex(/^[A-Z0-9][A-Z0-9.-]{1,23}$/),
      name: z.string().trim().min(2).max(120),
      email: z.email().max(200),
      unitId: id,
      password: z.string().max(200),
    }),
    gives: z.object({ id }),
  }),
  close: route({
    does: does('close'),
    at: 'POST /api/people/staff/:id/close',
    may: 'people.manage',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
  grant: route({
    does: does('grant'),
    at: 'POST /api/people/staff/:id/roles',
    may: 'people.manage',
    takes: z.strictObject({ id, role, unitId: id, from: day.optional(), until: day.optional() }),
    gives: z.object({ id }),
  }),
  endRole: route({
    does: does('endRole'),
    at: 'POST /api/people/roles/:id/end',
    may: 'people.manage',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
  askCode: route({
    does: does('askCode'),
    at: 'POST /api/people/customer/codes',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ phone: z.string().trim().min(1).max(30) }),
    gives: z.object({ request: id }),
  }),
  tryCode: route({
    does: does('tryCode'),
    at: 'POST /api/people/customer/sign-in',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ request: id, code: z.string().trim().max(20) }),
    gives: z.object({ done: z.boolean() }),
  }),
  leave: route({
    does: does('leave'),
    at: 'POST /api/people/customer/sign-out',
    may: 'customer',
    takes: nothing,
    gives: empty,
  }),
}
