import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { IntakeLoad } from '#kit/serve/intake.ts'
import { refuse } from '#kit/wire'

/** Takes a load of bills or outages back, unless a later one wrote over a row of it. */
export async function undoLoad(tx: Tx, load: IntakeLoad): Promise<number> {
  const { rows } = await sql<{ gone: bigint | null }>`select meters.undo_load(${load.id}) as gone`.execute(tx)
  return Number(rows[0]?.gone ?? refuse('meters.later_load', 409))
}
