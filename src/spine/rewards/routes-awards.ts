import { z } from 'zod'
import { route } from '#kit/wire'
import {
  amount,
  award,
  awardState,
  code,
  does,
  id,
  item,
  itemKind,
  partyKind,
  payer,
  reason,
  run,
  runState,
  said,
  saying,
  text,
} from './routes-parts.ts'

/** One line of a list: whom to thank, by the customer code, with how much of the item, and why in words. */
const line = z.strictObject({
  customer: text(5, 30),
  partyKind,
  pieces: z.string().regex(/^([1-9]\d{0,8}|10{9})$/),
  why: text(0, 300).optional(),
})

/** Deciding whom to thank and with what. Times are ISO 8601 in UTC. */
export const awardRoutes = {
  items: route({
    does: does('items'),
    at: 'GET /api/rewards/items',
    may: 'rewards.read',
    takes: z.strictObject({}),
    gives: z.object({ items: z.array(item) }),
  }),
  addItem: route({
    does: does('addItem'),
    at: 'POST /api/rewards/items',
    may: 'rewards.propose',
    takes: z.strictObject({
      unitId: id,
      kind: itemKind,
      name: saying,
      pieceVnd: amount.max(12),
      validDays: z.int().min(1).max(3650).optional(),
    }),
    gives: z.object({ id }),
  }),
  propose: route({
    does: does('propose'),
    at: 'POST /api/rewards/runs',
    may: 'rewards.propose',
    takes: z.strictObject({
      unitId: id,
      activity: code.optional(),
      criterion: code,
      period: z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/),
      title: saying,
      itemId: id,
      payers: z.array(payer).min(1).max(4),
      awards: z.array(line).min(1).max(500),
    }),
    gives: z.object({ id, proposed: z.number(), already: z.array(z.number()) }),
  }),
  runs: route({
    does: does('runs'),
    at: 'GET /api/rewards/runs',
    may: 'rewards.read',
    takes: z.strictObject({ state: runState.optional(), after: id.optional() }),
    gives: z.object({ runs: z.array(run), next: id.nullable() }),
  }),
  run: route({
    does: does('run'),
    at: 'GET /api/rewards/runs/:id',
    may: 'rewards.read',
    takes: z.strictObject({ id, after: z.coerce.number().int().min(0).max(1e9).optional() }),
    gives: run.extend({
      payers: z.array(z.object({ source: z.string(), shareBp: z.number(), mostVnd: amount.nullable() })),
      decisions: z.array(z.object({ kind: z.string(), by: z.string(), at: z.string(), reason: z.string().nullable() })),
      list: z.array(award),
      next: z.number().nullable(),
    }),
  }),
  sign: route({
    does: does('sign'),
    at: 'POST /api/rewards/runs/:id/sign',
    may: 'rewards.approve',
    takes: z.strictObject({ id }),
    gives: z.object({ state: runState, signed: z.number(), needed: z.number() }),
  }),
  refuse: route({
    does: does('refuse'),
    at: 'POST /api/rewards/runs/:id/refuse',
    may: 'rewards.approve',
    takes: z.strictObject({ id, reason }),
    gives: z.object({}),
  }),
  refuseOne: route({
    does: does('refuseOne'),
    at: 'POST /api/rewards/awards/:id/refuse',
    may: 'rewards.approve',
    takes: z.strictObject({ id, reason }),
    gives: z.object({}),
  }),
  issue: route({
    does: does('issue'),
    at: 'POST /api/rewards/runs/:id/issue',
    may: 'rewards.issue',
    takes: z.strictObject({ id }),
    gives: z.object({ errand: id }),
  }),
  queue: route({
    does: does('queue'),
    at: 'GET /api/rewards/queue',
    may: 'rewards.read',
    takes: z.strictObject({ state: awardState.optional(), after: id.optional() }),
    gives: z.object({
      awards: z.array(award.extend({ title: said, item: said, at: z.string(), reason: z.string().nullable() })),
      next: id.nullable(),
    }),
  }),
  award: route({
    does: does('award'),
    at: 'GET /api/rewards/awards/:id',
    may: 'rewards.read',
    takes: z.strictObject({ id }),
    gives: award.extend({
      title: said,
      item,
      steps: z.array(z.object({ state: awardState, by: z.string(), at: z.string(), reason: z.string().nullable() })),
      paid: z.array(z.object({ entry: id, account: id, source: z.string(), amount, returned: amount })),
    }),
  }),
  clawBack: route({
    does: does('clawBack'),
    at: 'POST /api/rewards/awards/:id/claw-back',
    may: 'rewards.issue',
    takes: z.strictObject({ id, reason }),
    gives: z.object({ returnedVnd: amount }),
  }),
}
