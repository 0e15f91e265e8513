import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Audience, Narrowing } from '#kit/serve/face.ts'

type By = { readonly kind?: string | undefined; readonly commune?: string | undefined }

/** What narrows an audience to a unit and all under it, as far as the transaction's scope reaches. */
export async function narrowingOf(tx: Tx, unit: string, { kind, commune }: By, today: string): Promise<Narrowing> {
  const { rows } = await sql<{ id: string }>`select r as id from org.reach(${unit}, ${today}::date) r
    where r = any (kit.scope())`.execute(tx)
  return { units: rows.map(row => row.id), kinds: kind ? [kind] : [], communes: commune ? [commune] : [] }
}

/** How many there are, and how many of them have a number. */
export async function sizeOf(
  tx: Tx,
  audience: Audience,
  by: Narrowing,
): Promise<{ readonly people: number; readonly withNumber: number }> {
  if (audience.size) return audience.size(tx, by)
  const { rows } = await sql<{
    people: number
    withNumber: number
  }>`select count(*)::int as people, count(c.phone_found)::int as "withNumber"
    from (select distinct member from (${audience.members(by)}) m) m join customers.customers c on c.id = m.member`.execute(
    tx,
  )
  return rows[0] ?? { people: 0, withNumber: 0 }
}
