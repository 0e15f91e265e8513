import { z } from 'zod'
import { type UnitKey, units } from '#kit/units'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { grades, trees } from './rules.ts'
import { reportWords as words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
export const id = z.uuid()
export const day = z.iso.date()
export const said = z.object({ vi: z.string(), en: z.string() })
/** The folder and the measure by which facts name a figure. */
export const factName = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
export const unitKey = z.enum(Object.keys(units) as [UnitKey, ...UnitKey[]])
const tree = z.enum(trees)
const share = z.number().nullable()
export const byGrade = z.object({ declared: z.number(), recorded: z.number(), proven: z.number() })

/** A measure of the catalogue, or one that an activity counts beside it (no code). */
const measure = z.object({
  key: z.string(),
  activity: factName,
  measure: factName,
  code: z.string().nullable(),
  group: said,
  name: said,
  unit: unitKey,
  gather: z.enum(['sum', 'distinct', 'max', 'rate']),
})
export type Measure = z.infer<typeof measure>

const counted = byGrade.extend({
  /** Handed in as a total and not yet covered by records. */
  stated: z.number(),
  total: z.number(),
  /** How many acts. */
  many: z.int(),
})
export type Counted = z.infer<typeof counted>

const overview = z.object({
  edition: z.object({ id, year: z.int(), name: said, from: day, until: day }),
  editions: z.array(z.object({ id, year: z.int(), name: said })),
  unit: z.object({ id, name: z.string(), kind: z.string() }),
  /** The units above it that the caller reaches, the highest first. */
  trail: z.array(z.object({ id, name: z.string() })),
  tree,
  pace: z.object({ passed: z.int(), days: z.int(), share: z.number() }),
  progress: share,
  provenShare: share,
  headlines: z.array(z.string()),
  measures: z.array(
    measure.extend({ plan: z.number().nullable(), counted, before: z.number().nullable(), done: share }),
  ),
  units: z.array(
    z.object({
      id,
      name: z.string(),
      above: z.string().nullable(),
      progress: share,
      daysLate: z.int().nullable(),
      /** The planned measure that is furthest behind. */
      worst: z.object({ key: z.string(), plan: z.number(), total: z.number() }).nullable(),
      below: z.int(),
    }),
  ),
  provinces: z.array(z.object({ code: z.string(), progress: share, daysLate: z.int().nullable() })),
  at: z.string(),
})
export type Overview = z.infer<typeof overview>

const one = { edition: id.optional(), unit: id.optional(), tree: tree.optional() }
const ofFigure = { ...one, activity: factName, measure: factName }

export const reportRoutes = {
  /** An edition at a unit: every measure beside its plan, the units beneath it, the provinces. */
  overview: route({
    does: does('overview'),
    at: 'GET /api/reports/overview',
    may: 'reports.read',
    takes: z.strictObject(one),
    gives: overview,
  }),
  /** One figure of a unit: by grade, duty, unit beneath, day and place. */
  figure: route({
    does: does('figure'),
    at: 'GET /api/reports/figure',
    may: 'reports.read',
    takes: z.strictObject(ofFigure),
    gives: z.object({
      edition: z.object({ id, year: z.int(), name: said, from: day, until: day }),
      unit: z.object({ id, name: z.string() }),
      tree,
      measure,
      plan: z.number().nullable(),
      counted,
      duty: z.object({ statutory: z.number(), extra: z.number() }),
      units: z.array(z.object({ id, name: z.string(), plan: z.number().nullable(), counted })),
      days: z.array(z.object({ day, total: z.number() })),
      places: z.array(
        z.object({ province: z.string(), commune: z.string().nullable(), name: z.string(), total: z.number() }),
      ),
      /** Of the total, what was done at no named place. */
      elsewhere: z.number(),
    }),
  }),
  /** The records behind a figure, newest first, 50 a page. */
  records: route({
    does: does('records'),
    at: 'GET /api/reports/records',
    may: 'reports.read',
    takes: z.strictObject({
      ...ofFigure,
      grade: z.enum(grades).optional(),
      day: day.optional(),
      province: z
        .string()
        .regex(/^[0-9]{2}$/)
        .optional(),
      after: id.optional(),
    }),
    gives: z.object({
      records: z.array(
        z.object({
          id,
          unit: z.string(),
          place: z.string().nullable(),
          day,
          quantity: z.number(),
          grade: z.enum(grades),
          joint: z.boolean(),
          corrected: z.boolean(),
        }),
      ),
      next: id.nullable(),
    }),
  }),
  /** One record of a figure, with what it replaced, its evidence, and where it stands itself. */
  record: route({
    does: does('record'),
    at: 'GET /api/reports/records/:id',
    may: 'reports.read',
    takes: z.strictObject({ id }),
    gives: z.object({
      id,
      edition: z.object({ id, name: said }),
      measure,
      unit: z.object({ id, name: z.string() }),
      place: z.string().nullable(),
      duty: z.enum(['statutory', 'extra']),
      joint: z.boolean(),
      /** All that was ever counted of it, the newest first: the first one counts. */
      versions: z.array(z.object({ id, day, quantity: z.number(), grade: z.enum(grades), countedAt: z.string() })),
      evidence: z.array(z.object({ id, kind: z.string(), at: z.string() })),
      /** The page of the console on which the record stands, when its folder has one. */
      opens: z.string().nullable(),
    }),
  }),
  /** What was corrected after it had been counted, newest first. */
  corrections: route({
    does: does('corrections'),
    at: 'GET /api/reports/corrections',
    may: 'reports.read',
    takes: z.strictObject({ edition: id.optional(), after: id.optional() }),
    gives: z.object({
      corrections: z.array(
        z.object({
          id,
          measure,
          unit: z.string(),
          at: z.string(),
          before: z.object({ quantity: z.number(), grade: z.enum(grades), day }),
          after: z.object({ quantity: z.number(), grade: z.enum(grades), day }),
        }),
      ),
      next: id.nullable(),
    }),
  }),
}
