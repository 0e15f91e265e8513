import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'

const world = await newDatabase()
afterAll(() => world.close())

test('a scope ends with its transaction, so the next one on the same connection sees nothing', async () => {
  const actor = '01890000-0000-7000-8000-000000000001'
  const seen = await world.within({ actor }, tx => sql<{ actor: string }>`select kit.actor() as actor`.execute(tx))
  expect(seen.rows[0]?.actor).toBe(actor)
  const { rows } = await world.app.pool.query(
    'select kit.actor() as actor, kit.acting() as acting, kit.scope() as scope',
  )
  expect(rows[0]).toEqual({ actor: null, acting: false, scope: [] })
})
