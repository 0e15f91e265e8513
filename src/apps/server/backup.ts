import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Database } from '#kit/db'
import { CannotStart } from './settings.ts'

const format = 'tri-an backup 1'
type Table = { readonly name: string; readonly columns: readonly string[] }
/** What stands in front of each part: a table's rows as COPY text in numbered pieces, ended by its hash. */
type Head =
  | {
      readonly format: string
      readonly migrations: readonly string[]
      readonly tables: readonly Table[]
      readonly at: string
    }
  | { readonly table: string; readonly bytes: number }
  | { readonly ends: string; readonly sha256: string; readonly rows: number }
  | { readonly done: string }

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'pgboss') and n.nspname !~ '^pg_'`

/** Our tables in an order in which each comes after those that it refers to; what refers to itself is left to the end of the transaction. */
async function tablesOf(client: pg.PoolClient): Promise<Table[]> {
  const { rows } = await client.query<{
    name: string
    columns: string[]
    needs: string[]
  }>(`select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct format('%I.%I', fn.nspname, fc.relname)) from pg_constraint k join pg_class fc on fc.oid = k.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${ours} and (n.nspname, c.relname) <> ('kit', 'migrations') order by 1`)
  const ordered: Table[] = []
  const placed = new Set<string>()
  while (ordered.length < rows.length) {
    const next = rows.filter(row => !placed.has(row.name) && row.needs.every(need => placed.has(need)))
    if (next.length === 0) throw new Error('tables refer to each other in a circle')
    for (const { name, columns } of next) {
      placed.add(name)
      ordered.push({ name, columns })
    }
  }
  return ordered
}

const migrationsOf = async (client: pg.PoolClient): Promise<string[]> =>
  (
    await client.query<{ line: string }>(
      `select folder || '/' || file || ' ' || sha256 as line from kit.migrations order by 1`,
    )
  ).rows.map(row => row.line)

async function write(out: Writable, head: Head, piece?: Buffer): Promise<void> {
  const flows = out.write(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...(piece ? [piece] : [])]))
  if (!flows) await once(out, 'drain')
}

async function writeTable(client: pg.PoolClient, table: Table, out: Writable): Promise<void> {
  const hash = createHash('sha256')
  let rows = 0
  const stream = client.query(copyTo(`copy ${table.name} (${table.columns.join(', ')}) to stdout`))
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece)
    for (const byte of piece) if (byte === 10) rows++
    await write(out, { table: table.name, bytes: piece.length }, piece)
  }
  await write(out, { ends: table.name, sha256: hash.digest('hex'), rows })
}

/** Writes every row of one moment into one compressed file. Answers how many tables it holds. */
export async function backup(owner: Database, file: string, now: Date): Promise<number> {
  const client = await owner.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await tablesOf(client)
    const zip = createGzip({ level: 6 })
    const written = pipeline(zip, createWriteStream(file, { mode: 0o600 }))
    await write(zip, { format, migrations: await migrationsOf(client), tables, at: now.toISOString() })
    const whole = createHash('sha256')
    for (const table of tables) {
      await writeTable(client, table, zip)
      whole.update(table.name)
    }
    await write(zip, { done: whole.digest('hex') })
    zip.end()
    await written
    await client.query('commit')
    return tables.length
  } finally {
    client.release()
  }
}

const broken = (): never => {
  throw new CannotStart('The backup file is damaged or not whole; nothing was restored.')
}

/** Reads a backup piece by piece; whatever does not fit ends it. */
class Pieces {
  private held: Buffer = Buffer.alloc(0)
  private readonly source: AsyncIterator<Buffer>

  constructor(file: string) {
    this.source = createReadStream(file).pipe(createGunzip())[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }
  private async more(): Promise<void> {
    const next = await this.source.next().catch(broken)
    if (next.done) return broken()
    this.held = Buffer.concat([this.held, next.value])
  }
  async head(): Promise<Head> {
    let end = this.held.indexOf(10)
    while (end < 0) {
      await this.more()
      end = this.held.indexOf(10)
    }
    const line = this.held.subarray(0, end).toString('utf8')
    this.held = this.held.subarray(end + 1)
    try {
      return JSON.parse(line) as Head
    } catch {
      return broken()
    }
  }
  async bytes(count: number): Promise<Buffer> {
    while (this.held.length < count) await this.more()
    const piece = this.held.subarray(0, count)
    this.held = this.held.subarray(count)
    return piece
  }
}

async function readTable(client: pg.PoolClient, table: Table, pieces: Pieces): Promise<void> {
  const hash: Hash = createHash('sha256')
  let ended: Extract<Head, { ends: string }> | undefined
  async function* rows() {
    for (;;) {
      const head = await pieces.head()
      if ('ends' in head && head.ends === table.name) {
        ended = head
        return
      }
      if (!('bytes' in head) || head.table !== table.name) return broken()
      const piece = await pieces.bytes(head.bytes)
      hash.update(piece)
      yield piece
    }
  }
  const into = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`))
  await pipeline(Readable.from(rows()), new Transform({ transform: (chunk, _, done) => done(null, chunk) }), into)
  if (ended?.sha256 !== hash.digest('hex')) broken()
}

/** A fresh database knows nobody: what its tables were made with is replaced, what somebody put there is not. */
async function mustBeFresh(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select from org.units) or exists (select from people.staff) or exists (select from audit.entries) as used',
  )
  if (rows[0]?.used) throw new CannotStart('The database is not empty; a backup is restored into an empty one only.')
}

/** Restores a backup into an empty, migrated database: all of it or nothing. Answers how many tables it held. */
export async function restore(owner: Database, file: string): Promise<number> {
  const pieces = new Pieces(file)
  const about = await pieces.head()
  if (!('format' in about) || about.format !== format) return broken()
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    await client.query('set constraints all deferred')
    const here = await migrationsOf(client)
    if (here.join() !== about.migrations.join())
      throw new CannotStart('The backup was made by another release; restore it with that release, then upgrade.')
    await mustBeFresh(client)
    for (const table of about.tables) await client.query(`alter table ${table.name} disable trigger user`)
    for (const table of about.tables.toReversed()) await client.query(`delete from ${table.name}`)
    for (const table of about.tables) await readTable(client, table, pieces)
    const last = await pieces.head()
    if (!('done' in last)) broken()
    await client.query('set constraints all immediate')
    for (const table of about.tables) await client.query(`alter table ${table.name} enable trigger user`)
    await client.query('commit')
    return about.tables.length
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    // Rows that the database cannot read or put together are a damaged file too.
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/^2[23]/.test(code)) return broken()
    throw error
  } finally {
    client.release()
  }
}
