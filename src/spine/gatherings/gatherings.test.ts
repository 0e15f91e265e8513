import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { newWorld, type Person } from '#test/world.ts'
import { anEdition, aSession } from './gatherings.world.ts'
import { gatheringRoutes as routes } from './routes.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
let edition = ''
let planner: Person
let crew: Person
beforeAll(async () => {
  edition = await anEdition(world)
  planner = await world.staff('planner', world.units.own)
  crew = await world.staff('crew', world.units.own)
})

const session = (more: Parameters<typeof aSession>[3] = {}) => aSession(world, edition, world.units.own, more)
/** Invites so many guests and answers their codes, in their order. */
async function codesOf(id: string, names: readonly string[], seats = 1): Promise<string[]> {
  await planner.call(routes.invite, { id, guests: names.map(name => ({ name, seats })) })
  const { codes } = (await planner.call(routes.codes, { id })).body
  return names.map(name => codes.find(one => one.guest === name)?.code ?? '')
}
const register = (code: string, guest: string) => world.nobody.call(routes.register, { code, guest })
const seen = async (id: string) => (await planner.call(routes.session, { id })).body
const scan = (id: string, more: { ticket?: string; guest?: string; at?: string; device?: string }, key = uuidv7()) =>
  crew.call(routes.scan, { session: id, device: 'p1', at: '2026-12-10T02:30:00Z', ...more }, { key })

