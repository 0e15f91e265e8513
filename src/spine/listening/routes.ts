import { z } from 'zod'
import { route } from '#kit/wire'
import { askerRoutes } from './routes-asker.ts'
import { because, caseRow, commitments, day, does, done, event, id, line, text } from './routes-parts.ts'
import { refusalReasons, staffChannels, toldWays, topics } from './rules.ts'

const one = z.strictObject({ id })
const alike = z.object({ id, text: z.string(), asker: z.string(), askedAt: z.string(), likeness: z.number() })

/** The contract of listening. Times are ISO 8601 in UTC, days are ISO days in Asia/Ho_Chi_Minh. */
export const listeningRoutes = {
  ...askerRoutes,
  queue: route({
    does: does('queue'),
    at: 'GET /api/listening/cases',
    may: 'listening.read',
    takes: z.strictObject({
      show: z.enum(['open', 'late', 'mine', 'untold', 'closed']).default('open'),
      topic: z.enum(topics).optional(),
      record: id.optional(),
      q: line(200).optional(),
      after: z.string().max(80).optional(),
    }),
    gives: z.object({ cases: z.array(caseRow), late: z.int(), next: z.string().nullable() }),
  }),
  one: route({
    does: does('one'),
    at: 'GET /api/listening/cases/:id',
    may: 'listening.read',
    takes: one,
    gives: caseRow.extend({
      code: z.string(),
      hasContact: z.boolean(),
      master: id.nullable(),
      merged: z.array(z.object({ id, text: z.string(), asker: z.string() })),
      events: z.array(event),
      commitments,
      alike: z.array(alike),
      promised: z.object({ hours: z.number(), confirmed: z.boolean() }),
    }),
  }),
  contact: route({
    does: does('contact'),
    at: 'GET /api/listening/cases/:id/contact',
    may: 'listening.answer',
    takes: one,
    gives: z.object({ phone: z.string() }),
    audited: true,
  }),
  keep: route({
    does: does('keep'),
    at: 'POST /api/listening/cases',
    may: 'listening.keep',
    offline: true,
    takes: z.strictObject({
      unitId: id,
      channel: z.enum(staffChannels),
      topic: z.enum(topics),
      text: text(4000),
      asker: line(200).default(''),
      phone: line(30).default(''),
      because: because.optional(),
      askedAt: z.iso.datetime().optional(),
    }),
    gives: z.object({ id, code: z.string(), dueAt: z.string() }),
  }),
  take: route({
    does: does('take'),
    at: 'POST /api/listening/cases/:id/take',
    may: 'listening.answer',
    takes: one,
    gives: z.object({}),
  }),
  wait: route({
    does: does('wait'),
    at: 'POST /api/listening/cases/:id/wait',
    may: 'listening.answer',
    takes: z.strictObject({ id, text: text(1000) }),
    gives: z.object({}),
  }),
  resume: route({
    does: does('resume'),
    at: 'POST /api/listening/cases/:id/resume',
    may: 'listening.answer',
    takes: z.strictObject({ id, text: text(1000) }),
    gives: z.object({}),
  }),
  answer: route({
    does: does('answer'),
    at: 'POST /api/listening/cases/:id/answer',
    may: 'listening.answer',
    takes: z.strictObject({ id, text: text(4000).min(10) }),
    /** How many askers this answer reaches: the case's own and those of what was merged into it. */
    gives: z.object({ askers: z.int() }),
  }),
  refuse: route({
    does: does('refuse'),
    at: 'POST /api/listening/cases/:id/refuse',
    may: 'listening.answer',
    takes: z.strictObject({ id, reason: z.enum(refusalReasons), text: text(1000) }),
    gives: z.object({ askers: z.int() }),
  }),
  tell: route({
    does: does('tell'),
    at: 'POST /api/listening/cases/:id/tell',
    may: 'listening.answer',
    takes: z.strictObject({ id, how: z.enum(toldWays) }),
    gives: z.object({}),
  }),
  merge: route({
    does: does('merge'),
    at: 'POST /api/listening/cases/:id/merge',
    may: 'listening.answer',
    takes: z.strictObject({ id, into: id }),
    gives: z.object({}),
  }),
  unmerge: route({
    does: does('unmerge'),
    at: 'POST /api/listening/cases/:id/unmerge',
    may: 'listening.answer',
    takes: one,
    gives: z.object({}),
  }),
  commit: route({
    does: does('commit'),
    at: 'POST /api/listening/commitments',
    may: 'listening.answer',
    takes: z.strictObject({ caseId: id, text: text(1000).min(5), dueOn: day }),
    gives: done,
  }),
  promises: route({
    does: does('promises'),
    at: 'GET /api/listening/commitments',
    may: 'listening.read',
    takes: z.strictObject({ record: id.optional() }),
    gives: z.object({ commitments }),
  }),
  settle: route({
    does: does('settle'),
    at: 'POST /api/listening/commitments/:id/settle',
    may: 'listening.answer',
    takes: z.strictObject({ id, kept: z.boolean(), text: text(1000), evidenceId: id.optional() }),
    gives: z.object({}),
  }),
}
