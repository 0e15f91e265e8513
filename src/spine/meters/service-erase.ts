import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { enqueue } from '#kit/jobs/enqueue.ts'
import type { Erases, JobContext } from '#kit/serve/face.ts'
import { refusedPath } from './service-loads-refused.ts'
import { incomingPath } from './service-loads-table.ts'
import { daysFormat } from './service-readings-source.ts'
import type { Part } from './service-store-build.ts'
import {
  type Duck,
  filesKept,
  filesSql,
  keepFile,
  type Length,
  loadPath,
  nameOfNo,
  newPath,
  openDuck,
  partPath,
  quoted,
  removeFile,
  type Store,
  shardOf,
} from './service-store-files.ts'
import { changeParts, swapIn } from './service-store-swap.ts'

/** From the asking on nobody reads them; the files are written anew without them by a job of their own. */
export const askErasure: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { numAffectedRows } = await sql`update meters.metered set erased_at = now() where erased_at is null
    and point_id in (select p.id from customers.points p where p.customer_id = ${id})`.execute(tx)
  const many = Number(numAffectedRows ?? 0n)
  if (many > 0) await enqueue(tx, 'meters.erase')
  return many
}

async function asked(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{
    no: number
  }>`select no from meters.metered where erased_at is not null and rewritten_at is null
    order by no limit 1000`.execute(tx)
  return rows.map(row => row.no)
}

/** The parts in which a point may stand: those of its shard. */
async function partsOf(tx: Tx, nos: readonly number[]): Promise<(Part & { slots: Length; file: string })[]> {
  const { rows } = await sql<
    Part & { slots: Length; file: string }
  >`select month::text as month, shard, slots, file from meters.parts
    where shard = any (${[...new Set(nos.map(shardOf))]}::int[]) and file is not null`.execute(tx)
  return rows
}

/** Writes what a load holds anew without some points; the file as it came in, and its refused rows, go. */
async function rewriteLoad(
  { connection }: Duck,
  store: Store,
  load: string,
  slots: Length,
  names: string,
): Promise<void> {
  const path = loadPath(store, load, slots)
  const found = await connection.runAndReadAll(
    `select 1 from read_parquet(${quoted(path)}) where customer in (${names}) limit 1`,
  )
  if (found.currentRowCount === 0) return
  const made = await newPath(store)
  await connection.run(`copy (from read_parquet(${quoted(path)}) where customer not in (${names})
    order by date_trunc('month', day), customer, day) to '${made}' ${daysFormat}`)
  await keepFile(made, path)
  await removeFile(incomingPath(store, load))
  await removeFile(`${incomingPath(store, load)}.csv`)
  await removeFile(refusedPath(store, load))
}

async function rewriteLoads(
  context: JobContext,
  nos: readonly number[],
  run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<void> {
  const store = context.ports
  const { rows } = await run(tx =>
    sql<{ load: string; slots: Length }>`select distinct load_id as load, slots from meters.load_parts
      where shard = any (${[...new Set(nos.map(shardOf))]}::int[])`.execute(tx),
  )
  const duck = await openDuck(store)
  try {
    for (const { load, slots } of rows) {
      context.signal.throwIfAborted()
      await rewriteLoad(duck, store, load, slots, nos.map(no => quoted(nameOfNo(no))).join(', '))
    }
  } finally {
    duck.close()
  }
}

/** Writes the months that hold erased points anew without them, swaps them in, and deletes what they were in before. */
export async function eraseReadings(context: JobContext): Promise<void> {
  const scope = await context.houseScope()
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => context.tx(work, scope)
  const nos = await run(asked)
  if (nos.length === 0) return
  const store = context.ports
  // First what loads hold: a roll-back that runs meanwhile brings nobody back.
  await rewriteLoads(context, nos, run)
  const before = await run(tx => partsOf(tx, nos))
  const parts = [
    ...new Map(before.map(it => [`${it.month} ${it.shard}`, { month: it.month, shard: it.shard }])).values(),
  ]
  await changeParts(
    { run, commit: run, store },
    parts,
    async (_, part) => ({ part, keys: [], without: nos, layers: [] }),
    async (tx, prepared) => {
      const swapped = await swapIn(tx, prepared, undefined)
      if (swapped.stale.length > 0) return swapped
      await sql`update meters.coverage set days = 0, first_day = null, last_day = null, readings = 0, kwh = 0, marked = '{0,0,0,0,0,0,0}'
        where no = any (${nos}::int[])`.execute(tx)
      await sql`update meters.metered set rewritten_at = ${context.now()} where no = any (${nos}::int[])`.execute(tx)
      return swapped
    },
  )
  await removeReplaced(store, new Set((await run(tx => partsOf(tx, nos))).map(it => it.file)), nos)
}

/** Files that were replaced, then or earlier, and hold somebody who is to be forgotten, do not wait for the sweep. */
async function removeReplaced(store: Store, held: ReadonlySet<string>, nos: readonly number[]): Promise<void> {
  const names = nos.map(no => quoted(nameOfNo(no))).join(', ')
  const duck = await openDuck(store)
  try {
    for (const file of await filesKept(store)) {
      if (held.has(file)) continue
      const path = partPath(store, file)
      const found = await duck.connection.runAndReadAll(
        `select 1 from ${filesSql([path])} where customer in (${names}) limit 1`,
      )
      if (found.currentRowCount > 0) await removeFile(path)
    }
  } finally {
    duck.close()
  }
}
