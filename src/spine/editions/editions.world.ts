import type { SendsOf } from '#kit/wire'
import { newWorld, type Person, type World } from '#test/world.ts'
import { editionRoutes as routes } from './routes.ts'

type Typed = SendsOf<typeof routes.edit>['cells'][number]
type Unit = 'group' | 'parent' | 'other' | 'own' | 'sibling' | 'child'

export const writtenEdition = (year: number) => ({
  number: year - 2014,
  name: { vi: `Tháng Tri ân khách hàng ${year}`, en: `Customer Appreciation Month ${year}` },
  theme: { vi: 'Đồng hành cùng khách hàng', en: 'Together with customers' },
  occasion: null,
  slogan: null,
  from: `${year}-12-01`,
  until: `${year}-12-31`,
  tetUntil: null,
  referenceDay: `${year}-12-01`,
  hotMonths: [5, 6, 7],
  priorityGroups: ['poor-households'],
  priorityAreas: [],
  labourDayVnd: 300_000,
  source: null,
})

type Steps = {
  readonly who: (role: 'planner' | 'approver', unit: Unit) => Person
  readonly cell: (unit: Unit, kind: Typed['kind'], value: number | null, more?: Partial<Typed>) => Typed
}

/** What people do with a plan, as the stories call it. */
function stepsOf(units: World['units'], { who, cell }: Steps) {
  const type = (id: string, person: Person, cells: readonly Typed[], mode: 'all' | 'each' = 'all') =>
    person.call(routes.edit, { id, mode, cells: [...cells] })
  const submit = (id: string, unit: Unit, person = who('planner', unit)) =>
    person.call(routes.submit, { id, unit: units[unit] })
  const hashOf = async (id: string, unit: Unit): Promise<string> =>
    (await who('planner', 'group').call(routes.unitPlan, { id, unit: units[unit] })).body.hash ?? ''
  const approve = async (id: string, unit: Unit, person: Person, hash?: string) =>
    person.call(routes.approve, { id, unit: units[unit], hash: hash ?? (await hashOf(id, unit)) })
  const pass = async (id: string, unit: Unit, cells: readonly Typed[]): Promise<void> => {
    await type(id, who('planner', unit), cells)
    await submit(id, unit)
    await approve(id, unit, who('approver', 'group'))
  }

  /** LED lamps and union money, assigned and approved from the group to the company, ready for its teams. */
  async function approvedDownTo(id: string, unit: 'group' | 'parent'): Promise<void> {
    const money = { column: 'money-union' }
    await pass(id, 'group', [
      cell('group', 'target', 2000),
      cell('parent', 'target', 1800),
      cell('group', 'reserve', 200),
      cell('group', 'target', 90_000_000, money),
      cell('parent', 'target', 80_000_000, money),
      cell('group', 'reserve', 10_000_000, money),
    ])
    if (unit === 'group') return
    await pass(id, 'parent', [
      cell('own', 'target', 1200),
      cell('sibling', 'target', 500),
      cell('parent', 'reserve', 100),
      cell('own', 'target', 50_000_000, money),
      cell('parent', 'reserve', 30_000_000, money),
    ])
  }

  /** The company's plan, balanced and submitted, under an approved corporation. */
  async function companyWaiting(id: string): Promise<string> {
    await approvedDownTo(id, 'parent')
    await type(id, who('planner', 'own'), [
      cell('child', 'target', 1200),
      cell('child', 'target', 50_000_000, { column: 'money-union' }),
    ])
    await submit(id, 'own')
    return id
  }
  return { type, submit, hashOf, approve, approvedDownTo, companyWaiting }
}

/** A world with a planner and an approver on every level, who make editions that are open. */
export async function newEditionsWorld(options: { readonly invented?: boolean } = {}) {
  const world = await newWorld({ max: 40, ...options })
  const people: Record<string, Person> = {}
  for (const unit of ['group', 'parent', 'own', 'child', 'sibling'] as const)
    for (const role of ['planner', 'approver'] as const)
      people[`${role} ${unit}`] = await world.staff(role, world.units[unit])
  const admin = await world.staff('administrator', world.units.group)
  const who: Steps['who'] = (role, unit) => people[`${role} ${unit}`] as Person
  const cell: Steps['cell'] = (unit, kind, value, more = {}) => ({
    unit: world.units[unit],
    column: 'led-lamps',
    kind,
    value,
    was: null,
    ...more,
  })

  async function newEdition(year: number): Promise<string> {
    const { body } = await admin.call(routes.create, { year, ...writtenEdition(year) })
    await admin.call(routes.turn, { id: body.id, to: 'open' })
    return body.id
  }
  return { world, who, admin, newEdition, cell, ...stepsOf(world.units, { who, cell }) }
}
