import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './open.ts'

export type Tx = Transaction<unknown>

/** Who acts and which units the act may see; everything absent sees nothing. Ids are UUIDs. */
export type Context = {
  readonly actor?: string | undefined
  readonly customer?: string | undefined
  readonly units?: readonly string[] | undefined
}

const retryable = new Set(['40001', '40P01'])
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Puts the scope on the open transaction; it ends with it. */
export async function setContext(tx: Kysely<unknown>, context: Context): Promise<void> {
  const units = `{${(context.units ?? []).join(',')}}`
  await sql`select set_config('app.acting', 'yes', true), set_config('app.actor', ${context.actor ?? ''}, true),
    set_config('app.customer', ${context.customer ?? ''}, true), set_config('app.scope', ${units}, true)`.execute(tx)
}

/**
 * One transaction a verb. A deadlock or serialization failure rolled everything back, so the verb runs again
 * (at most three times in all); anything else surfaces.
 */
export async function inTransaction<T>(
  database: Database,
  context: Context,
  run: (tx: Tx) => Promise<T>,
  triesLeft = 2,
): Promise<T> {
  try {
    return await database.kysely.transaction().execute(async tx => {
      await setContext(tx, context)
      return await run(tx)
    })
  } catch (error) {
    if (triesLeft > 0 && retryable.has(codeOf(error))) return inTransaction(database, context, run, triesLeft - 1)
    throw error
  }
}
