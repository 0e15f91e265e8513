import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person } from '#test/world.ts'
import { customerRoutes } from './routes.ts'
import { nextPromise } from './rules-personal.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
const { ask, request, requests, acknowledge, extend, answer, askForMine, myRequests, myData } = customerRoutes
let clerk: Person
beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
})
const asked = { through: 'counter', text: 'Xin xoá số điện thoại cũ', thirdParties: false } as const

async function aRequest(
  kind: 'access' | 'deletion' | 'withdrawal' | 'objection',
  thirdParties = false,
): Promise<{ id: string; customer: string }> {
  const { id: customer } = await aCustomer(world, world.units.own, { phone: '0933000111' })
  const { body } = await clerk.call(ask, { id: customer, kind, ...asked, thirdParties })
  return { id: body.id, customer }
}

describe('a request about personal data', () => {
  // 10/12/2026 is a Thursday; Saturdays and Sundays do not count, 1/1/2027 is a holiday.
  test.each([
    ['access', false, '2026-12-24'],
    ['objection', false, '2026-12-31'],
    ['objection', true, '2027-01-08'],
    ['deletion', false, '2027-01-08'],
    ['deletion', true, '2027-01-22'],
  ] as const)(
    '%s (third parties: %s) is due on %s, and acknowledged within two working days',
    async (kind, thirdParties, dueOn) => {
      const { id } = await aRequest(kind, thirdParties)
      const { body } = await clerk.call(request, { id })
      expect(body).toMatchObject({
        kind,
        dueOn,
        acknowledgeBy: '2026-12-14',
        state: 'received',
        standing: 'open',
        text: asked.text,
        confirmed: false,
      })
    },
  )

  test('is late once its day is over, and late ones come first', async () => {
    const { id } = await aRequest('access')
    world.at('2026-12-15T02:00:00Z')
    const later = await world.staff('clerk', world.units.own)
    try {
      const { body } = await later.call(requests, {})
      expect(body.requests.find(one => one.id === id)?.standing).toBe('late')
      const promised = body.requests.map(one => nextPromise(one).by)
      expect(promised).toEqual(promised.toSorted())
      expect(body.late).toBe(body.requests.filter(one => one.standing === 'late').length)
      await later.call(acknowledge, { id })
      expect((await later.call(request, { id })).body.standing).toBe('open')
    } finally {
      world.at('2026-12-10T02:40:00Z')
    }
  })

  test('is acknowledged, extended and answered once, whoever presses at the same moment', async () => {
    const { id } = await aRequest('access')
    const tries = <T>(call: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 16 }, call))
    const won = (answers: { status: number }[]): number => answers.filter(({ status }) => status === 200).length
    expect(won(await tries(() => clerk.call(acknowledge, { id })))).toBe(1)
    expect(won(await tries(() => clerk.call(extend, { id, reason: 'Hồ sơ giấy' })))).toBe(1)
    expect(won(await tries(() => clerk.call(answer, { id, outcome: 'done', text: 'Đã gửi' })))).toBe(1)
    const { body } = await clerk.call(request, { id })
    expect(body).toMatchObject({ state: 'done', standing: 'closed', dueOn: '2027-01-15', mayExtend: false })
    expect(body.steps.map(one => [one.step, one.text])).toEqual([
      ['acknowledged', ''],
      ['extended', 'Hồ sơ giấy'],
      ['done', 'Đã gửi'],
    ])
  })

  test('keeps its words sealed, and is not read from another unit', async () => {
    const { id } = await aRequest('access')
    const { rows } = await world.owner.pool.query('select * from customers.requests where id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain('xoá số')
    const other = await world.staff('clerk', world.units.sibling)
    expect((await other.call(request, { id })).body.code).toBe('customers.unknown_request')
    expect((await other.call(answer, { id, outcome: 'done', text: 'Đã gửi' })).body.code).toBe(
      'customers.unknown_request',
    )
    expect((await other.call(requests, {})).body.requests).toEqual([])
  })
})

