import { afterAll, beforeAll } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { factRoutes } from '#spine/facts/routes.ts'
import { fieldworkRoutes as work } from '#spine/fieldwork/routes.ts'
import { aSignature, picture } from '#test/pictures.ts'
import { newWorld, type Person, type World } from '#test/world.ts'

const answersTo: Record<string, Record<string, string>> = {
  repair: { trouble: 'sparks' },
  advice: { topic: 'Tiết kiệm điện' },
  'substation-cleaning': { station: 'T12' },
}
export const done = (order: { id: string; orderId: string }, more: object = {}) => ({
  id: order.id,
  orderId: order.orderId,
  startedAt: '2026-12-10T01:30:00Z',
  finishedAt: '2026-12-10T02:20:00Z',
  checks: ['off', 'mend', 'tight', 'explain'],
  readings: { insulation: 2.4 },
  signed: 'customer' as const,
  note: '',
  ...more,
})

type Staff = (name: string) => Person
type Crews = { one: string; two: string }

/** The edition, the people and the two crews. */
async function settle(world: World, edition: string, people: Record<string, Person>, crews: Crews): Promise<void> {
  const { pool } = world.owner
  await pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  )
  const { own, child, sibling } = world.units
  for (const [name, role, unit] of [
    ['planner', 'planner', own],
    ['clerk', 'clerk', own],
    ['approver', 'approver', own],
    ['crew', 'crew', child],
    ['other', 'crew', own],
    ['stranger', 'planner', sibling],
  ] as const)
    people[name] = await world.staff(role, unit)
  const open = async (name: string, member: string): Promise<string> =>
    (
      await (people.planner as Person).call(work.openCrew, {
        unitId: child,
        name,
        members: [(people[member] as Person).id],
      })
    ).body.id
  crews.one = await open('Tổ Một', 'crew')
  crews.two = await open('Tổ Hai', 'other')
}

function actsOf(world: World, edition: string, who: Staff, crews: Crews) {
  const asked = (kind: string, more: object = {}) => ({
    kind: `free-service.${kind}`,
    unitId: world.units.child,
    name: 'Nguyễn Thị Út',
    address: 'Ấp Xẻo Sao, xã Đất Mới',
    phone: '0912 345 678',
    channel: 'call' as const,
    answers: answersTo[kind] ?? {},
    ...more,
  })
  async function ask(kind: string, more: object = {}): Promise<{ id: string; code: string }> {
    return (await who('clerk').call(work.ask, asked(kind, more))).body
  }
  async function ordered(
    kind: string,
    to = crews.one,
  ): Promise<{ id: string; orderId: string; code: string; visitCode: string }> {
    const { id, code } = await ask(kind)
    await who('planner').call(work.decide, { id, move: 'take' })
    const { body } = await who('planner').call(work.plan, {
      id,
      crewId: to,
      day: '2026-12-10',
      from: '08:00',
      until: '10:00',
    })
    return { id, code, ...body }
  }
  let seed = 100
  async function prove(record: string, slots: readonly string[], by = 'crew'): Promise<void> {
    for (const slot of slots)
      await who(by).call(evidence.keep, {
        unitId: world.units.child,
        record,
        kind: 'photo',
        slot,
        bytes: (await picture(seed++)).toString('base64'),
      })
  }
  const sign = (record: string, by = 'crew') =>
    who(by).call(evidence.sign, { unitId: world.units.child, record, slot: 'signature', strokes: aSignature(seed++) })

  const figure = async (measure: string) =>
    (await who('planner').call(factRoutes.figure, { edition, activity: 'free-service', measure })).body
  return { asked, ask, ordered, prove, sign, figure }
}

/** A world of crews that serve customers. Each test file opens its own, as files share their modules. */
export async function newServiceWorld() {
  const world = await newWorld({ max: 20 })
  afterAll(() => world.close())
  const edition = uuidv7()
  const people: Record<string, Person> = {}
  const who: Staff = name => people[name] as Person
  const crews: Crews = { one: '', two: '' }
  beforeAll(() => settle(world, edition, people, crews))
  return { world, edition, who, crews, ...actsOf(world, edition, who, crews) }
}
