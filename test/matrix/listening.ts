import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const id = (): string => uuidv7()

/** A question that somebody asked at a unit, and the log that belongs to its state. */
async function aCase(
  { world }: Stage,
  unitId: string,
  state = 'received',
  contact: string | null = null,
): Promise<string> {
  const one = id()
  const closed = state === 'answered' || state === 'merged'
  const master = state === 'merged' ? await aCase({ world } as Stage, unitId) : null
  await world.owner.pool.query(
    `insert into listening.cases (id, unit_id, channel, topic, text, asker, found, asked_at, kept_at, due_at, state, closed_at, in_time, contact_sealed, master_id)
     values ($1, $2, 'phone', 'supply', 'Điện yếu buổi tối', 'Bà Hoà', $3, $4, $4, $4::timestamptz + interval '3 days', $5, $6, $7, $8, $9)`,
    [
      one,
      unitId,
      Buffer.from(one),
      world.now(),
      state,
      closed ? world.now() : null,
      closed ? true : null,
      contact,
      master,
    ],
  )
  await world.owner.pool.query(
    `insert into listening.events (id, case_id, unit_id, kind, at) values ($1, $2, $3, 'received', $4)`,
    [id(), one, unitId, world.now()],
  )
  return one
}

async function aCommitment(stage: Stage, unitId: string): Promise<string> {
  const commitment = id()
  await stage.world.owner.pool.query(
    `insert into listening.commitments (id, unit_id, text, due_on, made_by, made_at) values ($1, $2, 'Thay máy biến áp', '2099-01-01', $1, now())`,
    [commitment, unitId],
  )
  return commitment
}

const ofCase =
  (more: Readonly<Record<string, unknown>> = {}, state?: string): MatrixRow['sample'] =>
  async (stage, unitId) => ({ id: await aCase(stage, unitId, state), ...more })
const code = 'CFG2-3H4J-5K6M'
const said = { topic: 'supply', text: 'Điện yếu buổi tối' }

/** The routes of listening. */
export const listeningRows: Readonly<Record<string, MatrixRow>> = {
  'listening.units': { sample: () => ({}) },
  'listening.ask': { sample: (_, unitId) => ({ key: id(), unitId, ...said }) },
  'listening.askAsCustomer': { sample: () => ({ key: id(), customer: id(), ...said }) },
  'listening.follow': { sample: () => ({ code }) },
  'listening.reopen': { sample: () => ({ code, text: 'Chưa xong' }) },
  'listening.mine': { sample: () => ({}) },
  'listening.figures': { sample: () => ({}) },
  'listening.queue': { sample: () => ({}) },
  'listening.one': { sample: ofCase(), sees: done },
  'listening.contact': { sample: ofCase() },
  'listening.keep': { sample: (_, unitId) => ({ unitId, channel: 'phone', ...said }), sees: done },
  'listening.take': { sample: ofCase(), sees: done },
  'listening.wait': { sample: ofCase({ text: 'Xin thêm mã khách hàng' }), sees: done },
  'listening.resume': { sample: ofCase({ text: 'Khách đã gửi' }, 'waiting'), sees: done },
  'listening.answer': { sample: ofCase({ text: 'Đội đã san tải sang pha khác.' }), sees: done },
  'listening.refuse': { sample: ofCase({ reason: 'not_ours', text: 'Đây là việc của nhà mạng' }), sees: done },
  'listening.tell': { sample: ofCase({ how: 'call' }, 'answered'), sees: done },
  'listening.merge': {
    sample: async (stage, unitId) => ({ id: await aCase(stage, unitId), into: await aCase(stage, unitId) }),
    sees: done,
  },
  'listening.unmerge': { sample: ofCase({}, 'merged'), sees: done },
  'listening.commit': {
    sample: async (stage, unitId) => ({
      caseId: await aCase(stage, unitId),
      text: 'Thay máy biến áp',
      dueOn: '2099-01-01',
    }),
    sees: done,
  },
  'listening.promises': { sample: () => ({}) },
  'listening.settle': {
    sample: async (stage, unitId) => ({ id: await aCommitment(stage, unitId), kept: false, text: 'Không còn cần' }),
    sees: done,
  },
}
