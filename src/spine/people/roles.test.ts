import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, newPeopleWorld, type PeopleWorld } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'
import type { Role } from './rules.ts'

const world: PeopleWorld = await newPeopleWorld({ max: 12 })
afterAll(() => world.close())
const { units } = world
let admin: Browser
let adminId: string
/** Noon of 10/12/2026 in Vietnam, a session that was opened then. */
beforeAll(async () => {
  world.at('2026-12-10T05:00:00Z')
  const made = await world.member('administrator', units.own, { name: 'Hồ Ngọc Diệp' })
  adminId = made.id
  admin = await world.signedIn(made.login)
})

const grant = (id: string, role: Role, unitId: string, days: { from?: string; until?: string } = {}) =>
  admin.call(routes.grant, { id, role, unitId, ...days })
const heldBy = async (id: string): Promise<string[]> =>
  (await admin.call(routes.one, { id })).body.roles.map(one => `${one.role} ${one.unit.name}`)

describe('granting a role', () => {
  test('reaches the unit and all under it from that day on', async () => {
    const { id, login } = await world.member('clerk', units.own)
    const person = await world.signedIn(login)
    expect((await person.call(routes.me, {})).body.permissions).not.toContain('blueprint.plan')
    expect((await grant(id, 'planner', units.child)).status).toBe(200)
    expect((await person.call(routes.me, {})).body.permissions).toContain('blueprint.plan')
    expect(await heldBy(id)).toEqual(['clerk Công ty Điện lực Một', 'planner Đội Một'])
  })

  test.each(['sibling', 'parent', 'other', 'group'] as const)('on a %s unit is out of reach', async place => {
    const { id } = await world.member('clerk', units.own)
    expect((await grant(id, 'planner', units[place])).body.code).toBe('people.unit_out_of_scope')
  })

  test.each(['sibling', 'parent', 'other', 'group'] as const)(
    'to somebody of a %s unit is out of reach',
    async place => {
      const { id } = await world.member('clerk', units[place])
      expect((await grant(id, 'planner', units.own)).body.code).toBe('people.unknown_staff')
    },
  )

  test('to oneself is refused', async () => {
    expect((await grant(adminId, 'planner', units.own)).body.code).toBe('people.own_role')
  })

  test.each([
    [{ from: '2026-12-10', until: '2026-12-10' }, 'people.ends_before'],
    [{ from: '2026-12-20', until: '2026-12-11' }, 'people.ends_before'],
    [{ from: '2026-12-09' }, 'people.in_the_past'],
  ])('for days that make no sense %j is refused: %s', async (days, code) => {
    const { id } = await world.member('clerk', units.own)
    const { status, body } = await grant(id, 'planner', units.own, days)
    expect([status, body.code]).toEqual([422, code])
  })

  test('that ends is over at midnight in Vietnam, in the middle of a session', async () => {
    const { id, login } = await world.member('clerk', units.own)
    await grant(id, 'planner', units.own, { until: '2026-12-11' })
    world.at('2026-12-10T16:50:00Z')
    const person = await world.signedIn(login)
    world.at('2026-12-10T16:59:59Z')
    expect((await person.call(routes.me, {})).body.permissions).toContain('blueprint.plan')
    world.at('2026-12-10T17:00:00Z')
    expect((await person.call(routes.me, {})).body.permissions).not.toContain('blueprint.plan')
    world.at('2026-12-10T05:00:00Z')
  })

  test('that begins later is not held before its day', async () => {
    const { id, login } = await world.member('clerk', units.own)
    await grant(id, 'planner', units.own, { from: '2026-12-11' })
    const person = await world.signedIn(login)
    expect((await person.call(routes.me, {})).body.permissions).not.toContain('blueprint.plan')
    expect((await admin.call(routes.one, { id })).body.otherRoles.map(one => one.from)).toEqual(['2026-12-11'])
  })

  test('ends at once when it is taken away', async () => {
    const { id, login } = await world.member('clerk', units.own)
    const person = await world.signedIn(login)
    const { body } = await grant(id, 'planner', units.own)
    expect((await person.call(routes.me, {})).body.permissions).toContain('blueprint.plan')
    expect((await admin.call(routes.endRole, { id: body.id })).status).toBe(200)
    expect((await person.call(routes.me, {})).body.permissions).not.toContain('blueprint.plan')
    expect((await admin.call(routes.endRole, { id: body.id })).body.code).toBe('people.unknown_role')
  })
})

