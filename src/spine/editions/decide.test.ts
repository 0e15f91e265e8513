import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import type { Person } from '#test/world.ts'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, newEdition, companyWaiting, cell, type, submit, hashOf, approve, approvedDownTo } =
  await newEditionsWorld()
afterAll(() => world.close())
let years = 2030
const fresh = (): Promise<string> => newEdition(++years)
const units = world.units
const waiting = async (): Promise<string> => companyWaiting(await fresh())
const union = { column: 'money-union' }

async function lend(role: 'planner' | 'approver', from: Person, to: Person, unit: string): Promise<void> {
  const { rows } = await world.owner.pool.query('select id from people.roles where staff_id = $1 and role = $2', [
    from.id,
    role,
  ])
  await world.owner.pool.query(
    `insert into people.delegations (id, role_id, from_staff, to_staff, unit_id, from_day, until_day, made_at)
     values ($1, $2, $3, $4, $5, '2026-12-01', '2026-12-31', now())`,
    [uuidv7(), rows[0]?.id, from.id, to.id, unit],
  )
}
const giveRole = (to: Person, role: string, unit: string): Promise<unknown> =>
  world.owner.pool.query(
    `insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, $3, $4, '2020-01-01', now())`,
    [uuidv7(), to.id, role, unit],
  )

describe('who may approve', () => {
  test('the level above; not the unit itself, not a stranger, not whoever only plans', async () => {
    const id = await waiting()
    expect((await approve(id, 'own', who('approver', 'own'))).body.code).toBe('editions.not_level_above')
    expect((await approve(id, 'own', who('approver', 'sibling'))).body.code).toBe('editions.unknown_unit')
    expect((await approve(id, 'own', who('planner', 'parent'))).body.code).toBe('kit.not_permitted')
    expect((await approve(id, 'own', who('approver', 'parent'))).status).toBe(200)
  })

  test('nobody their own: not who typed, not by a second role, and not by a role that such a one lent', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    const [author, deputy] = [await world.staff('planner', units.own), await world.staff('none', units.parent)]
    await type(id, author, [cell('child', 'target', 1200), cell('child', 'target', 50_000_000, union)])
    await submit(id, 'own')
    // Roles given past the door, so that only the plan itself stands in the way.
    await giveRole(author, 'approver', units.parent)
    expect(await approve(id, 'own', author)).toMatchObject({ status: 403, body: { code: 'editions.own_plan' } })
    await lend('approver', author, deputy, units.parent)
    expect(await approve(id, 'own', deputy)).toMatchObject({ status: 403, body: { code: 'editions.own_plan_lent' } })
    const seen = await author.call(routes.plan, { id })
    expect(seen.body.units.decides[seen.body.units.id.indexOf(units.own)]).toBe(false)
    expect((await approve(id, 'own', who('approver', 'parent'))).status).toBe(200)
  })

  test('nobody a plan that somebody wrote by a role of theirs', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    const [lender, borrower] = [await world.staff('planner', units.own), await world.staff('none', units.own)]
    await lend('planner', lender, borrower, units.own)
    await type(id, borrower, [cell('child', 'target', 1200), cell('child', 'target', 50_000_000, union)])
    await submit(id, 'own', borrower)
    await giveRole(lender, 'approver', units.parent)
    expect((await approve(id, 'own', lender)).body.code).toBe('editions.own_plan')
    const { body } = await who('planner', 'own').call(routes.unitPlan, { id, unit: units.own })
    expect(body.moves[0]).toMatchObject({ kind: 'submitted', lentBy: 'Nhân viên planner' })
  })
})

