import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { evidenceWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const mostBytes = 1_500_000

export const routes = {
  /** Keeps a photo; `bytes` is base64. The command's key becomes the evidence's id. */
  keep: route({
    does: does('keep'),
    at: 'POST /api/evidence',
    may: 'evidence.add',
    offline: true,
    bodyBytes: 2_200_000,
    takes: z.strictObject({
      unitId: id,
      record: id,
      kind: z.enum(['photo']),
      bytes: z
        .base64()
        .min(4)
        .max(Math.ceil((mostBytes * 4) / 3)),
    }),
    gives: z.object({ id }),
  }),
  see: route({
    does: does('see'),
    at: 'GET /api/evidence/:id',
    may: 'evidence.read',
    audited: true,
    takes: z.strictObject({ id }),
    gives: z.object({ id, type: z.literal('image/jpeg'), bytes: z.string() }),
  }),
}
