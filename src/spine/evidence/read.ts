import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { type Grade, gradeOf } from './rules.ts'

/** Whether a piece of evidence of a record is there, in the caller's scope. */
export async function hasEvidence(tx: Tx, id: string, record: string): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean
  }>`select exists (select from evidence.items where id = ${id} and record = ${record}) as there`.execute(tx)
  return rows[0]?.there ?? false
}

/** How strong a figure a record gives with the evidence that is there; `needed` are places of evidence. */
export async function evidenceGrade(
  tx: Tx,
  record: string,
  needed: readonly string[],
): Promise<{ readonly grade: Grade }> {
  const { rows } = await sql<{ slot: string | null; reused: boolean }>`select i.slot,
      exists (select from evidence.reuses r where r.item_id = i.id) as reused
    from evidence.items i where i.record = ${record}`.execute(tx)
  return { grade: gradeOf(needed, rows) }
}