describe('roles that do not go together', () => {
  test.each<[string, Role, keyof typeof units, Role, keyof typeof units, string | undefined]>([
    ['on one unit', 'planner', 'own', 'approver', 'own', 'people.incompatible'],
    ['above', 'planner', 'child', 'approver', 'own', 'people.incompatible'],
    ['below', 'planner', 'own', 'approver', 'child', 'people.incompatible'],
    ['held above what the granter sees', 'planner', 'parent', 'approver', 'child', 'people.incompatible'],
    ['held on another branch', 'planner', 'sibling', 'approver', 'own', undefined],
    ['an auditor of another branch', 'auditor', 'sibling', 'crew', 'own', 'people.incompatible'],
    ['an auditor beside anything', 'clerk', 'other', 'auditor', 'own', 'people.incompatible'],
    ['two that do go together', 'planner', 'own', 'crew', 'own', undefined],
  ])('%s: %s on %s, then %s on %s', async (_, first, at, second, unit, code) => {
    const { id } = await world.member(first, units[at])
    // Their desk is here, whatever they hold elsewhere.
    await world.owner.pool.query('update people.staff set unit_id = $1 where id = $2', [units.own, id])
    const { status, body } = await grant(id, second, units[unit])
    expect([status, body.code]).toEqual(code ? [409, code] : [200, undefined])
  })

  test('may follow one another: the second begins on the day on which the first ends', async () => {
    const { id } = await world.member('clerk', units.own)
    await grant(id, 'planner', units.own, { until: '2026-12-20' })
    expect((await grant(id, 'approver', units.own, { from: '2026-12-19' })).body.code).toBe('people.incompatible')
    expect((await grant(id, 'approver', units.own, { from: '2026-12-20' })).status).toBe(200)
  })

  test('never both come true, however many are granted at once', async () => {
    const { id } = await world.member('clerk', units.own)
    const wanted: Role[] = ['planner', 'approver', 'accountant', 'approver', 'planner', 'approver']
    await Promise.all(wanted.map(role => grant(id, role, units.child)))
    const held = new Set((await heldBy(id)).map(one => one.split(' ')[0]))
    expect(held.has('approver') && (held.has('planner') || held.has('accountant'))).toBe(false)
    expect(held.size).toBeGreaterThan(1)
  })
})

describe('lending a role', () => {
  const pair = async (role: Role = 'approver', other: Role = 'clerk') => {
    const [lender, borrower] = [await world.member(role, units.own), await world.member(other, units.own)]
    const [from, to] = [await world.signedIn(lender.login), await world.signedIn(borrower.login)]
    const roleId = (await from.call(routes.me, {})).body.roles[0]?.id ?? ''
    return { lender, borrower, from, to, roleId }
  }

  test('gives it to a colleague for some days, on one branch, by the name of the lender', async () => {
    const { borrower, from, to, roleId, lender } = await pair()
    const lent = await from.call(routes.lend, { roleId, to: borrower.login, unitId: units.child, until: '2026-12-12' })
    expect(lent.status).toBe(200)
    const me = (await to.call(routes.me, {})).body
    expect(me.permissions).toContain('blueprint.approve')
    expect(me.roles.find(one => one.lentBy)).toMatchObject({
      role: 'approver',
      unit: { id: units.child },
      lentBy: { id: lender.id, name: `Trần Văn ${lender.login}` },
      until: '2026-12-12',
    })
    expect((await from.call(routes.lent, {})).body.lent).toMatchObject([{ role: 'approver', to: { id: borrower.id } }])
    expect((await from.call(routes.takeBack, { id: lent.body.id })).status).toBe(200)
    expect((await to.call(routes.me, {})).body.permissions).not.toContain('blueprint.approve')
    expect((await from.call(routes.takeBack, { id: lent.body.id })).body.code).toBe('people.unknown_delegation')
  })

  test('ends with the role that was lent', async () => {
    const { borrower, from, to, roleId } = await pair()
    await from.call(routes.lend, { roleId, to: borrower.login, unitId: units.own, until: '2026-12-30' })
    expect((await to.call(routes.me, {})).body.permissions).toContain('blueprint.approve')
    await admin.call(routes.endRole, { id: roleId })
    expect((await to.call(routes.me, {})).body.permissions).not.toContain('blueprint.approve')
  })

  test('what one does not hold, or holds only on loan, or beyond its reach, is refused', async () => {
    const { borrower, from, to, roleId } = await pair()
    const third = await world.member('clerk', units.own)
    const lend = (browser: Browser, sent: { roleId: string; unitId: string }) =>
      browser.call(routes.lend, { to: third.login, until: '2026-12-12', ...sent })
    expect((await lend(to, { roleId, unitId: units.own })).body.code).toBe('people.not_yours_to_lend')
    const lent = await from.call(routes.lend, { roleId, to: borrower.login, unitId: units.own, until: '2026-12-12' })
    for (const id of [roleId, lent.body.id])
      expect((await lend(to, { roleId: id, unitId: units.child })).body.code).toBe('people.not_yours_to_lend')
    for (const place of ['sibling', 'parent', 'group'] as const)
      expect((await lend(from, { roleId, unitId: units[place] })).body.code).toBe('people.not_yours_to_lend')
  })

  test('to oneself, to nobody, for too long or to somebody whose role forbids it, is refused', async () => {
    const { lender, borrower, from, roleId } = await pair('approver', 'planner')
    const lend = (to: string, until = '2026-12-12') => from.call(routes.lend, { roleId, to, unitId: units.own, until })
    expect((await lend(lender.login)).body.code).toBe('people.own_role')
    expect((await lend('NV-KHONG-CO')).body.code).toBe('people.unknown_colleague')
    expect((await lend(borrower.login, '2027-12-12')).body.code).toBe('people.lent_too_long')
    expect((await lend(borrower.login)).body.code).toBe('people.incompatible')
  })

  test('keeps a role away that does not go with the borrowed one', async () => {
    const { borrower, from, roleId } = await pair()
    await from.call(routes.lend, { roleId, to: borrower.login, unitId: units.own, until: '2026-12-12' })
    expect((await grant(borrower.id, 'planner', units.child)).body.code).toBe('people.incompatible')
    expect((await grant(borrower.id, 'planner', units.child, { from: '2026-12-12' })).status).toBe(200)
  })
})
