import { z } from 'zod'
import { route } from '#kit/wire'
import { auditWords as words } from './words.ts'

const id = z.uuid()
const said = z.object({ vi: z.string(), en: z.string() })
const entry = z.object({
  id,
  at: z.string(),
  does: z.string(),
  says: said,
  actorKind: z.enum(['nobody', 'staff', 'customer', 'partner']),
  actor: z.string().nullable(),
  unit: z.string().nullable(),
  record: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof entry>

export const auditRoutes = {
  list: route({
    does: { vi: words.vi.does.list, en: words.en.does.list },
    at: 'GET /api/audit/entries',
    may: 'audit.read',
    takes: z.strictObject({
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
      actor: id.optional(),
      does: z.string().max(100).optional(),
      record: z.string().max(100).optional(),
      after: id.optional(),
    }),
    gives: z.object({ entries: z.array(entry), next: id.nullable() }),
  }),
  state: route({
    does: { vi: words.vi.does.state, en: words.en.does.state },
    at: 'GET /api/audit/state',
    may: 'audit.read',
    takes: z.strictObject({}),
    gives: z.object({
      sealed: z.number(),
      waiting: z.number(),
      signedAt: z.string().nullable(),
      head: z.string().nullable(),
    }),
  }),
}
