import { uuidv7 } from '#kit/wire'
import { fieldworkRoutes as routes } from '#spine/fieldwork/routes.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const id = (): string => uuidv7()
const asked = (unitId: string) => ({
  kind: 'free-service.advice',
  unitId,
  name: 'Nguyễn Văn Ba',
  address: 'Ấp 1, xã Đất Mới',
  channel: 'call' as const,
  answers: { topic: 'Tiết kiệm điện' },
})

/** A request at a unit, in somebody else's hands. */
async function aRequest({ world }: Stage, unitId: string): Promise<string> {
  const clerk = await world.staff('clerk', unitId)
  return (await clerk.call(routes.ask, asked(unitId))).body.id
}
async function aCrew({ world }: Stage, unitId: string): Promise<string> {
  const crew = id()
  const member = await world.staff('crew', unitId)
  await world.owner.pool.query('insert into fieldwork.crews values ($1, $2, $3, $4, now())', [
    crew,
    unitId,
    'Tổ 1',
    id(),
  ])
  await world.owner.pool.query(`insert into fieldwork.crew_members values ($1, $2, $3, '2026-01-01', null, $3)`, [
    crew,
    unitId,
    member.id,
  ])
  return crew
}

/** A request that somebody has said is at a state. */
async function at(stage: Stage, unitId: string, state: string): Promise<string> {
  const request = await aRequest(stage, unitId)
  await stage.world.owner.pool.query('update fieldwork.requests set state = $2 where id = $1', [request, state])
  return request
}

/** A request with an order whose crew has the caller in it. */
async function ordered(stage: Stage, unitId: string, state: string): Promise<{ id: string; orderId: string }> {
  const [request, crew, orderId] = [await at(stage, unitId, state), await aCrew(stage, unitId), id()]
  const { pool } = stage.world.owner
  await pool.query(
    `insert into fieldwork.orders values ($1, $2, $3, $4, '2026-12-10', '08:00', '10:00', $5, $1, now(), null)`,
    [
      orderId,
      request,
      unitId,
      crew,
      `TN${orderId
        .slice(-6)
        .toUpperCase()
        .replace(/[01ILOU]/g, 'X')}`,
    ],
  )
  if (stage.author)
    await pool.query(
      `insert into fieldwork.crew_members values ($1, $2, $3, '2026-01-01', null, $3) on conflict do nothing`,
      [crew, unitId, stage.author],
    )
  return { id: request, orderId }
}

async function finished(stage: Stage, unitId: string): Promise<string> {
  const order = await ordered(stage, unitId, 'done')
  await stage.world.owner.pool.query(
    `insert into fieldwork.results values ($1, $2, $3, $4, '{}', '{}', 'absent', null, 'vắng', now(), now(), $1, now())`,
    [id(), order.orderId, order.id, unitId],
  )
  return order.id
}

async function turnedAway(stage: Stage, unitId: string): Promise<string> {
  const [request, away] = [await aRequest(stage, unitId), id()]
  await stage.world.owner.pool.query(
    `insert into fieldwork.turned_away values ($1, $2, $3, 'finish', '{}', 'fieldwork.not_now', $1, now())`,
    [away, request, unitId],
  )
  return away
}

const moment = '2026-12-10T02:00:00Z'
const reason = 'Khách hàng xác nhận qua điện thoại'

/** The routes of field work, told through the free services. */
export const fieldworkRows: Readonly<Record<string, MatrixRow>> = {
  'portal.check': { sample: () => ({ code: 'TN234567' }) },
  'fieldwork.kinds': { sample: () => ({}) },
  'fieldwork.list': {
    sample: async (stage, unitId) => ({
      because: await (async () => {
        const because = id()
        const clerk = await stage.world.staff('clerk', unitId)
        await clerk.call(routes.ask, { ...asked(unitId), because })
        return because
      })(),
    }),
    sees: (_, body) => (body.requests as unknown[]).length === 1,
  },
  'fieldwork.one': { sample: async (stage, unitId) => ({ id: await aRequest(stage, unitId) }), sees: done },
  'fieldwork.ask': { sample: (_, unitId) => asked(unitId), sees: done },
  'fieldwork.decide': {
    sample: async (stage, unitId) => ({ id: await aRequest(stage, unitId), move: 'take' }),
    sees: done,
  },
  'fieldwork.plan': {
    sample: async (stage, unitId) => ({
      id: await at(stage, unitId, 'taken'),
      crewId: await aCrew(stage, unitId),
      day: '2026-12-11',
      from: '08:00',
      until: '10:00',
    }),
    sees: done,
  },
  'fieldwork.permit': {
    sample: async (stage, unitId) => {
      const request = await aRequest(stage, unitId)
      await stage.world.owner.pool.query(
        `update fieldwork.requests set form = jsonb_set(form, '{permit}', 'true') where id = $1`,
        [request],
      )
      return {
        id: request,
        number: '12/PCT',
        outageFrom: moment,
        outageUntil: '2026-12-10T05:00:00Z',
        isolation: 'Cắt DS 171',
      }
    },
    sees: done,
  },
  'fieldwork.accept': { sample: async (stage, unitId) => ({ id: await finished(stage, unitId), reason }), sees: done },
  'fieldwork.sendBack': {
    sample: async (stage, unitId) => ({ id: await finished(stage, unitId), reason }),
    sees: done,
  },
  'fieldwork.paper': { sample: async (stage, unitId) => ({ id: await aRequest(stage, unitId) }) },
  'fieldwork.away': { sample: () => ({}) },
  'fieldwork.settle': {
    sample: async (stage, unitId) => ({ id: await turnedAway(stage, unitId), note: 'Đã gọi tổ' }),
    sees: done,
  },
  'fieldwork.crews': { sample: () => ({}) },
  'fieldwork.openCrew': {
    sample: async ({ world }, unitId) => ({
      unitId,
      name: 'Tổ sửa điện',
      members: [(await world.staff('crew', unitId)).id],
    }),
    sees: done,
  },
  'fieldwork.changeCrew': {
    sample: async (stage, unitId) => ({ id: await aCrew(stage, unitId), members: [] }),
    sees: done,
  },
  'fieldwork.day': { sample: () => ({}) },
  'fieldwork.start': {
    sample: async (stage, unitId) => ({ ...(await ordered(stage, unitId, 'planned')), at: moment }),
    sees: done,
  },
  'fieldwork.stop': {
    sample: async (stage, unitId) => ({
      ...(await ordered(stage, unitId, 'started')),
      at: moment,
      reason: 'Cột nghiêng',
    }),
    sees: done,
  },
  'fieldwork.finish': {
    sample: async (stage, unitId) => ({
      ...(await ordered(stage, unitId, 'started')),
      startedAt: moment,
      finishedAt: '2026-12-10T02:30:00Z',
      checks: ['heard', 'explain'],
      readings: {},
      signed: 'absent',
      note: 'Khách hàng vắng mặt',
    }),
    sees: done,
  },
  'fieldwork.follow': { sample: () => ({ code: 'DV23456789' }) },
  'free-service.places': { sample: () => ({ q: 'Năm' }) },
  'free-service.ask': { sample: () => ({ kind: 'repair', customerId: id() }) },
  'free-service.mine': { sample: () => ({}) },
  'free-service.figures': { sample: () => ({}) },
}
