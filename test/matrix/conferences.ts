import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const id = (): string => uuidv7()
const plan = {
  title: 'Hội nghị khách hàng',
  place: 'Hội trường',
  startsAt: '2099-01-10T01:00:00Z',
  endsAt: '2099-01-10T04:00:00Z',
  seats: 40,
  topics: 'Nghe ý kiến',
}

/** A conference of somebody else at a unit, after some steps; it begins when the test says. */
async function aConference({ world, edition, author }: Stage, unitId: string, ...steps: string[]): Promise<string> {
  const conference = id()
  const held = steps.includes('held') || steps.includes('begun')
  await world.owner.pool.query(
    `insert into customer_conference.conferences (id, edition_id, unit_id, title, place, starts_at, ends_at, seats, topics, planned_by, planned_at)
     values ($1, $2, $3, 'Hội nghị khách hàng', 'Hội trường', $4, $4::timestamptz + interval '3 hours', 40, 'Nghe ý kiến', $5, '2026-01-01')`,
    [
      conference,
      edition,
      unitId,
      held ? '2026-01-10T01:00:00Z' : plan.startsAt,
      steps.includes('sent_back') ? author || id() : id(),
    ],
  )
  for (const kind of steps.filter(one => one !== 'begun'))
    await world.owner.pool.query(`insert into customer_conference.steps values ($1, $2, $3, $4, 'lý do', $5, $6)`, [
      id(),
      conference,
      unitId,
      kind,
      id(),
      world.now(),
    ])
  return conference
}

async function someMinutes(stage: Stage, unitId: string): Promise<string> {
  const [minutes, conference] = [id(), await aConference(stage, unitId, 'approved', 'held')]
  await stage.world.owner.pool.query(
    `insert into customer_conference.minutes (id, conference_id, unit_id, version, chair, summary, written_by, written_at)
     values ($1, $2, $3, 1, 'Chủ trì', 'Nội dung đã trao đổi', $4, now())`,
    [minutes, conference, unitId, id()],
  )
  return minutes
}

/** The routes of customer conferences. */
export const conferences: Readonly<Record<string, MatrixRow>> = {
  'customer-conference.list': { sample: () => ({}) },
  'customer-conference.one': {
    sample: async (stage, unitId) => ({ id: await aConference(stage, unitId) }),
    sees: done,
  },
  'customer-conference.plan': { sample: (_, unitId) => ({ unitId, ...plan }), sees: done },
  'customer-conference.approve': {
    sample: async (stage, unitId) => ({ id: await aConference(stage, unitId) }),
    sees: done,
  },
  'customer-conference.sendBack': {
    sample: async (stage, unitId) => ({ id: await aConference(stage, unitId), reason: 'Chưa rõ' }),
    sees: done,
  },
  'customer-conference.revise': {
    sample: async (stage, unitId) => ({ id: await aConference(stage, unitId, 'sent_back'), ...plan }),
    sees: done,
  },
  'customer-conference.hold': {
    sample: async (stage, unitId) => ({ id: await aConference(stage, unitId, 'approved', 'begun') }),
    sees: done,
  },
  'customer-conference.cancel': {
    sample: async (stage, unitId) => ({ id: await aConference(stage, unitId), reason: 'Hoãn sang năm' }),
    sees: done,
  },
  'customer-conference.writeMinutes': {
    sample: async (stage, unitId) => ({
      id: await aConference(stage, unitId, 'approved', 'held'),
      chair: 'Chủ trì',
      summary: 'Nội dung đã trao đổi',
    }),
    sees: done,
  },
  'customer-conference.approveMinutes': {
    sample: async (stage, unitId) => ({ id: await someMinutes(stage, unitId) }),
    sees: done,
  },
  'customer-conference.paper': {
    sample: async (stage, unitId) => ({ id: await someMinutes(stage, unitId), as: 'docx' }),
    sees: done,
  },
  'customer-conference.figures': { sample: () => ({}) },
}
