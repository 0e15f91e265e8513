import { uuidv7 } from '#kit/wire'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person, type World } from '#test/world.ts'
import { routes } from './routes.ts'

/** A world with an open edition, people of a company and of its corporation, and enterprises with an agreement. */
export type ShiftWorld = World & {
  readonly edition: string
  readonly who: (name: string) => Person
  /** An enterprise with one customer code for each unit given, and a telephone. */
  readonly enterprise: (name: string, units: readonly string[], phone?: string) => Promise<Enterprise>
  /** The same with its agreement. */
  readonly signed: (
    name: string,
    phone?: string,
    channel?: 'sms' | 'call',
  ) => Promise<Enterprise & { agreement: string }>
  /** Calls enterprises from today 13:30 on, or at other times. */
  readonly call: (agreementIds: readonly string[], more?: object) => Promise<string>
}
export type Enterprise = {
  readonly id: string
  readonly name: string
  readonly customers: { id: string; code: string }[]
}

let numbers = 0
export const nextNumber = (): string => `TT-${++numbers}`

async function peopleOf(world: World): Promise<Readonly<Record<string, Person>>> {
  const { own, parent, sibling } = world.units
  const people: Record<string, Person> = {}
  for (const [name, role, unit] of [
    ['planner', 'planner', own],
    ['approver', 'approver', own],
    ['clerk', 'clerk', own],
    ['above', 'planner', parent],
    ['stranger', 'planner', sibling],
  ] as const)
    people[name] = await world.staff(role, unit)
  return people
}

async function anEdition({ owner }: World): Promise<string> {
  const id = uuidv7()
  await owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [id],
  )
  return id
}

const enterprisesOf =
  (world: World): ShiftWorld['enterprise'] =>
  async (name, units, phone) => {
    const id = uuidv7()
    await world.owner.pool.query('insert into customers.enterprises (id, tax_code, name) values ($1, $2, $3)', [
      id,
      id.slice(-10),
      name,
    ])
    const customers = []
    for (const unit of units)
      customers.push(await aCustomer(world, unit, { name, kind: 'production', ...(phone ? { phone } : {}) }))
    await world.owner.pool.query('update customers.customers set enterprise_id = $1 where id = any ($2)', [
      id,
      customers.map(one => one.id),
    ])
    return { id, name, customers }
  }

export async function newShiftWorld(): Promise<ShiftWorld> {
  const world = await newWorld({ max: 24 })
  const edition = await anEdition(world)
  const { own } = world.units
  const people = await peopleOf(world)
  const who = (name: string): Person => people[name] as Person

  const enterprise = enterprisesOf(world)
  return {
    ...world,
    edition,
    who,
    enterprise,
    signed: async (name, phone, channel = 'sms') => {
      const made = await enterprise(name, [own], phone)
      const { body } = await who('planner').call(routes.sign, {
        customerIds: made.customers.map(one => one.id),
        number: nextNumber(),
        signedOn: '2026-03-02',
        registeredKw: 500,
        standby: false,
        channel,
        contactName: 'Trưởng ca',
        contact: '0912000111',
      })
      return { ...made, agreement: body.id }
    },
    call: async (agreementIds, more = {}) => {
      const { body } = await who('planner').call(routes.call, {
        unitId: own,
        agreementIds: [...agreementIds],
        number: nextNumber(),
        startsAt: '2026-12-10T13:30:00+07:00',
        endsAt: '2026-12-10T15:30:00+07:00',
        reason: 'Nắng nóng, lưới căng',
        ...more,
      })
      return body.id
    },
  }
}
