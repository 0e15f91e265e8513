import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { accounts, faults, holds, leases, post, postRows, reverse, type Transfer } from './index.ts'
import { newLedgerWorld } from './ledger.world.ts'
import { ledgerRoutes } from './routes.ts'

const { world, own, within, because, account, transfer, balance, filled } = await newLedgerWorld()
afterAll(() => world.close())
const book = (it: Transfer) => within(tx => post(tx, it))
const soon = (ms = 60_000): Date => new Date(Date.now() + ms)
const undo = (entry: string, amount?: bigint, key = uuidv7()) =>
  within(tx => reverse(tx, { key, entry, amount, because }))
const refused = (code: string) => ({ code })

test('what a query gives is paid together or not at all, and once for its keys', async () => {
  const [a, b, shop] = [await filled(60n), await filled(39n), await account('shop')]
  const act = (first: bigint, second: bigint, keys = [uuidv7(), uuidv7()]) =>
    within(tx =>
      postRows(
        tx,
        sql`select key, payer as from_account, ${shop}::uuid as to_account, amount, ${because.record}::uuid as record, null::date as expires_on
          from unnest(${keys}::uuid[], ${[a.purse, b.purse]}::uuid[], ${[first, second]}::bigint[]) as asked (key, payer, amount)`,
        because,
      ),
    )
  const keys = [uuidv7(), uuidv7()]
  await act(60n, 9n, keys)
  await act(60n, 9n, keys)
  expect(await balance(shop)).toBe(69n)
  await expect(act(60n, 8n, keys)).rejects.toMatchObject(refused('ledger.key_reused'))
  await expect(act(1n, 1n)).rejects.toMatchObject(refused('ledger.insufficient'))
  expect([await balance(a.purse), await balance(b.purse), await balance(shop)]).toEqual([0n, 30n, 69n])
})

describe('an entry is undone in parts', () => {
  test('that never add up to more than it was; each part once for its key', async () => {
    const { purse, source } = await filled(10n)
    const it = transfer(purse, source, 10n)
    await book(it)
    const key = uuidv7()
    expect((await undo(it.key, 4n, key)).outcome).toBe('posted')
    expect((await undo(it.key, 4n, key)).outcome).toBe('duplicate')
    await expect(undo(it.key, 7n)).rejects.toMatchObject(refused('ledger.more_than_left'))
    await undo(it.key)
    await expect(undo(it.key, 1n)).rejects.toMatchObject(refused('ledger.already_reversed'))
    expect(await balance(purse)).toBe(10n)
  })

  test('16 clients at once of 3 from an entry of 10: exactly 3 succeed', async () => {
    const { purse, source } = await filled(10n)
    const it = transfer(purse, source, 10n)
    await book(it)
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => undo(it.key, 3n)))
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(3)
    expect(await balance(purse)).toBe(9n)
  })

  test('points go back to the grants they came from, the last to expire first', async () => {
    const [fund, wallet, shop] = [
      await account('fund', { floor: null }),
      await account('wallet', { inLots: true }),
      await account('shop'),
    ]
    const [early, late] = [
      transfer(fund, wallet, 50n, { expiresOn: '2027-01-31' }),
      transfer(fund, wallet, 50n, { expiresOn: '2027-06-30' }),
    ]
    const spent = transfer(wallet, shop, 80n)
    for (const one of [early, late, spent]) await book(one)
    await undo(spent.key, 35n)
    const { rows } = await world.owner.pool.query('select id, remaining from ledger.lots where account_id = $1', [
      wallet,
    ])
    expect(Object.fromEntries(rows.map(row => [row.id, row.remaining]))).toEqual({ [early.key]: 5n, [late.key]: 50n })
    await undo(spent.key)
    expect(await balance(wallet)).toBe(100n)
  })
})

test('many holds stand together or not at all, and are let go together', async () => {
  const [a, b] = [await filled(10n), await filled(5n)]
  const of = (from: string, amount: bigint) => ({ key: uuidv7(), from, to: a.source, amount, because, until: soon() })
  const all = [of(b.purse, 5n), of(a.purse, 4n), of(a.purse, 6n)]
  expect((await within(tx => holds.place(tx, all))).map(one => one.outcome)).toEqual(['posted', 'posted', 'posted'])
  expect((await within(tx => holds.place(tx, all))).map(one => one.outcome)).toEqual(Array(3).fill('duplicate'))
  await expect(within(tx => holds.place(tx, [of(b.purse, 1n)]))).rejects.toMatchObject(refused('ledger.insufficient'))
  await within(tx => holds.release(tx, [all[0]?.key ?? '', all[1]?.key ?? '']))
  await expect(within(tx => holds.place(tx, [of(a.purse, 4n), of(b.purse, 6n)]))).rejects.toMatchObject(
    refused('ledger.insufficient'),
  )
  await within(tx => holds.place(tx, [of(a.purse, 4n), of(b.purse, 5n)]))
})

