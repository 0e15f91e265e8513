import { sql } from 'kysely'
import { mimeOf } from '#kit/files'
import { officialLayout } from '#kit/papers'
import type { Act } from '#kit/serve'
import { type TakesOf, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { trialPdf } from './papers-trial.ts'
import type { paperRoutes } from './routes-papers.ts'
import { actorOf, canWrite, type EditionVerbs, holdsGroup, momentSql, refuseLess } from './service.ts'

type Confirmed = TakesOf<typeof paperRoutes.confirmLayout>

type Row = { readonly layout: Confirmed; readonly by: string; readonly at: string }

async function findConfirmed(act: Act): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select l.layout, ${nameOfStaff('l.by_staff')} as by, ${momentSql('l.at')} as at
    from editions.paper_layouts l order by l.at desc, l.id desc limit 1`.execute(act.tx)
  return rows[0]
}

/** The layout that papers follow: the newest that an office confirmed, until then the one from memory. */
export async function readLayout(act: Act): Promise<typeof officialLayout> {
  const row = await findConfirmed(act)
  return row ? { ...row.layout, confirmed: true } : officialLayout
}

export const layoutVerbs: EditionVerbs<'layout' | 'tryLayout' | 'confirmLayout'> = {
  layout: async act => {
    const row = await findConfirmed(act)
    const { confirmed: _, ...official } = officialLayout
    return {
      layout: row?.layout ?? official,
      confirmed: row ? { by: row.by, at: row.at } : null,
      edits: canWrite(act, 'editions.catalogue') && (await holdsGroup(act)),
    }
  },

  tryLayout: async (_, layout) => {
    const bytes = await trialPdf({ ...layout, confirmed: false })
    return { name: 'ban-in-thu.pdf', type: mimeOf('pdf'), bytes: bytes.toString('base64') }
  },

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
