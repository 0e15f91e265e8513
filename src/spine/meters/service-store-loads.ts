import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Change, Files, Part } from './service-store-build.ts'
import { type Duck, filesSql, type Length, loadPath, openDuck, type Store, shardSize } from './service-store-files.ts'
import { changeParts, type Prepared, type Run, swapIn, writeCoverage } from './service-store-swap.ts'

export type StoredLoad = { readonly id: string; readonly unit: string }
type LoadPart = Part & { readonly load: string; readonly slots: Length; readonly swap: bigint }
/** What is written in the transaction that lets a change hold. */
export type Also = (tx: Tx, prepared: readonly Prepared[]) => Promise<void>

const filesOfLoad = (store: Store, load: string, lengths: readonly Length[]): Files =>
  new Map(lengths.map(slots => [slots, loadPath(store, load, slots)]))

/** The parts that a load's own files reach into, by length of slot. */
async function partsIn({ connection }: Duck, files: Files): Promise<(Part & { slots: Length })[]> {
  const found: (Part & { slots: Length })[] = []
  for (const [slots, path] of files) {
    const rows =
      await connection.runAndReadAll(`select distinct date_trunc('month', day)::date::varchar, customer::int // ${shardSize}
      from ${filesSql([path])} order by 1, 2`)
    for (const [month, shard] of rows.getRows()) found.push({ month: String(month), shard: Number(shard), slots })
  }
  return found
}

const each = (parts: readonly Part[]): Part[] => [
  ...new Map(parts.map(({ month, shard }) => [`${month} ${shard}`, { month, shard }])).values(),
]

export type Putting = {
  readonly run: Run
  /** Where the change itself is written, when not by `run`. */
  readonly commit?: Run
  readonly store: Store
  readonly load: StoredLoad
  readonly lengths: readonly Length[]
  /** The points that the load holds. */
  readonly nos: ReadonlySet<number>
  readonly also: Also
  readonly expect?: (parts: number) => Promise<void>
  readonly tell?: () => Promise<void>
}

/** Somebody was forgotten while their readings were on the way: the load is read anew, without them. */
async function refuseErased(tx: Tx, nos: ReadonlySet<number>): Promise<void> {
  const { rows } =
    await sql`select from meters.metered where no = any (${[...nos]}::int[]) and erased_at is not null limit 1`.execute(
      tx,
    )
  if (rows.length > 0) throw new Error('a point was erased while its readings were taken in')
}

/** Lets what a load holds replace what was held of the same customer-days, all months at once. */
export async function putLoad({
  run,
  commit = run,
  store,
  load,
  lengths,
  nos,
  also,
  expect,
  tell,
}: Putting): Promise<void> {
  const files = filesOfLoad(store, load.id, lengths)
  const duck = await openDuck(store)
  const own = await partsIn(duck, files).finally(duck.close)
  const parts = each(own)
  await expect?.(parts.length)
  await changeParts(
    { run, commit, store },
    parts,
    async (_, part) => ({ part, keys: [...files.values()], layers: [files] }),
    async (tx, prepared) => {
      const swapped = await swapIn(tx, prepared, load)
      if (swapped.stale.length > 0) return swapped
      await refuseErased(tx, nos)
      await writeCoverage(tx, prepared, nos)
      await sql`insert into meters.load_parts (load_id, month, shard, slots, unit_id, swap)
        select ${load.id}, m.*, ${load.unit}, ${swapped.swap} from unnest(${own.map(it => it.month)}::date[], ${own.map(it => it.shard)}::int[],
          ${own.map(it => it.slots)}::smallint[]) m`.execute(tx)
      await also(tx, prepared)
      return swapped
    },
    tell,
  )
}

/** All loads that wrote into a part and still hold, the last one first. */
async function loadsOf(tx: Tx, part: Part): Promise<LoadPart[]> {
  const { rows } =
    await sql<LoadPart>`select load_id as load, month::text as month, shard, slots, swap from meters.load_parts
    where month = ${part.month}::date and shard = ${part.shard} and not gone order by swap desc`.execute(tx)
  return rows
}

/** What a part says without a load: where it spoke last, the one before it speaks. */
async function changeWithout(tx: Tx, store: Store, load: StoredLoad, part: Part): Promise<Change> {
  const all = await loadsOf(tx, part)
  const pathOf = (it: LoadPart): string => loadPath(store, it.load, it.slots)
  const own = all.filter(it => it.load === load.id)
  const swap = own[0]?.swap ?? 0n
  const earlier = new Map<string, Map<Length, string>>()
  for (const it of all.filter(one => one.swap < swap && one.load !== load.id))
    earlier.set(it.load, (earlier.get(it.load) ?? new Map()).set(it.slots, pathOf(it)))
  return {
    part,
    keys: own.map(pathOf),
    except: all.filter(it => it.swap > swap && it.load !== load.id).map(pathOf),
    layers: [...earlier.values()],
  }
}

/** Takes a load back: what it replaced is as before, what a later load said stays. */
export async function takeBack({
  run,
  commit = run,
  store,
  load,
  also,
  expect,
  tell,
}: Omit<Putting, 'lengths' | 'nos'>): Promise<void> {
  const own = await run(async tx => {
    const { rows } = await sql<
      Part & { slots: Length }
    >`select month::text as month, shard, slots from meters.load_parts
      where load_id = ${load.id} and not gone`.execute(tx)
    return rows
  })
  const duck = await openDuck(store)
  const nos = await customersIn(
    duck,
    [...new Set(own.map(it => it.slots))].map(slots => loadPath(store, load.id, slots)),
  ).finally(duck.close)
  const parts = each(own)
  await expect?.(parts.length)
  await changeParts(
    { run, commit, store },
    parts,
    (tx, part) => changeWithout(tx, store, load, part),
    async (tx, prepared) => {
      const swapped = await swapIn(tx, prepared, undefined)
      if (swapped.stale.length > 0) return swapped
      await writeCoverage(tx, prepared, nos)
      await sql`update meters.load_parts set gone = true where load_id = ${load.id}`.execute(tx)
      await also(tx, prepared)
      return swapped
    },
    tell,
  )
}

async function customersIn({ connection }: Duck, paths: readonly string[]): Promise<Set<number>> {
  if (paths.length === 0) return new Set()
  const rows = await connection.runAndReadAll(`select distinct customer::int from ${filesSql(paths)}`)
  return new Set(rows.getRows().map(([no]) => Number(no)))
}
