import { randomInt } from 'node:crypto'
import { uuidv7 } from '#kit/wire'
import { aCustomer } from '#test/customers.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const phone = (): string => `09${String(randomInt(1e8)).padStart(8, '0')}`

const about = (more: Readonly<Record<string, unknown>> = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: (await aCustomer(stage.world, unitId)).id, ...more }),
  sees: done,
})

async function withPhone({ world }: Stage, unitId: string): Promise<{ id: string; key: string }> {
  const { id } = await aCustomer(world, unitId, { phone: phone() })
  const { rows } = await world.owner.pool.query('select phone_found as key from customers.customers where id = $1', [
    id,
  ])
  return { id, key: rows[0].key }
}

async function aRequest({ world }: Stage, unitId: string): Promise<string> {
  const { id: customer } = await aCustomer(world, unitId)
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into customers.requests values ($1, $2, 'access', 'counter', false, '', 'staff', $3, now(), '2026-12-14', '2026-12-24')`,
    [id, customer, uuidv7()],
  )
  return id
}

const aboutRequest = (more: Readonly<Record<string, unknown>> = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await aRequest(stage, unitId), ...more }),
  sees: done,
})

async function aPerson({ world }: Stage, customer: string): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into customers.persons (id, customer_id, found, name_sealed, relation, from_day, recorded_by, recorded_at)
     values ($1, $2, $1, '', 'other', '2026-01-01', $2, now())`,
    [id, customer],
  )
  return id
}

let lastPair = ''
async function aPair({ world }: Stage, unitId: string): Promise<{ a: string; b: string }> {
  const [a, b] = [await aCustomer(world, unitId), await aCustomer(world, unitId)].map(one => one.id).sort() as [
    string,
    string,
  ]
  await world.owner.pool.query(`insert into customers.suggestions values ($1, $2, 'name', 100, now())`, [a, b])
  lastPair = a
  return { a, b }
}

/** The routes of customers. */
export const customerRows: Readonly<Record<string, MatrixRow>> = {
  'customers.mine': nothing,
  'customers.myConsents': nothing,
  'customers.giveConsent': { sample: () => ({ purpose: 'care', channel: 'sms', given: true }) },
  'customers.myData': nothing,
  'customers.myRequests': nothing,
  'customers.askForMine': { sample: () => ({ customer: uuidv7(), kind: 'access', text: 'Cho tôi xem' }) },
  'customers.list': {
    sample: async (stage, unitId) => ({ q: (await aCustomer(stage.world, unitId)).code }),
    sees: (_, body) => (body.customers as unknown[]).length === 1,
  },
  'customers.takeOut': { sample: () => ({ q: 'Hoa', as: 'csv' }) },
  'customers.one': about(),
  'customers.enterprise': {
    sample: async (stage, unitId) => {
      const [{ id }, enterprise] = [await aCustomer(stage.world, unitId), uuidv7()]
      const { owner } = stage.world
      await owner.pool.query(`insert into customers.enterprises (id, tax_code, name) values ($1, $2, 'Công ty Một')`, [
        enterprise,
        String(randomInt(1e9)),
      ])
      await owner.pool.query('update customers.customers set enterprise_id = $2 where id = $1', [id, enterprise])
      return { id: enterprise }
    },
    sees: done,
  },
  'customers.household': about(),
  'customers.addPerson': about({ name: 'Cao Thị Tư', relation: 'parent', from: '2026-12-01' }),
  'customers.endPerson': {
    sample: async (stage, unitId) => ({ id: await aPerson(stage, (await aCustomer(stage.world, unitId)).id) }),
    sees: done,
  },
  'customers.addMark': about({ category: 'poor', issuer: 'UBND xã', paper: 'Số 1', from: '2026-12-01' }),
  'customers.endMark': {
    sample: async ({ world }, unitId) => {
      const [{ id: customer }, id] = [await aCustomer(world, unitId), uuidv7()]
      await world.owner.pool.query(
        `insert into customers.welfare_marks (id, customer_id, category, issuer, paper_sealed, from_day, recorded_by, recorded_at)
         values ($1, $2, 'poor', 'UBND xã', '', '2026-01-01', $2, now())`,
        [id, customer],
      )
      return { id }
    },
    sees: done,
  },
  'customers.reveal': { sample: withPhone, sees: done },
  'customers.addContact': {
    sample: async (stage, unitId) => ({ id: (await aCustomer(stage.world, unitId)).id, value: phone() }),
    sees: done,
  },
  'customers.endContact': { sample: withPhone, sees: done },
  'customers.addRepresentative': about({
    name: 'Cao Văn Mới',
    role: 'family',
    evidence: 'Giấy số 1',
    from: '2026-12-01',
    until: '2027-12-01',
  }),
  'customers.endRepresentative': {
    sample: async (stage, unitId) => {
      const [{ id: customer }, id] = [await aCustomer(stage.world, unitId), uuidv7()]
      await stage.world.owner.pool.query(
        `insert into customers.representatives (id, customer_id, name, role, evidence, from_day, until_day, recorded_by, recorded_at)
         values ($1, $2, 'Cao Văn Mới', 'family', 'Giấy số 1', '2026-01-01', '2027-12-01', $1, now())`,
        [id, customer],
      )
      return { id }
    },
    sees: done,
  },
  'customers.recordConsent': about({
    purpose: 'care',
    channel: 'sms',
    given: true,
    how: 'paper',
    evidence: 'Phiếu số 1',
  }),
  'customers.requests': nothing,
  'customers.request': aboutRequest(),
  'customers.ask': about({ kind: 'access', through: 'counter', text: 'Cho tôi xem', thirdParties: false }),
  'customers.acknowledge': aboutRequest(),
  'customers.extend': aboutRequest({ reason: 'Cần tra hồ sơ giấy' }),
  'customers.answer': aboutRequest({ outcome: 'done', text: 'Đã gửi' }),
  'customers.keptOn': about(),
  'customers.duplicates': {
    sample: async (stage, unitId) => {
      await aPair(stage, unitId)
      return {}
    },
    sees: (_, body) => (body.pairs as { a: { id: string } }[]).some(pair => pair.a.id === lastPair),
  },
  'customers.findDuplicates': nothing,
  'customers.decideSame': {
    sample: async (stage, unitId) => ({ ...(await aPair(stage, unitId)), decision: 'same' }),
    sees: done,
  },
}
