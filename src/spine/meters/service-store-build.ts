import { addDays } from '#kit/time'
import { daysFormat } from './service-readings-source.ts'
import {
  columnsOf,
  type Duck,
  filesSql,
  hashOf,
  keepFile,
  type Length,
  lengths,
  nameOfNo,
  newPath,
  partPath,
  quoted,
  removeFile,
  type Store,
  shardSize,
  sizeOf,
} from './service-store-files.ts'

/** A month (its first day) of one shard of points. */
export type Part = { readonly month: string; readonly shard: number }
/** The file of each length of slot, by its path. */
export type Files = ReadonlyMap<Length, string>
/** A file made for a part; undefined when nothing is left in it. */
export type Made = { readonly file: string; readonly rows: number; readonly bytes: number }
/** What is held of a point in a month; `marked` counts slots by bit. */
export type Held = {
  readonly no: number
  readonly days: number
  readonly firstDay: string
  readonly lastDay: string
  readonly readings: number
  readonly kwh: number
  readonly marked: readonly number[]
}
export type Built = { readonly files: ReadonlyMap<Length, Made | undefined>; readonly held: readonly Held[] }

/** The first day of the month after. */
export const nextMonth = (month: string): string => `${addDays(month, 31).slice(0, 7)}-01`
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/** The rows of a part, by what a file's statistics can tell. */
export const within = ({ month, shard }: Part): string =>
  `day >= date '${month}' and day < date '${nextMonth(month)}'
    and customer between '${nameOfNo(shard * shardSize)}' and '${nameOfNo((shard + 1) * shardSize - 1)}'`

const keysOf = (files: readonly string[], part: Part): string =>
  files.length === 0
    ? `select null::varchar as customer, null::date as day where false`
    : files
        .map(file => `select customer, day from read_parquet(${quoted(file)}) where ${within(part)}`)
        .join(' union all ')

/** What is to be said anew about a part: which customer-days, and the layers that say it, the last one first. */
export type Change = {
  readonly part: Part
  /** Loads whose customer-days are looked at anew. */
  readonly keys: readonly string[]
  /** Loads that keep what they said of those. */
  readonly except?: readonly string[]
  /** Points of whom nothing may stay. */
  readonly without?: readonly number[]
  readonly layers: readonly Files[]
}

/** Whether the only layer says all that is to be said anew, as when a load is put in: then there is nothing to choose. */
const saysAll = ({ keys, except = [], layers }: Change): boolean =>
  layers.length === 1 && except.length === 0 && keys.every(key => [...(layers[0]?.values() ?? [])].includes(key))

/** Which layer says each customer-day that is to be said anew; the first of the list wins. */
async function choose({ connection }: Duck, change: Change): Promise<void> {
  const { part, keys, except = [], layers } = change
  await connection.run(`create or replace temp table keys as select distinct customer, day from (${keysOf(keys, part)})
    where (customer, day) not in (${keysOf(except, part)})`)
  if (saysAll(change)) return
  const said = layers.flatMap((files, rank) =>
    [...files.values()].map(
      file => `select ${rank} as rank, customer, day from read_parquet(${quoted(file)}) where ${within(part)}`,
    ),
  )
  await connection.run(`create or replace temp table chosen as select customer, day, min(rank) as rank
    from (${said.join(' union all ') || `select 0 as rank, ''::varchar as customer, date '1970-01-01' as day where false`})
    semi join keys using (customer, day) group by all`)
}

function rowsOf(change: Change, base: string | undefined, slots: Length): string[] {
  const columns = ['customer', 'day', ...columnsOf(slots), 'marks'].join(', ')
  const gone = change.without?.map(no => quoted(nameOfNo(no))).join(', ')
  const kept = base
    ? [
        `select ${columns} from read_parquet(${quoted(base)}) anti join keys using (customer, day)
        ${gone ? `where customer not in (${gone})` : ''}`,
      ]
    : []
  const whole = saysAll(change)
  const fresh = change.layers.flatMap((files, rank) => {
    const file = files.get(slots)
    return file
      ? [
          `select ${columns} from (select * from read_parquet(${quoted(file)}) where ${within(change.part)})
          ${whole ? '' : `semi join (select customer, day from chosen where rank = ${rank}) using (customer, day)`}`,
        ]
      : []
  })
  return [...kept, ...fresh]
}

