import { z } from 'zod'
import { route } from '#kit/wire'
import { customerWords as words } from './words.ts'

export const customerRoutes = {
  mine: route({
    does: { vi: words.vi.does.mine, en: words.en.does.mine },
    at: 'GET /api/customers/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      customers: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string(), unit: z.string() })),
    }),
  }),
}
