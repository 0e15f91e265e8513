import pg from 'pg'
import { type Database, openOwner } from '#kit/db'
import { kitWords } from '#kit/serve/words.ts'
import { Refusal } from '#kit/wire'
import type { Cluster } from './cluster.ts'

/** The product's database in our own cluster, made when missing. */
export async function ownerDatabase(cluster: Cluster): Promise<string> {
  const admin = openOwner(cluster.urlOf('postgres'), 1)
  const { rowCount } = await admin.pool.query("select from pg_database where datname = 'tri_an'")
  if (rowCount === 0) await admin.pool.query("create database tri_an template template0 encoding 'UTF8'")
  await admin.close()
  return cluster.urlOf('tri_an')
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

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No database answers at DATABASE_URL.',
  ENOTFOUND: 'The host of DATABASE_URL is not known.',
  ETIMEDOUT: 'The database at DATABASE_URL does not answer.',
  ECONNRESET: 'What answers at DATABASE_URL is not PostgreSQL.',
  '28P01': 'The database refuses the user or password of DATABASE_URL.',
  '28000': 'The database refuses the user or password of DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist.',
  '42501': 'The user of DATABASE_URL may not create what is needed (schemas, extensions, one role).',
  '53100': 'The disk of the database is full.',
  ENOSPC: 'The disk is full.',
}

/** One plain sentence for what keeps a server from starting; nothing for a bug. */
export function explain(error: unknown): string {
  if (error instanceof Refusal) {
    const words = kitWords.en.refusals as Readonly<Record<string, string | ((values: never) => string)>>
    const sentence = words[error.code] ?? error.code
    return typeof sentence === 'string' ? sentence : sentence(error.values as never)
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (error instanceof Error && /terminated unexpectedly|Unknown message/.test(error.message))
    return reasons.ECONNRESET ?? ''
  return reasons[code] ?? ''
}
