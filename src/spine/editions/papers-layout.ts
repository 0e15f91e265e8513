import { sql } from 'kysely'
import { officialLayout } from '#kit/papers'
import type { Act } from '#kit/serve'
import { type TakesOf, uuidv7 } from '#kit/wire'
import type { paperRoutes } from './routes-papers.ts'
import { actorOf, type EditionVerbs, refuseLess } from './service.ts'

type Confirmed = TakesOf<typeof paperRoutes.confirmLayout>

/** The layout that papers follow: the newest that an office confirmed, until then the one from memory. */
export async function readLayout(act: Act): Promise<typeof officialLayout> {
  const { rows } = await sql<{ layout: Confirmed }>`select layout from editions.paper_layouts
    order by at desc, id desc limit 1`.execute(act.tx)
  return rows[0] ? { ...rows[0].layout, confirmed: true } : officialLayout
}

export const layoutVerbs: EditionVerbs<'confirmLayout'> = {
  confirmLayout: async (act, layout) => {
    await refuseLess(act)
    const id = uuidv7(act.now.getTime())
    await sql`insert into editions.paper_layouts values (${id}, ${JSON.stringify(layout)}, ${actorOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: id })
    return {}
  },
}
