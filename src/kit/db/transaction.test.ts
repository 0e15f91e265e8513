import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import { inOneTrip } from './transaction.ts'

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

test('64 acts at once keep their scopes apart on 8 connections', async () => {
  const ids = Array.from({ length: 64 }, (_, index) => `01890000-0000-7000-8000-${String(index).padStart(12, '0')}`)
  const seen = await Promise.all(
    ids.map(unit =>
      world.within({ units: [unit] }, async tx => {
        await sql`select pg_sleep(0.002)`.execute(tx)
        const { rows } = await sql<{ scope: string[] }>`select kit.scope()::text[] as scope`.execute(tx)
        return rows[0]?.scope
      }),
    ),
  )
  expect(seen).toEqual(ids.map(id => [id]))
})

test('a deadlock is tried again, and both acts end well', async () => {
  await world.owner.pool.query(`create table kit.pair (id int primary key, n int not null);
    insert into kit.pair values (1, 0), (2, 0); grant select, update on kit.pair to tri_an_app`)
  const cross = (first: number, second: number) =>
    world.within({}, async tx => {
      await sql`update kit.pair set n = n + 1 where id = ${first}`.execute(tx)
      await sql`select pg_sleep(0.1)`.execute(tx)
      await sql`update kit.pair set n = n + 1 where id = ${second}`.execute(tx)
    })
  await Promise.all([cross(1, 2), cross(2, 1)])
  const { rows } = await world.owner.pool.query('select n from kit.pair order by id')
  expect(rows).toEqual([{ n: 2 }, { n: 2 }])
})

test('a verb of one call has its scope, keeps it to itself, and answers a row each', async () => {
  const [actor, unit] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002']
  const call = { name: 'test.seen', call: 'array[kit.actor(), kit.customer()] || kit.scope()', values: [] }
  expect(await inOneTrip(world.app, { actor, units: [unit] }, call)).toEqual([[actor, null, unit]])
  expect(await inOneTrip(world.app, {}, call)).toEqual([[null, null]])
  const rows = { name: 'test.rows', call: 'generate_series(1, $1::int) * 10', values: [3] }
  expect(await inOneTrip(world.app, {}, rows)).toEqual([10, 20, 30])
  expect((await world.app.pool.query('select kit.acting() as acting, kit.scope() as scope')).rows).toEqual([
    { acting: false, scope: [] },
  ])
})

test('a verb of one call is not answered before it is committed: what the commit refuses, the caller hears', async () => {
  await world.owner.pool.query(`create table kit.late (id int unique deferrable initially deferred);
    create function kit.late(n int) returns int language sql security definer as 'insert into kit.late values (n) returning id'`)
  const call = (n: number) => inOneTrip(world.app, {}, { name: 'test.late', call: 'kit.late($1)', values: [n] })
  expect(await call(1)).toEqual([1])
  await expect(call(1)).rejects.toMatchObject({ code: '23505' })
  expect(await call(2)).toEqual([2])
})
