import { z } from 'zod'
import { route } from '#kit/wire'
import { columnKey, does, figure, hash, id, problem } from './routes-parts.ts'
import { cellKinds } from './rules.ts'

const mostBytes = 8 * 1024 * 1024
/** An XLSX that was exported from here, at most 8 MiB. */
const sheet = z
  .base64()
  .min(4)
  .max(Math.ceil(mostBytes / 3) * 4)
const bodyBytes = Math.ceil(mostBytes / 3) * 4 + 4096

/** Where a cell stands in the file, as people see it: the sheet's name, row 7, column D. */
const at = { sheet: z.string(), row: z.int(), column: z.string() }

export const sheetRoutes = {
  exportPlan: route({
    does: does('exportPlan'),
    at: 'GET /api/editions/:id/plan/sheet',
    may: 'editions.read',
    rate: 'heavy',
    takes: z.strictObject({ id, root: id.optional() }),
    gives: z.object({ name: z.string(), type: z.string(), sha256: hash, bytes: z.string() }),
  }),
  previewSheet: route({
    does: does('previewSheet'),
    at: 'POST /api/editions/:id/plan/sheet/preview',
    may: 'editions.plan',
    rate: 'heavy',
    bodyBytes,
    takes: z.strictObject({ id, bytes: sheet }),
    gives: z.object({
      sha256: hash,
      /** What would change; the list is cut at 1,000. */
      changes: z.array(
        z.object({
          ...at,
          unit: id,
          name: z.string(),
          key: columnKey,
          kind: z.enum(cellKinds),
          before: figure.nullable(),
          after: figure.nullable(),
          /** The figure is what a formula last gave. */
          formula: z.boolean(),
        }),
      ),
      changeCount: z.int(),
      /** What keeps the file from being taken; cut at 500. While there is one, nothing of it is. */
      errors: z.array(z.object({ ...at, code: z.string(), says: z.string() })),
      errorCount: z.int(),
      /** What would be wrong with the plan afterwards; kept as a draft all the same. */
      problems: z.array(problem),
    }),
  }),
  applySheet: route({
    does: does('applySheet'),
    at: 'POST /api/editions/:id/plan/sheet',
    may: 'editions.plan',
    rate: 'heavy',
    bodyBytes,
    /** `sha256`: of the file whose preview was seen. */
    takes: z.strictObject({ id, bytes: sheet, sha256: hash }),
    /** All or nothing: one cell that cannot stand refuses the file (409), `errors` names each by sheet, row and column. */
    gives: z.object({ changed: z.int(), problems: z.array(problem) }),
  }),
}