describe('from the letter to the door', () => {
  test('a code opens the invitation, a seat is taken, its ticket is read at the door once', async () => {
    const id = await session()
    const [code = ''] = await codesOf(id, ['Công ty Dệt may Sông Hồng'], 2)
    const open = (await world.nobody.call(routes.invited, { code })).body
    expect(open).toMatchObject({ guest: 'Công ty Dệt may Sông Hồng', seats: 2, left: 40, open: true, guests: [] })
    expect((await register(code, 'Trần Thị Hoà')).body.state).toBe('confirmed')
    const { guests } = (await world.nobody.call(routes.invited, { code })).body
    const ticket = guests[0]?.ticket ?? ''
    expect(ticket).toMatch(/^TA1\.[\w-]{128}$/)

    const gate = (await crew.call(routes.gate, {})).body.sessions.find(one => one.session.id === id)
    expect(gate?.guests).toMatchObject([{ guest: 'Trần Thị Hoà', no: 1, state: 'confirmed', present: false }])
    const key = uuidv7()
    expect((await scan(id, { ticket }, key)).body).toMatchObject({ present: true, guest: guests[0]?.id })
    expect((await scan(id, { ticket }, key)).status).toBe(200)
    expect(await seen(id)).toMatchObject({ session: { confirmed: 1, present: 1 }, conflicts: [] })
  })

  test('the same letter answered twice at once is one registration, and a name typed otherwise too', async () => {
    const id = await session()
    const [code = ''] = await codesOf(id, ['Hộ ông Lê Văn Đức'], 3)
    const answers = await Promise.all(['Lê Văn Đức', 'LÊ VĂN ĐỨC', 'lê văn đức'].map(name => register(code, name)))
    expect(new Set(answers.map(one => one.body.id)).size).toBe(1)
    expect((await seen(id)).session.confirmed).toBe(1)
  })

  test('whoever waits moves up in the order of arrival when a seat comes free, and not once it has begun', async () => {
    const id = await session({ capacity: 1 })
    const codes = await codesOf(id, ['Khách Một', 'Khách Hai', 'Khách Ba'])
    for (const [at, code] of codes.entries()) await register(code, `Người ${at}`)
    const stateOf = async (code = '') => (await world.nobody.call(routes.invited, { code })).body.guests[0]
    expect(await stateOf(codes[1])).toMatchObject({ state: 'waiting', ahead: 0, ticket: null })
    expect(await stateOf(codes[2])).toMatchObject({ state: 'waiting', ahead: 1 })
    const first = await stateOf(codes[0])
    expect((await world.nobody.call(routes.leave, { code: codes[0] ?? '', guest: first?.id ?? '' })).status).toBe(200)
    expect(await stateOf(codes[1])).toMatchObject({ state: 'confirmed' })
    expect((await planner.call(routes.seats, { id, capacity: 2, held: 1 })).body.moved).toBe(0)
    expect((await planner.call(routes.seats, { id, capacity: 2, held: 0 })).body.moved).toBe(1)
    expect((await seen(id)).session).toMatchObject({ confirmed: 2, waiting: 0 })

    const begun = await session({ capacity: 1, startsAt: '2026-12-10T02:41:00Z' })
    const [a = '', b = ''] = await codesOf(begun, ['Khách A', 'Khách B'])
    await register(a, 'Người A')
    await register(b, 'Người B')
    world.at('2026-12-10T03:00:00Z')
    await world.nobody.call(routes.decline, { code: a })
    expect((await seen(begun)).session).toMatchObject({ confirmed: 0, waiting: 1 })
    world.at('2026-12-10T02:40:00Z')
  })

  test('a guest without invitation takes a leased seat; over the seats they are let in, and somebody must look', async () => {
    const id = await session({ capacity: 2 })
    const [code = ''] = await codesOf(id, ['Khách Một'])
    expect((await crew.call(routes.lease, { session: id, seats: 5, device: 'p1' })).body.seats).toBe(2)
    expect((await register(code, 'Người Một')).body.state).toBe('waiting')
    const walk = async (guest: string) =>
      (await crew.call(routes.walkIn, { session: id, guest, device: 'p1', at: '2026-12-10T02:35:00Z' })).body.over
    expect([await walk('Đến thẳng A'), await walk('Đến thẳng B'), await walk('Đến thẳng C')]).toEqual([
      false,
      false,
      true,
    ])
    const { session: now, conflicts } = await seen(id)
    expect(now).toMatchObject({ capacity: 2, confirmed: 2, leased: 0, waiting: 1, present: 3 })
    expect(conflicts).toMatchObject([{ kind: 'over', guest: 'Đến thẳng C' }])
    await planner.call(routes.resolve, { id: conflicts[0]?.guestId ?? '', counted: false, note: 'Đã mời về chỗ khác' })
    expect((await seen(id)).session.present).toBe(2)
  })

  test('two phones let the same ticket in: one guest was there, and the contradiction names both', async () => {
    const id = await session()
    const [code = ''] = await codesOf(id, ['Khách Một'])
    const { id: guest } = (await register(code, 'Người Một')).body
    const first = uuidv7()
    await scan(id, { guest, device: 'cua-dong' }, first)
    await scan(id, { guest, device: 'cua-tay', at: '2026-12-10T02:32:00Z' })
    expect(await seen(id)).toMatchObject({
      session: { present: 1 },
      conflicts: [{ kind: 'double_entry', scans: [{ device: 'cua-dong' }, { device: 'cua-tay' }] }],
    })
    await crew.call(routes.undo, { session: id, guest, scan: first, device: 'p1', at: '2026-12-10T02:33:00Z' })
    expect(await seen(id)).toMatchObject({ session: { present: 1 }, conflicts: [] })
  })
})