describe('what is approved', () => {
  test('is exactly what was seen: a plan that changed, below or above, refuses', async () => {
    const id = await waiting()
    const seen = await hashOf(id, 'own')
    await who('planner', 'own').call(routes.withdraw, { id, unit: units.own })
    await type(id, who('planner', 'own'), [cell('child', 'target', 1100, { was: 1200 }), cell('own', 'reserve', 100)])
    await submit(id, 'own')
    expect(await approve(id, 'own', who('approver', 'parent'), seen)).toMatchObject({
      status: 409,
      body: { code: 'editions.changed_since' },
    })

    const again = await hashOf(id, 'own')
    await who('planner', 'parent').call(routes.amend, { id, unit: units.parent, reason: 'Giảm số giao.' })
    await type(id, who('planner', 'parent'), [
      cell('own', 'target', 1150, { was: 1200 }),
      cell('parent', 'reserve', 150, { was: 100 }),
    ])
    expect(await hashOf(id, 'own')).toBe(again)
    await submit(id, 'parent')
    await approve(id, 'parent', who('approver', 'group'))
    expect((await approve(id, 'own', who('approver', 'parent'), again)).body.code).toBe('editions.changed_since')
    expect((await approve(id, 'own', who('approver', 'parent'))).body.code).toBe('editions.approve_not_balanced')
  })

  test('waits for the plan above it', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'group')
    await type(id, who('planner', 'parent'), [cell('own', 'target', 1200)])
    await type(id, who('planner', 'own'), [cell('child', 'target', 1200)])
    await submit(id, 'own')
    expect((await approve(id, 'own', who('approver', 'parent'))).body).toMatchObject({
      code: 'editions.above_not_approved',
      title: 'Kế hoạch của Tổng công ty Một chưa được duyệt, nên chưa duyệt được kế hoạch của cấp dưới.',
    })
  })

  test('stays: it takes no cell, not even from the owner of the tables; an amendment names what it replaces', async () => {
    const id = await waiting()
    expect(
      (await type(id, who('planner', 'own'), [cell('child', 'target', 5, { was: 1200 })], 'each')).body.refused[0]
        ?.code,
    ).toBe('editions.is_waiting')
    await approve(id, 'own', who('approver', 'parent'))
    const late = await type(id, who('planner', 'own'), [cell('child', 'target', 5, { was: 1200 })], 'each')
    expect(late.body.refused[0]).toMatchObject({
      code: 'editions.is_approved',
      says: 'Bản đã duyệt không sửa được; hãy lập bản điều chỉnh.',
    })
    const ofPlan = `where version_id = (select id from editions.plan_versions where edition_id = $1 and unit_id = $2)`
    for (const change of ['update editions.plan_cells set value = 5', 'delete from editions.plan_cells'])
      await expect(world.owner.pool.query(`${change} ${ofPlan}`, [id, units.own])).rejects.toThrow(
        'an approved plan stays',
      )
    await expect(world.owner.pool.query(`delete from editions.plan_moves`)).rejects.toThrow('append-only')

    expect((await who('planner', 'own').call(routes.amend, { id, unit: units.own, reason: 'Bão số 13' })).body).toEqual(
      { n: 2, replaces: 1 },
    )
    await type(id, who('planner', 'own'), [cell('child', 'target', 1000, { was: 1200 }), cell('own', 'reserve', 200)])
    const second = await who('planner', 'own').call(routes.version, { id, unit: units.own, n: 2 })
    expect(second.body).toMatchObject({ state: 'amending', replaces: 1, reason: 'Bão số 13' })
    const changed = second.body.cells.filter(one => one.value !== one.before)
    expect(changed.map(one => [one.kind, one.before, one.value])).toEqual([
      ['reserve', null, 200],
      ['target', 1200, 1000],
    ])
    const first = await who('planner', 'own').call(routes.version, { id, unit: units.own, n: 1 })
    expect(first.body.cells.find(one => one.column === 'led-lamps')).toMatchObject({ value: 1200 })
    expect((await who('planner', 'own').call(routes.version, { id, unit: units.own, n: 3 })).body.code).toBe(
      'editions.unknown_version',
    )
    expect((await who('planner', 'own').call(routes.amend, { id, unit: units.own, reason: 'Lần nữa' })).body.code).toBe(
      'editions.not_amendable',
    )
  })

  test('an amendment moves the difference, and takes back only what is neither held nor spent', async () => {
    const id = await waiting()
    await approve(id, 'own', who('approver', 'parent'))
    const amendTo = async (child: number, was: number, kept: number | null, keptWas: number | null) => {
      await who('planner', 'own').call(routes.amend, { id, unit: units.own, reason: 'Đổi tiền' })
      await type(id, who('planner', 'own'), [
        cell('child', 'target', child, { ...union, was }),
        cell('own', 'reserve', kept, { ...union, was: keptWas }),
      ])
      await submit(id, 'own')
      return approve(id, 'own', who('approver', 'parent'))
    }
    const rows = async () =>
      (await who('planner', 'own').call(routes.money, { id })).body.rows.map(row => [
        row.unit,
        row.free,
        row.committed,
        row.spent,
      ])
    expect((await amendTo(30_000_000, 50_000_000, 20_000_000, null)).body).toMatchObject({ entries: 1 })
    expect(await rows()).toEqual([
      [units.own, '20000000', '0', '0'],
      [units.child, '30000000', '0', '0'],
    ])
    // The team spends most of it.
    await world.owner.pool.query(
      `update ledger.accounts set posted = posted - 25000000 where unit_id = $1 and owner_id = $2 and kind = 'budget-union'`,
      [units.child, id],
    )
    const refused = await amendTo(4_000_000, 30_000_000, 46_000_000, 20_000_000)
    expect(refused.body).toMatchObject({
      code: 'editions.too_little_money',
      title: 'Đội Một không đủ tiền nguồn Công đoàn để chuyển: phần đã giữ hoặc đã chi không rút lại được.',
    })
    expect(await rows()).toContainEqual([units.child, '5000000', '0', '25000000'])
    const { body } = await who('planner', 'own').call(routes.unitPlan, { id, unit: units.own })
    expect(body.state).toBe('waiting')
  })
})

