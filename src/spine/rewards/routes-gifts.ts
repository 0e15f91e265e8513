import { z } from 'zod'
import { route } from '#kit/wire'
import { amount, awardState, day, does, id, reason, said, text } from './routes-parts.ts'

const pieces = z.int().min(1).max(1_000_000)
const stock = z.object({
  account: id,
  unitId: id,
  unit: z.string(),
  itemId: id,
  item: said,
  /** The person who carries it, where it is a bag. */
  holder: z.string().nullable(),
  pieces: amount,
})

/** Gifts as things: where they lie, who carries them, into whose hands they came; and points as they are used. */
export const giftRoutes = {
  stock: route({
    does: does('stock'),
    at: 'GET /api/rewards/stock',
    may: 'rewards.read',
    takes: z.strictObject({}),
    gives: z.object({ stock: z.array(stock) }),
  }),
  takeIn: route({
    does: does('takeIn'),
    at: 'POST /api/rewards/stock',
    may: 'rewards.stock',
    takes: z.strictObject({ unitId: id, itemId: id, pieces, note: reason }),
    gives: z.object({ pieces: amount }),
  }),
  moveStock: route({
    does: does('moveStock'),
    at: 'POST /api/rewards/stock/moves',
    may: 'rewards.stock',
    takes: z.strictObject({ itemId: id, from: id, to: id, pieces }),
    gives: z.object({}),
  }),
  lend: route({
    does: does('lend'),
    at: 'POST /api/rewards/stock/leases',
    may: 'rewards.stock',
    takes: z.strictObject({ unitId: id, itemId: id, staffId: id, pieces, until: z.iso.datetime() }),
    gives: z.object({ lease: id }),
  }),
  bringBack: route({
    does: does('bringBack'),
    at: 'POST /api/rewards/stock/leases/:id/return',
    may: 'rewards.stock',
    takes: z.strictObject({ id, pieces: z.int().min(0).max(1_000_000).optional() }),
    gives: z.object({ pieces: amount }),
  }),
  handOver: route({
    does: does('handOver'),
    at: 'POST /api/rewards/awards/:id/handovers',
    may: 'rewards.hand',
    offline: true,
    takes: z.strictObject({
      id,
      outcome: z.enum(['delivered', 'partly', 'failed', 'returned']),
      pieces: z.int().min(0).max(1_000_000),
      /** Taken from the caller's own bag, else from the unit's stock. */
      fromBag: z.boolean().default(false),
      handedOn: day,
      evidenceIds: z.array(id).max(10).default([]),
      collector: z.strictObject({ name: text(2, 120), authority: text(2, 200) }).optional(),
      witness: text(2, 120).optional(),
      reason: reason.optional(),
    }),
    gives: z.object({ id, state: awardState }),
  }),
  spendPoints: route({
    does: does('spendPoints'),
    at: 'POST /api/rewards/points/spend',
    may: 'rewards.redeem',
    takes: z.strictObject({ customer: text(5, 30), points: pieces, reason: text(3, 200) }),
    gives: z.object({ id, left: amount }),
  }),
  adjustPoints: route({
    does: does('adjustPoints'),
    at: 'POST /api/rewards/points/adjust',
    may: 'rewards.issue',
    takes: z.strictObject({
      customer: text(5, 30),
      points: pieces,
      kind: z.enum(['added', 'taken']),
      until: day.optional(),
      reason: text(3, 200),
    }),
    gives: z.object({ id, left: amount }),
  }),
  myPoints: route({
    does: does('myPoints'),
    at: 'GET /api/rewards/mine/points',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      points: amount,
      lots: z.array(z.object({ until: day.nullable(), points: amount })),
      history: z.array(
        z.object({
          day,
          what: z.enum(['earned', 'spent', 'added', 'taken', 'expired', 'returned']),
          points: z.string(),
          why: said.nullable(),
        }),
      ),
    }),
  }),
}
