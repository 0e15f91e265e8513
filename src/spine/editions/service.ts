import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Verbs } from '#kit/serve'
import type { Edition, editionRoutes } from './routes.ts'

type Row = Omit<Edition, 'name' | 'theme'> & {
  nameVi: string
  nameEn: string
  themeVi: string | null
  themeEn: string | null
}

const shown = ({ nameVi, nameEn, themeVi, themeEn, ...rest }: Row): Edition => ({
  ...rest,
  name: { vi: nameVi, en: nameEn },
  theme: themeVi && themeEn ? { vi: themeVi, en: themeEn } : null,
})

async function editions(tx: Tx): Promise<Edition[]> {
  const { rows } =
    await sql<Row>`select id, year, number, name_vi as "nameVi", name_en as "nameEn", theme_vi as "themeVi",
    theme_en as "themeEn", from_day::text as "from", until_day::text as until, source from editions.editions order by year desc`.execute(
      tx,
    )
  return rows.map(shown)
}

/**
 * The edition that a day belongs to: the one that runs, otherwise the one that comes next (its preparation),
 * otherwise the last. Undefined while there is none at all. `day` is an ISO day in Asia/Ho_Chi_Minh.
 */
export async function findCurrentEdition(tx: Tx, day: string): Promise<Edition | undefined> {
  const all = (await editions(tx)).reverse()
  return all.find(one => day <= one.until) ?? all.at(-1)
}

export const verbs: Verbs<typeof editionRoutes> = {
  list: async act => {
    const current = await findCurrentEdition(act.tx, act.today)
    return { editions: await editions(act.tx), current: current?.id ?? null }
  },
}
