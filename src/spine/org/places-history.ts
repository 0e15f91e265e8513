import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Mapping, Refused } from './rules-places.ts'

type Former = Pick<Mapping, 'oldCode' | 'oldName' | 'oldDistrict' | 'oldProvince'>
const formerOf = (it: Former): string => it.oldCode ?? `${it.oldName}|${it.oldDistrict}|${it.oldProvince}`
const keyOf = (it: Former & { readonly code: string }): string => `${formerOf(it)}>${it.code}`

/** The mappings of a list that are not known yet, and those whose new commune no list has. */
export async function mappingsToAdd(
  tx: Tx,
  mappings: readonly Mapping[],
  coming: ReadonlySet<string>,
): Promise<{ added: Required<Mapping>[]; refused: Refused[] }> {
  if (mappings.length === 0) return { added: [], refused: [] }
  const { rows: codes } = await sql<{ code: string }>`select code from org.communes`.execute(tx)
  const communes = new Set([...codes.map(({ code }) => code), ...coming])
  const { rows: before } = await sql<Omit<Mapping, 'row'>>`
    select old_code as "oldCode", old_name as "oldName", old_district as "oldDistrict", old_province as "oldProvince",
      new_code as code from org.commune_history`.execute(tx)
  const names = new Map(before.map(it => [it.oldCode, it]))
  const seen = new Set(before.map(keyOf))
  const targets = Map.groupBy(mappings, formerOf)
  const isKnown = (it: Mapping): boolean => communes.has(it.code)
  const refused = mappings
    .filter(it => !isKnown(it))
    .map(it => ({ row: it.row, code: it.code || (it.oldCode ?? it.oldName), why: 'unknown_commune' as const }))
  const added = mappings.filter(isKnown).flatMap(it => {
    if (seen.has(keyOf(it))) return []
    seen.add(keyOf(it))
    const { oldName, oldDistrict, oldProvince } = it.oldName === '' ? (names.get(it.oldCode) ?? it) : it
    const parts = new Set(targets.get(formerOf(it))?.map(({ code }) => code)).size
    return [{ ...it, oldName, oldDistrict, oldProvince, share: it.share ?? (parts > 1 ? 'part' : 'whole') }]
  })
  return { added, refused }
}

/** Ids follow from what a row says, so that the same list gives the same rows anywhere. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export async function writeMappings(tx: Tx, rows: readonly Required<Mapping>[], day: string): Promise<void> {
  await sql`insert into org.commune_history
      (id, old_code, old_name, old_district, old_province, new_code, share, confidence, on_day)
    select *, ${day}::date from unnest(${rows.map(it => idOf(`${day}|${keyOf(it)}`))}::uuid[],
      ${rows.map(it => it.oldCode)}::text[], ${rows.map(it => it.oldName)}::text[],
      ${rows.map(it => it.oldDistrict)}::text[], ${rows.map(it => it.oldProvince)}::text[],
      ${rows.map(it => it.code)}::text[], ${rows.map(it => it.share)}::text[],
      ${rows.map(it => it.confidence)}::text[])`.execute(tx)
}
