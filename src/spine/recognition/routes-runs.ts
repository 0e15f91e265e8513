import { z } from 'zod'
import { vndAtLeast } from '#kit/money'
import { route } from '#kit/wire'
import {
  count,
  day,
  decisionKind,
  decisionReason,
  does,
  figures,
  hash,
  id,
  name,
  nothing,
  one,
  runState,
  settings,
  settingsTaken,
  step,
  tally,
  text,
  thanks,
  trial,
} from './routes-parts.ts'

const run = z.object({
  id,
  editionId: id,
  activity: z.string(),
  kind: z.string(),
  unitId: id,
  unit: z.string(),
  criteriaId: id,
  criteriaNo: z.number(),
  title: z.string(),
  /** On unpublished criteria: counts only, no names, never approved. */
  trial: z.boolean(),
  state: runState,
  openedBy: z.string(),
  openedAt: z.string(),
  /** Parties measured; null while computing. */
  rows: z.number().nullable(),
})
export type RunRow = z.infer<typeof run>

const candidate = z.object({
  id,
  partyKind: z.enum(['enterprise', 'customer']),
  partyId: id,
  /** Tax code of an enterprise, code of a customer. */
  code: z.string(),
  partyName: z.string(),
  unitId: id,
  unit: z.string(),
  verdict: z.string(),
  grounds: z.array(z.string()),
  reasons: z.array(z.string()),
  figures,
  rank: z.number().nullable(),
  included: z.boolean(),
  decision: decisionKind.nullable(),
  decisionReason: decisionReason.nullable(),
  interests: z.number(),
  /** Grounds that an upheld objection added. */
  added: z.array(z.string()),
})
export type Candidate = z.infer<typeof candidate>

const inRun = '/api/recognition/runs/:id' as const

