import { z } from 'zod'
import { route } from '#kit/wire'
import { code, commitments, does, id, line, text } from './routes-parts.ts'
import { caseStates, refusalReasons, topics } from './rules.ts'

const asked = z.object({ id, code: z.string(), dueAt: z.string() })
const mine = z.object({
  id,
  text: z.string(),
  topic: z.enum(topics),
  state: z.enum(caseStates),
  askedAt: z.string(),
  code: z.string(),
})

const followed = z.object({
  text: z.string(),
  topic: z.enum(topics),
  unit: z.string(),
  state: z.enum(caseStates),
  askedAt: z.string(),
  dueAt: z.string(),
  late: z.boolean(),
  answers: z.array(
    z.object({ text: z.string(), reason: z.enum(refusalReasons).nullable(), at: z.string(), refused: z.boolean() }),
  ),
  commitments,
  mayReopen: z.boolean(),
})
export type Followed = z.infer<typeof followed>

/** What somebody does who asks. A code travels in the body: addresses are written down. */
export const askerRoutes = {
  units: route({
    does: does('units'),
    at: 'GET /api/listening/units',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({ units: z.array(z.object({ id, name: z.string() })) }),
  }),
  ask: route({
    does: does('ask'),
    at: 'POST /api/listening/ask',
    may: 'anyone',
    /** `key` names the question, so that a form sent twice asks once. */
    takes: z.strictObject({
      key: id,
      unitId: id,
      topic: z.enum(topics),
      text: text(4000),
      name: line(200).default(''),
      phone: line(30).default(''),
    }),
    gives: asked,
  }),
  askAsCustomer: route({
    does: does('askAsCustomer'),
    at: 'POST /api/listening/mine',
    may: 'customer',
    takes: z.strictObject({ key: id, customer: id, topic: z.enum(topics), text: text(4000) }),
    gives: asked,
  }),
  follow: route({
    does: does('follow'),
    at: 'POST /api/listening/follow',
    may: 'anyone',
    takes: z.strictObject({ code }),
    gives: followed,
  }),
  reopen: route({
    does: does('reopen'),
    at: 'POST /api/listening/reopen',
    may: 'anyone',
    takes: z.strictObject({ code, text: text(4000) }),
    gives: z.object({}),
  }),
  mine: route({
    does: does('mine'),
    at: 'GET /api/listening/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({ cases: z.array(mine) }),
  }),
  figures: route({
    does: does('figures'),
    at: 'GET /api/listening/figures',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({
      edition: z.object({ vi: z.string(), en: z.string() }).nullable(),
      heard: z.int(),
      answered: z.int(),
      inTime: z.int(),
      kept: z.int(),
    }),
  }),
}
