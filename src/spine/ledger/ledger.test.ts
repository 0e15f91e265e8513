import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { newWorld } from '#test/world.ts'
import {
  clawBack,
  commitHold,
  faults,
  groupCommit,
  hold,
  openAccount,
  post,
  postMany,
  releaseHold,
  reverse,
  type Transfer,
} from './index.ts'
import { ledgerRoutes } from './routes.ts'

const world = await newWorld({ max: 40 })
afterAll(() => world.close())
const { own, sibling } = world.units
const actor = uuidv7()
const within = <T>(run: Parameters<typeof world.within<T>>[1], units: string[] = [own]) =>
  world.within({ actor, units }, run)
const because = { edition: uuidv7(), activity: 'trees', record: uuidv7() }

let owners = 0
async function account(
  kind: string,
  more: { floor?: bigint | null; inLots?: boolean; asset?: string; unit?: string } = {},
): Promise<string> {
  const id = uuidv7()
  await within(
    tx =>
      openAccount(tx, {
        id,
        unit: own,
        asset: 'vnd',
        kind,
        owner: { kind: 'fund', id: uuidv7() },
        title: `${kind} ${++owners}`,
        ...more,
      }),
    [more.unit ?? own],
  )
  return id
}
const transfer = (from: string, to: string, amount: bigint, more: Partial<Transfer> = {}): Transfer => ({
  key: uuidv7(),
  from,
  to,
  amount,
  because,
  ...more,
})
const balance = async (id: string): Promise<bigint> =>
  (await world.owner.pool.query('select posted from ledger.accounts where id = $1', [id])).rows[0].posted
/** A source without a floor, and an account filled from it. */
async function filled(amount: bigint): Promise<{ source: string; purse: string }> {
  const [source, purse] = [await account('source', { floor: null }), await account('purse')]
  await within(tx => post(tx, transfer(source, purse, amount)))
  return { source, purse }
}
beforeAll(async () => {
  expect(await within(tx => faults(tx))).toEqual([])
})

describe('an entry', () => {
  test('is booked once for its key, answers again for the same, and refuses the key with another content', async () => {
    const { source, purse } = await filled(100n)
    const it = transfer(source, purse, 5n)
    const answers = []
    for (let at = 0; at < 3; at++) answers.push((await within(tx => post(tx, it))).outcome)
    expect(answers).toEqual(['posted', 'duplicate', 'duplicate'])
    expect(await balance(purse)).toBe(105n)
    await expect(within(tx => post(tx, { ...it, amount: 6n }))).rejects.toMatchObject({ code: 'ledger.key_reused' })
  })

  test.each([
    ['nothing', 0n, 'ledger.bad_amount'],
    ['less than nothing', -5n, 'ledger.bad_amount'],
    ['more than there is', 101n, 'ledger.insufficient'],
  ])('of %s is refused, and moves nothing', async (_, amount, code) => {
    const { source, purse } = await filled(100n)
    await expect(within(tx => post(tx, transfer(purse, source, amount)))).rejects.toMatchObject({ code })
    expect(await balance(purse)).toBe(100n)
  })

  test("from a stranger's account, to itself, or into another asset is refused", async () => {
    const { purse, source } = await filled(10n)
    const points = await account('points', { asset: 'point' })
    await expect(within(tx => post(tx, transfer(purse, source, 1n)), [sibling])).rejects.toMatchObject({
      code: 'ledger.no_such_account',
    })
    await expect(within(tx => post(tx, transfer(purse, purse, 1n)))).rejects.toMatchObject({
      code: 'ledger.same_account',
    })
    await expect(within(tx => post(tx, transfer(purse, points, 1n)))).rejects.toMatchObject({
      code: 'ledger.different_assets',
    })
  })

  test('is undone once, by an entry the other way; history stays', async () => {
    const { purse, source } = await filled(10n)
    const it = transfer(purse, source, 4n)
    await within(tx => post(tx, it))
    await within(tx => reverse(tx, { key: uuidv7(), entry: it.key, because }))
    expect(await balance(purse)).toBe(10n)
    await expect(within(tx => reverse(tx, { key: uuidv7(), entry: it.key, because }))).rejects.toMatchObject({
      code: 'ledger.already_reversed',
    })
    await expect(world.owner.pool.query('delete from ledger.postings')).rejects.toThrow('append-only')
  })
})

