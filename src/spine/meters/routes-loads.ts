import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { readingUnits } from './rules-layout.ts'
import { loadStates } from './rules-load.ts'
import { readingWords as words } from './words-readings.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const one = z.strictObject({ id })
/** 3 MiB of bytes in base64, and what stands around it. */
const partBytes = 4_300_000
const counts = z.record(z.string(), z.number())

const settings = {
  unit: z.enum(readingUnits),
  times: z.union([z.number().positive().max(1_000_000), z.literal('point')]),
  zone: z.string().max(60).nullable(),
}
const settingsGiven = z.object(settings)

const loadRow = z.object({
  id,
  name: z.string(),
  unit: z.string(),
  unitId: id,
  state: z.enum(loadStates),
  broughtBy: z.string().nullable(),
  broughtAt: z.string(),
  customers: z.number().nullable(),
  kwhStored: z.number().nullable(),
  strangers: z.number(),
  refused: z.number().nullable(),
})

export const loadRoutes = {
  begin: route({
    does: does('begin'),
    at: 'POST /api/meters/loads',
    may: 'meters.bring',
    takes: z.strictObject({ unitId: id, name: z.string().trim().min(1).max(200) }),
    gives: z.object({ id }),
  }),
  /** One part, base64, from byte `at` on; answers how many bytes there are, so that a broken upload goes on there. */
  part: route({
    does: does('part'),
    at: 'POST /api/meters/loads/:id/parts',
    may: 'meters.bring',
    bodyBytes: partBytes,
    takes: z.strictObject({ id, at: z.int().min(0), bytes: z.base64().min(1).max(partBytes) }),
    gives: z.object({ bytes: z.number() }),
  }),
  finish: route({
    does: does('finish'),
    at: 'POST /api/meters/loads/:id/finish',
    may: 'meters.bring',
    takes: one,
    gives: z.object({ id, twice: z.boolean() }),
  }),
  look: route({
    does: does('look'),
    at: 'POST /api/meters/loads/:id/look',
    may: 'meters.bring',
    rate: 'heavy',
    takes: z.strictObject({
      id,
      unit: settings.unit.optional(),
      times: settings.times.optional(),
      zone: settings.zone.optional(),
    }),
    gives: z.object({
      format: z.enum(['parquet', 'csv', 'xlsx', 'xml']),
      layout: z.enum(['rows', 'days']),
      settings: settingsGiven,
      unitSaid: settings.unit.nullable(),
      /** Only the beginning of a large file was looked at. */
      sampled: z.boolean(),
      headings: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      minutes: z.number(),
      firstDay: z.string().nullable(),
      lastDay: z.string().nullable(),
      readings: z.number(),
      known: z.int(),
      strangers: z.object({ unknown: z.int(), elsewhere: z.int(), several: z.int(), no_point: z.int() }),
      faults: counts,
      kwhADay: z.number().nullable(),
    }),
  }),
  take: route({
    does: does('take'),
    at: 'POST /api/meters/loads/:id/take',
    may: 'meters.bring',
    takes: z.strictObject({ id, ...settings }),
    gives: z.object({ errand: id }),
  }),
  undo: route({
    does: does('undo'),
    at: 'POST /api/meters/loads/:id/undo',
    may: 'meters.bring',
    takes: z.strictObject({ id, reason: z.string().trim().min(3).max(300) }),
    gives: z.object({ errand: id }),
  }),
  follow: route({
    does: does('follow'),
    at: 'POST /api/meters/loads/:id/follow',
    may: 'meters.bring',
    takes: one,
    gives: z.object({ id }),
  }),
  /** Adds those who are nobody's as large customers of a unit: enterprise, site, contract and metering point. */
  enter: route({
    does: does('enter'),
    at: 'POST /api/meters/loads/:id/enter',
    may: 'meters.enter',
    takes: z.strictObject({ id, unitId: id }),
    gives: z.object({ entered: z.int(), taken: z.array(z.string()) }),
  }),
  loads: route({
    does: does('loads'),
    at: 'GET /api/meters/loads',
    may: 'meters.read',
    takes: z.strictObject({ after: id.optional() }),
    gives: z.object({ loads: z.array(loadRow), next: id.nullable() }),
  }),
  load: route({
    does: does('load'),
    at: 'GET /api/meters/loads/:id',
    may: 'meters.read',
    takes: one,
    gives: z.object({
      ...loadRow.shape,
      bytes: z.number(),
      settings: settingsGiven.nullable(),
      days: z.number().nullable(),
      kwhIn: z.number().nullable(),
      findings: counts,
      errand: id.nullable(),
      mine: z.boolean(),
      problem: z.string().nullable(),
      people: z.array(
        z.object({
          code: z.string(),
          why: z.string(),
          readings: z.number(),
          firstDay: z.string(),
          lastDay: z.string(),
          kwh: z.number(),
        }),
      ),
      steps: z.array(
        z.object({
          state: z.enum(loadStates),
          at: z.string(),
          by: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  }),
  refused: route({
    does: does('refused'),
    at: 'GET /api/meters/loads/:id/refused',
    may: 'meters.read',
    audited: true,
    rate: 'heavy',
    takes: one,
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.base64() }),
  }),
}
