import { z } from 'zod'
import { route } from '#kit/wire'
import {
  day,
  does,
  figures,
  id,
  made,
  name,
  nothing,
  one,
  outcome,
  settingSaid,
  text,
  through,
} from './routes-parts.ts'

const said = z.object({ name: z.string(), says: z.string() })

const objection = z.object({
  id,
  runId: id,
  lineId: id,
  kind: z.string(),
  code: z.string(),
  partyName: z.string(),
  unit: z.string(),
  through,
  receivedOn: day,
  answerBy: day,
  state: z.enum(['open', 'soon', 'late', 'upheld', 'refused']),
})
export type Objection = z.infer<typeof objection>

const result = z.object({
  /** The line of the result. */
  id,
  runId: id,
  kind: z.string(),
  says: z.string(),
  partyName: z.string(),
  verdict: said.extend({ tone: z.enum(['ok', 'warn', 'mute']), tells: z.string().nullable() }),
  /** Grounds on which the party is thanked, upheld objections included; none when it is not. */
  grounds: z.array(said.extend({ explains: z.string(), words: z.string() })),
  approvedOn: day,
  objectUntil: day,
})
export type MyResult = z.infer<typeof result>

/** Objections, and what a customer sees of their own results. */
export const objectionRoutes = {
  objections: route({
    does: does('objections'),
    at: 'GET /api/recognition/objections',
    may: 'recognition.read',
    takes: z.strictObject({
      run: id.optional(),
      state: z.enum(['open', 'late', 'answered']).optional(),
      after: id.optional(),
    }),
    gives: z.object({ objections: z.array(objection), next: id.nullable() }),
  }),
  objection: route({
    does: does('objection'),
    at: 'GET /api/recognition/objections/:id',
    may: 'recognition.read',
    audited: true,
    takes: one,
    gives: objection.extend({
      text: z.string(),
      verdict: z.string(),
      grounds: z.array(z.string()),
      answer: z.object({ text: z.string(), by: z.string(), at: z.string(), added: z.array(z.string()) }).nullable(),
    }),
  }),
  /** On paper, at the counter or by telephone; `line` is the candidate, `receivedOn` the day on the paper. */
  takeObjection: route({
    does: does('takeObjection'),
    at: 'POST /api/recognition/objections',
    may: 'recognition.object',
    takes: z.strictObject({ line: id, through: through.exclude(['portal']), receivedOn: day, text: text(2, 2000) }),
    gives: made,
  }),
  /** Upheld: `grounds` are those on which the party is thanked from now on, and count as new facts. */
  answer: route({
    does: does('answer'),
    at: 'POST /api/recognition/objections/:id/answer',
    may: 'recognition.answer',
    takes: one.extend({ outcome, text: text(3, 2000), grounds: z.array(name).max(10) }),
    gives: nothing,
  }),
  mine: route({
    does: does('mine'),
    at: 'GET /api/recognition/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({ results: z.array(result) }),
  }),
  myWhy: route({
    does: does('myWhy'),
    at: 'GET /api/recognition/mine/:id',
    may: 'customer',
    audited: true,
    takes: one,
    gives: result.extend({
      reasons: z.array(said),
      figures: z.array(said.extend({ unit: z.string(), value: z.number().nullable() })),
      measured: z.object({ figures, marks: z.array(z.string()) }),
      settings: z.array(settingSaid),
      method: z.object({ name: z.string(), version: z.string() }),
      inputs: z.array(z.object({ name: z.string(), sha256: z.string() })),
      /** Left out by a decision of people: the reason's key. */
      excluded: z.string().nullable(),
      why: z.unknown(),
      /** The activity's own part as HTML: a chart with its table; null when it has none or it was erased. */
      drawn: z.string().nullable(),
      erased: z.boolean(),
      criteria: z.object({ id, title: z.string(), no: z.number(), publishedAt: z.string(), sha256: z.string() }),
      objections: z.array(
        z.object({
          id,
          receivedOn: day,
          answerBy: day,
          text: z.string(),
          outcome: outcome.nullable(),
          answer: z.string(),
        }),
      ),
      mayObject: z.boolean(),
    }),
  }),
  object: route({
    does: does('object'),
    at: 'POST /api/recognition/mine/:id/objections',
    may: 'customer',
    takes: one.extend({ text: text(2, 2000) }),
    gives: z.object({ answerBy: day }),
  }),
}
