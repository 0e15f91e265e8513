import { createHash } from 'node:crypto'

/** An entry as it is sealed. */
export type Sealed = {
  readonly id: string
  readonly at: string
  readonly does: string
  readonly actor_kind: string
  readonly actor: string | null
  readonly unit: string | null
  readonly record: string | null
  readonly details: string
  readonly source: string | null
  readonly device: string | null
}

/** The columns of an entry as text, the same on every server and in every year. */
export const sealedColumns = `e.id::text as id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, e.does, e.actor_kind,
  e.actor::text as actor, e.unit::text as unit, e.record, e.details::text as details, encode(e.source, 'hex') as source, e.device::text as device`

/** One text for one entry: a JSON list, so that no two entries share a text. */
const canon = (entry: Sealed): string =>
  JSON.stringify([
    entry.id,
    entry.at,
    entry.does,
    entry.actor_kind,
    entry.actor,
    entry.unit,
    entry.record,
    entry.details,
    entry.source,
    entry.device,
  ])

export const firstHash = createHash('sha256').update('Tri Ân audit chain 1').digest()

/** The hash of an entry at its position: over the hash before it, the position, and the entry. */
export function chained(before: Buffer, position: number, entry: Sealed): Buffer {
  return createHash('sha256').update(before).update(`${position}\n`).update(canon(entry)).digest()
}
