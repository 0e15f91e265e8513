import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { JobContext } from '#kit/serve/face.ts'
import { uuidv7 } from '#kit/wire'

/** One chunk of a work, lent for a while. `no` counts from 0. */
export type ChunkLease = { readonly work: string; readonly no: number; readonly lease: string }
export type Progress = { readonly done: number; readonly of: number; readonly cancelled: boolean }

/** Another has taken the chunk over, or it was done: what this transaction did must not stay. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Begins a work of so many chunks (at most 1,000,000), once: the same id again changes nothing. */
export async function startWork(tx: Tx, work: string, chunks: number): Promise<void> {
  const { numAffectedRows } = await sql`insert into kit.works (id, chunks) values (${work}, ${chunks})
    on conflict (id) do nothing`.execute(tx)
  if (numAffectedRows === 1n)
    await sql`insert into kit.chunks (work, no) select ${work}, generate_series(0, ${chunks}::int - 1)`.execute(tx)
}

/**
 * Lends the first chunk that is free, or whose lease has run out because its holder died. Undefined when there is
 * none now, or the work is cancelled. Many may claim at once: locked rows are passed over, so none waits and no
 * chunk is lent twice. The time is the database's, since clocks of machines differ.
 */
export async function claimChunk(tx: Tx, work: string, leaseSeconds: number): Promise<ChunkLease | undefined> {
  const { rows } = await sql<ChunkLease>`
    update kit.chunks set lease = ${uuidv7()}, lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    where work = ${work} and no = (
      select no from kit.chunks c
      where work = ${work} and done_at is null and (lease_until is null or lease_until < clock_timestamp())
        and not exists (select from kit.works w where w.id = c.work and w.cancelled_at is not null)
      order by no limit 1 for update skip locked)
    returning work, no, lease`.execute(tx)
  return rows[0]
}

const held = ({ work, no, lease }: ChunkLease) =>
  sql`work = ${work} and no = ${no} and lease = ${lease} and done_at is null`

/** Holds a chunk for longer. Throws LeaseLost when it is another's by now. */
export async function extendChunk(tx: Tx, chunk: ChunkLease, leaseSeconds: number): Promise<void> {
  const { numAffectedRows } = await sql`update kit.chunks
    set lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second' where ${held(chunk)}`.execute(tx)
  if (numAffectedRows !== 1n) throw new LeaseLost()
}

/**
 * Marks a chunk as done, in the transaction of its effects: they commit together or not at all. Throws LeaseLost when
 * it is another's by now, so that the transaction rolls back.
 */
export async function completeChunk(tx: Tx, chunk: ChunkLease): Promise<void> {
  const { numAffectedRows } = await sql`update kit.chunks
    set done_at = clock_timestamp(), lease_until = null where ${held(chunk)}`.execute(tx)
  if (numAffectedRows !== 1n) throw new LeaseLost()
}

/** How far a work is; undefined when there is none. Chunks at work when it was cancelled still finish. */
export async function progressOf(tx: Tx, work: string): Promise<Progress | undefined> {
  const { rows } = await sql<Progress>`
    select chunks as of, cancelled_at is not null as cancelled,
      (select count(*)::int from kit.chunks where work = id and done_at is not null) as done
    from kit.works where id = ${work}`.execute(tx)
  return rows[0]
}

/** Lends no chunk of a work any more; what is done stays done. */
export async function cancelWork(tx: Tx, work: string): Promise<void> {
  await sql`update kit.works set cancelled_at = clock_timestamp() where id = ${work} and cancelled_at is null`.execute(
    tx,
  )
}

/** Gives a chunk back before its time: whoever claims next gets it. Nothing when it is another's by now. */
export async function releaseChunk(tx: Tx, chunk: ChunkLease): Promise<void> {
  await sql`update kit.chunks set lease_until = null where ${held(chunk)}`.execute(tx)
}

type Within = Pick<JobContext, 'tx' | 'signal'>

/** Does one chunk; false when another took it over meanwhile, and nothing of it stays. */
async function doChunk(
  within: Within['tx'],
  chunk: ChunkLease,
  run: (tx: Tx, no: number) => Promise<void>,
): Promise<boolean> {
  try {
    await within(async tx => {
      await run(tx, chunk.no)
      await completeChunk(tx, chunk)
    })
    return true
  } catch (error) {
    if (error instanceof LeaseLost) return false
    await within(tx => releaseChunk(tx, chunk)).catch(() => undefined) // the lease runs out by itself
    throw error
  }
}

const waitMs = 500

/**
 * Works until every chunk is done or the work is cancelled: `run` does a chunk's effects in the transaction that
 * marks it done. Many processes may do so at once; the last ones wait for what others hold, to take it over should
 * they die. Throws what `run` throws, and when told to stop, so that the job runs again. Answers how many chunks it did.
 */
export async function workThrough(
  { tx: within, signal }: Within,
  work: string,
  leaseSeconds: number,
  run: (tx: Tx, no: number) => Promise<void>,
): Promise<number> {
  for (let mine = 0; ; ) {
    signal.throwIfAborted()
    const chunk = await within(tx => claimChunk(tx, work, leaseSeconds))
    if (chunk) {
      if (await doChunk(within, chunk, run)) mine += 1
      continue
    }
    const progress = await within(tx => progressOf(tx, work))
    if (!progress || progress.cancelled || progress.done === progress.of) return mine
    await setTimeout(waitMs, undefined, { signal })
  }
}
