import { z } from 'zod'
import { route } from '#kit/wire'
import { amount, day, does, id, item, reason, said, text } from './routes-parts.ts'
import { payerSources } from './rules.ts'

const batch = z.object({
  id,
  unitId: id,
  unit: z.string(),
  item,
  pool: z.boolean(),
  bearer: z.boolean(),
  vouchers: z.number(),
  given: z.number(),
  redeemed: z.number(),
  from: day,
  until: day,
  state: z.enum(['waiting', 'released', 'minted', 'revoked', 'expired']),
  mine: z.boolean(),
  madeAt: z.string(),
})
export type Batch = z.infer<typeof batch>
const typed = z.string().min(1).max(10_000)

/** Vouchers: made in batches, checked and taken by their code. Whatever is wrong with a code, the answer is the same. */
export const voucherRoutes = {
  batches: route({
    does: does('batches'),
    at: 'GET /api/rewards/batches',
    may: 'rewards.read',
    takes: z.strictObject({}),
    gives: z.object({ batches: z.array(batch) }),
  }),
  makeBatch: route({
    does: does('makeBatch'),
    at: 'POST /api/rewards/batches',
    may: 'rewards.propose',
    bodyBytes: 2_000_000,
    rate: 'heavy',
    takes: z.strictObject({
      unitId: id,
      itemId: id,
      source: z.enum(payerSources),
      bearer: z.boolean().default(false),
      /** How many to make; or a partner's own codes, each known once over all units. */
      vouchers: z.int().min(1).max(10_000_000).optional(),
      codes: z.array(text(4, 64)).min(1).max(20_000).optional(),
      from: day,
      until: day,
      reverseHours: z.int().min(0).max(720).default(24),
    }),
    gives: z.object({ id, vouchers: z.number() }),
  }),
  releaseBatch: route({
    does: does('releaseBatch'),
    at: 'POST /api/rewards/batches/:id/release',
    may: 'rewards.approve',
    takes: z.strictObject({ id }),
    gives: z.object({ errand: id }),
  }),
  revokeBatch: route({
    does: does('revokeBatch'),
    at: 'POST /api/rewards/batches/:id/revoke',
    may: 'rewards.approve',
    takes: z.strictObject({ id, reason }),
    gives: z.object({ revoked: z.number(), returnedVnd: amount }),
  }),
  check: route({
    does: does('check'),
    at: 'POST /api/rewards/vouchers/check',
    may: 'rewards.redeem',
    takes: z.strictObject({ code: typed }),
    gives: z.object({ item: said, pieceVnd: amount }),
  }),
  redeem: route({
    does: does('redeem'),
    at: 'POST /api/rewards/vouchers/redeem',
    may: 'rewards.redeem',
    takes: z.strictObject({ code: typed }),
    gives: z.object({ id }),
  }),
  giveBack: route({
    does: does('giveBack'),
    at: 'POST /api/rewards/redemptions/:id/reverse',
    may: 'rewards.redeem',
    takes: z.strictObject({ id, reason }),
    gives: z.object({}),
  }),
}
