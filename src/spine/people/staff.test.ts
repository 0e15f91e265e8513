import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orgRoutes } from '#spine/org/routes.ts'
import { type Browser, newPeopleWorld, type PeopleWorld } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'

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

describe('what a role reaches', () => {
  const seen = async (browser: Browser): Promise<string[]> => {
    const { body } = await browser.call(routes.list, {})
    return [...new Set(body.staff.map(one => one.unit.id))].sort()
  }

  test('is its unit and those beneath, not its sisters, not its parents', async () => {
    for (const place of ['own', 'child', 'sibling', 'parent', 'other', 'group'] as const)
      await world.member('clerk', units[place])
    expect(await seen(admin)).toEqual([units.own, units.child].sort())
    const above = await world.signedIn((await world.member('administrator', units.parent)).login)
    expect(await seen(above)).toEqual([units.parent, units.own, units.child, units.sibling].sort())
  })

  test('for an auditor: every reading of the branch, and never a writing', async () => {
    const { id } = await world.member('clerk', units.child)
    const auditor = await world.signedIn((await world.member('auditor', units.own)).login)
    const me = (await auditor.call(routes.me, {})).body
    expect(me.readOnly).toBe(true)
    expect(me.permissions).toEqual(expect.arrayContaining(['people.read', 'org.read', 'audit.read', 'blueprint.read']))
    for (const writing of ['people.manage', 'blueprint.plan', 'blueprint.approve'])
      expect(me.permissions).not.toContain(writing)
    expect(await seen(auditor)).toEqual([units.own, units.child].sort())
    expect((await auditor.call(routes.close, { id })).status).toBe(403)
    expect((await auditor.call(orgRoutes.tree, {})).status).toBe(200)
    const renamed = await auditor.call(orgRoutes.rename, { id: units.own, name: 'Tên khác', day: '2026-12-11' })
    expect([renamed.status, renamed.body.code]).toEqual([403, 'kit.read_only'])
  })

  test('moves with the tree: a unit that comes under another corporation is reached from there', async () => {
    const far = await world.signedIn((await world.member('administrator', units.other)).login)
    const { id } = await world.member('crew', units.sibling)
    expect((await far.call(routes.one, { id })).status).toBe(404)
    const client = await world.owner.pool.connect()
    await client.query('begin')
    await client.query(`update org.unit_parents set until_day = '2026-12-10' where unit_id = $1`, [units.sibling])
    await client.query(`insert into org.unit_parents (unit_id, parent_id, from_day) values ($1, $2, '2026-12-10')`, [
      units.sibling,
      units.other,
    ])
    await client.query('commit')
    client.release()
    expect((await far.call(routes.one, { id })).status).toBe(200)
  })
})

describe('the staff of a branch', () => {
  test('are listed by given name as a Vietnamese list goes, page by page, each once', async () => {
    const keeper = await world.signedIn((await world.member('administrator', units.group)).login)
    const names = ['Lê Văn Ước', 'Trần Thị Ánh', 'Nguyễn Văn An', 'Phạm Thị Đào', 'Bùi Văn Dũng', 'Ngô Thị Ất']
    for (const name of names) await world.member('clerk', units.group, { name })
    const all: string[] = []
    let after: string | undefined
    do {
      const { body } = await keeper.call(routes.list, { ...(after ? { after } : {}) })
      all.push(...body.staff.map(one => one.name))
      after = body.next ?? undefined
    } while (after)
    const { rows } = await world.owner.pool.query('select count(*)::int as n from people.staff where closed_on is null')
    expect(all).toHaveLength(rows[0].n)
    expect(all.filter(name => names.includes(name))).toEqual([
      'Nguyễn Văn An',
      'Trần Thị Ánh',
      'Ngô Thị Ất',
      'Bùi Văn Dũng',
      'Phạm Thị Đào',
      'Lê Văn Ước',
    ])
  })

  test.each([
    ['nguyen van uoc', ['Nguyễn Văn Ước']],
    ['NGUYỄN VĂN ƯỚC', ['Nguyễn Văn Ước']],
    ['Nguyễn Văn Ước'.normalize('NFD'), ['Nguyễn Văn Ước']],
    ['%', []],
    ['_', []],
  ])('are found by "%s"', async (q, found) => {
    const { rows } = await world.owner.pool.query(`select 1 from people.staff where name = 'Nguyễn Văn Ước'`)
    if (rows.length === 0) await world.member('clerk', units.own, { name: 'Nguyễn Văn Ước' })
    expect((await admin.call(routes.list, { q })).body.staff.map(one => one.name)).toEqual(found)
  })

  test('are kept by role and by branch', async () => {
    const crew = await world.member('crew', units.child)
    const { body } = await admin.call(routes.list, { role: 'crew', unit: units.child })
    expect(body.staff.map(one => one.id)).toContain(crew.id)
    expect(body.staff.every(one => one.roles.some(role => role.role === 'crew'))).toBe(true)
  })

  test('change name, mail, phone and desk; a taken mail or a desk out of reach is refused', async () => {
    const [one, another] = [await world.member('crew', units.own), await world.member('crew', units.own)]
    const sent = { id: one.id, name: 'Tạ Thị  Hương', email: 'huong@example.vn', phone: '0912 345 678' }
    expect((await admin.call(routes.change, { ...sent, unitId: units.child })).status).toBe(200)
    expect((await admin.call(routes.one, { id: one.id })).body).toMatchObject({
      name: 'Tạ Thị Hương',
      phone: '0912345678',
      unit: { id: units.child },
    })
    const taken = { ...sent, id: another.id, unitId: units.own }
    expect((await admin.call(routes.change, taken)).body.code).toBe('people.already_there')
    expect((await admin.call(routes.change, { ...sent, unitId: units.other })).body.code).toBe(
      'people.unit_out_of_scope',
    )
    const { rows } = await world.owner.pool.query('select phone_sealed from people.staff where id = $1', [one.id])
    expect(rows[0].phone_sealed).not.toContain('0912345678')
  })

  test('nobody closes their own account', async () => {
    expect((await admin.call(routes.close, { id: adminId })).body.code).toBe('people.own_account')
  })
})
