import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import { migrate, openDatabase, openOwner } from './index.ts'

const world = await newDatabase()
afterAll(() => world.close())

/** A folder of numbered SQL files, on a schema of its own. */
function folder(schema: string, files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), 'tri-an-tables-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return { schema, path }
}
const tableExists = async (name: string) =>
  (await world.owner.pool.query('select to_regclass($1) is not null as there', [name])).rows[0].there
const without = (schema: string) => world.owner.pool.query('delete from kit.migrations where folder = $1', [schema])
/** The folders that the template was made of are not given here; their files are forgotten for the trial. */
await world.owner.pool.query('delete from kit.migrations')

describe('tables change by numbered files', () => {
  test('each is applied once, in order, and what is no migration is passed over', async () => {
    const tables = folder('trial', {
      '002-more.sql': 'alter table trial.a add b int',
      '001-a.sql': 'create table trial.a (a int)',
      'notes.md': 'x',
      '1-b.sql': 'oops',
    })
    expect(await migrate(world.owner, [tables])).toBe(2)
    expect(await migrate(world.owner, [tables])).toBe(0)
    await without('trial')
  })

  test('a file that fails leaves nothing of the whole run', async () => {
    const tables = folder('half', { '001-a.sql': 'create table half.a (a int)', '002-b.sql': 'create table nonsense' })
    await expect(migrate(world.owner, [tables])).rejects.toThrow('syntax error')
    expect(await tableExists('half.a')).toBe(false)
  })

  test('two processes that start at once apply each file once', async () => {
    const tables = folder('race', { '001-a.sql': 'create table race.a (a int)' })
    const applied = await Promise.all([migrate(world.owner, [tables]), migrate(world.owner, [tables])])
    expect(applied.sort()).toEqual([0, 1])
    await without('race')
  })

  test('a database that is newer than the code, or a file changed after the fact, is refused', async () => {
    const tables = folder('later', { '001-a.sql': 'create table later.a (a int)' })
    await migrate(world.owner, [tables])
    await expect(migrate(world.owner, [])).rejects.toMatchObject({ code: 'db.newer_than_code' })
    writeFileSync(join(tables.path, '001-a.sql'), 'create table later.a (a bigint)')
    await expect(migrate(world.owner, [tables])).rejects.toMatchObject({ code: 'db.migration_changed' })
    await without('later')
  })
})

describe('the app refuses a role that could walk around row-level security', () => {
  const as = (user: string) => Object.assign(new URL(world.ownerUrl), { username: user, password: 'x' }).href
  test.each([
    ['a superuser', 'superuser'],
    ['a role that bypasses', 'nosuperuser bypassrls'],
  ])('%s', async (name, kind) => {
    const user = `strong_${name.replaceAll(' ', '_')}`
    await world.owner.pool.query(`create role ${user} login password 'x' ${kind}`)
    await expect(openDatabase(as(user))).rejects.toMatchObject({ code: 'db.role_too_strong' })
    await world.owner.pool.query(`drop role ${user}`)
  })

  test('a role that owns a table, and a member of one that does', async () => {
    await world.owner.pool.query(`create role owning login password 'x' nosuperuser; create role member login password 'x' nosuperuser in role owning;
      create table public.owned (a int); alter table public.owned owner to owning`)
    await expect(openDatabase(as('owning'))).rejects.toMatchObject({ code: 'db.role_too_strong' })
    await expect(openDatabase(as('member'))).rejects.toMatchObject({ code: 'db.role_too_strong' })
    await world.owner.pool.query('drop table public.owned; drop role member; drop role owning')
  })

  test("the app's own role is let in", async () => {
    const database = await openDatabase(world.appUrl, 1)
    await database.close()
    const owner = openOwner(world.ownerUrl, 1)
    await owner.close()
  })
})
