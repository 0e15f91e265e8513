import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { evidenceKinds, mostBytes, pieceBytes } from './rules.ts'
import { evidenceWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const moment = z.iso.datetime({ offset: true })
const base64 = (most: number) =>
  z
    .base64()
    .min(4)
    .max(Math.ceil(most / 3) * 4)
const point = z.tuple([z.int().min(-50).max(1050), z.int().min(-50).max(1050)])
const about = {
  unitId: id,
  record: id,
  slot: z
    .string()
    .regex(/^[a-z][a-z-]{0,30}$/)
    .optional(),
  takenAt: moment.optional(),
}
const smallBytes = 1_500_000

const piece = z.object({
  id,
  kind: z.enum(evidenceKinds),
  type: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
  slot: z.string().nullable(),
  at: z.string(),
  by: z.string(),
  sha256: z.string(),
  /** Other records that show the same picture; `id` where the caller may open it. */
  reused: z.array(z.object({ id: id.nullable(), unit: z.string().nullable(), differingBits: z.int() })),
})
export type Piece = z.infer<typeof piece>

export const routes = {
  /** One piece of a file on its way, at its place (in bytes); the order does not matter, and each is taken once. */
  send: route({
    does: does('send'),
    at: 'POST /api/evidence/pieces',
    may: 'evidence.add',
    offline: true,
    takes: z.strictObject({ upload: id, at: z.int().min(0).max(mostBytes.document), bytes: base64(pieceBytes) }),
    gives: z.object({}),
  }),
  /**
   * Keeps a photo (JPEG, PNG, WebP) or a document (PDF): `bytes` is base64, or `upload` names pieces sent before, `size`
   * bytes together. The command's key becomes the evidence's id. `reused` says how many other records show the picture.
   */
  keep: route({
    does: does('keep'),
    at: 'POST /api/evidence',
    may: 'evidence.add',
    offline: true,
    bodyBytes: 2_200_000,
    takes: z.strictObject({
      ...about,
      kind: z.enum(['photo', 'document']),
      bytes: base64(smallBytes).optional(),
      upload: id.optional(),
      size: z.int().min(1).max(mostBytes.document).optional(),
    }),
    gives: z.object({ id, reused: z.int() }),
  }),
  /** Keeps a signature drawn with a finger, in thousandths of the box's width. */
  sign: route({
    does: does('sign'),
    at: 'POST /api/evidence/signatures',
    may: 'evidence.add',
    offline: true,
    takes: z.strictObject({ ...about, strokes: z.array(z.array(point).min(1).max(2000)).min(1).max(60) }),
    gives: z.object({ id, reused: z.int() }),
  }),
  of: route({
    does: does('of'),
    at: 'GET /api/evidence/of/:record',
    may: 'evidence.read',
    takes: z.strictObject({ record: id }),
    gives: z.object({ pieces: z.array(piece) }),
  }),
  see: route({
    does: does('see'),
    at: 'GET /api/evidence/:id',
    may: 'evidence.read',
    audited: true,
    takes: z.strictObject({ id }),
    gives: z.object({ id, type: piece.shape.type, bytes: z.string() }),
  }),
}
