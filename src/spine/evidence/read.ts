import { sql } from 'kysely'
import type { Tx } from '#kit/db'

/** Whether a piece of evidence of a record is there, in the caller's scope. */
export async function hasEvidence(tx: Tx, id: string, record: string): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean
  }>`select exists (select from evidence.items where id = ${id} and record = ${record}) as there`.execute(tx)
  return rows[0]?.there ?? false
}
