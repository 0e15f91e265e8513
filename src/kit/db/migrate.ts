import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { refuse } from '#kit/wire'
import type { Database } from './open.ts'

/** A folder that owns a Postgres schema of the same name and numbered SQL files. */
export type TableFolder = { readonly schema: string; readonly path: string }

const appRole = 'tri_an_app'

async function prepare(client: pg.PoolClient): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select 1 from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if;
    exception when duplicate_object or unique_violation then null;
  end $$`)
  await client.query(`create schema if not exists kit;
    grant usage on schema kit to ${appRole};
    create extension if not exists pg_trgm; create extension if not exists unaccent; create extension if not exists btree_gin;
    create table if not exists kit.migrations (
      folder text not null, file text not null, sha256 text not null, applied_at timestamptz not null default now(),
      primary key (folder, file));
    alter table kit.migrations enable row level security`)
}

function filesOf(folder: TableFolder): { file: string; text: string; sha256: string }[] {
  return readdirSync(folder.path)
    .filter(name => /^\d{3}-.*\.sql$/.test(name))
    .sort()
    .map(file => {
      const text = readFileSync(join(folder.path, file), 'utf8')
      return { file, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

async function applyFolder(client: pg.PoolClient, folder: TableFolder, done: Map<string, string>): Promise<number> {
  let applied = 0
  await client.query(
    `create schema if not exists "${folder.schema}"; grant usage on schema "${folder.schema}" to ${appRole}`,
  )
  for (const { file, text, sha256 } of filesOf(folder)) {
    const before = done.get(`${folder.schema}/${file}`)
    if (before === sha256) continue
    if (before !== undefined) refuse('db.migration_changed', 503, { file: `${folder.schema}/${file}` })
    await client.query(text)
    await client.query('insert into kit.migrations (folder, file, sha256) values ($1, $2, $3)', [
      folder.schema,
      file,
      sha256,
    ])
    applied++
  }
  return applied
}

/** Applies what is missing, all or nothing, in the order of the folders. Refuses a database newer than this code. */
export async function migrate(owner: Database, folders: readonly TableFolder[]): Promise<number> {
  const client = await owner.pool.connect()
  try {
    await client.query('begin; select pg_advisory_xact_lock(7411001)')
    await prepare(client)
    const { rows } = await client.query<{ folder: string; file: string; sha256: string }>(
      'select folder, file, sha256 from kit.migrations',
    )
    const known = new Set(folders.flatMap(folder => filesOf(folder).map(({ file }) => `${folder.schema}/${file}`)))
    const unknown = rows.find(row => !known.has(`${row.folder}/${row.file}`))
    if (unknown) refuse('db.newer_than_code', 503, { file: `${unknown.folder}/${unknown.file}` })
    const done = new Map(rows.map(row => [`${row.folder}/${row.file}`, row.sha256]))
    let applied = 0
    for (const folder of folders) applied += await applyFolder(client, folder, done)
    await client.query('commit')
    return applied
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
