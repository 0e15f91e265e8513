import pg from 'pg'
import { type Database, openOwner } from '#kit/db'
import type { Cluster } from './cluster.ts'
import { CannotStart } from './settings.ts'

/** The product's database in our own cluster, made when missing, or `anew`. */
export async function ownerDatabase(cluster: Cluster, anew = false): Promise<string> {
  const admin = openOwner(cluster.urlOf('postgres'), 1)
  if (anew) await admin.pool.query('drop database if exists tri_an with (force)')
  const { rowCount } = await admin.pool.query("select from pg_database where datname = 'tri_an'")
  if (rowCount === 0) await admin.pool.query("create database tri_an template template0 encoding 'UTF8'")
  await admin.close()
  return cluster.urlOf('tri_an')
}

const patienceMs = 5000
const oldest = 15

/** Asks once who answers at an address: a PostgreSQL that is new enough, in time, or a plain sentence. */
export async function probe(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < oldest)
      throw new CannotStart(`The database is PostgreSQL ${version}; version ${oldest} or newer is needed.`)
  } catch (error) {
    const said = error instanceof Error && !('code' in error) ? error.message : ''
    if (/timeout/.test(said)) throw new CannotStart('The database at DATABASE_URL does not answer.')
    if (/terminated unexpectedly|Unknown message|Invalid/.test(said))
      throw new CannotStart('What answers at DATABASE_URL is not PostgreSQL.')
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Gives the app its own login, weaker than the owner's, and answers its address. */
export async function appUrlOf(owner: Database, ownerUrl: string, password: string): Promise<string> {
  const url = new URL(ownerUrl)
  const { rows } = await owner.pool.query<{
    name: string
    there: boolean
  }>(`select current_database() || '_login' as name,
    exists (select from pg_roles where rolname = current_database() || '_login') as there`)
  const name = rows[0]?.name ?? 'tri_an_login'
  const role = pg.escapeIdentifier(name)
  if (!rows[0]?.there) await owner.pool.query(`create role ${role} login nosuperuser nobypassrls in role tri_an_app`)
  await owner.pool.query(`alter role ${role} password ${pg.escapeLiteral(password)}`)
  return Object.assign(url, { username: name, password }).href
}
