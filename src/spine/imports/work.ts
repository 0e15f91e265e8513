import { sql } from 'kysely'
import type { Context, Tx } from '#kit/db'
import type { JobContext } from '#kit/serve/face.ts'
import { isoDay } from '#kit/time'
import { findLoad, type Load, unitsOf } from './loads.ts'

/** What works on one load: the load, and transactions in its scope. */
export type Work = {
  readonly load: Load
  readonly tx: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>
  readonly context: JobContext
}

/** The scope in which a load is worked on: of whoever brought it, as they hold it today; of the house for a drop. */
async function scopeOf(context: JobContext, load: Load): Promise<Context> {
  const whole =
    load.broughtBy === null ? await context.houseScope() : await context.scopeOf(load.broughtBy, 'imports.bring')
  const units = await context.tx(tx => unitsOf(tx, load.unit, isoDay(context.now())), whole)
  return { ...whole, units }
}

/** Opens the work on a load; undefined when there is none such. */
export async function openWork(context: JobContext, id: string): Promise<Work | undefined> {
  const load = await context.tx(tx => findLoad(tx, id), await context.houseScope())
  if (!load) return undefined
  const scope = await scopeOf(context, load)
  return { load, context, tx: run => context.tx(run, scope) }
}

/** Only one process works on a load at a time; the lock goes with its transaction. */
export async function lockLoad(tx: Tx, load: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('imports ' || ${load}, 0)) as held`.execute(tx)
  return rows[0]?.held ?? false
}

/** Room to sort and join in memory: the tables of a load are large, and one works at a time. */
export const giveRoom = (tx: Tx): Promise<unknown> =>
  sql`select set_config('work_mem', '96MB', true), set_config('hash_mem_multiplier', '2', true)`.execute(tx)
