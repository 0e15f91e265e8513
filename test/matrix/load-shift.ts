import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const id = (): string => uuidv7()
const short = (): string => id().slice(-12).toUpperCase()

/** An enterprise with one customer at a unit. */
async function aCustomer({ world }: Stage, unitId: string): Promise<string> {
  const [customer, enterprise] = [id(), id()]
  await world.owner.pool.query(
    `insert into customers.enterprises (id, tax_code, name) values ($1, $2, 'Công ty Thử')`,
    [enterprise, short()],
  )
  await world.owner.pool.query(
    `insert into customers.customers (id, code, name, kind, unit_id, since_day, enterprise_id, folded, as_of)
     values ($1, $2, 'Công ty Thử', 'production', $3, '2020-01-01', $4, 'cong ty thu', '2026-01-01')`,
    [customer, short(), unitId, enterprise],
  )
  return customer
}

/** An agreement of somebody else at a unit. */
async function anAgreement(stage: Stage, unitId: string): Promise<string> {
  const [agreement, customer] = [id(), await aCustomer(stage, unitId)]
  const { pool } = stage.world.owner
  await pool.query(
    `insert into load_shift.agreements (id, unit_id, number, name, signed_on, registered_kw, standby, channel, contact_name,
       contact_sealed, contact_shown, recorded_by, recorded_at)
     values ($1, $2, $3, 'Công ty Thử', '2026-03-01', 500, false, 'call', 'Người trực', '', '', $4, now())`,
    [agreement, unitId, short(), id()],
  )
  await pool.query('insert into load_shift.members (agreement_id, customer_id, unit_id) values ($1, $2, $3)', [
    agreement,
    customer,
    unitId,
  ])
  return agreement
}

/** An event that calls one agreement, some days before or after the world's day. */
async function anEvent(stage: Stage, unitId: string, days: number): Promise<{ id: string; agreement: string }> {
  const [event, agreement] = [id(), await anAgreement(stage, unitId)]
  const { owner, now } = stage.world
  const starts = new Date(now().getTime() + days * 86_400_000)
  const ends = new Date(starts.getTime() + 3_600_000)
  await owner.pool.query(
    `insert into load_shift.events (id, edition_id, unit_id, number, starts_at, ends_at, noticed_at, reason, past, called_by, called_at)
     values ($1, $2, $3, $4, $5, $6, $5, 'Nắng nóng', false, $7, now())`,
    [event, stage.edition, unitId, short(), starts, ends, id()],
  )
  await owner.pool.query('insert into load_shift.calls values ($1, $2, $3, tstzrange($4, $5))', [
    event,
    agreement,
    unitId,
    starts,
    ends,
  ])
  return { id: event, agreement }
}

const hours = { startsAt: '2026-12-12T06:30:00Z', endsAt: '2026-12-12T08:30:00Z' }
const paste = 'event,starts_at,ends_at\nA,2026-06-17 13:30,2026-06-17 15:30'

/** The routes of load shift. */
export const loadShift: Readonly<Record<string, MatrixRow>> = {
  'load-shift.register': {
    sample: async (stage, unitId) => {
      const agreement = await anAgreement(stage, unitId)
      const number = short()
      await stage.world.owner.pool.query('update load_shift.agreements set number = $2 where id = $1', [
        agreement,
        number,
      ])
      return { q: number }
    },
    sees: (_, body) => (body.agreements as unknown[]).length === 1,
  },
  'load-shift.agreement': { sample: async (stage, unitId) => ({ id: await anAgreement(stage, unitId) }), sees: done },
  'load-shift.party': { sample: async (stage, unitId) => ({ customerId: await aCustomer(stage, unitId) }), sees: done },
  'load-shift.sign': {
    sample: async (stage, unitId) => ({
      customerIds: [await aCustomer(stage, unitId)],
      number: short(),
      signedOn: '2026-03-01',
      registeredKw: 400,
      standby: false,
      channel: 'sms',
      contactName: 'Người trực',
      contact: '0912345678',
    }),
    sees: done,
  },
  'load-shift.importRegister': { sample: () => ({ text: 'customer,number\nX,1', write: false }) },
  'load-shift.withdraw': {
    sample: async (stage, unitId) => ({
      id: await anAgreement(stage, unitId),
      on: '2026-12-10',
      reason: 'Ngừng sản xuất',
    }),
    sees: done,
  },
  'load-shift.events': { sample: () => ({}) },
  'load-shift.event': { sample: async (stage, unitId) => ({ id: (await anEvent(stage, unitId, 2)).id }), sees: done },
  'load-shift.wouldCall': { sample: (_, unitId) => ({ unitId, ...hours }), sees: done },
  'load-shift.call': {
    sample: async (stage, unitId) => ({
      unitId,
      agreementIds: [await anAgreement(stage, unitId)],
      number: short(),
      reason: 'Nắng nóng',
      ...hours,
    }),
    sees: done,
  },
  'load-shift.importEvents': { sample: (_, unitId) => ({ unitId, text: paste, reason: 'Nắng nóng', write: false }) },
  'load-shift.cancel': {
    sample: async (stage, unitId) => ({ id: (await anEvent(stage, unitId, 3)).id, reason: 'Lưới đã đủ nguồn' }),
    sees: done,
  },
  'load-shift.acknowledge': {
    sample: async (stage, unitId) => {
      const { id, agreement } = await anEvent(stage, unitId, 4)
      return { id, agreementIds: [agreement], how: 'phone' }
    },
    sees: done,
  },
  'load-shift.act': {
    sample: async (stage, unitId) => {
      const { id, agreement } = await anEvent(stage, unitId, -4)
      return { id, agreementIds: [agreement], how: 'paper', what: 'Dừng dây chuyền 2' }
    },
    sees: done,
  },
  'load-shift.reach': { sample: () => ({}) },
  'load-shift.measuring': { sample: () => ({}) },
  'load-shift.measure': {
    sample: (_, unitId) => ({
      unitId,
      criteriaId: id(),
      base: { from: '2025-05-05', to: '2025-07-27' },
      report: { from: '2026-05-04', to: '2026-07-26' },
    }),
  },
  'load-shift.sparks': { sample: () => ({ run: id(), lines: id() }) },
  'load-shift.curve': { sample: async (stage, unitId) => ({ id: (await anEvent(stage, unitId, -9)).id }) },
  'load-shift.paper': { sample: () => ({ run: id(), kind: 'list', as: 'pdf' }) },
  'load-shift.mine': { sample: () => ({}) },
  'load-shift.acknowledgeMine': { sample: () => ({ id: id(), agreementId: id() }) },
  'load-shift.actMine': { sample: () => ({ id: id(), agreementId: id(), what: 'Dừng máy' }) },
}
