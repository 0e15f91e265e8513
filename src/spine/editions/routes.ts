import { z } from 'zod'
import { route } from '#kit/wire'
import { editionWords as words } from './words.ts'

const said = z.object({ vi: z.string(), en: z.string() })
const edition = z.object({
  id: z.uuid(),
  year: z.number(),
  number: z.number(),
  name: said,
  theme: said.nullable(),
  from: z.iso.date(),
  until: z.iso.date(),
  source: z.string().nullable(),
})
export type Edition = z.infer<typeof edition>

export const editionRoutes = {
  list: route({
    does: { vi: words.vi.does.list, en: words.en.does.list },
    at: 'GET /api/editions',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({ editions: z.array(edition), current: z.uuid().nullable() }),
  }),
}