async function make(
  duck: Duck,
  store: Store,
  change: Change,
  base: string | undefined,
  slots: Length,
): Promise<Made | undefined> {
  const rows = rowsOf(change, base, slots)
  if (rows.length === 0) return undefined
  const path = await newPath(store)
  await duck.connection.run(
    `copy (select * from (${rows.join(' union all ')}) order by customer, day) to '${path}' ${daysFormat}`,
  )
  const counted = await duck.connection.runAndReadAll(`select count(*)::int from read_parquet('${path}')`)
  const many = Number(counted.getRows()[0]?.[0])
  if (many === 0) {
    await removeFile(path)
    return undefined
  }
  const [file, bytes] = [await hashOf(path), await sizeOf(path)]
  await keepFile(path, partPath(store, file))
  return { file, rows: many, bytes }
}

/** What the files of a part hold of each point. */
async function holdings({ connection }: Duck, paths: ReadonlyMap<Length, string>): Promise<Held[]> {
  const held = new Map<number, Held & { marked: number[] }>()
  for (const [slots, path] of paths) {
    const day = `[${columnsOf(slots).join(', ')}]`
    const rows = await connection.runAndReadAll(`select customer, count(*)::int, min(day)::varchar, max(day)::varchar,
      sum(list_count(${day}))::int, coalesce(sum(list_sum(${day})), 0) from ${filesSql([path])} group by 1`)
    for (const [name, days, first, last, readings, kwh] of rows.getRows()) {
      const no = Number(name)
      const before = held.get(no)
      held.set(no, {
        no,
        days: Number(days) + (before?.days ?? 0),
        firstDay: [String(first), before?.firstDay ?? '9'].sort()[0] ?? '',
        lastDay: [String(last), before?.lastDay ?? ''].sort().at(-1) ?? '',
        readings: Number(readings) + (before?.readings ?? 0),
        kwh: Number(kwh) + (before?.kwh ?? 0),
        marked: before?.marked ?? Array(7).fill(0),
      })
    }
    await countMarked(connection, path, held)
  }
  return [...held.values()]
}

const bits = [0, 1, 2, 3, 4, 5, 6] as const
function addBits(marked: number[], bytes: Uint8Array): void {
  for (const mark of bytes) for (const bit of bits) marked[bit] = (marked[bit] as number) + ((mark >> bit) & 1)
}

async function countMarked(
  connection: Duck['connection'],
  path: string,
  held: ReadonlyMap<number, { marked: number[] }>,
): Promise<void> {
  const result = await connection.stream(`select customer, marks from ${filesSql([path])} where marks is not null`)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [names, blobs] = [chunk.getColumnVector(0), chunk.getColumnVector(1)]
    for (let row = 0; row < chunk.rowCount; row++) {
      const marked = held.get(Number(names.getItem(row)))?.marked
      const blob = blobs.getItem(row) as { readonly bytes: Uint8Array } | null
      if (marked && blob) addBits(marked, blob.bytes)
    }
  }
}

/** Makes the files of a part anew, beside those that hold: nobody reads them until they are swapped in. */
export async function buildPart(duck: Duck, store: Store, change: Change, bases: Files): Promise<Built> {
  if (bases.size > 0 || !saysAll(change)) await choose(duck, change)
  const files = new Map<Length, Made | undefined>()
  const paths = new Map<Length, string>()
  for (const slots of lengths) {
    const made = await make(duck, store, change, bases.get(slots), slots)
    if (made || bases.has(slots)) files.set(slots, made)
    if (made) paths.set(slots, partPath(store, made.file))
  }
  return { files, held: await holdings(duck, paths) }
}
