import { z } from 'zod'
import { vndText } from '#kit/money'
import { route } from '#kit/wire'
import { columnKey, does, figure, hash, id, moment, source } from './routes-parts.ts'
import { queueKinds } from './rules.ts'

/** What stands beside the table of a plan: last year, its money, and what waits for somebody. */
export const besideRoutes = {
  copyPlan: route({
    does: does('copyPlan'),
    at: 'POST /api/editions/:id/plan/copy',
    may: 'editions.plan',
    takes: z.strictObject({
      id,
      /** The unit whose subtree is filled; every cell that holds a figure already stays as it is. */
      root: id,
    }),
    gives: z.object({
      from: z.int(),
      cells: z.int(),
      kept: z.int(),
      merged: z.array(z.object({ from: z.string(), into: z.string() })),
      /** Split units: their figures cannot be divided by a rule and wait in the report. */
      split: z.array(z.object({ from: z.string(), into: z.array(z.string()) })),
      gone: z.array(z.string()),
      fresh: z.array(z.string()),
    }),
  }),
  lastYear: route({
    does: does('lastYear'),
    at: 'GET /api/editions/:id/last-year',
    may: 'editions.read',
    takes: z.strictObject({ id, root: id.optional() }),
    gives: z.object({
      from: z.object({ id, year: z.int() }).nullable(),
      columns: z.array(columnKey),
      units: z.array(id),
      /** asItWas[column][unit]: what the same unit had; asItIsNow: with units and children mapped to this year's tree. */
      asItWas: z.array(z.array(figure.nullable())),
      asItIsNow: z.array(z.array(figure.nullable())),
    }),
  }),
  money: route({
    does: does('money'),
    at: 'GET /api/editions/:id/money',
    may: 'editions.read',
    takes: z.strictObject({ id, root: id.optional() }),
    gives: z.object({
      rows: z.array(
        z.object({
          unit: id,
          name: z.string(),
          source,
          /** In đồng: what came down by approval, went on to units below, and of the rest is free, held and spent. */
          received: vndText,
          passedOn: vndText,
          free: vndText,
          committed: vndText,
          spent: vndText,
        }),
      ),
      /** In kind, apart from money: days of work and what they are worth at the edition's price of a day. */
      labour: z.array(z.object({ unit: id, days: figure, worthVnd: vndText })),
    }),
  }),
  queue: route({
    does: does('queue'),
    at: 'GET /api/approvals',
    may: 'editions.read',
    takes: z.strictObject({ edition: id.optional() }),
    gives: z.object({
      counts: z.object({ waiting: z.int(), sent_back: z.int(), asked: z.int(), assignment_changed: z.int() }),
      rows: z.array(
        z.object({
          kind: z.enum(queueKinds),
          edition: id,
          year: z.int(),
          unit: id,
          name: z.string(),
          version: z.int(),
          /** For what waits: its hash, and whether the caller had a hand in it and so may not decide. */
          hash: hash.nullable(),
          own: z.boolean(),
          reason: z.string().nullable(),
          /** How many cells are asked for, or were assigned otherwise since. */
          cells: z.int(),
          by: z.string(),
          since: moment,
        }),
      ),
    }),
  }),
}
