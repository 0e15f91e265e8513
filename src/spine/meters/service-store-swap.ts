import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { type Built, buildPart, type Change, type Files, type Part } from './service-store-build.ts'
import { type Duck, type Length, openDuck, partPath, type Store } from './service-store-files.ts'

type Row = Part & { readonly slots: Length; readonly file: string | null }
/** A part made anew, and the files that it was made from. */
export type Prepared = { readonly change: Change; readonly bases: ReadonlyMap<Length, string>; readonly built: Built }

/** The files that hold for some parts. */
export async function filesOf(tx: Tx, parts: readonly Part[]): Promise<Row[]> {
  const { rows } = await sql<Row>`select p.month::text as month, p.shard, p.slots, p.file from meters.parts p
    join unnest(${parts.map(one => one.month)}::date[], ${parts.map(one => one.shard)}::int[]) w (month, shard)
      on w.month = p.month and w.shard = p.shard where p.file is not null`.execute(tx)
  return rows
}

const sameFiles = (rows: readonly Row[], part: Part, bases: ReadonlyMap<Length, string>): boolean => {
  const now = rows.filter(row => row.month === part.month && row.shard === part.shard)
  return now.length === bases.size && now.every(row => bases.get(row.slots) === row.file)
}

/** Makes one part anew from what holds now. */
export async function prepare(tx: Tx, duck: Duck, store: Store, change: Change): Promise<Prepared> {
  const rows = await filesOf(tx, [change.part])
  const bases = new Map(rows.map(row => [row.slots, row.file as string]))
  const paths: Files = new Map([...bases].map(([slots, file]) => [slots, partPath(store, file)]))
  return { change, bases, built: await buildPart(duck, store, change, paths) }
}

export type Swapped = { readonly swap: bigint; readonly stale: readonly Part[] }

/**
 * Lets prepared parts hold, all in the caller's transaction. Those under whose feet another load swapped are answered
 * as stale, and nothing is written: make them anew and come again.
 */
export async function swapIn(
  tx: Tx,
  prepared: readonly Prepared[],
  load: { readonly id: string } | undefined,
): Promise<Swapped> {
  await sql`select pg_advisory_xact_lock(hashtextextended('meters swap', 0))`.execute(tx)
  const rows = await filesOf(
    tx,
    prepared.map(one => one.change.part),
  )
  const stale = prepared
    .map(one => one.change.part)
    .filter((part, at) => !sameFiles(rows, part, prepared[at]?.bases ?? new Map()))
  if (stale.length > 0) return { swap: 0n, stale }
  const { rows: next } = await sql<{ swap: bigint }>`select nextval('"meters"."swaps"') as swap`.execute(tx)
  const swap = BigInt(next[0]?.swap ?? 0)
  const made = prepared.flatMap(({ change: { part }, built }) =>
    [...built.files].map(([slots, file]) => ({ ...part, slots, ...(file ?? { file: null, rows: 0, bytes: 0 }) })),
  )
  await sql`insert into meters.parts (month, shard, slots, file, rows, bytes, load_id, swap)
    select *, ${load?.id ?? null}::uuid, ${swap} from unnest(${made.map(it => it.month)}::date[], ${made.map(it => it.shard)}::int[],
      ${made.map(it => it.slots)}::smallint[], ${made.map(it => it.file)}::text[], ${made.map(it => it.rows)}::int[], ${made.map(it => it.bytes)}::bigint[])
    on conflict (month, shard, slots) do update set file = excluded.file, rows = excluded.rows, bytes = excluded.bytes,
      load_id = excluded.load_id, swap = excluded.swap`.execute(tx)
  return { swap, stale: [] }
}

/** Writes down what is held of some points in the months that were swapped. */
export async function writeCoverage(tx: Tx, prepared: readonly Prepared[], nos: ReadonlySet<number>): Promise<void> {
  for (const { change, built } of prepared) {
    const held = built.held.filter(one => nos.has(one.no))
    const found = new Set(held.map(one => one.no))
    const gone = [...nos].filter(no => !found.has(no))
    await sql`insert into meters.coverage (no, month, days, first_day, last_day, readings, kwh, marked)
      select no, ${change.part.month}::date, days, first_day, last_day, readings, kwh, string_to_array(marked, ',')::int[] from unnest(
        ${held.map(it => it.no)}::int[], ${held.map(it => it.days)}::int[], ${held.map(it => it.firstDay)}::date[], ${held.map(it => it.lastDay)}::date[],
        ${held.map(it => it.readings)}::int[], ${held.map(it => it.kwh)}::float8[], ${held.map(it => it.marked.join(','))}::text[])
        h (no, days, first_day, last_day, readings, kwh, marked)
      on conflict (no, month) do update set days = excluded.days, first_day = excluded.first_day, last_day = excluded.last_day,
        readings = excluded.readings, kwh = excluded.kwh, marked = excluded.marked`.execute(tx)
    await sql`update meters.coverage set days = 0, first_day = null, last_day = null, readings = 0, kwh = 0, marked = '{0,0,0,0,0,0,0}'
      where month = ${change.part.month}::date and no = any (${gone}::int[]) and days > 0`.execute(tx)
  }
}

/** A transaction beside the caller's steps. */
export type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** Prepares parts one after the other and swaps them in at once; `tell` hears of each that is ready. */
export async function changeParts(
  { run, commit, store }: { readonly run: Run; readonly commit: Run; readonly store: Store },
  parts: readonly Part[],
  changeOf: (tx: Tx, part: Part) => Promise<Change>,
  finish: (tx: Tx, prepared: readonly Prepared[]) => Promise<Swapped>,
  tell: (part: Part) => Promise<void> = async () => undefined,
): Promise<void> {
  const duck = await openDuck(store)
  const ready = new Map<string, Prepared>()
  try {
    for (let todo = parts; ; ) {
      for (const part of todo) {
        const one = await run(async tx => prepare(tx, duck, store, await changeOf(tx, part)))
        ready.set(`${part.month} ${part.shard}`, one)
        await tell(part)
      }
      const { stale } = await commit(tx => finish(tx, [...ready.values()]))
      if (stale.length === 0) return
      todo = stale
    }
  } finally {
    duck.close()
  }
}