/** Runs: frozen by the activity, decided on, approved by somebody who had no hand in it. */
export const runRoutes = {
  runs: route({
    does: does('runs'),
    at: 'GET /api/recognition/runs',
    may: 'recognition.read',
    takes: z.strictObject({
      edition: id.optional(),
      kind: name.optional(),
      state: runState.optional(),
      after: id.optional(),
    }),
    gives: z.object({ runs: z.array(run), next: id.nullable() }),
  }),
  run: route({
    does: does('run'),
    at: `GET ${inRun}`,
    may: 'recognition.read',
    takes: one,
    gives: run.extend({
      settings,
      thanks,
      given: z.unknown(),
      errand: id.nullable(),
      /** The errand that computes it, as kit/errands shows it to whoever asked. */
      progress: z
        .object({ done: z.number(), of: z.number().nullable(), ended: z.boolean(), stopped: z.boolean() })
        .nullable(),
      frozen: z
        .object({
          root: hash,
          linesSha256: hash,
          method: z.object({ name: z.string(), version: z.string(), settings: z.unknown() }),
          inputs: z.array(z.object({ name: z.string(), sha256: hash, rows: z.number() })),
          at: z.string(),
        })
        .nullable(),
      tally: tally.nullable(),
      excluded: z.number(),
      interestsOpen: z.number(),
      objections: z.object({ open: z.number(), answered: z.number() }),
      /** SHA-256 over the list as it stands; approving names it. Null for a trial and before lines are frozen. */
      seal: hash.nullable(),
      objectUntil: day.nullable(),
      steps: z.array(step),
      recomputed: z.array(z.object({ equal: z.boolean().nullable(), gone: z.array(z.string()), at: z.string() })),
      /** Whether the caller opened, decided or sent it, and so may not approve it. */
      mine: z.boolean(),
    }),
  }),
  /** 50 a page, in order of `sort`; `after` is the number of rows already seen. Refused for a trial: names are hidden. */
  candidates: route({
    does: does('candidates'),
    at: `GET ${inRun}/candidates`,
    may: 'recognition.read',
    takes: one.extend({
      q: z.string().trim().max(100).optional(),
      verdict: name.optional(),
      ground: name.optional(),
      show: z.enum(['all', 'included', 'left_out', 'excluded', 'exceptions']).optional(),
      /** A figure's name, `rank` or `partyName`; with a minus in front, descending. */
      sort: z
        .string()
        .regex(/^-?[a-z][A-Za-z0-9_-]{0,60}$/)
        .optional(),
      after: z.coerce.number().int().min(0).max(10_000_000).optional(),
    }),
    gives: z.object({ candidates: z.array(candidate), all: z.number(), next: z.number().nullable() }),
  }),
  candidate: route({
    does: does('candidate'),
    at: `GET ${inRun}/candidates/:line`,
    may: 'recognition.read',
    takes: one.extend({ line: id }),
    gives: candidate.extend({
      marks: z.array(z.string()),
      /** What the activity's part draws; null once it was erased. */
      why: z.unknown(),
      whySha256: hash,
      decisions: z.array(
        z.object({ kind: decisionKind, reason: decisionReason, note: z.string(), by: z.string(), at: z.string() }),
      ),
      declared: z.array(z.object({ note: z.string(), by: z.string(), at: z.string() })),
      objections: z.array(z.object({ id, receivedOn: day, outcome: z.string().nullable() })),
    }),
  }),
  decide: route({
    does: does('decide'),
    at: `POST ${inRun}/decisions`,
    may: 'recognition.plan',
    takes: one.extend({
      lines: z.array(id).min(1).max(200),
      kind: decisionKind,
      reason: decisionReason,
      note: text(3, 500),
    }),
    gives: z.object({ decided: count }),
  }),
  declareInterest: route({
    does: does('declareInterest'),
    at: `POST ${inRun}/interests`,
    may: 'recognition.declare',
    takes: one.extend({ line: id, note: text(3, 500) }),
    gives: nothing,
  }),
  review: route({
    does: does('review'),
    at: `POST ${inRun}/review`,
    may: 'recognition.plan',
    takes: one,
    gives: z.object({ seal: hash }),
  }),
  sendBack: route({
    does: does('sendBack'),
    at: `POST ${inRun}/send-back`,
    may: 'recognition.approve',
    takes: one.extend({ reason: text(3, 500) }),
    gives: nothing,
  }),
  /** `seal` names the list that was looked at; `noInterest` is the approver's word on the parties in it. */
  approve: route({
    does: does('approve'),
    at: `POST ${inRun}/approve`,
    may: 'recognition.approve',
    takes: one.extend({ seal: hash, noInterest: z.literal(true) }),
    gives: z.object({ recognised: count, objectUntil: day }),
  }),
  discard: route({
    does: does('discard'),
    at: `POST ${inRun}/discard`,
    may: 'recognition.plan',
    takes: one.extend({ reason: text(3, 500) }),
    gives: nothing,
  }),
  /** Other thresholds and amounts over the measured candidates: counts, kWh and cost, no names; always logged. */
  try: route({
    does: does('try'),
    at: `POST ${inRun}/trials`,
    may: 'recognition.plan',
    takes: one.extend({ settings: settingsTaken, amounts: z.record(name, vndAtLeast(0n)) }),
    gives: trial,
  }),
  trials: route({
    does: does('trials'),
    at: `GET ${inRun}/trials`,
    may: 'recognition.read',
    takes: one,
    gives: z.object({ trials: z.array(trial) }),
  }),
  /** The whole list for printing and for the papers: who is thanked on which grounds, at most 20,000 lines. */
  list: route({
    does: does('list'),
    at: `GET ${inRun}/list`,
    may: 'recognition.read',
    rate: 'heavy',
    audited: true,
    takes: one,
    gives: z.object({
      lines: z.array(
        z.object({ code: z.string(), partyName: z.string(), unit: z.string(), grounds: z.array(z.string()), figures }),
      ),
    }),
  }),
}
