import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { entriesOf } from '#kit/serve'
import { type AnyRoute, isRead, uuidv7 } from '#kit/wire'
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
const within: readonly Place[] = ['own', 'child']
const beyond: readonly Place[] = ['sibling', 'parent', 'other', 'group']
/**
 * Every check asks of each route somebody of every kind: who may and who may not, a customer, nobody, who only reads; and
 * one unit out of reach beside the own and the one below it. Which of the roles and units these are turns from route to
 * route. `npm run prove` asks all of every route.
 */
const whole = process.env.TRI_AN_MATRIX === 'whole'
const turned = <T>(all: readonly T[], place: number): readonly T[] => all.filter((_, at) => at === place % all.length)
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
const always = ['none', 'auditor', 'customer', 'nobody']
function callersOf({ may }: AnyRoute, read: boolean, place: number): readonly string[] {
  if (whole) return callers
  const others = Map.groupBy(
    callers.filter(who => !always.includes(who)),
    who => mayEnter(may, read, who),
  )
  return [...always, ...[...others.values()].flatMap(kind => turned(kind, place))]
}

describe.each(entries.map((entry, place) => [entry.name, entry, place] as const))('%s', (name, { row }, place) => {
  /** What a refused caller sends: it is turned away before anything is read, so the first one's words will do for all. */
  let refused: Promise<unknown> | undefined
  test.each(callersOf(row, isRead(row), place))(`%s: as its permission (${row.may}) says`, async role => {
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
describe.each(scoped.map((entry, place) => [entry.name, entry, place] as const))(
  '%s reaches own and child units, and no others',
  (name, { row }, place) => {
    const matrixRow = rows[name]
    const holder = roles.find(role => role !== 'auditor' && mayEnter(row.may, isRead(row), role)) as string
    test.each(whole ? [...within, ...beyond] : [...within, ...turned(beyond, place)])('%s', async where => {
      const person = await caller(matrixRow?.as ?? holder)
      const input = await matrixRow?.sample({ ...stage, author: person.id }, world.units[where])
      const { status, body } = await person.call(row, input as never)
      const seen = matrixRow?.sees?.(status, body as never, input as never)
      expect(seen, `${status} ${JSON.stringify(body).slice(0, 200)}`).toBe(within.includes(where))
    })
  },
)
