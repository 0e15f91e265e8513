import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { uuidv7 } from '#kit/wire'

declare module '#kit/serve/face.ts' {
  interface Ports {
    readonly meters: MeterPorts
  }
}

/** The folder in which readings lie: one for all processes of an installation. */
export type MeterPorts = { readonly folder: string }
export type Store = { readonly meters: MeterPorts }

/** Points of one shard: a month of them is few enough to rewrite at once, many enough to be worth a file. */
export const shardSize = 4096
export const lengths = [24, 48, 96] as const
export type Length = (typeof lengths)[number]

/** The name of a point in the files: short, of one width, so that texts sort as numbers do. */
export const nameOfNo = (no: number): string => String(no).padStart(9, '0')
export const shardOf = (no: number): number => Math.floor(no / shardSize)
export const columnsOf = (slots: number): string[] => Array.from({ length: slots }, (_, at) => `s${at}`)

export const partPath = ({ meters }: Store, file: string): string => join(meters.folder, 'store', `${file}.parquet`)
/** What one load holds, for taking it back; its length of slot is in the name. */
export const loadPath = ({ meters }: Store, load: string, slots: number): string =>
  join(meters.folder, 'loads', `${load}-${slots}.parquet`)

const readBytes = 1 << 20
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: readBytes })) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** Makes a file's bytes and then its name durable: what PostgreSQL names is there after any crash. */
async function makeDurable(path: string): Promise<void> {
  const file = await open(path, 'r')
  await file.sync()
  await file.close()
}

/** A path for a file in the making; nobody reads it, and the sweep takes what a crash left. */
export async function newPath({ meters }: Store): Promise<string> {
  const folder = join(meters.folder, 'making')
  await mkdir(folder, { recursive: true })
  return join(folder, uuidv7())
}

/** Gives a finished file its name. */
export async function keepFile(made: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await makeDurable(made)
  await rename(made, path)
  await makeDurable(dirname(path))
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true })
export const sizeOf = async (path: string): Promise<number> => (await stat(path)).size

/** Removes the files of a folder that are older than so long and not wanted; answers how many. */
export async function removeOld(folder: string, olderMs: number, wanted: (name: string) => boolean): Promise<number> {
  let gone = 0
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (!found || found.mtimeMs > Date.now() - olderMs || wanted(name)) continue
    await rm(join(folder, name), { force: true, recursive: true })
    gone++
  }
  return gone
}

/** The names of all files of parts, those that hold and those that were replaced. */
export async function filesKept({ meters }: Store): Promise<string[]> {
  const names = await readdir(join(meters.folder, 'store')).catch(() => [] as string[])
  return names.map(name => name.replace(/\.parquet$/, ''))
}

export type Duck = { readonly connection: DuckDBConnection; readonly close: () => void }

/** DuckDB within bounds, whatever a file's size: what does not fit into its memory goes to the folder. */
export async function openDuck({ meters }: Store, threads = 1, memory = '128MB'): Promise<Duck> {
  const folder = join(meters.folder, 'making')
  await mkdir(folder, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memory,
    temp_directory: join(folder, `duck-${uuidv7()}`),
  })
  const connection = await instance.connect()
  await connection.run('set preserve_insertion_order = false')
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  return { connection, close }
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const filesSql = (paths: readonly string[]): string => `read_parquet([${paths.map(quoted).join(', ')}])`