describe('an amendment', () => {
  const amended = async (): Promise<string> => {
    const id = await fresh()
    await approvedDownTo(id, 'group')
    await who('planner', 'group').call(routes.amend, { id, unit: units.group, reason: 'Thêm đèn' })
    await type(id, who('planner', 'group'), [cell('parent', 'target', 1900, { was: 1800 })])
    return id
  }
  const discard = (id: string, person = who('planner', 'group')) =>
    person.call(routes.discard, { id, unit: units.group })
  const lampsOf = async (id: string): Promise<number | null | undefined> => {
    const { body } = await who('planner', 'group').call(routes.plan, { id })
    return body.target[body.columns.findIndex(it => it.key === 'led-lamps')]?.[body.units.id.indexOf(units.parent)]
  }

  test('is thrown away by whoever began it; the approved plan was in force all along, and numbers go on', async () => {
    const id = await amended()
    expect(await lampsOf(id)).toBe(1900)
    const colleague = await world.staff('planner', units.group)
    expect((await discard(id, colleague)).body.code).toBe('editions.not_its_author')
    expect((await discard(id)).body).toEqual({ state: 'approved', n: 1 })
    expect(await lampsOf(id)).toBe(1800)
    const { body } = await who('planner', 'group').call(routes.unitPlan, { id, unit: units.group })
    expect(body).toMatchObject({
      state: 'approved',
      may: { amend: true, discard: false },
      versions: [{ n: 1 }],
      moves: [{ kind: 'discarded', n: 2 }, { kind: 'approved' }, { kind: 'submitted' }],
    })
    expect((await discard(id)).body.code).toBe('editions.is_approved')
    const again = await who('planner', 'group').call(routes.amend, { id, unit: units.group, reason: 'Lần nữa' })
    expect(again.body).toEqual({ n: 3, replaces: 1 })
    expect(await lampsOf(id)).toBe(1800)
  })

  test('that was sent is taken back first; a first draft cannot be thrown away', async () => {
    const id = await amended()
    await type(id, who('planner', 'group'), [cell('group', 'reserve', 100, { was: 200 })])
    expect((await submit(id, 'group')).body).toMatchObject({ state: 'waiting' })
    expect((await discard(id)).body.code).toBe('editions.is_waiting')
    const back = await who('planner', 'group').call(routes.withdraw, { id, unit: units.group })
    expect(back.body).toMatchObject({ state: 'amending' })
    expect((await discard(id)).status).toBe(200)
    const draft = await fresh()
    await type(draft, who('planner', 'group'), [cell('group', 'target', 10)])
    expect((await discard(draft)).body.code).toBe('editions.not_an_amendment')
  })

  test('that two begin and throw away at once is begun and thrown away once', async () => {
    const id = await amended()
    const thrown = await Promise.all(Array.from({ length: 16 }, () => discard(id)))
    expect(thrown.filter(it => it.status === 200)).toHaveLength(1)
    const amend = () => who('planner', 'group').call(routes.amend, { id, unit: units.group, reason: 'Lần nữa' })
    const begun = await Promise.all(Array.from({ length: 16 }, amend))
    expect(begun.filter(it => it.status === 200)).toHaveLength(1)
  })
})
