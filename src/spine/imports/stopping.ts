import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { addStep } from './loads.ts'
import type { Work } from './work.ts'

/** Somebody stopped the load while it was being worked on. */
export class Stopped extends Error {}

const lookEveryMs = 500
/** What PostgreSQL says of a key that is there already. */
export const uniqueViolation = '23505'
export const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code

/**
 * Works on a load in its one long transaction, and looks beside it whether somebody stops it. Then what the transaction
 * asks of the database is broken off, so that it goes back as a whole; a stop that comes when all is done comes too late.
 */
export async function stoppable(work: Work, tx: Tx, run: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  let stopped = false
  let looking: Promise<void> = Promise.resolve()
  const look = (): Promise<void> =>
    work.tx(async other => {
      if (stopped || (await lastStep(other, work.load.id)).state !== 'stopping') return
      stopped = true
      await sql`select pg_cancel_backend(${rows[0]?.pid})`.execute(other)
    })
  const timer = setInterval(() => {
    // A look that fails is made again; the work itself fails where it must.
    looking = looking.then(look).catch(() => undefined)
  }, lookEveryMs)
  try {
    await run()
  } catch (error) {
    await looking
    throw stopped ? new Stopped() : error
  } finally {
    clearInterval(timer)
  }
  // The connection is given back only when nobody can break off what it does next.
  await looking
  if (stopped) throw new Stopped()
}

/** The last step of a load. */
export async function lastStep(tx: Tx, load: string): Promise<{ readonly no: number; readonly state: string }> {
  const { rows } = await sql<{
    no: number
    state: string
  }>`select no, state from imports.steps where load_id = ${load} order by no desc limit 1`.execute(tx)
  return rows[0] ?? { no: 0, state: '' }
}

/** Says that nothing of a load went in, where somebody stopped it; whether somebody did. */
export const endStopped = ({ load, context, tx }: Work): Promise<boolean> =>
  tx(async within => {
    const { no, state } = await lastStep(within, load.id)
    if (state !== 'stopping') return false
    await addStep(within, load, {
      state: 'stopped',
      at: context.now(),
      reason: 'imports.stopped_writing',
      no: no + 1,
    })
    return true
  })
