import { z } from 'zod'
import { route } from '#kit/wire'
import { outageRoutes } from './routes-outages.ts'
import { meterWords as words } from './words.ts'

export { loadRoutes } from './routes-loads.ts'

const id = z.uuid()
const day = z.iso.date()
const money = z.string().regex(/^\d+$/)

export const meterRoutes = {
  bills: route({
    does: { vi: words.vi.does.bills, en: words.en.does.bills },
    at: 'GET /api/meters/bills',
    may: 'meters.read',
    takes: z.strictObject({ customerId: id }),
    gives: z.object({
      bills: z.array(
        z.object({
          contract: z.string(),
          month: day,
          fromDay: day,
          untilDay: day,
          usedKwh: z.string(),
          owedVnd: money,
          estimated: z.boolean(),
        }),
      ),
    }),
  }),
  ...outageRoutes,
}
