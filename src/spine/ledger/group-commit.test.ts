import { afterAll, describe, expect, test } from 'vitest'
import { faults, groupCommit, type Transfer } from './index.ts'
import { newLedgerWorld } from './ledger.world.ts'

const { world, own, sibling, actor, within, account, transfer, balance, filled } = await newLedgerWorld()
afterAll(() => world.close())

const poster = { actor, units: [own], unit: own }
const codesOf = (tries: readonly PromiseSettledResult<unknown>[]): string[] =>
  tries.flatMap(one => (one.status === 'rejected' ? [String(one.reason.code)] : []))

describe.each([
  ['two lanes that book together', { lanes: 2, most: 1000 }],
  ['one lane that books together', { lanes: 1, most: 1000 }],
  ['sixteen lanes that book one by one', { lanes: 16, most: 1 }],
])('through the door, with %s,', (_, how) => {
  const door = groupCommit(world.app, how)
  afterAll(() => door.close())

  test('64 callers get each its exact answer, and the same key books once', async () => {
    const { purse, source } = await filled(40n)
    const twice = transfer(purse, source, 1n)
    const asked = [twice, twice, ...Array.from({ length: 62 }, () => transfer(purse, source, 1n))]
    const tries = await Promise.allSettled(asked.map(one => door.post(poster, one)))
    const posted = tries.filter(one => one.status === 'fulfilled' && one.value.outcome === 'posted')
    expect(posted).toHaveLength(40)
    expect(codesOf(tries)).toEqual(Array(23).fill('ledger.insufficient'))
    expect(await balance(purse)).toBe(0n)
  })

  test('each refusal is the one that a verb of its own would get, alone or beside others', async () => {
    const { purse, source } = await filled(10n)
    const [points, foreign] = [await account('points', { asset: 'point' }), await account('foreign', { unit: sibling })]
    const booked = transfer(purse, source, 1n)
    await door.post(poster, booked)
    const refused: readonly (readonly [string, Transfer])[] = [
      ['ledger.insufficient', transfer(purse, source, 100n)],
      ['ledger.no_such_account', transfer(foreign, purse, 1n)],
      ['ledger.same_account', transfer(purse, purse, 1n)],
      ['ledger.different_assets', transfer(purse, points, 1n)],
      ['ledger.bad_amount', transfer(purse, source, 0n)],
      ['ledger.key_reused', { ...booked, amount: 2n }],
    ]
    for (const [code, one] of refused) await expect(door.post(poster, one)).rejects.toMatchObject({ code })
    expect(codesOf(await Promise.allSettled(refused.map(([, one]) => door.post(poster, one))))).toEqual(
      refused.map(([code]) => code),
    )
    await expect(door.post({ ...poster, unit: sibling }, transfer(foreign, purse, 1n))).rejects.toMatchObject({
      code: 'ledger.no_such_account',
    })
    expect(await balance(purse)).toBe(9n)
  })

  test('whoever asks again while a lane goes to sleep is served', async () => {
    const { purse, source } = await filled(100n)
    for (let turns = 0; turns < 24; turns++) {
      await door.post(poster, transfer(purse, source, 1n))
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      await door.post(poster, transfer(purse, source, 1n))
    }
    expect(await balance(purse)).toBe(52n)
  })

  test('whose connection is cut in the middle is decided once, however often it is asked again', async () => {
    const { purse, source } = await filled(32n)
    const asked = Array.from({ length: 32 }, () => transfer(purse, source, 1n))
    const stubborn = async (one: Transfer, cuts = 0): Promise<number> =>
      door.post(poster, one).then(
        () => cuts,
        () => stubborn(one, cuts + 1),
      )
    const holder = await world.owner.pool.connect()
    await holder.query('begin')
    await holder.query('select from ledger.accounts where id = $1 for update', [purse])
    const all = Promise.all(asked.map(one => stubborn(one)))
    let cut = 0
    while (cut < 3) {
      const { rowCount } = await world.owner.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'world_app' and wait_event_type = 'Lock'`)
      cut += rowCount ?? 0
      await new Promise(done => setTimeout(done, 5))
    }
    await holder.query('rollback')
    holder.release()
    await all
    for (const one of asked) expect((await door.post(poster, one)).outcome).toBe('duplicate')
    expect([await balance(purse), await balance(source)]).toEqual([0n, 0n])
  })
})

test('after all that the books add up, and no scope stayed on a connection', async () => {
  expect(await within(tx => faults(tx), [own, sibling])).toEqual([])
  const seen = await Promise.all(
    Array.from({ length: 40 }, () => world.app.pool.query('select kit.actor() as actor, kit.scope() as scope')),
  )
  for (const { rows } of seen) expect(rows).toEqual([{ actor: null, scope: [] }])
})
