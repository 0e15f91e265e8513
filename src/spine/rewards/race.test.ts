import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { faults } from '#spine/ledger'
import { codesOf } from './codes.ts'
import { newRewardsWorld } from './rewards.world.ts'
import { rewardRoutes as routes } from './routes.ts'

/** Few clients in the check, as many as the notes ask for in the proofs. */
const many = process.env.TRI_AN_RACES
  ? { vouchers: 200, clients: 64, limit: 1000 }
  : { vouchers: 6, clients: 16, limit: 40 }

const { world, own, staff, balance, item, customer, list, batch } = await newRewardsWorld()
afterAll(() => world.close())

async function bearerCodes(vouchers: number): Promise<string[]> {
  const id = await batch(await item('voucher', 1000), { bearer: true, vouchers })
  const { rows } = await world.owner.pool.query(
    'select first_serial::float8 as first from rewards.batches where id = $1',
    [id],
  )
  return codesOf(
    { key: world.secret },
    1,
    Array.from({ length: vouchers }, (_, at) => rows[0].first + at),
  )
}

describe('at the same moment', () => {
  test('of many clients on each of many vouchers, exactly one takes each', async () => {
    for (const code of await bearerCodes(many.vouchers)) {
      const tries = await Promise.all(
        Array.from({ length: many.clients }, () => staff.clerk.call(routes.redeem, { code })),
      )
      expect(tries.filter(one => one.status === 200)).toHaveLength(1)
      expect(new Set(tries.filter(one => one.status !== 200).map(one => one.body.code))).toEqual(
        new Set(['rewards.voucher_used']),
      )
    }
  })

  test('of taking, revoking and giving back, what stays is legal: used or revoked, never both', async () => {
    const id = await batch(await item('voucher', 1000), { bearer: true, vouchers: 8 })
    const { rows } = await world.owner.pool.query(
      'select first_serial::float8 as first from rewards.batches where id = $1',
      [id],
    )
    const codes = codesOf(
      { key: world.secret },
      1,
      Array.from({ length: 8 }, (_, at) => rows[0].first + at),
    )
    const [revoked, ...tries] = await Promise.all([
      staff.approver.call(routes.revokeBatch, { id, reason: 'In sai mẫu' }),
      ...codes.map(code => staff.clerk.call(routes.redeem, { code })),
    ])
    const taken = tries.filter(one => one.status === 200).length
    expect(revoked.body.revoked).toBe(8 - taken)
    const after = await world.owner.pool.query(
      `select count(*) filter (where v.state = 2 and r.live)::int as used, count(*) filter (where v.state = 3 and r.id is null)::int as revoked
       from rewards.vouchers v left join rewards.redemptions r on r.serial = v.serial where v.serial between $1 and $1 + 7`,
      [rows[0].first],
    )
    expect(after.rows).toEqual([{ used: taken, revoked: 8 - taken }])
  })

  test('the same command sent many times takes a voucher once and answers each the same', async () => {
    const [code = ''] = await bearerCodes(1)
    const key = uuidv7()
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => staff.clerk.call(routes.redeem, { code }, { key })),
    )
    expect(tries.map(one => [one.status, one.body.id])).toEqual(Array(12).fill([200, key]))
  })

  test('lists for as many as the budget has room for are approved, and no more', async () => {
    const { posted, held } = await balance()
    const piece = Number((posted - held) / BigInt(many.limit / 10))
    const money = await item('money', piece)
    const runs: string[] = []
    for (let at = 0; at < many.limit / 10 + 6; at++)
      runs.push((await staff.planner.call(routes.propose, list(money, [(await customer()).code]))).body.id)
    for (const signer of [staff.approver, staff.second])
      await Promise.all(runs.map(id => signer.call(routes.sign, { id })))
    const { rows } = await world.owner.pool.query(
      `select count(*)::int as n from rewards.decisions where kind = 'approved' and run_id = any ($1)`,
      [runs],
    )
    expect(rows[0].n).toBe(many.limit / 10)
    expect((await balance()).held - held).toBe(BigInt(piece) * BigInt(many.limit / 10))
  })
})

test('after all that the books add up', async () => {
  expect(await world.within({ units: [own] }, tx => faults(tx))).toEqual([])
})
