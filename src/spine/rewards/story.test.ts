import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { faults } from '#spine/ledger'
import { awards } from './index.ts'
import { newRewardsWorld, type Payers } from './rewards.world.ts'
import { rewardRoutes as routes } from './routes.ts'

const { world, own, sibling, edition, staff, balance, item, customer, list, issued } = await newRewardsWorld()
afterAll(() => world.close())
describe('from a list to thanks that arrive', () => {
  test('a household is proposed, signed by another, held, issued, seen in the portal and confirmed', async () => {
    const gift = await item('gift', 250_000)
    const { code } = await customer({ phone: '0901000001' })
    const { body } = await staff.planner.call(routes.propose, list(gift, [code]))
    expect(body).toMatchObject({ proposed: 1, already: [] })
    const before = await balance()
    expect((await staff.approver.call(routes.sign, { id: body.id })).body).toEqual({
      state: 'approved',
      signed: 1,
      needed: 1,
    })
    expect(await balance()).toEqual({ posted: before.posted, held: before.held + 250_000n })
    await staff.accountant.call(routes.issue, { id: body.id })
    await world.runJobs()
    expect(await balance()).toEqual({ posted: before.posted - 250_000n, held: before.held })

    const me = await world.customer('0901000001')
    const { thanks } = (await me.call(routes.mine, {})).body
    expect(thanks).toMatchObject([
      { state: 'issued', valueVnd: '250000', why: 'Tiết kiệm 120 kWh', title: { vi: 'Hộ gia đình tiết kiệm điện' } },
    ])
    const id = thanks[0]?.id ?? ''
    expect((await (await world.customer('0901999999')).call(routes.confirm, { id, received: true })).status).toBe(404)
    expect((await me.call(routes.confirm, { id, received: true })).body.state).toBe('verified')
    const opened = (await staff.accountant.call(routes.award, { id })).body
    expect(opened.steps.map(one => one.state)).toEqual(['issued', 'verified'])
    expect(opened.paid).toMatchObject([{ source: 'company', amount: '250000', returned: '0' }])
    const { rows } = await world.owner.pool.query(
      `select (select count(*)::int from facts.facts where record = $1) as facts, (select count(*)::int from audit.entries where record = $1::text and does = 'rewards.issue') as acts`,
      [id],
    )
    expect(rows).toEqual([{ facts: 1, acts: 1 }])
  })

  test('what did not arrive stands first in the queue', async () => {
    const { code } = await customer({ phone: '0901000002' })
    const { awards } = await issued(list(await item('gift'), [code]))
    const me = await world.customer('0901000002')
    await me.call(routes.confirm, { id: awards[0] ?? '', received: false, reason: 'Chưa thấy ai đến' })
    const queue = (await staff.clerk.call(routes.queue, {})).body.awards
    expect(queue[0]).toMatchObject({ id: awards[0], state: 'disputed', reason: 'Chưa thấy ai đến' })
  })
})

describe('once over all units', () => {
  test('a party is thanked once for a criterion and period, whoever asks, and nobody learns by whom', async () => {
    const money = await item('money', 1)
    const { code } = await customer()
    const input = { ...list(money, [code], { criterion: 'once-only', pieces: 1000 }) }
    expect((await staff.planner.call(routes.propose, input)).status).toBe(200)
    const again = await staff.planner.call(routes.propose, input)
    expect([again.status, again.body.code]).toEqual([409, 'rewards.nothing_proposed'])
    const other = await customer({ unit: sibling })
    const mixed = await staff.planner.call(routes.propose, {
      ...input,
      awards: [...input.awards, { ...(input.awards[0] as object), customer: other.code }] as never,
    })
    expect(mixed.body.code).toBe('rewards.unknown_customer')
  })

  test('16 who propose the same at once: one succeeds', async () => {
    const { code } = await customer()
    const input = list(await item('money', 1), [code], { criterion: 'race', pieces: 5 })
    const tries = await Promise.all(Array.from({ length: 16 }, () => staff.planner.call(routes.propose, input)))
    expect(tries.filter(one => one.status === 200)).toHaveLength(1)
  })

  test('who was refused may be proposed again', async () => {
    const { code } = await customer()
    const input = list(await item('money', 1), [code], { criterion: 'refused', pieces: 5 })
    const { body } = await staff.planner.call(routes.propose, input)
    expect((await staff.approver.call(routes.refuse, { id: body.id, reason: 'Chưa đủ căn cứ' })).status).toBe(200)
    expect((await staff.planner.call(routes.propose, input)).status).toBe(200)
  })
})

