import { randomInt } from 'node:crypto'
import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const byId: MatrixRow = { sample: () => ({ id: uuidv7() }) }
const password = 'trời xanh mây trắng nắng vàng'
const until = '2026-12-20'

const staffAt = async ({ world }: Stage, unitId: string): Promise<string> => (await world.staff('none', unitId)).id
/** A row about a member of staff whose desk is at the unit. */
const aboutStaff = (more: Readonly<Record<string, unknown>> = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await staffAt(stage, unitId), ...more }),
  sees: done,
})

async function aRole(stage: Stage, unitId: string): Promise<string> {
  const id = uuidv7()
  await stage.world.owner.pool.query(
    `insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, 'clerk', $3, '2026-01-01', now())`,
    [id, await staffAt(stage, unitId), unitId],
  )
  return id
}

async function aKey({ world }: Stage, unitId: string): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into people.partner_keys (id, partner_id, name, unit_id, kind, scopes, prefix, key_sha256, issued_by, issued_at, ends_at)
     values ($1, $1, 'Đối tác', $2, 'test', '{partner-offer.redeem}', 'tri-an_test', $3, $1, now(), '2030-01-01')`,
    [id, unitId, Buffer.from(id)],
  )
  return id
}

async function aDevice({ world }: Stage, staff: string): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into people.devices (id, staff_id, label, key_sha256, registered_at, ends_at) values ($1, $2, 'Máy', $3, now(), '2030-01-01')`,
    [id, staff, Buffer.from(id)],
  )
  return id
}

const ownAccount: Record<string, MatrixRow> = {
  'people.signIn': { sample: () => ({ login: `NV${randomInt(1e9)}`, password }) },
  'people.confirmCode': { sample: () => ({ code: '123456' }) },
  'people.choosePassword': { sample: () => ({ password }) },
  'people.beginEnrolment': nothing,
  'people.signOut': nothing,
  'people.me': nothing,
  'people.sessions': nothing,
  'people.endSession': byId,
  'people.endOtherSessions': nothing,
  'people.changePassword': { sample: () => ({ before: password, after: 'núi cao biển rộng sông dài' }) },
  'people.enrol': { sample: () => ({ password }) },
  'people.confirmEnrolment': { sample: () => ({ code: '123456' }) },
  'people.lent': nothing,
  'people.lend': { sample: (_, unitId) => ({ roleId: uuidv7(), to: 'NV001', unitId, until }) },
  'people.takeBack': byId,
  'people.devices': nothing,
  'people.registerDevice': { sample: () => ({ label: 'Máy của tổ' }) },
  'people.revokeOwnDevice': byId,
}

const staff: Record<string, MatrixRow> = {
  'people.list': {
    sample: async (stage, unitId) => {
      const { rows } = await stage.world.owner.pool.query('select code from people.staff where id = $1', [
        await staffAt(stage, unitId),
      ])
      return { q: rows[0].code }
    },
    sees: (_, body) => (body.staff as unknown[]).length === 1,
  },
  'people.one': aboutStaff(),
  'people.open': {
    sample: (_, unitId) => {
      const code = `M${randomInt(1e9)}`
      return { code, name: 'Cao Thị Mới', email: `${code}@example.vn`, unitId, password }
    },
    sees: done,
  },
  'people.change': {
    sample: async (stage, unitId) => {
      const id = await staffAt(stage, unitId)
      return { id, name: 'Cao Thị Mới', email: `${id}@example.vn`, unitId }
    },
    sees: done,
  },
  'people.close': aboutStaff(),
  'people.givePassword': aboutStaff({ password }),
  'people.endSessionsOf': aboutStaff(),
  'people.grant': {
    sample: async (stage, unitId) => ({ id: await staffAt(stage, unitId), role: 'clerk', unitId }),
    sees: done,
  },
  'people.endRole': { sample: async (stage, unitId) => ({ id: await aRole(stage, unitId) }), sees: done },
  'people.revokeDevice': {
    sample: async (stage, unitId) => {
      const id = await staffAt(stage, unitId)
      return { id, device: await aDevice(stage, id) }
    },
    sees: done,
  },
}

let lastKey = ''
const outside: Record<string, MatrixRow> = {
  'people.askCode': { sample: () => ({ phone: '0912 345 678' }) },
  'people.tryCode': { sample: () => ({ request: uuidv7(), code: '123456' }) },
  'people.leave': nothing,
  'people.leaveEverywhere': nothing,
  'people.partnerKeys': {
    sample: async (stage, unitId) => {
      lastKey = await aKey(stage, unitId)
      return {}
    },
    sees: (_, body) => (body.keys as { id: string }[]).some(key => key.id === lastKey),
  },
  'people.issueKey': {
    sample: (_, unitId) => ({
      name: 'Đối tác',
      unitId,
      kind: 'test',
      scopes: ['partner-offer.redeem'],
      until: '2027-06-30',
    }),
    sees: done,
  },
  'people.revokeKey': { sample: async (stage, unitId) => ({ id: await aKey(stage, unitId) }), sees: done },
}

/** The routes of people. */
export const peopleRows: Readonly<Record<string, MatrixRow>> = { ...ownAccount, ...staff, ...outside }