describe('under load', () => {
  test('64 takers of 1 from a purse of 40: exactly 40 succeed', async () => {
    const { purse, source } = await filled(40n)
    const tries = await Promise.allSettled(
      Array.from({ length: 64 }, () => within(tx => post(tx, transfer(purse, source, 1n)))),
    )
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(40)
    expect(await balance(purse)).toBe(0n)
  })

  test('64 callers through the group commit get each its exact answer, and the same key books once', async () => {
    const { purse, source } = await filled(40n)
    const door = groupCommit(world.app)
    const poster = { actor, units: [own], unit: own }
    const twice = transfer(purse, source, 1n)
    const asked = [twice, twice, ...Array.from({ length: 62 }, () => transfer(purse, source, 1n))]
    const tries = await Promise.allSettled(asked.map(one => door.post(poster, one)))
    await door.close()
    expect(tries.filter(one => one.status === 'fulfilled' && one.value.outcome === 'posted')).toHaveLength(40)
    expect(
      tries.filter(one => one.status === 'rejected').map(one => (one as PromiseRejectedResult).reason.code),
    ).toEqual(Array(23).fill('ledger.insufficient'))
    expect(await balance(purse)).toBe(0n)
  })

  test('a batch answers as if its transfers had come one after another', async () => {
    const { purse, source } = await filled(10n)
    const again = transfer(purse, source, 6n)
    const outcomes = await within(tx =>
      postMany(tx, [
        again,
        transfer(purse, source, 6n),
        transfer(source, purse, 3n),
        transfer(purse, source, 7n),
        again,
      ]),
    )
    expect(outcomes.map(one => one.outcome)).toEqual(['posted', 'refused', 'posted', 'posted', 'duplicate'])
    expect(await balance(purse)).toBe(0n)
  })
})

describe('holds and lots', () => {
  test('what is held cannot be spent, is booked once, and the rest is free again', async () => {
    const { purse, source } = await filled(10n)
    const key = uuidv7()
    await within(tx =>
      hold(tx, { key, from: purse, to: source, amount: 8n, because, until: new Date(Date.now() + 60_000) }),
    )
    await expect(within(tx => post(tx, transfer(purse, source, 3n)))).rejects.toMatchObject({
      code: 'ledger.insufficient',
    })
    await within(tx => commitHold(tx, { key: uuidv7(), hold: key, amount: 5n }))
    await expect(within(tx => commitHold(tx, { key: uuidv7(), hold: key }))).rejects.toMatchObject({
      code: 'ledger.hold_settled',
    })
    await within(tx => post(tx, transfer(purse, source, 5n)))
    expect(await balance(purse)).toBe(0n)
  })

  test('a released hold frees what it held', async () => {
    const { purse, source } = await filled(10n)
    const key = uuidv7()
    await within(tx =>
      hold(tx, { key, from: purse, to: source, amount: 10n, because, until: new Date(Date.now() + 60_000) }),
    )
    await within(tx => releaseHold(tx, key))
    await within(tx => post(tx, transfer(purse, source, 10n)))
    expect(await balance(purse)).toBe(0n)
  })

  test('points are spent from the grant that expires first, and what is left of one grant goes back to its fund', async () => {
    const [fund, other, wallet, shop] = [
      await account('fund', { floor: null }),
      await account('other', { floor: null }),
      await account('wallet', { inLots: true }),
      await account('shop'),
    ]
    const [late, early] = [
      transfer(fund, wallet, 100n, { expiresOn: '2027-12-31' }),
      transfer(other, wallet, 50n, { expiresOn: '2027-01-31' }),
    ]
    for (const one of [late, early, transfer(wallet, shop, 70n)]) await within(tx => post(tx, one))
    const { rows } = await world.owner.pool.query('select id, remaining from ledger.lots where account_id = $1', [
      wallet,
    ])
    expect(Object.fromEntries(rows.map(row => [row.id, row.remaining]))).toEqual({ [early.key]: 0n, [late.key]: 80n })
    expect(await within(tx => clawBack(tx, { key: uuidv7(), lot: late.key, because }))).toBe(80n)
    expect(await balance(fund)).toBe(-20n)
    await expect(within(tx => clawBack(tx, { key: uuidv7(), lot: early.key, because }))).rejects.toMatchObject({
      code: 'ledger.lot_spent',
    })
  })
})