test('a noun above proposes in parts what a frozen recognition found; what is not submitted cannot be signed', async () => {
  const [id, parties, itemId] = [uuidv7(), [uuidv7(), uuidv7(), uuidv7()], await item('gift', 10_000)]
  const by = { actor: staff.planner.id, now: world.now() }
  const run = {
    id,
    unit: own,
    edition,
    activity: 'load-shift',
    criterion: 'took-part',
    period: '2026',
    title: { vi: 'Tham gia điều chỉnh phụ tải', en: 'Took part in load adjustment' },
    item: itemId,
    payers: [{ source: 'company' as const, shareBp: 10_000 }],
    source: { recognition: uuidv7(), sha256: Buffer.alloc(32, 7) },
  }
  const one = (party: string) => ({ unit: own, partyKind: 'enterprise' as const, party, pieces: 1n })
  const within = <T>(act: Parameters<typeof world.within<T>>[1]) => world.within({ actor: by.actor, units: [own] }, act)
  await within(tx => awards.open(tx, run, by))
  expect(await within(tx => awards.propose(tx, id, parties.slice(0, 2).map(one), by.now))).toEqual([])
  expect((await staff.approver.call(routes.sign, { id })).body.code).toBe('rewards.run_not_there')
  expect(await within(tx => awards.propose(tx, id, parties.slice(1).map(one), by.now))).toEqual([0])
  await within(tx => awards.submit(tx, id, by))
  await expect(within(tx => awards.submit(tx, id, by))).rejects.toMatchObject({ code: 'rewards.nothing_proposed' })
  expect((await staff.approver.call(routes.run, { id })).body).toMatchObject({
    awards: 3,
    valueVnd: '30000',
    source: 'recognition',
  })
  const asked = [parties[0] ?? '', uuidv7()].map(one)
  const left = await world.within({ units: [sibling] }, tx =>
    awards.notThanked(tx, { criterion: 'took-part', period: '2026' }, asked),
  )
  expect(left).toEqual(asked.slice(1))
  const outside = { ...one(uuidv7()), unit: sibling }
  await within(tx => awards.open(tx, { ...run, id: outside.party }, by))
  await expect(within(tx => awards.propose(tx, outside.party, [outside], by.now))).rejects.toMatchObject({
    code: 'rewards.unit_out_of_scope',
  })
})

describe('money', () => {
  test('several payers give exactly the whole, and get back what is taken back in proportion', async () => {
    const { code } = await customer()
    const payers: Payers = [
      { source: 'union', shareBp: 3_333, mostVnd: '30000' },
      { source: 'company', shareBp: 10_000 },
    ]
    const [company, union] = [await balance(), await balance('union')]
    const { awards } = await issued(list(await item('gift', 99_999), [code], { payers }))
    expect(union.posted - (await balance('union')).posted).toBe(30_000n)
    expect(company.posted - (await balance()).posted).toBe(69_999n)
    const back = await staff.accountant.call(routes.clawBack, { id: awards[0] ?? '', reason: 'Trao nhầm người' })
    expect(back.body.returnedVnd).toBe('99999')
    expect([await balance(), await balance('union')]).toEqual([company, union])
    expect((await staff.accountant.call(routes.clawBack, { id: awards[0] ?? '', reason: 'Hai lần' })).body.code).toBe(
      'rewards.award_not_there',
    )
  })

  test('points that were spent stay spent; the rest and its worth go back to who paid', async () => {
    const { code, id } = await customer()
    const { awards } = await issued(list(await item('points', 100, { validDays: 90 }), [code], { pieces: 500 }))
    const { rows } = await world.owner.pool.query(
      `select l.id, l.account_id as wallet, l.expires_on::text as until from ledger.lots l join ledger.accounts a on a.id = l.account_id where a.owner_id = $1`,
      [id],
    )
    expect(rows).toMatchObject([{ until: '2027-03-10' }])
    await world.owner.pool.query(`update ledger.lots set remaining = 300 where id = $1`, [rows[0].id])
    await world.owner.pool.query(`insert into ledger.lot_uses values ($1, gen_random_uuid(), 200)`, [rows[0].id])
    const { body } = await staff.accountant.call(routes.clawBack, { id: awards[0] ?? '', reason: 'Tính nhầm' })
    expect(body.returnedVnd).toBe('30000')
  })

  test('a run that is worth much needs two signatures, of two people, none of whom proposed it', async () => {
    const { code } = await customer()
    const { body } = await staff.planner.call(routes.propose, list(await item('gift', 60_000_000), [code]))
    expect((await staff.approver.call(routes.sign, { id: body.id })).body).toMatchObject({
      state: 'waiting',
      signed: 1,
      needed: 2,
    })
    expect((await staff.approver.call(routes.sign, { id: body.id })).body.code).toBe('rewards.signed_already')
    expect((await staff.accountant.call(routes.issue, { id: body.id })).body.code).toBe('rewards.run_not_there')
    expect((await staff.second.call(routes.sign, { id: body.id })).body.state).toBe('approved')
    const own = await world.owner.pool
      .query(
        `insert into rewards.decisions select run_id, 9, 'signed', unit_id, proposer, proposer, null, now() from rewards.decisions where run_id = $1 limit 1`,
        [body.id],
      )
      .catch(error => error.message)
    expect(own).toContain('check constraint')
  })

  test('more than the leaf has is not approved, and changes nothing', async () => {
    const { code } = await customer()
    const before = await balance()
    const { body } = await staff.planner.call(routes.propose, list(await item('gift', 49_000_000), [code]))
    const two = await staff.planner.call(
      routes.propose,
      list(await item('gift', 49_000_000), [(await customer()).code]),
    )
    const signed = [
      await staff.approver.call(routes.sign, { id: body.id }),
      await staff.approver.call(routes.sign, { id: two.body.id }),
    ]
    expect(signed.map(one => one.body.code)).toContain('rewards.too_little_money')
    expect((await balance()).posted).toBe(before.posted)
  })
})

test('after all that the books add up, and strangers saw nothing', async () => {
  expect((await staff.stranger.call(routes.runs, {})).body.runs).toEqual([])
  expect((await staff.stranger.call(routes.queue, {})).body.awards).toEqual([])
  const found = await world.within({ units: [own, sibling] }, tx => faults(tx))
  expect(found.filter(one => !one.fault.includes('lot'))).toEqual([])
})
