import { uuidv7 } from '#kit/wire'
import { accounts, post } from '#spine/ledger'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type World } from '#test/world.ts'
import { rewardRoutes as routes } from './routes.ts'
import type { ItemKind, PayerSource } from './rules.ts'

export type Payers = { source: PayerSource; shareBp: number; mostVnd?: string }[]

async function budgetsOf(world: World, edition: string, amount: bigint) {
  const budgets = new Map<string, string>()
  async function fund(unit: string, source: PayerSource): Promise<void> {
    const [budget, funds] = [uuidv7(), uuidv7()]
    const account = { unit, asset: 'vnd', owner: { kind: 'edition', id: edition } }
    await world.within({ actor: uuidv7(), units: [unit] }, async tx => {
      await accounts.open(tx, [
        { ...account, id: budget, kind: `budget-${source}` },
        { ...account, id: funds, kind: `funds-${source}`, floor: null },
      ])
      const because = { edition, activity: 'editions', record: edition }
      await post(tx, { key: uuidv7(), from: funds, to: budget, amount, because })
    })
    budgets.set(`${unit} ${source}`, budget)
  }
  const { own, sibling } = world.units
  await fund(own, 'company')
  await fund(own, 'union')
  await fund(sibling, 'company')
  return async (source: PayerSource = 'company', unit = own): Promise<{ posted: bigint; held: bigint }> => {
    const id = budgets.get(`${unit} ${source}`)
    return (await world.owner.pool.query('select posted, held from ledger.accounts where id = $1', [id])).rows[0]
  }
}

const staffOf = async (world: World) => ({
  planner: await world.staff('planner', world.units.own),
  approver: await world.staff('approver', world.units.own),
  second: await world.staff('approver', world.units.own),
  accountant: await world.staff('accountant', world.units.own),
  clerk: await world.staff('clerk', world.units.own),
  crew: await world.staff('crew', world.units.own),
  stranger: await world.staff('planner', world.units.sibling),
})
type Staff = Awaited<ReturnType<typeof staffOf>>

let criteria = 0
/** A list of so many thanks for one criterion of its own, unless one is said. */
const listFor =
  (unitId: string) =>
  (itemId: string, codes: readonly string[], more: { criterion?: string; pieces?: number; payers?: Payers } = {}) => ({
    unitId,
    criterion: more.criterion ?? `criterion-${++criteria}`,
    period: '2026',
    title: { vi: 'Hộ gia đình tiết kiệm điện', en: 'Households that save power' },
    itemId,
    payers: more.payers ?? ([{ source: 'company', shareBp: 10_000 }] as Payers),
    awards: codes.map(customer => ({
      customer,
      partyKind: 'household' as const,
      pieces: String(more.pieces ?? 1),
      why: 'Tiết kiệm 120 kWh',
    })),
  })
type List = ReturnType<ReturnType<typeof listFor>>

function actsOf(world: World, staff: Staff, unitId: string) {
  return {
    item: async (kind: ItemKind, pieceVnd = 100_000, more: { validDays?: number } = {}): Promise<string> => {
      const name = { vi: `Quà ${kind}`, en: `Item ${kind}` }
      const input = { unitId, kind, name, pieceVnd: String(pieceVnd), ...more }
      return (await staff.planner.call(routes.addItem, input)).body.id
    },
    /** A list that went all the way: proposed, signed, issued. */
    issued: async (input: List): Promise<{ run: string; awards: string[] }> => {
      const { body } = await staff.planner.call(routes.propose, input)
      await staff.approver.call(routes.sign, { id: body.id })
      await staff.accountant.call(routes.issue, { id: body.id })
      await world.runJobs()
      const { rows } = await world.owner.pool.query('select id from rewards.awards where run_id = $1 order by no', [
        body.id,
      ])
      return { run: body.id, awards: rows.map(row => row.id) }
    },
    /** A batch of vouchers, released by the approver and minted. */
    batch: async (itemId: string, more: object = {}): Promise<string> => {
      const days = { from: '2026-12-01', until: '2026-12-31' }
      const made = { unitId, itemId, source: 'company' as const, vouchers: 100, ...days, ...more }
      const { body } = await staff.planner.call(routes.makeBatch, made)
      await staff.approver.call(routes.releaseBatch, { id: body.id })
      await world.runJobs()
      return body.id
    },
  }
}

/** A world in which an edition is open, units have budgets, and people hold the roles that thanks need. */
export async function newRewardsWorld(budgetVnd = 100_000_000n) {
  const world = await newWorld({ max: 40 })
  const { own, sibling } = world.units
  const edition = uuidv7()
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  )
  const balance = await budgetsOf(world, edition, budgetVnd)
  const staff = await staffOf(world)
  const customer = (more: { phone?: string; unit?: string } = {}) =>
    aCustomer(world, more.unit ?? own, more.phone ? { phone: more.phone } : {})
  return { world, own, sibling, edition, staff, balance, customer, list: listFor(own), ...actsOf(world, staff, own) }
}
