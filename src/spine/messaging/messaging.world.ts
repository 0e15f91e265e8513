import { type SendsOf, uuidv7 } from '#kit/wire'
import { aCustomer } from '#test/customers.ts'
import { type Answer, newWorld, type Person, type World } from '#test/world.ts'
import { messagingRoutes as routes } from './routes.ts'
import type { Ladder, MessageClass } from './rules.ts'
import { signatureOf } from './service.ts'

/** A world in which messages are planned and sent: a planner, an approver, a clerk of one company, and an edition. */
export type Desk = {
  readonly world: World
  readonly planner: Person
  readonly approver: Person
  readonly clerk: Person
  /** A customer with a number of their own (or the given one), who agreed to what is named. */
  readonly customer: (it?: { phone?: string; agrees?: readonly string[]; unit?: string }) => Promise<string>
  readonly consent: (customer: string, purpose: string, given: boolean, channel?: string) => Promise<void>
  readonly template: (of?: MessageClass, more?: object) => Promise<string>
  /** A wave that was approved. */
  readonly wave: (it?: {
    class?: MessageClass
    ladder?: Ladder
    unit?: string
    until?: string
    template?: string
  }) => Promise<string>
  /** How many of a wave stand in each state, with the reasons of those left out. */
  readonly account: (wave: string) => Promise<Record<string, number>>
  readonly start: (wave: string) => Promise<Answer<object>>
  readonly attempts: (wave: string) => Promise<{ id: string; party: string; channel: string; state: string }[]>
  /** A carrier's report, signed as carriers do. */
  readonly receipt: (
    message: string,
    status: 'delivered' | 'failed',
    carrier?: 'sms' | 'zalo',
    second?: number,
  ) => Promise<Answer<object>>
  /** Ends everybody's contract, and forgets what was sent lately: the next story begins alone. */
  readonly empty: () => Promise<void>
}

let phones = 0
export const nextPhone = (): string => `09${String(10_000_000 + ++phones)}`

async function openPeople(world: World) {
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [uuidv7()],
  )
  const { own } = world.units
  return {
    planner: await world.staff('planner', own),
    approver: await world.staff('approver', own),
    clerk: await world.staff('clerk', own),
  }
}

const consentIn =
  (world: World): Desk['consent'] =>
  async (customer, purpose, given, channel = 'sms') => {
    await world.owner.pool.query(
      `insert into customers.consents (id, customer_id, purpose, channel, given, how, text_version, by_kind, by_id, at)
       values ($1, $2, $3, $4, $5, 'portal', '2026.1', 'customer', $1, $6)`,
      [uuidv7(), customer, purpose, channel, given, world.now()],
    )
  }

/** What a wave's messages go through: begun, attempted, reported. */
function carried(world: World, planner: Person): Pick<Desk, 'start' | 'attempts' | 'receipt' | 'empty'> {
  const { pool } = world.owner
  return {
    start: id => planner.call(routes.startWave, { id }),
    attempts: async wave =>
      (
        await pool.query(
          'select id, party, channel, state from messaging.attempts where wave_id = $1 order by begun_at',
          [wave],
        )
      ).rows,
    receipt: (message, status, carrier = 'sms', second = 0) => {
      const it = { carrier, message, status, at: `2026-12-10T03:00:0${second}Z` } as const
      const signature = signatureOf(world.secret(`messaging.receipts.${carrier}`), it)
      return world.nobody.call(routes.receipt, { ...it, signature })
    },
    empty: async () => {
      await pool.query(`update customers.customers set until_day = '2026-12-01' where until_day is null`)
      await pool.query('delete from messaging.sent_lately')
    },
  }
}

export async function openDesk(): Promise<Desk> {
  const world = await newWorld({ max: 40 })
  const { own } = world.units
  const people = await openPeople(world)
  const { planner, approver } = people
  const consent = consentIn(world)
  const template: Desk['template'] = async (of = 'service', more = {}) => {
    const advert = of === 'advert' ? { sms: '[QC] Uu dai' } : {}
    const { body } = await planner.call(routes.addTemplate, {
      ...aTemplate,
      unitId: own,
      class: of,
      ...advert,
      ...more,
    })
    await approver.call(routes.approveTemplate, { id: body.id })
    return body.id
  }
  const wave: Desk['wave'] = async (it = {}) => {
    const templateId = it.template ?? (await template(it.class))
    const times = { sendsFrom: world.now().toISOString(), sendsUntil: it.until ?? '2026-12-20T00:00:00Z' }
    const ladder = it.ladder ?? 'sms'
    const { body } = await planner.call(routes.planWave, {
      ...aWave,
      unitId: it.unit ?? own,
      templateId,
      ladder,
      ...times,
    })
    await world.runJobs()
    await approver.call(routes.approveWave, { id: body.id })
    return body.id
  }
  const customer: Desk['customer'] = async ({ phone = nextPhone(), agrees = [], unit = own } = {}) => {
    const { id } = await aCustomer(world, unit, { phone })
    for (const purpose of agrees) await consent(id, purpose, true)
    return id
  }
  const account: Desk['account'] = async id => {
    const { rows } = await world.owner.pool.query(
      'select state, reason, count(*)::int as n from messaging.recipients where wave_id = $1 group by 1, 2',
      [id],
    )
    return Object.fromEntries(rows.map(({ state, reason, n }) => [reason ? `${state}:${reason}` : state, n]))
  }
  return { world, ...people, consent, template, wave, customer, account, ...carried(world, planner) }
}

export const aTemplate: Omit<SendsOf<typeof routes.addTemplate>, 'unitId'> = {
  name: 'Nhắc dùng điện an toàn',
  class: 'service',
  variables: [],
  sms: 'Dien luc nhac quy khach dung dien an toan.',
  plain: true,
  zalo: null,
  zaloTemplate: null,
  emailSubject: null,
  email: null,
}
export const aWave = { title: 'Đợt nhắc an toàn', audience: 'customers' } as const
