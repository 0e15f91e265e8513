import { z } from 'zod'
import { route } from '#kit/wire'
import { amount, awardState, day, does, id, itemKind, reason, said } from './routes-parts.ts'

const voucher = z.object({
  serial: z.string(),
  code: z.string(),
  until: day,
  state: z.enum(['good', 'used', 'late', 'revoked']),
})
export type MyVoucher = z.infer<typeof voucher>
const thanks = z.object({
  id,
  title: said,
  why: z.string().nullable(),
  /** A page of the portal with the whole reason. */
  whyAt: z.string().nullable(),
  unit: z.string(),
  item: said,
  kind: itemKind,
  pieces: amount,
  valueVnd: amount,
  state: awardState,
  on: day,
  vouchers: z.array(voucher),
})
export type Thanks = z.infer<typeof thanks>

/** What the signed-in customer was thanked with. */
export const mineRoutes = {
  mine: route({
    does: does('mine'),
    at: 'GET /api/rewards/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({ thanks: z.array(thanks) }),
  }),
  myVoucher: route({
    does: does('myVoucher'),
    at: 'GET /api/rewards/mine/vouchers/:serial',
    may: 'customer',
    takes: z.strictObject({ serial: z.string().regex(/^\d{1,16}$/) }),
    gives: voucher.extend({ item: said, pieceVnd: amount, unit: z.string() }),
  }),
  confirm: route({
    does: does('confirm'),
    at: 'POST /api/rewards/mine/:id/confirm',
    may: 'customer',
    takes: z.strictObject({ id, received: z.boolean(), reason: reason.optional() }),
    gives: z.object({ state: awardState }),
  }),
}