describe('what is refused, and changes nothing', () => {
  test('a ticket of another session, one that was changed, and one of nobody', async () => {
    const [here, there] = [await session(), await session()]
    const [code = ''] = await codesOf(there, ['Khách Một'])
    await register(code, 'Người Một')
    const ticket = (await world.nobody.call(routes.invited, { code })).body.guests[0]?.ticket ?? ''
    expect((await scan(here, { ticket })).body.code).toBe('gatherings.wrong_session')
    const forged = `${ticket.slice(0, 30)}${ticket[30] === 'A' ? 'B' : 'A'}${ticket.slice(31)}`
    expect((await scan(there, { ticket: forged })).body.code).toBe('gatherings.bad_ticket')
    expect((await scan(there, { ticket: 'TA1.xx' })).body.code).toBe('gatherings.bad_ticket')
    expect((await scan(there, {})).body.code).toBe('gatherings.bad_ticket')
    expect((await seen(there)).session.present).toBe(0)
  })

  test('a code that is none, one that was withdrawn, a late answer, more people than invited', async () => {
    const id = await session()
    const [kept = '', gone = ''] = await codesOf(id, ['Khách Giữ', 'Khách Thôi'])
    const { invitations } = await seen(id)
    await planner.call(routes.withdraw, { id: invitations.find(one => one.guest === 'Khách Thôi')?.id ?? '' })
    for (const code of ['CFG2-3H4J-5K6M', "' or 1=1", gone])
      expect((await world.nobody.call(routes.invited, { code })).body.code).toBe('gatherings.unknown_code')
    await register(kept, 'Người Một')
    expect((await register(kept, 'Người Hai')).body.code).toBe('gatherings.no_more_guests')
    expect((await planner.call(routes.seats, { id, capacity: 1, held: 1 })).body.code).toBe('gatherings.seats_given')
    world.at('2026-12-10T03:30:00Z')
    const [late = ''] = await codesOf(id, ['Khách Muộn'])
    expect((await register(late, 'Người Muộn')).body.code).toBe('gatherings.registration_closed')
    world.at('2026-12-10T02:40:00Z')
  })

  test('nobody is asked twice, and another unit sees nothing', async () => {
    const id = await session()
    const party = { kind: 'customer', id: uuidv7() } as const
    const ask = () => planner.call(routes.invite, { id, guests: [{ name: 'Khách Một', party }, { name: 'Bà Hoà' }] })
    expect((await ask()).body).toEqual({ invited: 2, known: 0 })
    expect((await ask()).body).toEqual({ invited: 0, known: 2 })
    const stranger = await world.staff('planner', world.units.sibling)
    expect((await stranger.call(routes.session, { id })).status).toBe(404)
    expect((await stranger.call(routes.codes, { id })).status).toBe(404)
  })
})

describe('under load', () => {
  test('500 people on 40 seats by 64 clients: exactly 40 sit, the others wait in the order of arrival', async () => {
    const id = await session()
    const codes = await codesOf(
      id,
      Array.from({ length: 500 }, (_, at) => `Khách ${at}`),
    )
    const queue = codes.entries()
    const client = async (): Promise<void> => {
      for (const [at, code] of queue) expect((await register(code, `Người ${at}`)).status).toBe(200)
    }
    await Promise.all(Array.from({ length: 64 }, client))
    const { session: now, registrations } = await seen(id)
    expect(now).toMatchObject({ capacity: 40, confirmed: 40, waiting: 460 })
    expect(registrations.map(one => one.no)).toEqual(Array.from({ length: 500 }, (_, at) => at + 1))
    expect(registrations.slice(0, 40).every(one => one.state === 'confirmed')).toBe(true)
    expect(registrations.slice(40).every(one => one.state === 'waiting')).toBe(true)
  }, 60_000)

  test('seats taken, given back, held and leased at once never add up to more than there are', async () => {
    const id = await session({ capacity: 5 })
    const codes = await codesOf(
      id,
      Array.from({ length: 24 }, (_, at) => `Khách ${at}`),
    )
    const comeAndGo = async (code: string, at: number): Promise<void> => {
      const { body } = await register(code, `Người ${at}`)
      if (at % 2) await world.nobody.call(routes.leave, { code, guest: body.id })
      if (at % 5 === 0) await crew.call(routes.lease, { session: id, seats: 1, device: `p${at}` })
      if (at % 7 === 0) await planner.call(routes.seats, { id, capacity: 5 + (at % 3), held: at % 2 })
    }
    await Promise.all(codes.map(comeAndGo))
    const { session: now, registrations } = await seen(id)
    const count = (state: string): number => registrations.filter(one => one.state === state).length
    expect(now).toMatchObject({ confirmed: count('confirmed'), waiting: count('waiting') })
    expect(now.confirmed + now.held + now.leased).toBeLessThanOrEqual(now.capacity)
    expect(now.confirmed + now.waiting).toBe(12)
    expect(now.waiting === 0 || now.confirmed + now.held + now.leased === now.capacity).toBe(true)
  }, 60_000)
})
