import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { IntakeLoad } from '#kit/serve/intake.ts'
import { fold } from '#kit/text'
import { contactKeys } from './contact-seal.ts'
import type { Commune, CommuneLookups } from './intake-places.ts'
import type { CustomerLookups } from './intake-rows.ts'
import { addWords, bareName, wordsOf } from './rules.ts'

/** A value that several places share stands for none of them. */
function unlessShared<T>(pairs: readonly (readonly [key: string, value: T])[]): Map<string, T> {
  const map = new Map<string, T>()
  const shared = new Set<string>()
  for (const [key, value] of pairs) {
    if (map.has(key) && map.get(key) !== value) shared.add(key)
    map.set(key, value)
  }
  for (const key of shared) map.delete(key)
  return map
}

/** Units by code and by name, today's or any former: a file may write either. */
async function unitsOf(tx: Tx, load: IntakeLoad): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; code: string; name: string }>`select u.id, u.code, n.name from org.units u
    join org.unit_names n on n.unit_id = u.id where u.id = any (${load.units}::uuid[])`.execute(tx)
  const names = unlessShared(rows.map(row => [fold(row.name), row.id] as const))
  return new Map([...names, ...rows.map(row => [fold(row.code), row.id] as const)])
}

async function communesOf(tx: Tx, today: string): Promise<CommuneLookups> {
  const { rows: now } = await sql<{
    code: string
    name: string
    province: string
  }>`select c.code, c.name, p.name as province
    from org.communes_on(${today}) c join org.provinces_on(${today}) p on p.code = c.province_code`.execute(tx)
  const known = new Map<string, Commune>(
    now.map(row => [row.code, { code: row.code, words: addWords([], wordsOf(`${row.name} ${row.province}`)) }]),
  )
  const named = unlessShared(
    now.map(row => [`${bareName(row.name)}|${bareName(row.province)}`, known.get(row.code)] as const),
  )
  const { rows: before } = await sql<{
    oldCode: string | null
    name: string
    district: string
    province: string
    code: string
  }>`
    select h.old_code as "oldCode", h.old_name as name, h.old_district as district, h.old_province as province, h.new_code as code
    from org.commune_history h`.execute(tx)
  const former = before.flatMap(row => {
    const to = known.get(row.code)
    // Whoever lived in the former commune is still found by its words.
    const commune = to && {
      code: to.code,
      words: addWords([...to.words], wordsOf(`${row.name} ${row.district} ${row.province}`)),
    }
    const [name, district, province] = [row.name, row.district, row.province].map(bareName)
    if (!commune) return []
    return [`${name}|${district}|${province}`, `${name}||${province}`, ...(row.oldCode ? [row.oldCode] : [])].map(
      key => [key, commune] as const,
    )
  })
  const codes = unlessShared(former.map(([key, { code }]) => [key, code] as const))
  return {
    communes: new Map([...known, ...[...named].flatMap(([key, value]) => (value ? [[key, value] as const] : []))]),
    former: new Map(former.filter(([key]) => codes.has(key))),
  }
}

/** Everything that the rule of a customers' list looks up, once a file. */
export async function customerLookups(tx: Tx, load: IntakeLoad): Promise<CustomerLookups> {
  const { rows } = await sql<{ least: bigint }>`select least_kwh as least from customers.large_rule`.execute(tx)
  return {
    units: await unitsOf(tx, load),
    unit: load.unit,
    ...(await communesOf(tx, load.today)),
    keys: contactKeys(load.ports.secrets),
    leastKwh: Number(rows[0]?.least ?? 1_000_000),
  }
}
