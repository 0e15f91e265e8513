import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { clawBack, holds, post, postMany, reverse } from './index.ts'
import { newLedgerWorld } from './ledger.world.ts'

const { world, sibling, within, because, account, transfer, balance, filled } = await newLedgerWorld()
afterAll(() => world.close())

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
    await expect(world.owner.pool.query('delete from ledger.entries')).rejects.toThrow('append-only')
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

  test('16 askings of one key at once book it once and answer all, though a second could not be paid', async () => {
    const { purse, source } = await filled(5n)
    const it = transfer(purse, source, 5n)
    const answers = await Promise.all(Array.from({ length: 16 }, () => within(tx => post(tx, it))))
    expect(answers.filter(one => one.outcome === 'posted')).toHaveLength(1)
    expect([await balance(purse), await balance(source)]).toEqual([0n, 0n])
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
      holds.place(tx, [{ key, from: purse, to: source, amount: 8n, because, until: new Date(Date.now() + 60_000) }]),
    )
    await expect(within(tx => post(tx, transfer(purse, source, 3n)))).rejects.toMatchObject({
      code: 'ledger.insufficient',
    })
    await within(tx => holds.commit(tx, { key: uuidv7(), hold: key, amount: 5n }))
    await expect(within(tx => holds.commit(tx, { key: uuidv7(), hold: key }))).rejects.toMatchObject({
      code: 'ledger.hold_settled',
    })
    await within(tx => post(tx, transfer(purse, source, 5n)))
    expect(await balance(purse)).toBe(0n)
  })

  test('a released hold frees what it held', async () => {
    const { purse, source } = await filled(10n)
    const key = uuidv7()
    await within(tx =>
      holds.place(tx, [{ key, from: purse, to: source, amount: 10n, because, until: new Date(Date.now() + 60_000) }]),
    )
    await within(tx => holds.release(tx, [key]))
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
