import { afterAll, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import { sequence, signHead, verifyAudit } from './index.ts'

const world = await newDatabase(4)
afterAll(() => world.close())
const seed = Buffer.alloc(32, 5)

test('one changed row in a million is found with its position', async () => {
  await world.owner.pool.query(
    `insert into audit.entries (id, at, does, actor_kind) select gen_random_uuid(), now(), 'tree.plant', 'nobody' from generate_series(1, 1000000)`,
  )
  await sequence(world.owner)
  await signHead(world.owner, seed, new Date())
  const startedMs = performance.now()
  expect(await verifyAudit(world.owner, seed)).toMatchObject({ whole: true, entries: 1_000_000 })
  const seconds = (performance.now() - startedMs) / 1000
  console.log(
    JSON.stringify({ name: 'verify-audit', value: Math.round(seconds * 10) / 10, unit: 's', size: 1_000_000 }),
  )
  await world.owner.pool.query(
    `alter table audit.entries disable trigger user; update audit.entries set does = 'tree.other' where id = (select entry_id from audit.chain where position = 765432)`,
  )
  expect(await verifyAudit(world.owner, seed)).toEqual({ whole: false, position: 765_432, fault: 'changed' })
})
