import { z } from 'zod'
import { route } from '#kit/wire'
import { day, does, empty, id, nothing, unit } from './routes-parts.ts'
import { partnerKinds } from './rules.ts'

/** A customer's sign-in: a code to a phone, and the code back. */
export const customerRoutes = {
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
  leaveEverywhere: route({
    does: does('leaveEverywhere'),
    at: 'POST /api/people/customer/sign-out-everywhere',
    may: 'customer',
    takes: nothing,
    gives: z.object({ ended: z.number() }),
  }),
}

const partnerKey = z.object({
  id,
  partnerId: id,
  name: z.string(),
  unit,
  kind: z.enum(partnerKinds),
  scopes: z.array(z.string()),
  prefix: z.string(),
  issuedAt: z.string(),
  endsAt: z.string(),
  revokedAt: z.string().nullable(),
})
export type PartnerKey = z.infer<typeof partnerKey>

/** Keys for partners' servers. The secret is shown once, in the answer that issues it. */
export const partnerKeyRoutes = {
  partnerKeys: route({
    does: does('partnerKeys'),
    at: 'GET /api/people/partner-keys',
    may: 'people.keys',
    takes: nothing,
    gives: z.object({ keys: z.array(partnerKey) }),
  }),
  issueKey: route({
    secret: true,
    does: does('issueKey'),
    at: 'POST /api/people/partner-keys',
    may: 'people.issue_keys',
    takes: z.strictObject({
      name: z.string().trim().min(2).max(120),
      unitId: id,
      kind: z.enum(partnerKinds),
      scopes: z
        .array(z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z_]+$/))
        .min(1)
        .max(20),
      /** The last day on which it serves; see longestDays in the rules for how far ahead. */
      until: day,
      /** The partner whose earlier key this one will replace. */
      partnerId: id.optional(),
    }),
    gives: z.object({ id, partnerId: id, key: z.string() }),
  }),
  revokeKey: route({
    does: does('revokeKey'),
    at: 'POST /api/people/partner-keys/:id/revoke',
    may: 'people.issue_keys',
    takes: z.strictObject({ id }),
    gives: empty,
  }),
}
