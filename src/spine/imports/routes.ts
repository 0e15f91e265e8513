import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import {
  day,
  decides,
  fileName,
  finding,
  found,
  id,
  kind,
  label,
  loadRow,
  readingTaken,
  source,
  state,
  statedTaken,
  step,
  word,
} from './routes-parts.ts'
import { importWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const one = z.strictObject({ id })
const nothing = z.object({})
/** 3 MiB of bytes in base64, and what stands around it. */
const partBytes = 4_300_000

const sourceSettings = {
  name: label,
  decides,
  folder: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,40}$/)
    .nullable(),
  numbered: z.boolean(),
}

const bringing = {
  kinds: route({
    does: does('kinds'),
    at: 'GET /api/imports/kinds',
    may: 'imports.read',
    takes: z.strictObject({}),
    gives: z.object({ kinds: z.array(kind) }),
  }),
  /** Begins a file that is sent in parts. `corrects`: the load whose refused rows it brings again. */
  begin: route({
    does: does('begin'),
    at: 'POST /api/imports/loads',
    may: 'imports.bring',
    takes: z.strictObject({
      unitId: id,
      intake: word,
      sourceId: id.optional(),
      corrects: id.optional(),
      name: fileName,
      asOf: day.optional(),
      stated: statedTaken.optional(),
    }),
    gives: z.object({ id }),
  }),
  /** One part, base64, from byte `at` on; answers how many bytes there are, so that a broken upload goes on there. */
  part: route({
    does: does('part'),
    at: 'POST /api/imports/loads/:id/parts',
    may: 'imports.bring',
    bodyBytes: partBytes,
    takes: z.strictObject({ id, at: z.int().min(0), bytes: z.base64().min(1).max(partBytes) }),
    gives: z.object({ bytes: z.number() }),
  }),
  /** Says that the file is whole. A file that came before is the load that it was then, and `twice` says so. */
  finish: route({
    does: does('finish'),
    at: 'POST /api/imports/loads/:id/finish',
    may: 'imports.bring',
    takes: one,
    gives: z.object({ id, twice: z.boolean() }),
  }),
  preview: route({
    does: does('preview'),
    at: 'GET /api/imports/loads/:id/preview',
    may: 'imports.bring',
    audited: true,
    takes: z.strictObject({
      id,
      encoding: readingTaken.shape.encoding.optional(),
      separator: readingTaken.shape.separator.optional(),
      legacy: z.enum(['tcvn3', 'vni', 'none']).optional(),
      head: z.coerce.number().int().min(1).max(40).optional(),
    }),
    gives: z.object({
      file: z.enum(['csv', 'xlsx']),
      suspect: z.enum(['tcvn3', 'vni']).nullable(),
      remembered: z.boolean(),
      reading: readingTaken,
      headings: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
  }),
  check: route({
    does: does('check'),
    at: 'POST /api/imports/loads/:id/check',
    may: 'imports.bring',
    takes: z.strictObject({ id, reading: readingTaken }),
    gives: nothing,
  }),
  stop: route({
    does: does('stop'),
    at: 'POST /api/imports/loads/:id/stop',
    may: 'imports.bring',
    takes: one,
    gives: nothing,
  }),
}

const deciding = {
  decide: route({
    does: does('decide'),
    at: 'POST /api/imports/loads/:id/decide',
    may: 'imports.decide',
    takes: z.strictObject({ id, take: z.boolean() }),
    gives: nothing,
  }),
  undo: route({
    does: does('undo'),
    at: 'POST /api/imports/loads/:id/undo',
    may: 'imports.decide',
    takes: z.strictObject({ id, reason: z.string().trim().min(3).max(300) }),
    gives: nothing,
  }),
}

const seeing = {
  loads: route({
    does: does('loads'),
    at: 'GET /api/imports/loads',
    may: 'imports.read',
    takes: z.strictObject({
      state: state.optional(),
      intake: word.optional(),
      source: id.optional(),
      q: z.string().trim().max(100).optional(),
      after: id.optional(),
    }),
    gives: z.object({ loads: z.array(loadRow), next: id.nullable() }),
  }),
  load: route({
    does: does('load'),
    at: 'GET /api/imports/loads/:id',
    may: 'imports.read',
    takes: one,
    gives: z.object({
      ...loadRow.shape,
      unitId: id,
      bytes: z.number(),
      asOf: day,
      number: z.int().nullable(),
      decides,
      mine: z.boolean(),
      found: found.nullable(),
      progress: z.object({ bytes: z.number(), rows: z.number(), bad: z.number() }).nullable(),
      problem: z.object({ code: z.string(), title: z.string() }).nullable(),
      steps: z.array(step),
      corrections: z.array(loadRow),
    }),
  }),
  findings: route({
    does: does('findings'),
    at: 'GET /api/imports/loads/:id/findings',
    may: 'imports.read',
    audited: true,
    takes: z.strictObject({
      id,
      reason: z.string().max(60).optional(),
      after: z
        .string()
        .regex(/^\d{1,10}\.\d{1,6}$/)
        .optional(),
    }),
    gives: z.object({ findings: z.array(finding), next: z.string().nullable() }),
  }),
  /** The refused rows that nobody has mended yet, with their reasons, to be corrected and brought again. */
  badRows: route({
    does: does('badRows'),
    at: 'GET /api/imports/loads/:id/bad-rows',
    may: 'imports.read',
    audited: true,
    rate: 'heavy',
    takes: z.strictObject({ id, as: z.enum(['csv', 'xlsx']) }),
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.base64() }),
  }),
}

const sources = {
  sources: route({
    does: does('sources'),
    at: 'GET /api/imports/sources',
    may: 'imports.read',
    takes: z.strictObject({}),
    gives: z.object({ sources: z.array(source) }),
  }),
  openSource: route({
    does: does('openSource'),
    at: 'POST /api/imports/sources',
    may: 'imports.shape',
    takes: z.strictObject({ unitId: id, intake: word, ...sourceSettings }),
    gives: z.object({ id }),
  }),
  changeSource: route({
    does: does('changeSource'),
    at: 'PUT /api/imports/sources/:id',
    may: 'imports.shape',
    takes: z.strictObject({ id, ...sourceSettings }),
    gives: nothing,
  }),
  closeSource: route({
    does: does('closeSource'),
    at: 'POST /api/imports/sources/:id/close',
    may: 'imports.shape',
    takes: one,
    gives: nothing,
  }),
}

export const importRoutes = { ...bringing, ...deciding, ...seeing, ...sources }
