import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { entriesOf } from '#kit/serve'
import { isRead, uuidv7 } from '#kit/wire'
import { dimming } from '#test/dimming.ts'
import { expectHeld } from '#test/house/law.ts'
import { matrixHouse } from '#test/house/routes.ts'
import { newWorld, type Person } from '#test/world.ts'
import { faces } from '../../src/apps/server/faces.ts'
import { permissions } from '../../src/apps/server/ports.ts'
import { type Place, rows, type Stage } from './rows.ts'

const world = await newWorld({ max: 12, recognises: [dimming] })
afterAll(() => world.close())
const entries = entriesOf(faces)
const roles = ['none', 'administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor'] as const
const places: readonly Place[] = ['own', 'child', 'sibling', 'parent', 'other', 'group']
let stage: Stage
/** One for each role; for the routes of people somebody new each time: some of them end the session that called them. */
const known = new Map<string, Promise<Person>>()
let endsSessions = false
beforeEach(({ task }) => {
  endsSessions = task.suite?.name.startsWith('people.') ?? false
})
function caller(role: string): Promise<Person> {
  const person = (!endsSessions && known.get(role)) || someone(role)
  if (!endsSessions) known.set(role, person)
  return person
}
async function someone(role: string): Promise<Person> {
  if (role === 'nobody') return world.nobody
  return role === 'customer'
    ? world.customer(`09${String(++phones).padStart(8, '0')}`)
    : world.staff(role, world.units.own)
}
let phones = 0

beforeAll(async () => {
  const edition = uuidv7()
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Month 2026', null, null, '2026-11-01', '2026-12-31', null)`,
    [edition],
  )
  stage = { world, edition, author: '' }
})

/** Whether the table of permissions lets this kind of caller in at all. */
function mayEnter(may: string, read: boolean, caller: string): boolean {
  if (may === 'anyone') return true
  if (caller === 'nobody' || caller === 'customer') return may === caller
  if (may === 'staff') return true
  if (!may.includes('.')) return false
  if (caller === 'auditor') return read
  return permissions.get(may as never)?.includes(caller) ?? false
}

test('every route has its row in the matrix, and no row lacks its route', () => {
  expectHeld('matrix', matrixHouse(faces, rows))
})

const callers = [...roles, 'customer', 'nobody']
describe.each(entries.map(entry => [entry.name, entry] as const))('%s', (name, { row }) => {
  /** What a refused caller sends: it is turned away before anything is read, so the first one's words will do for all. */
  let refused: Promise<unknown> | undefined
  test.each(callers)(`%s: as its permission (${row.may}) says`, async role => {
    const person = await caller(role)
    const entered = mayEnter(row.may, isRead(row), role)
    const sample = async (): Promise<unknown> => rows[name]?.sample({ ...stage, author: person.id }, world.units.own)
    if (!entered) refused ??= sample()
    const { status, body } = await person.call(row, (await (entered ? sample() : refused)) as never)
    if (entered)
      expect(['kit.sign_in_needed', 'kit.not_permitted', 'kit.read_only'], `${status} ${body.code}`).not.toContain(
        body.code,
      )
    else expect([401, 403], `${status} ${JSON.stringify(body).slice(0, 200)}`).toContain(status)
    expect(status).toBeLessThan(500)
  })
})

const scoped = entries.filter(entry => rows[entry.name]?.sees)
describe.each(scoped.map(entry => [entry.name, entry] as const))(
  '%s reaches own and child units, and no others',
  (name, { row }) => {
    const matrixRow = rows[name]
    const holder = roles.find(role => role !== 'auditor' && mayEnter(row.may, isRead(row), role)) as string
    test.each(places)('%s', async place => {
      const person = await caller(matrixRow?.as ?? holder)
      const input = await matrixRow?.sample({ ...stage, author: person.id }, world.units[place])
      const { status, body } = await person.call(row, input as never)
      const seen = matrixRow?.sees?.(status, body as never, input as never)
      expect(seen, `${status} ${JSON.stringify(body).slice(0, 200)}`).toBe(place === 'own' || place === 'child')
    })
  },
)
