import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { conferenceStates, stepKinds } from './rules.ts'
import { words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const one = z.strictObject({ id })
const reason = z.string().trim().min(3).max(500)
const nothing = z.object({})
const plan = {
  title: z.string().trim().min(5).max(200),
  place: z.string().trim().min(3).max(200),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  seats: z.int().min(1).max(5000),
  topics: z.string().trim().min(5).max(2000),
}

const conference = z.object({
  id,
  unitId: id,
  unit: z.string(),
  title: z.string(),
  place: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  seats: z.int(),
  topics: z.string(),
  state: z.enum(conferenceStates),
  sessionId: id.nullable(),
  plannedBy: z.string(),
  mine: z.boolean(),
  invited: z.int(),
  registered: z.int(),
  present: z.int(),
  questions: z.int(),
  answered: z.int(),
})
export type Conference = z.infer<typeof conference>

const minutes = z.object({
  id,
  version: z.int(),
  chair: z.string(),
  summary: z.string(),
  reason: z.string().nullable(),
  writtenBy: z.string(),
  writtenAt: z.string(),
  mine: z.boolean(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
})

/** The contract of customer conferences. Times are ISO 8601 in UTC. */
export const routes = {
  list: route({
    does: does('list'),
    at: 'GET /api/customer-conference/conferences',
    may: 'customer-conference.read',
    takes: z.strictObject({ state: z.enum(conferenceStates).optional(), after: id.optional() }),
    gives: z.object({ conferences: z.array(conference), next: id.nullable() }),
  }),
  one: route({
    does: does('one'),
    at: 'GET /api/customer-conference/conferences/:id',
    may: 'customer-conference.read',
    takes: one,
    gives: conference.extend({
      steps: z.array(
        z.object({ id, kind: z.enum(stepKinds), reason: z.string().nullable(), by: z.string(), at: z.string() }),
      ),
      minutes: z.array(minutes),
    }),
  }),
  plan: route({
    does: does('plan'),
    at: 'POST /api/customer-conference/conferences',
    may: 'customer-conference.plan',
    takes: z.strictObject({ unitId: id, ...plan }),
    gives: z.object({ id }),
  }),
  approve: route({
    does: does('approve'),
    at: 'POST /api/customer-conference/conferences/:id/approve',
    may: 'customer-conference.approve',
    takes: one,
    gives: nothing,
  }),
  sendBack: route({
    does: does('sendBack'),
    at: 'POST /api/customer-conference/conferences/:id/send-back',
    may: 'customer-conference.approve',
    takes: z.strictObject({ id, reason }),
    gives: nothing,
  }),
  revise: route({
    does: does('revise'),
    at: 'POST /api/customer-conference/conferences/:id/revise',
    may: 'customer-conference.plan',
    takes: z.strictObject({ id, ...plan }),
    gives: nothing,
  }),
  hold: route({
    does: does('hold'),
    at: 'POST /api/customer-conference/conferences/:id/hold',
    may: 'customer-conference.plan',
    takes: one,
    gives: nothing,
  }),
  cancel: route({
    does: does('cancel'),
    at: 'POST /api/customer-conference/conferences/:id/cancel',
    may: 'customer-conference.plan',
    takes: z.strictObject({ id, reason }),
    gives: nothing,
  }),
  writeMinutes: route({
    does: does('writeMinutes'),
    at: 'POST /api/customer-conference/conferences/:id/minutes',
    may: 'customer-conference.plan',
    takes: z.strictObject({
      id,
      chair: z.string().trim().min(2).max(200),
      summary: z.string().trim().min(10).max(10_000),
      reason: reason.optional(),
    }),
    gives: z.object({ id, version: z.int() }),
  }),
  approveMinutes: route({
    does: does('approveMinutes'),
    at: 'POST /api/customer-conference/minutes/:id/approve',
    may: 'customer-conference.approve',
    takes: one,
    gives: nothing,
  }),
  paper: route({
    does: does('paper'),
    at: 'GET /api/customer-conference/minutes/:id/paper',
    may: 'customer-conference.read',
    takes: z.strictObject({ id, as: z.enum(['pdf', 'docx']) }),
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.string() }),
    rate: 'heavy',
    audited: true,
  }),
  figures: route({
    does: does('figures'),
    at: 'GET /api/customer-conference/figures',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({
      edition: z.object({ vi: z.string(), en: z.string() }).nullable(),
      conferences: z.int(),
      guests: z.int(),
      invited: z.int(),
      answered: z.int(),
      kept: z.int(),
    }),
  }),
}
