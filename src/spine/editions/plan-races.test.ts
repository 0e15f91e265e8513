import { afterAll, describe, expect, test } from 'vitest'
import type { Person } from '#test/world.ts'
import { newEditionsWorld } from './editions.world.ts'
import { editionRoutes as routes } from './routes.ts'

const { world, who, admin, newEdition, companyWaiting, cell, type, submit, hashOf, approve, approvedDownTo } =
  await newEditionsWorld()
afterAll(() => world.close())
let years = 2030
const fresh = (): Promise<string> => newEdition(++years)
const units = world.units
const waiting = async (): Promise<string> => companyWaiting(await fresh())
const union = { column: 'money-union' }

describe('at the same moment', () => {
  test('of 16 approvals one counts, and the money moves once', async () => {
    const id = await waiting()
    const hash = await hashOf(id, 'own')
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => approve(id, 'own', who('approver', 'parent'), hash)),
    )
    expect(answers.filter(one => one.status === 200)).toHaveLength(1)
    expect(answers.filter(one => one.body.code === 'editions.not_waiting')).toHaveLength(15)
    const { body } = await who('planner', 'own').call(routes.money, { id })
    expect(body.rows.find(row => row.unit === units.child)).toMatchObject({ received: '50000000', free: '50000000' })
  })

  test('of 24 who type into one cell one is kept, and each other is told what it holds now and whose it is', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    const tries = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        type(id, who('planner', 'own'), [cell('child', 'target', 100 + index)], 'each'),
      ),
    )
    const kept = tries.filter(one => one.body.changed.length === 1)
    expect(kept).toHaveLength(1)
    const value = kept[0]?.body.changed[0]?.value
    for (const one of tries.filter(it => it.body.changed.length === 0))
      expect(one.body.refused).toMatchObject([
        { code: 'editions.changed_meanwhile', now: { value, by: 'Nhân viên planner' } },
      ])
    const over = await type(id, who('planner', 'own'), [cell('child', 'target', 5, { was: 99 })])
    expect(over.body.code).toBe('editions.cells_refused')
  })

  test('whoever types while another submits is either in what was submitted or refused', async () => {
    const id = await fresh()
    await approvedDownTo(id, 'parent')
    await type(id, who('planner', 'own'), [cell('child', 'target', 1200), cell('child', 'target', 50_000_000, union)])
    const notes = Array.from({ length: 16 }, (_, index) =>
      type(id, who('planner', 'own'), [cell('child', 'target', index + 1, { column: `free-repairs` })], 'each'),
    )
    const [submitted, ...typed] = await Promise.all([submit(id, 'own'), ...notes])
    const hash = await hashOf(id, 'own')
    if (submitted.status === 200) expect(submitted.body.hash).toBe(hash)
    else expect(submitted.body.errors?.map(one => one.code)).toEqual(['editions.unassigned'])
    for (const one of typed)
      expect(['editions.is_waiting', 'editions.changed_meanwhile', undefined]).toContain(one.body.refused[0]?.code)
  })

  test('two who open the same first version write into one', async () => {
    const id = await fresh()
    const columns = ['led-lamps', 'homes-wired', 'blood-units', 'free-repairs'] as const
    await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        type(
          id,
          who('planner', 'group'),
          [cell('parent', 'target', 7, { column: columns[index % 4] as string })],
          'each',
        ),
      ),
    )
    const { body } = await who('planner', 'group').call(routes.unitPlan, { id, unit: units.group })
    expect(body.versions).toHaveLength(1)
  })
})

describe('what waits for somebody', () => {
  test('is counted for whoever must act, and for nobody else', async () => {
    const id = await waiting()
    const counts = async (person: Person) => (await person.call(routes.queue, { edition: id })).body.counts
    expect(await counts(who('approver', 'parent'))).toMatchObject({ waiting: 1, sent_back: 0 })
    expect(await counts(who('approver', 'own'))).toMatchObject({ waiting: 0 })
    expect(await counts(who('approver', 'group'))).toMatchObject({ waiting: 0 })
    const { body } = await who('approver', 'parent').call(routes.queue, { edition: id })
    expect(body.rows[0]).toMatchObject({ unit: units.own, own: false, hash: await hashOf(id, 'own') })
    await who('approver', 'parent').call(routes.sendBack, {
      id,
      unit: units.own,
      hash: body.rows[0]?.hash ?? '',
      reason: 'Thiếu đội Hai',
    })
    expect(await counts(who('planner', 'own'))).toMatchObject({ sent_back: 1 })
    expect((await who('planner', 'own').call(routes.queue, { edition: id })).body.rows[0]?.reason).toBe('Thiếu đội Hai')
    await submit(id, 'own')
    await approve(id, 'own', who('approver', 'parent'))
    expect(await counts(who('planner', 'own'))).toMatchObject({ sent_back: 0, assignment_changed: 0 })
    await who('planner', 'parent').call(routes.amend, { id, unit: units.parent, reason: 'Thêm hộ' })
    await type(id, who('planner', 'parent'), [
      cell('own', 'target', 1250, { was: 1200 }),
      cell('parent', 'reserve', 50, { was: 100 }),
    ])
    await submit(id, 'parent')
    await approve(id, 'parent', who('approver', 'group'))
    expect(await counts(who('planner', 'own'))).toMatchObject({ assignment_changed: 1 })
    expect(await counts(admin)).toEqual({ waiting: 0, sent_back: 0, asked: 0, assignment_changed: 0 })
  })

  test('keeps an edition from closing while a plan waits', async () => {
    const id = await waiting()
    expect((await admin.call(routes.turn, { id, to: 'closed' })).body.code).toBe('editions.plans_waiting')
  })
})
