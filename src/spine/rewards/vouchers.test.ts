import { afterAll, describe, expect, test } from 'vitest'
import { faults } from '#spine/ledger'
import { newRewardsWorld } from './rewards.world.ts'
import { rewardRoutes as routes } from './routes.ts'

const { world, own, staff, balance, item, customer, list, issued, batch } = await newRewardsWorld()
afterAll(() => world.close())
const spent = async <T>(run: () => Promise<T>): Promise<bigint> => {
  const before = await balance()
  await run()
  return before.posted - (await balance()).posted
}

describe('vouchers', () => {
  const phone = '0901000009'
  test('are minted, given with an award, shown with their code, taken once, given back in time, and gone when over', async () => {
    const voucher = await item('voucher', 50_000)
    await batch(voucher, { vouchers: 3 })
    const { code } = await customer({ phone })
    const { awards } = await issued(list(voucher, [code], { pieces: 2 }))
    const me = await world.customer(phone)
    const [first, second] = (await me.call(routes.mine, {})).body.thanks[0]?.vouchers ?? []
    expect(first).toMatchObject({ state: 'good', until: '2026-12-31' })
    expect((await staff.clerk.call(routes.check, { code: first?.code ?? '' })).body).toEqual({
      item: { vi: 'Quà voucher', en: 'Item voucher' },
      pieceVnd: '50000',
    })
    const taken = await staff.clerk.call(routes.redeem, { code: first?.code ?? '' })
    expect((await staff.clerk.call(routes.redeem, { code: first?.code ?? '' })).body.code).toBe('rewards.voucher_used')
    expect((await staff.clerk.call(routes.giveBack, { id: taken.body.id, reason: 'Khách đổi ý' })).status).toBe(200)
    expect((await staff.clerk.call(routes.giveBack, { id: taken.body.id, reason: 'Khách đổi ý' })).body.code).toBe(
      'rewards.reversed_already',
    )
    const late = await staff.clerk.call(routes.redeem, { code: first?.code ?? '' })
    expect(late.status).toBe(200)
    world.at('2027-01-02T02:00:00Z')
    const [clerk, accountant] = [await world.staff('clerk', own), await world.staff('accountant', own)]
    expect((await clerk.call(routes.giveBack, { id: late.body.id, reason: 'Muộn rồi' })).body.code).toBe(
      'rewards.window_over',
    )
    expect((await clerk.call(routes.redeem, { code: second?.code ?? '' })).body.code).toBe('rewards.voucher_late')
    const back = await spent(() => world.runJob('rewards.expire'))
    expect(back).toBe(-50_000n)
    expect((await accountant.call(routes.award, { id: awards[0] ?? '' })).body.state).toBe('expired')
    world.at('2026-12-10T02:40:00Z')
  })

  test("a partner's own codes come in once and whole, are shown to whom they are given, and are taken like any other", async () => {
    const voucher = await item('voucher', 20_000)
    const made = { unitId: own, itemId: voucher, source: 'partner' as const, from: '2026-12-01', until: '2026-12-31' }
    const codes = ['BANK-0001-XYZ', 'BANK-0002-XYZ']
    const pool = await staff.planner.call(routes.makeBatch, { ...made, codes })
    expect(
      (await staff.planner.call(routes.makeBatch, { ...made, codes: ['BANK-0003-XYZ', 'bank 0001 xyz'] })).body.code,
    ).toBe('rewards.codes_known')
    await staff.approver.call(routes.releaseBatch, { id: pool.body.id })
    await world.runJobs()
    const { rows } = await world.owner.pool.query('select sealed from rewards.pool_codes')
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('BANK')
    const { code } = await customer({ phone: '0901000010' })
    await issued(list(voucher, [code]))
    const me = await world.customer('0901000010')
    const mine = (await me.call(routes.mine, {})).body.thanks[0]?.vouchers[0]
    expect(mine?.code).toBe('BANK0001XYZ')
    expect((await staff.clerk.call(routes.redeem, { code: ' bank-0001-xyz' })).status).toBe(200)
    expect((await staff.clerk.call(routes.redeem, { code: 'BANK-0002-XYZ' })).body.code).toBe('rewards.no_such_voucher')
  })

  test('whatever is wrong with a code, the answer is the same; the sixth guess of a minute waits', async () => {
    const guesser = await world.staff('clerk', own)
    const tries = ['0000-00000-00000', 'nonsense', '1ABC-DEFGH-JKMNP', '😀', "' or 1=1 --"]
    const answers = []
    for (const code of tries) answers.push((await guesser.call(routes.check, { code })).body)
    expect(new Set(answers.map(one => JSON.stringify({ ...one, errors: undefined })))).toHaveProperty('size', 1)
    expect(answers[0]?.code).toBe('rewards.no_such_voucher')
    expect((await guesser.call(routes.check, { code: 'nonsense' })).body.code).toBe('rewards.too_many_guesses')
  })

  test('a bearer batch is paid as a whole, and what is revoked of it comes back', async () => {
    const voucher = await item('voucher', 1_000)
    let made = ''
    expect(
      await spent(async () => {
        made = await batch(voucher, { bearer: true, vouchers: 50 })
      }),
    ).toBe(50_000n)
    expect((await staff.approver.call(routes.revokeBatch, { id: made, reason: 'In sai mẫu' })).body).toEqual({
      revoked: 50,
      returnedVnd: '50000',
    })
  })
})

test('after all that the books add up', async () => {
  expect(await world.within({ units: [own] }, tx => faults(tx))).toEqual([])
})
