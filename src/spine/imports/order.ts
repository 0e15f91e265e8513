import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'
import type { Load } from './loads.ts'
import { deltaNumber } from './rules.ts'

/** The number of a numbered source's file; one that is here already with other content is refused. */
export async function numberOf(tx: Tx, load: Load): Promise<number | undefined> {
  if (!load.numbered || load.corrects !== null) return undefined
  const number = deltaNumber(load.name) ?? refuse('imports.number_missing', 422)
  const { rows } = await sql<{ taken: boolean }>`select exists (select from imports.loads
    where source_id = ${load.source} and number = ${number} and ended_at is null and id <> ${load.id}) as taken`.execute(
    tx,
  )
  if (rows[0]?.taken) refuse('imports.number_taken', 409, { number })
  return number
}

/** Deltas go in one after the other: one that has passed, or comes before its turn, changes nothing. */
export async function refuseOutOfTurn(tx: Tx, load: Load): Promise<void> {
  if (load.number === null) return
  const { rows } = await sql<{ last: number | null }>`select max(number) as last from imports.loads
    where source_id = ${load.source} and ended_at is null and imports.state_of(id) in ('applied', 'undoing')`.execute(
    tx,
  )
  const last = rows[0]?.last ?? null
  if (last === null) return
  if (load.number <= last) refuse('imports.number_passed', 409, { number: load.number, last })
  if (load.number > last + 1) refuse('imports.number_gap', 409, { number: load.number, next: last + 1 })
}