test('whatever is asked in whatever batches, the balances equal a plain model, never go under a floor, and add up to nothing', async () => {
  const [source, ...purses] = [
    await account('model-source', { floor: null }),
    await account('purse-a'),
    await account('purse-b'),
    await account('purse-c'),
  ]
  const ids = [source, ...purses]
  const model = new Map<string, bigint>(ids.map(id => [id, 0n]))
  const index = fc.integer({ min: 0, max: 3 })
  const asked = fc.array(
    fc.array(
      fc.tuple(index, index, fc.bigInt({ min: 1n, max: 30n })).filter(([a, b]) => a !== b),
      { minLength: 1, maxLength: 12 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(asked, async batches => {
      for (const batch of batches) {
        const transfers = batch.map(([from, to, amount]) => transfer(ids[from] ?? '', ids[to] ?? '', amount))
        const outcomes = await within(tx => postMany(tx, transfers))
        const expected = transfers.map(({ from, to, amount }) => {
          if (from !== source && (model.get(from) ?? 0n) < amount) return 'refused'
          model.set(from, (model.get(from) ?? 0n) - amount)
          model.set(to, (model.get(to) ?? 0n) + amount)
          return 'posted'
        })
        expect(outcomes.map(one => one.outcome)).toEqual(expected)
      }
      for (const id of ids) expect(await balance(id)).toBe(model.get(id))
    }),
    { numRuns: 40 },
  )
  expect(await within(tx => faults(tx))).toEqual([])
  expect([...model.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n)
})

describe('who reads it', () => {
  test('an accountant opens a balance into its lines and each line into its entry; a stranger finds nothing', async () => {
    const { purse } = await filled(12n)
    const accountant = await world.staff('accountant', own)
    const { body } = await accountant.call(ledgerRoutes.account, { id: purse })
    expect(body).toMatchObject({ posted: '12', free: '12', lines: [{ amount: '12', after: '12', activity: 'trees' }] })
    expect((await accountant.call(ledgerRoutes.entry, { id: body.lines[0]?.entry ?? '' })).body).toMatchObject({
      amount: '12',
      to: purse,
    })
    const stranger = await world.staff('accountant', sibling)
    expect((await stranger.call(ledgerRoutes.account, { id: purse })).status).toBe(404)
    expect((await stranger.call(ledgerRoutes.accounts, {})).body.accounts).toEqual([])
  })

  test('a closed period takes no more entries, and an old one still answers to its key', async () => {
    const { source, purse } = await filled(5n)
    const old = transfer(source, purse, 5n, { on: '2026-01-15' })
    await within(tx => post(tx, old))
    const accountant = await world.staff('accountant', own)
    expect((await accountant.call(ledgerRoutes.close, { unitId: own, through: '2026-01-31' })).status).toBe(200)
    await expect(within(tx => post(tx, transfer(source, purse, 1n, { on: '2026-01-20' })))).rejects.toMatchObject({
      code: 'ledger.closed_period',
    })
    expect((await within(tx => post(tx, old))).outcome).toBe('duplicate')
    expect((await accountant.call(ledgerRoutes.close, { unitId: own, through: '2026-01-31' })).body.code).toBe(
      'ledger.closed_already',
    )
  })
})
