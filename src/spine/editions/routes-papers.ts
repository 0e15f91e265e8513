import { z } from 'zod'
import { route } from '#kit/wire'
import { day, does, hash, id, moment, reason } from './routes-parts.ts'
import { paperKinds } from './rules-papers.ts'

/** A line that a person words for a paper; no control characters, which no printer shows. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
const lines = (most: number) => z.array(line(300)).max(most)

/** What the office words on a paper; everything else follows from the approved plan. */
export const wording = z.strictObject({
  /** The body above the issuing one; null for none. */
  superior: line(200).nullable(),
  issuer: line(200),
  /** What stands behind the number: `QĐ-EVNHANOI`. */
  code: line(60),
  place: line(100),
  /** Who decides, above the legal grounds of a decision. */
  by: line(200).nullable(),
  to: lines(10),
  bases: lines(20),
  receivers: lines(20),
  /** Authority and title: `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`. */
  signature: lines(4).min(1),
  name: line(100).nullable(),
  englishSummary: z.boolean(),
})
export type Wording = z.infer<typeof wording>

const millimetres = z.number().min(5).max(60)
const points = z.number().min(6).max(24)
/** Margins, sizes and the head's two lines, as the office confirms them. Lengths in millimetres, sizes in points. */
const layout = z.strictObject({
  source: line(200),
  marginMm: z.strictObject({ top: millimetres, bottom: millimetres, left: millimetres, right: millimetres }),
  /** What DOCX names; PDF carries a face of the widths of Times New Roman. */
  face: line(60),
  country: line(100),
  motto: line(100),
  sizePt: z.strictObject({
    country: points,
    motto: points,
    issuer: points,
    number: points,
    title: points,
    body: points,
    table: points,
    receivers: points,
    foot: points,
  }),
  firstLineMm: z.number().min(0).max(30),
  afterParagraphPt: z.number().min(0).max(24),
  lines: z.number().min(1).max(2),
})

const kind = z.enum(paperKinds)
const file = z.object({ name: z.string(), type: z.string(), sha256: hash, bytes: z.string() })
const signing = z.object({
  id,
  number: z.string(),
  signedOn: day,
  sha256: hash,
  /** What it takes the place of, and why; null for the first. */
  replaces: id.nullable(),
  reason: z.string().nullable(),
  by: z.string(),
  at: moment,
})

export const mostScanBytes = 15 * 1024 * 1024
const base64 = (mostBytes: number) =>
  z
    .base64()
    .min(4)
    .max(Math.ceil(mostBytes / 3) * 4)

export const paperRoutes = {
  papers: route({
    does: does('papers'),
    at: 'GET /api/editions/:id/plan/units/:unit/papers',
    may: 'editions.read',
    takes: z.strictObject({ id, unit: id }),
    gives: z.object({
      /** The approved plan that papers can be made from now; null while none is. */
      plan: z.object({ n: z.int(), hash, approvedAt: moment }).nullable(),
      /** Wording to begin with, for the office to check. */
      defaults: z.record(kind, wording),
      layout: z.object({ ...layout.shape, confirmed: z.boolean() }),
      makes: z.boolean(),
      papers: z.array(
        z.object({
          id,
          kind,
          n: z.int(),
          planHash: hash,
          pdfSha256: hash,
          docxSha256: hash,
          by: z.string(),
          at: moment,
          /** In order; the last is in force. */
          signings: z.array(signing),
        }),
      ),
    }),
  }),
  makePaper: route({
    does: does('makePaper'),
    at: 'POST /api/editions/:id/plan/units/:unit/papers',
    may: 'editions.papers',
    rate: 'heavy',
    takes: z.strictObject({ id, unit: id, kind, hash, wording }),
    /** The same paper asked for again is the same paper: `made` is false. */
    gives: z.object({ id, made: z.boolean(), pdfSha256: hash, docxSha256: hash }),
  }),
  layout: route({
    does: does('layout'),
    at: 'GET /api/papers/layout',
    may: 'editions.read',
    takes: z.strictObject({}),
    gives: z.object({
      layout,
      /** Who confirmed it, and when; null while it is the one from memory. */
      confirmed: z.object({ by: z.string(), at: moment }).nullable(),
      edits: z.boolean(),
    }),
  }),
  /** A paper about invented units, drawn by a layout before anybody confirms it. */
  tryLayout: route({
    does: does('tryLayout'),
    at: 'POST /api/papers/layout/trial',
    may: 'editions.catalogue',
    rate: 'heavy',
    takes: layout,
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.base64() }),
  }),
  confirmLayout: route({
    does: does('confirmLayout'),
    at: 'PUT /api/papers/layout',
    may: 'editions.catalogue',
    takes: layout,
    gives: z.object({}),
  }),
  paperFile: route({
    does: does('paperFile'),
    at: 'GET /api/papers/:paper/file/:as',
    may: 'editions.read',
    takes: z.strictObject({ paper: id, as: z.enum(['pdf', 'docx']) }),
    gives: file,
  }),
  signPaper: route({
    does: does('signPaper'),
    at: 'POST /api/papers/:paper/signings',
    may: 'editions.papers',
    rate: 'heavy',
    bodyBytes: Math.ceil(mostScanBytes / 3) * 4 + 8192,
    takes: z.strictObject({
      paper: id,
      number: line(60),
      signedOn: day,
      /** PDF, JPEG or PNG, at most 15 MiB. */
      bytes: base64(mostScanBytes),
      /** The signing that this one takes the place of, and why. */
      replaces: z.strictObject({ id, reason: reason.min(3) }).optional(),
    }),
    gives: z.object({ id, sha256: hash }),
  }),
  scan: route({
    does: does('scan'),
    at: 'GET /api/papers/:paper/signings/:signing',
    may: 'editions.read',
    audited: true,
    takes: z.strictObject({ paper: id, signing: id }),
    gives: file,
  }),
}
