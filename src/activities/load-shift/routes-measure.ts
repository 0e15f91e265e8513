import { z } from 'zod'
import { route } from '#kit/wire'
import { day, does, id } from './routes-parts.ts'

const period = z.strictObject({ from: day, to: day })
const load = z.array(z.number().nullable())

/** Measuring: which events, by which rule, against which months of the year before. */
export const measureRoutes = {
  /** The units that the caller holds here and that are open today: what a choice of unit may offer. */
  reach: route({
    does: does('reach'),
    at: 'GET /api/load-shift/reach',
    may: 'load-shift.read',
    takes: z.strictObject({}),
    gives: z.object({ units: z.array(id) }),
  }),
  measuring: route({
    does: does('measuring'),
    at: 'GET /api/load-shift/measuring',
    may: 'load-shift.read',
    takes: z.strictObject({ unitId: id.optional() }),
    gives: z.object({
      edition: z.object({ id, name: z.string() }).nullable(),
      unit: z.object({ id, name: z.string() }).nullable(),
      /** Over, not cancelled, and calling somebody of the unit. */
      events: z.array(z.object({ id, number: z.string(), startsAt: z.string(), endsAt: z.string(), called: z.int() })),
      agreements: z.int(),
      /** The criteria in force for the unit; null while none are published. */
      criteria: z.object({ id, title: z.string(), no: z.number(), publishedAt: z.string() }).nullable(),
      rules: z.array(z.object({ name: z.string(), unconfirmed: z.boolean() })),
      schedules: z.array(z.string()),
      base: period,
      report: period,
    }),
  }),
  measure: route({
    does: does('measure'),
    at: 'POST /api/load-shift/measurements',
    may: 'load-shift.measure',
    takes: z.strictObject({
      unitId: id,
      criteriaId: id,
      /** On criteria that are not published yet: counts only. */
      trial: z.boolean().default(false),
      /** All that are over when it is not said. */
      eventIds: z.array(id).min(1).max(200).optional(),
      rule: z.string().max(60).default('default'),
      schedule: z.string().max(60).default('963-2026'),
      base: period,
      report: period,
    }),
    gives: z.object({ run: id, errand: id }),
    rate: 'heavy',
  }),
  /** What became of each event for some candidates of a run, in the order of the events. */
  sparks: route({
    does: does('sparks'),
    at: 'GET /api/load-shift/measurements/:run/sparks',
    may: 'load-shift.read',
    takes: z.strictObject({
      run: id,
      /** Ids of lines, parted by commas. */
      lines: z.string().max(4000),
    }),
    gives: z.object({
      sparks: z.array(
        z.object({
          line: id,
          events: z.array(
            z.object({ pct: z.number().nullable(), verdict: z.enum(['reduced', 'not_reduced', 'cannot_tell']) }),
          ),
        }),
      ),
    }),
  }),
  /** All who were called to an event added up, as the newest measurement of it has them. */
  curve: route({
    does: does('curve'),
    at: 'GET /api/load-shift/events/:id/curve',
    may: 'load-shift.read',
    takes: z.strictObject({ id }),
    gives: z.object({
      run: id.nullable(),
      parties: z.int(),
      slots: z.int(),
      from: z.number(),
      until: z.number(),
      actualKw: load,
      expectedKw: load,
      reductionKw: z.number().nullable(),
      reductionKwh: z.number().nullable(),
      verdicts: z.object({ reduced: z.int(), not_reduced: z.int(), cannot_tell: z.int() }),
    }),
  }),
}
