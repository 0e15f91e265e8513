import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { faults, post, postMany } from './index.ts'
import { newLedgerWorld } from './ledger.world.ts'
import { ledgerRoutes } from './routes.ts'

const { world, own, sibling, within, account, transfer, balance, filled } = await newLedgerWorld()
afterAll(() => world.close())

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
