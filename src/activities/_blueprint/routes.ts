import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { planStates, speciesList } from './rules.ts'
import { words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const day = z.iso.date()
const place = z.string().trim().min(3).max(200)
const species = z.enum(speciesList)
const trees = z.number().int().min(1).max(100_000)

const plan = z.object({
  id,
  unitId: id,
  unit: z.string(),
  place: z.string(),
  species,
  trees: z.number(),
  planted: z.number(),
  proven: z.number(),
  state: z.enum(planStates),
  plannedBy: z.string(),
  mine: z.boolean(),
  plannedAt: z.string(),
})
export type Plan = z.infer<typeof plan>

const planting = z.object({
  id,
  trees: z.number(),
  plantedOn: day,
  photoId: id.nullable(),
  grade: z.enum(['recorded', 'proven']),
  by: z.string(),
})
const decision = z.object({
  id,
  kind: z.enum(['approved', 'sent_back', 'revised', 'finished']),
  reason: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})

/** The contract of tree planting. Times are ISO 8601 in UTC, days are ISO days in Asia/Ho_Chi_Minh. */
export const routes = {
  list: route({
    does: does('list'),
    at: 'GET /api/blueprint/plans',
    may: 'blueprint.read',
    takes: z.strictObject({
      state: z.enum(planStates).optional(),
      q: z.string().trim().max(100).optional(),
      after: id.optional(),
    }),
    gives: z.object({ plans: z.array(plan), next: id.nullable() }),
  }),
  one: route({
    does: does('one'),
    at: 'GET /api/blueprint/plans/:id',
    may: 'blueprint.read',
    takes: z.strictObject({ id }),
    gives: plan.extend({ plantings: z.array(planting), decisions: z.array(decision) }),
  }),
  plan: route({
    does: does('plan'),
    at: 'POST /api/blueprint/plans',
    may: 'blueprint.plan',
    takes: z.strictObject({ unitId: id, place, species, trees }),
    gives: z.object({ id }),
  }),
  approve: route({
    does: does('approve'),
    at: 'POST /api/blueprint/plans/:id/approve',
    may: 'blueprint.approve',
    takes: z.strictObject({ id }),
    gives: z.object({}),
  }),
  sendBack: route({
    does: does('sendBack'),
    at: 'POST /api/blueprint/plans/:id/send-back',
    may: 'blueprint.approve',
    takes: z.strictObject({ id, reason: z.string().trim().min(3).max(500) }),
    gives: z.object({}),
  }),
  revise: route({
    does: does('revise'),
    at: 'POST /api/blueprint/plans/:id/revise',
    may: 'blueprint.plan',
    takes: z.strictObject({ id, place, species, trees }),
    gives: z.object({}),
  }),
  finish: route({
    does: does('finish'),
    at: 'POST /api/blueprint/plans/:id/finish',
    may: 'blueprint.plan',
    takes: z.strictObject({ id }),
    gives: z.object({}),
  }),
  work: route({
    does: does('work'),
    at: 'GET /api/blueprint/work',
    may: 'blueprint.plant',
    takes: z.strictObject({}),
    gives: z.object({ plans: z.array(plan) }),
  }),
  plant: route({
    does: does('plant'),
    at: 'POST /api/blueprint/plans/:id/plantings',
    may: 'blueprint.plant',
    offline: true,
    takes: z.strictObject({ id, trees: trees.max(10_000), plantedOn: day, photoId: id.optional() }),
    gives: z.object({ id, planted: z.number() }),
  }),
  figures: route({
    does: does('figures'),
    at: 'GET /api/blueprint/figures',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({
      edition: z.object({ vi: z.string(), en: z.string() }).nullable(),
      trees: z.number(),
      byGrade: z.object({ declared: z.number(), recorded: z.number(), proven: z.number() }),
    }),
  }),
}
