import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const id = (): string => uuidv7()
const texts = {
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

/** A template of somebody else at a unit, with the decisions that it has. */
async function aTemplate({ world, author }: Stage, unitId: string, ...decided: string[]): Promise<string> {
  const template = id()
  await world.owner.pool.query(
    `insert into messaging.templates (id, unit_id, name, class, variables, sms, plain, made_by, made_at)
     values ($1, $2, 'Nhắc an toàn', 'service', '{}', 'Dien luc', true, $3, $4)`,
    [template, unitId, decided.at(-1) === 'sent_back' && author ? author : id(), world.now()],
  )
  for (const kind of decided)
    await world.owner.pool.query(
      `insert into messaging.template_decisions (template_id, unit_id, kind, reason, decided_by, decided_at) values ($1, $2, $3, 'lý do', $4, $5)`,
      [template, unitId, kind, id(), world.now()],
    )
  return template
}

/** A wave of somebody else at a unit to one party, with the steps that it has. */
async function aWave(stage: Stage, unitId: string, ...steps: string[]): Promise<string> {
  const { pool } = stage.world.owner
  const wave = id()
  await pool.query(
    `insert into messaging.waves (id, unit_id, title, template_id, channels, audience, narrowing, sends_from, sends_until, made_by, made_at)
     values ($1, $2, 'Nhắc an toàn', $3, '{sms}', 'customers', '{}', $4, $4::timestamptz + interval '9 days', $5, $4)`,
    [wave, unitId, await aTemplate(stage, unitId, 'approved'), stage.world.now(), id()],
  )
  await pool.query(
    `insert into messaging.recipients (wave_id, party, customers, state, step, next_at) values ($1, $2, $3, 'due', 0, $4)`,
    [wave, id(), [id()], stage.world.now()],
  )
  for (const kind of steps)
    await pool.query(
      `insert into messaging.wave_steps (wave_id, unit_id, kind, rows, reason, at) values ($1, $2, $3, $4, 'lý do', $5)`,
      [wave, unitId, kind, kind === 'planned' ? 1 : null, stage.world.now()],
    )
  return wave
}

const ofTemplate = (decided: readonly string[], more: object = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await aTemplate(stage, unitId, ...decided), ...more }),
  sees: done,
})
const ofWave = (steps: readonly string[], more: object = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await aWave(stage, unitId, ...steps), ...more }),
  sees: done,
})
const reason = 'Chưa rõ ràng'

/** The routes of messaging. */
export const messagingRows: Readonly<Record<string, MatrixRow>> = {
  'messaging.templates': nothing,
  'messaging.template': ofTemplate([]),
  'messaging.addTemplate': { sample: (_, unitId) => ({ unitId, ...texts }), sees: done },
  'messaging.approveTemplate': ofTemplate([]),
  'messaging.sendBackTemplate': ofTemplate([], { reason }),
  'messaging.reviseTemplate': ofTemplate(['sent_back'], texts),
  'messaging.retireTemplate': ofTemplate(['approved']),
  'messaging.audiences': nothing,
  'messaging.preview': { sample: (_, unitId) => ({ unitId, audience: 'customers' }), sees: done },
  'messaging.waves': nothing,
  'messaging.wave': ofWave(['planned']),
  'messaging.planWave': {
    sample: async (stage, unitId) => ({
      unitId,
      title: 'Nhắc an toàn',
      templateId: await aTemplate(stage, unitId, 'approved'),
      ladder: 'sms',
      audience: 'customers',
      sendsFrom: '2026-12-10T00:00:00Z',
      sendsUntil: '2099-12-20T00:00:00Z',
    }),
    sees: done,
  },
  'messaging.approveWave': ofWave(['planned']),
  'messaging.sendBackWave': ofWave(['planned'], { reason }),
  'messaging.startWave': ofWave(['planned', 'approved']),
  'messaging.pauseWave': ofWave(['planned', 'approved', 'started']),
  'messaging.stopWave': ofWave(['planned'], { reason }),
  'messaging.recipients': {
    sample: async (stage, unitId) => ({ id: await aWave(stage, unitId, 'planned') }),
    sees: (_, body) => (body.recipients as unknown[]).length === 1,
  },
  'messaging.limits': nothing,
  'messaging.suppress': {
    sample: (_, unitId) => ({ unitId, contact: '0912345678', why: 'refused', evidence: 'Gọi tổng đài' }),
    sees: done,
  },
  'messaging.takeList': {
    sample: (_, unitId) => ({ unitId, fetchedOn: '2026-11-20', numbers: '0912345678' }),
    sees: done,
  },
  'messaging.receipt': {
    sample: () => ({
      carrier: 'sms',
      message: id(),
      status: 'delivered',
      at: '2026-12-10T03:00:00Z',
      signature: '0'.repeat(64),
    }),
  },
}