describe('a deletion', () => {
  test('empties ways to reach the person, their representatives and their words, and keeps the running contract', async () => {
    const { id, customer } = await aRequest('deletion')
    await clerk.call(customerRoutes.addContact, { id: customer, value: 'hoa@example.vn' })
    const { body } = await clerk.call(answer, { id, outcome: 'done', text: 'Đã xoá số điện thoại và thư điện tử' })
    expect(body.rowsErased).toBeGreaterThanOrEqual(3)
    const page = (await clerk.call(customerRoutes.one, { id: customer })).body
    expect(page).toMatchObject({ name: 'Nguyễn Thị Hoa', contacts: [], representatives: [], phone: null })
    expect((await clerk.call(request, { id })).body).toMatchObject({ text: '', state: 'done' })
    expect(
      (await clerk.call(customerRoutes.list, { q: '0933000111' })).body.customers.map(one => one.id),
    ).not.toContain(customer)
  })

  test('that could not be done erases nothing', async () => {
    const { id, customer } = await aRequest('deletion')
    expect(
      (await clerk.call(answer, { id, outcome: 'refused', text: 'Không phải chủ hợp đồng' })).body.rowsErased,
    ).toBeNull()
    expect((await clerk.call(customerRoutes.one, { id: customer })).body.contacts).toHaveLength(1)
  })

  test('of a contract that has ended takes the name and the address too', async () => {
    const { id: customer } = await aCustomer(world, world.units.own, {
      name: 'Phan Thị Cũ',
      until: '2026-01-01',
      code: 'PB14999999999',
    })
    const { body } = await clerk.call(ask, { id: customer, kind: 'deletion', ...asked })
    await clerk.call(answer, { id: body.id, outcome: 'done', text: 'Đã xoá' })
    expect((await clerk.call(customerRoutes.one, { id: customer })).body.name).toBe('-')
    expect((await clerk.call(customerRoutes.list, { q: 'phan thi cu', state: 'all' })).body.found).toBe(0)
  })
})

test('a withdrawal takes back every consent that was given, and only those', async () => {
  const { id, customer } = await aRequest('withdrawal')
  const word = { how: 'paper', evidence: 'Phiếu 3' } as const
  await clerk.call(customerRoutes.recordConsent, {
    id: customer,
    purpose: 'care',
    channel: 'sms',
    given: true,
    ...word,
  })
  await clerk.call(customerRoutes.recordConsent, {
    id: customer,
    purpose: 'offers',
    channel: 'call',
    given: false,
    ...word,
  })
  await clerk.call(answer, { id, outcome: 'done', text: 'Đã rút lại' })
  const { consents, consentHistory } = (await clerk.call(customerRoutes.one, { id: customer })).body
  expect(consents.map(one => one.given)).toEqual([false, false])
  expect(consentHistory).toHaveLength(3)
})

test('a customer asks, sees the answer, and sees all that is kept on them and nothing of others', async () => {
  const { id: customer } = await aCustomer(world, world.units.own, { phone: '0977000222', name: 'Lý Thị Mận' })
  const stranger = await aCustomer(world, world.units.own, { phone: '0977000333' })
  const person = await world.customer('0977000222')
  const { body: kept } = await person.call(myData, {})
  expect(kept.customers).toMatchObject([{ name: 'Lý Thị Mận', contacts: [{ value: '0977 000 222' }] }])
  const { body } = await person.call(askForMine, { customer, kind: 'correction', text: 'Tên đúng là Lý Thị Mận Em' })
  await clerk.call(answer, { id: body.id, outcome: 'done', text: 'Đã sửa tên' })
  expect((await person.call(myRequests, {})).body.requests).toMatchObject([
    { state: 'done', answer: 'Đã sửa tên', kind: 'correction' },
  ])
  expect((await person.call(askForMine, { customer: stranger.id, kind: 'access', text: 'Cho xem' })).body.code).toBe(
    'customers.unknown',
  )
  const { rows } = await world.owner.pool.query(
    `select 1 from audit.entries where does = 'customers.myData' and actor = $1`,
    [person.id],
  )
  expect(rows).toHaveLength(1)
})
