import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { newDatabase, type TestDatabase } from '#test/database.ts'
import { sealAll } from '#test/seal.ts'
import { type Head, record, sequence, signHead, verifyAudit } from './index.ts'

const seed = Buffer.alloc(32, 3)
let world: TestDatabase
const worlds: TestDatabase[] = []
beforeEach(async () => {
  world = await newDatabase(20)
  worlds.push(world)
})
afterAll(() => Promise.all(worlds.map(one => one.close())))

const act = (does = 'tree.plant', values: Record<string, string | number> = {}) =>
  world.within({}, tx => record(tx, { does, actorKind: 'nobody', at: new Date(), ip: '10.0.0.1', values }))
const many = async (count: number): Promise<void> => {
  await world.owner.pool.query(
    `insert into audit.entries (id, at, does, actor_kind) select gen_random_uuid(), now(), 'tree.plant', 'nobody' from generate_series(1, $1)`,
    [count],
  )
  await sealAll(world.owner)
}
/** What somebody with all rights over the database could do to cover their tracks. */
const tamper = async (statement: string): Promise<void> => {
  await world.owner.pool.query(`alter table audit.entries disable trigger user; alter table audit.chain disable trigger user; alter table audit.heads disable trigger user;
    alter table audit.chain drop constraint if exists chain_entry_id_fkey; ${statement}`)
}

describe('the chain', () => {
  test('gives every committed act one place, whatever order and however many sequencers', async () => {
    await Promise.all(Array.from({ length: 64 }, () => act()))
    await Promise.all([sequence(world.owner), sequence(world.owner)])
    await sealAll(world.owner)
    expect(await verifyAudit(world.owner, seed)).toEqual({ whole: true, entries: 64, waiting: 0, heads: 0 })
  })

  test('waits for a transaction that is still open, and then takes what it wrote', async () => {
    let finish: () => void = () => undefined
    const held = new Promise<void>(done => {
      finish = done
    })
    const slow = world.within({}, async tx => {
      await record(tx, { does: 'tree.slow', actorKind: 'nobody', at: new Date(), ip: '' })
      await held
    })
    await new Promise(done => setTimeout(done, 50))
    await act()
    await sequence(world.owner)
    const early = await verifyAudit(world.owner, seed)
    finish()
    await slow
    await sealAll(world.owner)
    expect(early).toMatchObject({ whole: true })
    expect(await verifyAudit(world.owner, seed)).toMatchObject({ whole: true, entries: 2, waiting: 0 })
  })

  test('an act that was rolled back leaves no trace in it', async () => {
    await world
      .within({}, async tx => {
        await record(tx, { does: 'tree.plant', actorKind: 'nobody', at: new Date(), ip: '' })
        throw new Error('no')
      })
      .catch(() => undefined)
    await sequence(world.owner)
    expect(await verifyAudit(world.owner, seed)).toMatchObject({ whole: true, entries: 0 })
  })
})

describe('whoever covers their tracks is found, with the position', () => {
  const idAt = (position: number): string => `(select entry_id from audit.chain where position = ${position})`
  test.each([
    ['an act is edited', `update audit.entries set does = 'tree.other' where id = ${idAt(700)}`, 700, 'changed'],
    [
      'an act is moved in time',
      `update audit.entries set at = at - interval '1 microsecond' where id = ${idAt(3)}`,
      3,
      'changed',
    ],
    ['an act is removed', `delete from audit.entries where id = ${idAt(512)}`, 512, 'missing'],
    ['an act and its link are removed', `delete from audit.chain where position = 512`, 512, 'missing'],
    [
      'two acts change places',
      `update audit.chain c set entry_id = o.entry_id from audit.chain o where (c.position, o.position) in ((10, 11), (11, 10))`,
      10,
      'changed',
    ],
    ['the tail is cut off', `delete from audit.chain where position > 990`, 991, 'cut off'],
    ['the head is forged', `update audit.heads set position = 990`, 990, 'head changed'],
  ])('%s', async (_, statement, position, fault) => {
    await many(1000)
    await signHead(world.owner, seed, new Date())
    expect(await verifyAudit(world.owner, seed)).toMatchObject({ whole: true, entries: 1000, heads: 1 })
    await tamper(`alter table audit.chain drop constraint chain_entry_id_key; ${statement}`)
    expect(await verifyAudit(world.owner, seed)).toEqual({ whole: false, position, fault })
  })

  test('a chain rebuilt from a cut-off tail with its heads is found by a head that was carried away', async () => {
    await many(50)
    const carried = (await signHead(world.owner, seed, new Date())) as Head
    await tamper(`delete from audit.heads; delete from audit.chain where position > 40`)
    expect(await verifyAudit(world.owner, seed)).toMatchObject({ whole: true, entries: 40 })
    expect(await verifyAudit(world.owner, seed, [carried])).toEqual({ whole: false, position: 41, fault: 'cut off' })
  })
})

describe('what stands in it', () => {
  test('the app can add and never change, and no one without a scope can read', async () => {
    await act()
    await expect(world.within({ actor: uuidv7() }, tx => sql`delete from audit.entries`.execute(tx))).rejects.toThrow(
      'permission denied',
    )
    await expect(world.owner.pool.query('update audit.entries set does = $1', ['x'])).rejects.toThrow(
      'what was done stays recorded',
    )
    expect((await world.app.pool.query('select count(*)::int as n from audit.entries')).rows[0].n).toBe(0)
  })

  test("no person's data: a name or a sentence among the values is a bug that surfaces", async () => {
    await expect(act('tree.plant', { name: 'Nguyễn Thị Út' })).rejects.toThrow('not an id, a code or a number')
    await act('tree.plant', { trees: 5, unit: 'PC14' })
    const { rows } = await world.owner.pool.query('select details, source from audit.entries')
    expect(rows[0].details).toEqual({ trees: 5, unit: 'PC14' })
    expect(rows[0].source.toString('latin1')).not.toContain('10.0.0.1')
  })
})
