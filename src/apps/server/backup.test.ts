import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { signHead, verifyAudit } from '#spine/audit'
import { loadCustomersDemonstration } from '#spine/customers'
import { loadOrgDemonstration } from '#spine/org'
import { loadPeopleDemonstration } from '#spine/people'
import { newDatabase, type TestDatabase } from '#test/database.ts'
import { sealAll } from '#test/seal.ts'
import { backup, restore } from './backup.ts'
import { loadDemonstration } from './demonstration.ts'

/** Every check brings back units, people and customers; `npm run prove` the whole demonstration. */
const whole = process.env.TRI_AN_BACKUP === 'whole'
const worlds: TestDatabase[] = []
const world = async (): Promise<TestDatabase> => {
  const made = await newDatabase(2)
  worlds.push(made)
  return made
}
afterAll(() => Promise.all(worlds.map(one => one.close())))

const file = join(mkdtempSync(join(tmpdir(), 'tri-an-backup-')), 'backup.gz')
const seed = Buffer.alloc(32, 7)
let source: TestDatabase
beforeAll(async () => {
  source = await world()
  if (whole) await loadDemonstration(source.owner, { key: () => seed }, () => undefined)
  else {
    await loadOrgDemonstration(source.owner)
    await loadPeopleDemonstration(source.owner, { key: () => seed })
    await loadCustomersDemonstration(source.owner, { key: () => seed })
  }
  for (let index = 0; index < 20; index++)
    await source.owner.pool.query(
      `insert into audit.entries (id, at, does, actor_kind) values ($1, now(), 'org.open', 'nobody')`,
      [uuidv7()],
    )
  await sealAll(source.owner)
  await signHead(source.owner, seed, new Date())
  await backup(source.owner, file, new Date())
}, 60_000)

/** The content of every table, row by row in a fixed order, as one hash each. */
async function contents(database: TestDatabase): Promise<Record<string, string>> {
  const { rows } = await database.owner.pool.query<{
    name: string
  }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'public', 'pgboss') and (schemaname, tablename) <> ('kit', 'migrations') order by 1`)
  const hashes: Record<string, string> = {}
  for (const { name } of rows) {
    const { rows: one } = await database.owner.pool.query<{ hash: string }>(
      `select coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), 'empty') as hash from ${name} t`,
    )
    hashes[name] = one[0]?.hash ?? ''
  }
  return hashes
}

test('the drill: what is backed up comes back whole, and its audit chain still holds', async () => {
  const target = await world()
  expect(await restore(target.owner, file)).toBeGreaterThan(10)
  expect(await contents(target)).toEqual(await contents(source))
  const { entries } = (await source.owner.pool.query('select count(*)::int as entries from audit.entries')).rows[0]
  expect(entries).toBeGreaterThanOrEqual(20)
  expect(await verifyAudit(target.owner, seed)).toMatchObject({ whole: true, entries })
  await expect(target.owner.pool.query('delete from audit.entries')).rejects.toThrow('what was done stays recorded')
})

test('a backup is not laid over anything', async () => {
  await expect(restore(source.owner, file)).rejects.toThrow(/not empty/)
})

test('a file that was cut short or altered restores nothing', async () => {
  const target = await world()
  const [whole, altered, cut] = [gunzipSync(readFileSync(file)), `${file}.altered`, `${file}.cut`]
  const at = whole.indexOf('Điện lực Việt Nam')
  whole.write('Điện lực Việt Mam', at)
  writeFileSync(altered, gzipSync(whole))
  await expect(restore(target.owner, altered)).rejects.toThrow(/damaged/)
  writeFileSync(cut, readFileSync(file))
  truncateSync(cut, 4000)
  await expect(restore(target.owner, cut)).rejects.toThrow(/damaged/)
  const { rows } = await target.owner.pool.query('select count(*)::int as n from org.units')
  expect(rows[0].n).toBe(0)
})
