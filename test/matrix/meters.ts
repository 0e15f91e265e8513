import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
let files = 0

/** A file of readings that somebody of a unit brought, as far as it is wanted. */
async function aLoad({ world, author }: Stage, unitId: string, state: string): Promise<string> {
  const id = uuidv7()
  const folder = join(world.folders.meters.folder, 'incoming')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, id), `customer,started_at,kwh\nM${++files},2026-06-01 00:00,1\n`)
  const by = author || unitId
  await world.owner.pool.query(
    `insert into meters.loads (id, unit_id, name, sha256, brought_by, brought_at) values ($1, $2, 'so-do.csv', sha256($1::uuid::text::bytea), $3, now())`,
    [id, unitId, by],
  )
  await world.owner.pool.query(
    `insert into meters.load_steps (load_id, no, unit_id, state, by_staff, at) values ($1, 1, $2, $3, $4, now())`,
    [id, unitId, state, by],
  )
  await world.owner.pool.query(
    `insert into meters.strangers values ($1, $2, $3, 'unknown', 1, '2026-06-01', '2026-06-01', 1)`,
    [id, unitId, `M${files}`],
  )
  return id
}
const about = (state: string, more: Readonly<Record<string, unknown>> = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await aLoad(stage, unitId, state), ...more }),
  sees: done,
})

/** A customer of a unit of whom a month of readings is held. */
async function aHeld({ world }: Stage, unitId: string): Promise<{ customerId: string; code: string }> {
  const [customerId, point, code] = [uuidv7(), uuidv7(), `M${uuidv7().slice(-12)}`.toUpperCase()]
  const put = (text: string, values: unknown[]) => world.owner.pool.query(text, values)
  await put(
    `insert into customers.customers (id, code, name, kind, unit_id, since_day, folded, as_of) values ($1, $2, 'Nhà máy', 'production', $3, '2020-01-01', '', '2020-01-01')`,
    [customerId, code, unitId],
  )
  await put(
    `insert into customers.points (id, code, customer_id, from_day, as_of) values ($1, $2, $3, '2020-01-01', '2020-01-01')`,
    [point, code, customerId],
  )
  const { rows } = await put('insert into meters.metered (point_id) values ($1) returning no', [point])
  await put(
    `insert into meters.coverage values ($1, '2026-06-01', 30, '2026-06-01', '2026-06-30', 720, 1, '{0,0,0,0,0,0,0}')`,
    [rows[0].no],
  )
  return { customerId, code }
}

export const meterRows: Readonly<Record<string, MatrixRow>> = {
  'meters.begin': { sample: (_, unitId) => ({ unitId, name: 'so-do.csv' }), sees: done },
  'meters.part': about('receiving', { at: 0, bytes: Buffer.from('x').toString('base64') }),
  'meters.finish': about('receiving'),
  'meters.look': about('received'),
  'meters.take': about('received', { unit: 'kwh', times: 1, zone: null }),
  'meters.undo': about('taken', { reason: 'nhầm tệp' }),
  'meters.follow': about('taken'),
  'meters.enter': {
    sample: async (stage, unitId) => ({ id: await aLoad(stage, unitId, 'received'), unitId }),
    sees: done,
    as: 'clerk',
  },
  'meters.loads': { sample: () => ({}) },
  'meters.load': about('received'),
  'meters.refused': about('taken'),
  'meters.months': { sample: () => ({}) },
  'meters.held': {
    sample: async (stage, unitId) => ({ q: (await aHeld(stage, unitId)).code }),
    sees: (_, body) => (body.customers as unknown[]).length === 1,
  },
  'meters.spans': {
    sample: async (stage, unitId) => ({ customerId: (await aHeld(stage, unitId)).customerId }),
    sees: done,
  },
  'meters.curve': {
    sample: async (stage, unitId) => ({ customerId: (await aHeld(stage, unitId)).customerId }),
    sees: done,
  },
}
