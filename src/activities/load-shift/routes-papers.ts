import { z } from 'zod'
import { route } from '#kit/wire'
import { does, id } from './routes-parts.ts'

/** Papers of an approved result: the decision with its list, or the list alone. */
export const paperRoutes = {
  paper: route({
    does: does('paper'),
    at: 'GET /api/load-shift/measurements/:run/paper',
    may: 'load-shift.read',
    takes: z.strictObject({ run: id, kind: z.enum(['decision', 'list']), as: z.enum(['pdf', 'docx']) }),
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.string() }),
    rate: 'heavy',
    audited: true,
  }),
}
