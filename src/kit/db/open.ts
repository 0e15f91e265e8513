import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery, type DatabaseConnection, type Driver, Kysely, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import { refuse } from '#kit/wire'
import { knowClient } from './copy.ts'

/** int8 stays text unless it is safe: money and counts arrive as bigint through `bigint` columns only. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return (value: string) => BigInt(value)
    if (oid === pg.types.builtins.DATE) return (value: string) => value
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export type Database = {
  readonly pool: pg.Pool
  readonly kysely: Kysely<unknown>
  readonly close: () => Promise<void>
}

/** Short statements by the thousand: compiling one takes longer than running it. */
const jitOff = '-c jit=off'

/** What a transaction says in the same trip as its `begin`. */
export const beginningWith = new AsyncLocalStorage<string>()

class OneTripDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`begin;${beginningWith.getStore() ?? ''}`))
  }
}
class OneTripDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver(): Driver {
    return new OneTripDriver({ pool: this.#pool })
  }
}

function connect(url: string, max: number): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, application_name: 'tri-an', options: jitOff })
  pool.on('error', () => undefined) // a lost idle connection is replaced at the next use
  // One lost in the middle of a query fails that query; without a listener it would end the whole process too.
  pool.on('connect', client => {
    client.on('error', () => undefined)
    knowClient(client)
  })
  const kysely = new Kysely<unknown>({ dialect: new OneTripDialect(pool) })
  return { pool, kysely, close: () => pool.end() }
}

const tooStrong = `
  select r.rolsuper as superuser, r.rolbypassrls as bypasses,
    (select count(*)::int from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm', 'S')) as owned,
    exists (select 1 from pg_class c join pg_roles o on o.oid = c.relowner
            where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
              and pg_has_role(r.oid, o.oid, 'member')) as inherits
  from pg_roles r where r.rolname = current_user`

/** Opens the database as the app's role, and refuses a role that could walk around row-level security. */
export async function openDatabase(url: string, max = 16): Promise<Database> {
  const database = connect(url, max)
  const { rows } = await database.pool.query<{
    superuser: boolean
    bypasses: boolean
    owned: number
    inherits: boolean
  }>(tooStrong)
  const role = rows[0]
  if (!role || role.superuser || role.bypasses || role.owned > 0 || role.inherits) {
    await database.close()
    refuse('db.role_too_strong', 503)
  }
  return database
}

/** Opens the database as the owner of the tables: for migration, seeding and the sequencer; never for a request. */
export function openOwner(url: string, max = 4): Database {
  return connect(url, max)
}
