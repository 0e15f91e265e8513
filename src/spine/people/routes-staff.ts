import { z } from 'zod'
import { route } from '#kit/wire'
import { day, device, does, empty, heldRole, id, password, role, unit } from './routes-parts.ts'

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

/** One member of staff: also the phone number, the roles of the past and to come, and the phones of a crew. */
const oneStaff = staff.extend({
  phone: z.string().nullable(),
  otherRoles: z.array(heldRole),
  devices: z.array(device),
})
export type OneStaff = z.infer<typeof oneStaff>

const code = z
  .string()
  .trim()
  .transform(text => text.toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9.-]{1,23}$/))
const name = z.string().trim().min(2).max(120)
const email = z.email().max(200)
const phone = z.string().trim().max(30)

/** Who works here and what they may do: for administrators, within their units. */
export const staffRoutes = {
  list: route({
    does: does('list'),
    at: 'GET /api/people/staff',
    may: 'people.read',
    takes: z.strictObject({
      q: z.string().trim().max(100).optional(),
      role: role.optional(),
      /** This unit and all under it. */
      unit: id.optional(),
      state: z.enum(['open', 'closed']).default('open'),
      sort: z.enum(['name', '-name', 'code', '-code']).default('name'),
      after: id.optional(),
    }),
    gives: z.object({ staff: z.array(staff), next: id.nullable() }),
  }),
  one: route({
    does: does('one'),
    at: 'GET /api/people/staff/:id',
    may: 'people.read',
    takes: z.strictObject({ id }),
    gives: oneStaff,
  }),
  open: route({
    does: does('open'),
    at: 'POST /api/people/staff',
    may: 'people.manage',
    takes: z.strictObject({ code, name, email, phone: phone.optional(), unitId: id, password }),
    gives: z.object({ id }),
  }),
  change: route({
    does: does('change'),
    at: 'POST /api/people/staff/:id/change',
    may: 'people.manage',
    takes: z.strictObject({ id, name, email, phone: phone.optional(), unitId: id }),
    gives: empty,
  }),
  close: route({
    does: does('close'),
    at: 'POST /api/people/staff/:id/close',
    may: 'people.manage',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
  givePassword: route({
    does: does('givePassword'),
    at: 'POST /api/people/staff/:id/password',
    may: 'people.manage',
    takes: z.strictObject({ id, password }),
    gives: empty,
  }),
  endSessionsOf: route({
    does: does('endSessionsOf'),
    at: 'POST /api/people/staff/:id/sessions/end',
    may: 'people.manage',
    takes: z.strictObject({ id }),
    gives: z.object({ ended: z.number() }),
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
  revokeDevice: route({
    does: does('revokeDevice'),
    at: 'POST /api/people/staff/:id/devices/:device/revoke',
    may: 'people.manage',
    takes: z.strictObject({ id, device: id }),
    gives: empty,
  }),
}