test('an account is opened at first use, once however many use it first', async () => {
  const owner = { kind: 'fund', id: uuidv7() }
  const one = () => ({ id: uuidv7(), unit: own, asset: 'vnd', kind: 'spent', owner })
  const ids = await Promise.all(Array.from({ length: 16 }, () => within(tx => accounts.ensure(tx, [one()]))))
  expect(new Set(ids.flat()).size).toBe(1)
  expect(await within(tx => accounts.find(tx, [one(), { ...one(), kind: 'other' }]))).toEqual([ids[0]?.[0], undefined])
  expect(await within(tx => accounts.find(tx, [one()]), [])).toEqual([undefined])
})

test('a balance is told as of a day', async () => {
  const { source, purse } = await filled(3n)
  await book(transfer(source, purse, 7n, { on: '2026-03-10' }))
  const on = (day: string) => within(tx => accounts.balanceOn(tx, purse, day))
  expect([await on('2026-03-09'), await on('2026-03-10'), await on('2099-01-01')]).toEqual([0n, 7n, 10n])
})

describe('what runs out', () => {
  const past = (ms: number) => world.owner.pool.query('select pg_sleep($1)', [ms / 1000])

  test('a lease ends once, by hand or when it is over; what was used stays used', async () => {
    const { purse: stock, source } = await filled(20n)
    const bag = await account('bag')
    const lease = (key: string, amount: bigint, until: Date) =>
      within(tx => leases.start(tx, { key, from: stock, to: bag, amount, because, until }))
    const [byHand, over] = [uuidv7(), uuidv7()]
    await lease(byHand, 8n, soon())
    await book(transfer(bag, source, 3n))
    expect(await within(tx => leases.end(tx, { key: uuidv7(), lease: byHand }))).toBe(5n)
    await lease(over, 6n, soon(60))
    await past(80)
    await world.runJob('ledger.expire')
    await world.runJob('ledger.expire')
    expect([await balance(stock), await balance(bag)]).toEqual([17n, 0n])
    await expect(within(tx => leases.end(tx, { key: uuidv7(), lease: over }))).rejects.toMatchObject(
      refused('ledger.lease_ended'),
    )
  })

  test('a hold frees what it kept, and points return to who paid, in the open period, once with two nodes at once', async () => {
    const { purse, source } = await filled(5n)
    await within(tx =>
      holds.place(tx, [{ key: uuidv7(), from: purse, to: source, amount: 5n, because, until: soon(40) }]),
    )
    const [fund, wallet] = [await account('fund', { floor: null }), await account('wallet', { inLots: true })]
    const grant = transfer(fund, wallet, 30n, { expiresOn: '2026-11-30', on: '2026-11-01' })
    await book(grant)
    const accountant = await world.staff('accountant', own)
    await accountant.call(ledgerRoutes.close, { unitId: own, through: '2026-01-31' })
    await past(60)
    await Promise.all([world.runJob('ledger.expire'), world.runJob('ledger.expire')])
    const { rows } = await world.owner.pool.query(
      `select held, (select posted from ledger.accounts where id = $2) as wallet,
        (select count(*)::int from ledger.entries where kind = 'expiry' and from_account = $2) as entries
      from ledger.accounts where id = $1`,
      [purse, wallet],
    )
    expect(rows).toEqual([{ held: 0n, wallet: 0n, entries: 1 }])
    expect(await balance(fund)).toBe(0n)
  })

  test('a day that is closed gives way to the first open one', async () => {
    const [fund, wallet] = [await account('fund', { floor: null }), await account('wallet', { inLots: true })]
    await book(transfer(fund, wallet, 9n, { expiresOn: '2026-02-10', on: '2026-02-01' }))
    const accountant = await world.staff('accountant', own)
    await accountant.call(ledgerRoutes.close, { unitId: own, through: '2026-02-28' })
    const { rows } = await within(tx =>
      sql<{ n: number }>`select ledger.expire_lots('2026-02-15', 10) as n`.execute(tx),
    )
    expect(rows[0]?.n).toBe(1)
    expect(await within(tx => accounts.balanceOn(tx, wallet, '2026-02-28'))).toBe(9n)
    expect(await within(tx => accounts.balanceOn(tx, wallet, '2026-03-01'))).toBe(0n)
  })
})

test('after all that the books add up', async () => {
  expect(await within(tx => faults(tx))).toEqual([])
})
