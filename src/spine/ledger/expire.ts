import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { JobContext } from '#kit/serve/face.ts'
import { isoDay } from '#kit/time'

const most = 500

/** Does one portion after another, each durable by itself, until a portion was not full. */
async function until(context: JobContext, done: (count: number) => boolean, portion: (tx: Tx) => Promise<number>) {
  const scope = await context.houseScope()
  for (;;) {
    context.signal.throwIfAborted()
    if (done(await context.tx(portion, scope))) return
  }
}

const count = async (tx: Tx, call: ReturnType<typeof sql>): Promise<number> =>
  (await sql<{ count: number }>`select ${call}::int as count`.execute(tx)).rows[0]?.count ?? 0

/** Frees what holds kept beyond their time, brings leased stock back, and returns points that ran out to who paid. */
export async function expire(context: JobContext): Promise<void> {
  const today = isoDay(context.now())
  await until(
    context,
    none => none === 0,
    tx => count(tx, sql`ledger.expire_holds(${most})`),
  )
  await until(
    context,
    done => done < most,
    tx => count(tx, sql`ledger.expire_leases(${most})`),
  )
  await until(
    context,
    done => done < most,
    tx => count(tx, sql`ledger.expire_lots(${today}, ${most})`),
  )
}
