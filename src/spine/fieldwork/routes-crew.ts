import { z } from 'zod'
import { route } from '#kit/wire'
import { answer, clock, day, does, form, id, line, moment, permit, said, text, time } from './routes-parts.ts'
import { signings, workStates } from './rules.ts'

const member = z.object({ id, name: z.string() })
const crew = z.object({ id, name: z.string(), unitId: id, unit: z.string(), members: z.array(member) })
export type Crew = z.infer<typeof crew>

const work = z.object({
  id,
  orderId: id,
  code: z.string(),
  form,
  unitId: id,
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  note: z.string(),
  answers: z.record(z.string(), answer),
  state: z.enum(workStates),
  dueAt: z.string(),
  day,
  from: time,
  until: time,
  visitCode: z.string(),
  crew: z.string(),
  permit: permit.nullable(),
  startedAt: z.string().nullable(),
  /** Why it came back, when it did. */
  again: z.string().nullable(),
  /** Places of evidence that are filled already. */
  slots: z.array(z.string()),
})
export type Work = z.infer<typeof work>

/** Crews, and what they do with a phone; each command is applied once, whenever it arrives. */
export const crewRoutes = {
  crews: route({
    does: does('crews'),
    at: 'GET /api/fieldwork/crews',
    may: 'fieldwork.read',
    takes: z.strictObject({}),
    gives: z.object({ crews: z.array(crew), people: z.array(member.extend({ unitId: id })) }),
  }),
  openCrew: route({
    does: does('openCrew'),
    at: 'POST /api/fieldwork/crews',
    may: 'fieldwork.plan',
    takes: z.strictObject({ unitId: id, name: line(2, 80), members: z.array(id).min(1).max(20) }),
    gives: z.object({ id }),
  }),
  changeCrew: route({
    does: does('changeCrew'),
    at: 'POST /api/fieldwork/crews/:id',
    may: 'fieldwork.plan',
    takes: z.strictObject({ id, members: z.array(id).max(20) }),
    gives: z.object({}),
  }),
  day: route({
    does: does('day'),
    at: 'GET /api/fieldwork/day',
    may: 'fieldwork.do',
    takes: z.strictObject({}),
    gives: z.object({ today: day, works: z.array(work) }),
  }),
  start: route({
    does: does('start'),
    at: 'POST /api/fieldwork/requests/:id/start',
    may: 'fieldwork.do',
    offline: true,
    takes: z.strictObject({ id, orderId: id, at: moment, isolated: z.boolean().optional() }),
    gives: z.object({}),
  }),
  stop: route({
    does: does('stop'),
    at: 'POST /api/fieldwork/requests/:id/stop',
    may: 'fieldwork.do',
    offline: true,
    takes: z.strictObject({ id, orderId: id, at: moment, reason: text(500) }),
    gives: z.object({}),
  }),
  finish: route({
    does: does('finish'),
    at: 'POST /api/fieldwork/requests/:id/finish',
    may: 'fieldwork.do',
    offline: true,
    takes: z.strictObject({
      id,
      orderId: id,
      startedAt: moment,
      finishedAt: moment,
      isolated: z.boolean().optional(),
      checks: z.array(z.string().max(40)).max(40),
      readings: z.record(z.string().max(40), z.number().min(-1e9).max(1e9)),
      signed: z.enum(signings),
      witness: line(0, 120).optional(),
      note: text(1000),
    }),
    gives: z.object({ state: z.enum(workStates) }),
  }),
  /** Where a request stands, for whoever has its code. */
  follow: route({
    does: does('follow'),
    at: 'GET /api/fieldwork/follow',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ code: line(4, 30) }),
    gives: z.object({
      code: z.string(),
      says: said,
      unit: z.string(),
      state: z.enum(workStates),
      clock,
      askedAt: z.string(),
      dueAt: z.string(),
      doneAt: z.string().nullable(),
      reason: z.string().nullable(),
      day: day.nullable(),
      from: time.nullable(),
      until: time.nullable(),
      visitCode: z.string().nullable(),
    }),
  }),
}
