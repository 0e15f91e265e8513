import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { accounts, faults, post } from '#spine/ledger'
import { rewardRoutes } from '#spine/rewards/routes.ts'
import { dimming } from '#test/dimming.ts'
import { aLine, anEdition, anEnterprise, aRun, crewOf, publishedCriteria, rowsOf } from '#test/recognition.ts'
import { newWorld, type Person } from '#test/world.ts'
import { recognitionRoutes as routes } from './routes.ts'

const world = await newWorld({ max: 24, recognises: [dimming] })
afterAll(() => world.close())
const { own, child } = world.units
let [edition, criteria, run] = ['', '', '']
let who: Awaited<ReturnType<typeof crewOf>>
let accountant: Person
let customer: Person

/** What the team has to give from, for thanks in its own name. */
async function fund(unit: string, amount: bigint): Promise<void> {
  const account = { unit, asset: 'vnd', owner: { kind: 'edition', id: edition } }
  const [budget, funds] = [uuidv7(), uuidv7()]
  await world.within({ actor: uuidv7(), units: [unit] }, async tx => {
    await accounts.open(tx, [
      { ...account, id: budget, kind: 'budget-company' },
      { ...account, id: funds, kind: 'funds-company', floor: null },
    ])
    const because = { edition, activity: 'editions', record: edition }
    await post(tx, { key: uuidv7(), from: funds, to: budget, amount, because })
  })
}

async function approvedRun(parties: readonly (readonly [string, string])[]): Promise<string> {
  const figures = { acknowledged: 2, reductionPct: 30.5, reducedKwh: 756 }
  const it = await aRun(
    world,
    who.planner,
    criteria,
    parties.map(([party, unit]) => aLine(party, unit, figures)),
  )
  const { body } = await who.planner.call(routes.review, { id: it })
  await who.approver.call(routes.approve, { id: it, seal: body.seal, noInterest: true })
  return it
}
let parties: [string, string][] = []

beforeAll(async () => {
  edition = await anEdition(world)
  who = await crewOf(world)
  accountant = await world.staff('accountant', own)
  criteria = await publishedCriteria(world, who, edition)
  customer = await world.customer('0912345678')
  parties = [
    [await anEnterprise(world, own, '0912345678'), own],
    [await anEnterprise(world, child), child],
  ]
  await fund(own, 10_000_000n)
  await fund(child, 10_000_000n)
})

test('a result that is not approved yet gives nothing', async () => {
  const early = await aRun(world, who.planner, criteria, [
    aLine(parties[0]?.[0] ?? '', own, { acknowledged: 2, reductionPct: 30, reducedKwh: 1 }),
  ])
  const { body } = await who.planner.call(routes.thank, { id: early, source: 'company' })
  expect(body.code).toBe('recognition.not_approved')
})

test('of many who press at once, one proposes each ground with an amount; what is thanked in words alone is not proposed', async () => {
  run = await approvedRun(parties)
  expect((await who.approver.call(routes.thank, { id: run, source: 'company' })).status).toBe(403)
  const tries = await Promise.all(
    Array.from({ length: 8 }, () => who.planner.call(routes.thank, { id: run, source: 'company' })),
  )
  const done = tries.filter(one => one.status === 200)
  expect(done.map(one => one.body)).toMatchObject([{ proposed: 2, already: 0 }])
  expect(new Set(tries.filter(one => one.status !== 200).map(one => one.body.code))).toEqual(
    new Set(['recognition.all_thanked']),
  )
  const { body } = await who.planner.call(routes.thanks, { id: run })
  expect(body.grounds).toMatchObject([
    { ground: 'took_part', amountVnd: '0', parties: 2 },
    { ground: 'measured', amountVnd: '500000', parties: 2 },
  ])
  expect(body.runs).toMatchObject([{ awards: 2, valueVnd: '1000000', state: 'waiting' }])
})

test('another result of the same year proposes only whom no result proposed before', async () => {
  const more: [string, string] = [await anEnterprise(world, child), child]
  const second = await approvedRun([...parties, more])
  const { body } = await who.planner.call(routes.thank, { id: second, source: 'company' })
  expect(body).toMatchObject({ proposed: 1, already: 2 })
})

test('signed by another and issued, it shows in the portal with the way to its reason; no đồng comes or goes', async () => {
  const id = (await who.planner.call(routes.thanks, { id: run })).body.runs[0]?.id ?? ''
  expect((await who.planner.call(rewardRoutes.sign, { id })).status).toBe(403)
  expect((await who.second.call(rewardRoutes.sign, { id })).body).toMatchObject({ state: 'approved' })
  expect((await accountant.call(rewardRoutes.issue, { id })).status).toBe(200)
  await world.runJobs()
  const [given] = (await customer.call(rewardRoutes.mine, {})).body.thanks
  expect(given).toMatchObject({ why: 'Quà tri ân', valueVnd: '500000', state: 'issued' })
  const line = given?.whyAt?.replace('/mine/results/', '') ?? ''
  expect((await customer.call(routes.myWhy, { id: line })).body).toMatchObject({ runId: run })
  expect(
    await rowsOf(world, `select posted::int from ledger.accounts where kind = 'awarded-company' order by 1`),
  ).toEqual([{ posted: 500_000 }, { posted: 500_000 }])
  expect(await world.within({ units: [own, child] }, tx => faults(tx))).toEqual([])
})
