import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { faults } from '#spine/ledger'
import { broken, type Command, newModel, step } from './model.world.ts'
import { newRewardsWorld } from './rewards.world.ts'
import { rewardRoutes as routes } from './routes.ts'

/** A few hundred histories in the check; as many as the notes ask for in the proofs. */
const whole = process.env.TRI_AN_RACES === 'whole'
const budget = 1000

const award = fc.nat({ max: 6 })
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('propose'),
    party: fc.nat({ max: 3 }),
    criterion: fc.nat({ max: 1 }),
    value: fc.integer({ min: 1, max: 450 }),
  }),
  fc.record({ do: fc.constantFrom('sign', 'refuse', 'issue', 'clawBack', 'confirm', 'dispute'), award }),
)
const history = fc.array(command, { minLength: 1, maxLength: 30 })

test('whatever is asked of the model, no invariant breaks, and a refused command changes nothing', () => {
  fc.assert(
    fc.property(history, commands => {
      const model = newModel(budget)
      for (const one of commands) {
        const before = JSON.stringify(model)
        if (!step(model, one)) expect(JSON.stringify(model)).toBe(before)
        expect(broken(model, budget)).toBeUndefined()
      }
    }),
    { numRuns: whole ? 10_000 : 300 },
  )
})

const { world, own, staff, balance, item, customer, list } = await newRewardsWorld(BigInt(budget))
afterAll(() => world.close())
const phone = (party: number): string => `090200000${party}`
let histories = 0

/** Does commands one after another through the real door; answers which of them were not refused. */
async function perform(commands: readonly Command[], itemId: string, codes: readonly string[]): Promise<boolean[]> {
  const runs: string[] = []
  const awards: string[] = []
  const done: boolean[] = []
  const turn = ++histories
  const receivers = await Promise.all(codes.map((_, party) => world.customer(phone(party)).catch(() => world.nobody)))
  for (const one of commands) {
    if (one.do === 'propose') {
      const input = list(itemId, [codes[one.party] ?? ''], {
        criterion: `model-${turn}-${one.criterion}`,
        pieces: one.value,
      })
      const { status, body } = await staff.planner.call(routes.propose, input)
      done.push(status === 200)
      if (status !== 200) continue
      runs.push(body.id)
      const { rows } = await world.owner.pool.query('select id from rewards.awards where run_id = $1', [body.id])
      awards.push(rows[0].id)
      continue
    }
    const [run, id] = [runs[one.award], awards[one.award]]
    if (!run || !id) {
      done.push(false)
      continue
    }
    const reason = 'Theo mô hình'
    const party = commands.filter((it, at) => it.do === 'propose' && done[at])[one.award] as { party: number }
    const me = receivers[party.party] ?? world.nobody
    const answer = await {
      sign: () => staff.approver.call(routes.sign, { id: run }),
      refuse: () => staff.approver.call(routes.refuse, { id: run, reason }),
      issue: () => staff.accountant.call(routes.issue, { id: run }),
      clawBack: () => staff.accountant.call(routes.clawBack, { id, reason }),
      confirm: () => me.call(routes.confirm, { id, received: true }),
      dispute: () => me.call(routes.confirm, { id, received: false, reason }),
    }[one.do]()
    if (one.do === 'issue') await world.runJobs()
    done.push(answer.status === 200)
  }
  return done
}

test('the service does what the model does, to the đồng', async () => {
  const itemId = await item('money', 1)
  const codes = await Promise.all([0, 1, 2, 3].map(async party => (await customer({ phone: phone(party) })).code))
  let spentBefore = 0
  await fc.assert(
    fc.asyncProperty(history, async commands => {
      const { posted, held } = await balance()
      const model = newModel(Number(posted - held))
      const start = { free: model.free, held: Number(held) }
      const expected = commands.map(one => step(model, one))
      expect(await perform(commands, itemId, codes)).toEqual(expected)
      const after = await balance()
      expect({ free: Number(after.posted - after.held), held: Number(after.held) - start.held }).toEqual({
        free: model.free,
        held: model.held,
      })
      spentBefore += model.spent
      expect(budget - Number(after.posted)).toBe(spentBefore)
    }),
    { numRuns: whole ? 200 : 12, endOnFailure: true },
  )
  expect(await world.within({ units: [own] }, tx => faults(tx))).toEqual([])
})
