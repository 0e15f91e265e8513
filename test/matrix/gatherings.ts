import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const id = (): string => uuidv7()
const at = '2026-12-10T02:00:00Z'

async function aSession({ world, edition }: Stage, unitId: string): Promise<string> {
  const session = id()
  await world.owner.pool.query(
    `insert into gatherings.sessions (id, edition_id, unit_id, activity, record, title, place, starts_at, ends_at, closes_at, capacity, made_by, made_at)
     values ($1, $2, $3, 'blueprint', $4, 'Buổi gặp', 'Hội trường', $5::timestamptz + interval '1 hour', $5::timestamptz + interval '4 hours', $5::timestamptz + interval '1 hour', 40, $4, $5)`,
    [session, edition, unitId, id(), world.now()],
  )
  return session
}

async function anInvitation(stage: Stage, unitId: string): Promise<{ session: string; invitation: string }> {
  const [session, invitation] = [await aSession(stage, unitId), id()]
  await stage.world.owner.pool.query(
    `insert into gatherings.invitations (id, session_id, unit_id, guest, seats, found, made_by, made_at) values ($1, $2, $3, 'Khách', 1, $4, $5, now())`,
    [invitation, session, unitId, Buffer.from(invitation), id()],
  )
  return { session, invitation }
}

async function aGuest(stage: Stage, unitId: string): Promise<{ session: string; guest: string }> {
  const [session, guest] = [await aSession(stage, unitId), id()]
  await stage.world.owner.pool.query(
    `insert into gatherings.registrations (id, session_id, unit_id, guest, no, state, through, made_at) values ($1, $2, $3, 'Khách', 1, 'confirmed', 'desk', now())`,
    [guest, session, unitId],
  )
  await stage.world.owner.pool.query('update gatherings.sessions set confirmed = 1, last_no = 1 where id = $1', [
    session,
  ])
  return { session, guest }
}

const code = 'CFG2-3H4J-5K6M'

/** The routes of gatherings. */
export const gatheringRows: Readonly<Record<string, MatrixRow>> = {
  'gatherings.sessions': { sample: () => ({}) },
  'gatherings.session': { sample: async (stage, unitId) => ({ id: await aSession(stage, unitId) }), sees: done },
  'gatherings.codes': { sample: async (stage, unitId) => ({ id: await aSession(stage, unitId) }), sees: done },
  'gatherings.invite': {
    sample: async (stage, unitId) => ({ id: await aSession(stage, unitId), guests: [{ name: 'Khách mời' }] }),
    sees: done,
  },
  'gatherings.withdraw': {
    sample: async (stage, unitId) => ({ id: (await anInvitation(stage, unitId)).invitation }),
    sees: done,
  },
  'gatherings.enrol': {
    sample: async (stage, unitId) => ({ id: (await anInvitation(stage, unitId)).invitation, guest: 'Người dự' }),
    sees: done,
  },
  'gatherings.cancel': { sample: async (stage, unitId) => ({ id: (await aGuest(stage, unitId)).guest }), sees: done },
  'gatherings.seats': {
    sample: async (stage, unitId) => ({ id: await aSession(stage, unitId), capacity: 50, held: 2 }),
    sees: done,
  },
  'gatherings.resolve': {
    sample: async (stage, unitId) => ({ id: (await aGuest(stage, unitId)).guest, counted: true, note: 'Đã xem' }),
    sees: done,
  },
  'gatherings.gate': { sample: () => ({}) },
  'gatherings.scan': {
    sample: async (stage, unitId) => ({ ...(await aGuest(stage, unitId)), device: 'p1', at }),
    sees: done,
  },
  'gatherings.undo': {
    sample: async (stage, unitId) => ({ ...(await aGuest(stage, unitId)), scan: id(), device: 'p1', at }),
    sees: done,
  },
  'gatherings.lease': {
    sample: async (stage, unitId) => ({ session: await aSession(stage, unitId), seats: 2, device: 'p1' }),
    sees: done,
  },
  'gatherings.walkIn': {
    sample: async (stage, unitId) => ({ session: await aSession(stage, unitId), guest: 'Đến thẳng', device: 'p1', at }),
    sees: done,
  },
  'gatherings.invited': { sample: () => ({ code }) },
  'gatherings.register': { sample: () => ({ code, guest: 'Người dự' }) },
  'gatherings.leave': { sample: () => ({ code, guest: id() }) },
  'gatherings.decline': { sample: () => ({ code }) },
  'gatherings.mine': { sample: () => ({}) },
}
