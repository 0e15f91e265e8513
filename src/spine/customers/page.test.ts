import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person } from '#test/world.ts'
import { customerRoutes } from './routes.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
const { one, reveal, addContact, endContact, addRepresentative, endRepresentative, recordConsent } = customerRoutes
let clerk: Person
let planner: Person
beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
  planner = await world.staff('planner', world.units.own)
})

const pageOf = async (id: string) => (await clerk.call(one, { id })).body
const today = '2026-12-10'

describe('ways to reach a customer', () => {
  test('stay masked until a clerk reveals one, and each reveal is in the audit without the number', async () => {
    const { id } = await aCustomer(world, world.units.own, { phone: '0912345678' })
    const [contact] = (await pageOf(id)).contacts
    expect(contact).toMatchObject({ shown: '***678', main: true, kind: 'phone', shared: 1 })
    expect(JSON.stringify(await pageOf(id))).not.toContain('0912345678')
    expect((await planner.call(reveal, { id, key: contact?.key ?? '' })).status).toBe(403)
    expect((await clerk.call(reveal, { id, key: contact?.key ?? '' })).body.value).toBe('0912 345 678')
    const { rows } = await world.owner.pool.query(
      `select * from audit.entries where does = 'customers.reveal' and record = $1`,
      [id],
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/912345678|912 345 678/)
    expect(JSON.stringify(world.lines)).not.toMatch(/912345678|912 345 678/)
  })

  test('are kept sealed: the database holds no number and no address in the clear', async () => {
    const { id } = await aCustomer(world, world.units.own)
    await clerk.call(addContact, { id, value: 'Hoa.Nguyen@Example.vn' })
    await clerk.call(addContact, { id, value: '01682223333' })
    const { rows } = await world.owner.pool.query('select * from customers.contact_points where customer_id = $1', [id])
    expect(rows.map(row => row.shown).sort()).toEqual(['***333', 'Ho***@Example.vn'])
    expect(JSON.stringify(rows)).not.toMatch(/Nguyen@|0382223333/i)
    const phone = (await pageOf(id)).contacts.find(it => it.kind === 'phone')
    expect((await clerk.call(reveal, { id, key: phone?.key ?? '' })).body.value).toBe('0382 223 333')
  })

  test('are refused when they are none, or there already; an ended one is kept as a former one', async () => {
    const { id } = await aCustomer(world, world.units.own, { phone: '0912345111' })
    expect((await clerk.call(addContact, { id, value: '0912345111' })).body.code).toBe('customers.contact_there')
    expect((await clerk.call(addContact, { id, value: '091234' })).body.code).toBe('customers.bad_contact')
    const [contact] = (await pageOf(id)).contacts
    expect((await clerk.call(endContact, { id, key: contact?.key ?? '' })).status).toBe(200)
    expect((await clerk.call(endContact, { id, key: contact?.key ?? '' })).body.code).toBe('customers.unknown_contact')
    expect((await pageOf(id)).contacts).toMatchObject([{ shown: '***111', until: today }])
    expect((await clerk.call(customerRoutes.list, { q: '0912345111' })).body.found).toBe(0)
    expect((await clerk.call(addContact, { id, value: '0912345111' })).status).toBe(200)
    expect((await clerk.call(customerRoutes.list, { q: '0912345111' })).body.found).toBe(1)
  })
})

describe('a representative', () => {
  const paper = {
    role: 'authorised',
    evidence: 'Giấy uỷ quyền 12/2026',
    from: '2026-01-01',
    until: '2027-12-01',
  } as const

  test('reaches the contracts from their own phone while the paper holds, and not after it was ended', async () => {
    const { id } = await aCustomer(world, world.units.own, { name: 'Công ty TNHH Sông Trăng', kind: 'production' })
    const { body } = await clerk.call(addRepresentative, { id, name: 'Trần Văn Sáu', phone: '0987654321', ...paper })
    const person = await world.customer('0987654321')
    expect((await person.call(customerRoutes.mine, {})).body.customers).toMatchObject([{ id }])
    expect((await clerk.call(endRepresentative, { id: body.id })).status).toBe(200)
    expect((await person.call(customerRoutes.mine, {})).body.customers).toEqual([])
    expect((await clerk.call(endRepresentative, { id: body.id })).body.code).toBe('customers.representative_ended')
  })

  test('needs days that are not over, and evidence', async () => {
    const { id } = await aCustomer(world, world.units.own)
    const { body } = await clerk.call(addRepresentative, { id, name: 'Trần Văn Sáu', ...paper, until: '2026-12-09' })
    expect(body.code).toBe('customers.bad_days')
    expect((await clerk.call(addRepresentative, { id, name: 'Trần Văn Sáu', ...paper, evidence: '' })).status).toBe(422)
  })
})

describe('a consent', () => {
  const word = { purpose: 'care', channel: 'sms', how: 'paper', evidence: 'Phiếu 15' } as const

  test('is a history: who, when, how, which text; the last word holds, and silence is none', async () => {
    const { id } = await aCustomer(world, world.units.own)
    expect((await pageOf(id)).consents).toEqual([])
    await clerk.call(recordConsent, { id, ...word, given: true })
    await clerk.call(recordConsent, { id, ...word, given: false })
    const page = await pageOf(id)
    expect(page.consents).toMatchObject([{ purpose: 'care', channel: 'sms', given: false }])
    expect(page.consentHistory).toMatchObject([
      { given: false, how: 'paper', evidence: 'Phiếu 15', textVersion: '2026.1', by: 'Nhân viên clerk' },
      { given: true },
    ])
    const ask = `select customers.consented($1, 'care', 'sms') as yes`
    expect((await world.owner.pool.query(ask, [id])).rows).toEqual([{ yes: false }])
  })

  test('cannot be changed or deleted by the app, and a channel must go with its purpose', async () => {
    const { id } = await aCustomer(world, world.units.own)
    await clerk.call(recordConsent, { id, ...word, given: true })
    await expect(world.app.pool.query('update customers.consents set given = true')).rejects.toThrow(/permission/)
    await expect(world.app.pool.query('delete from customers.consents')).rejects.toThrow(/permission/)
    const { body } = await clerk.call(recordConsent, { id, ...word, purpose: 'publication', given: true })
    expect(body.code).toBe('customers.channel_not_for_purpose')
  })

  test('holds one word after many said both at once, and the history keeps them all', async () => {
    const { id } = await aCustomer(world, world.units.own, { phone: '0911222333' })
    const person = await world.customer('0911222333')
    await Promise.all(
      Array.from({ length: 32 }, (_, at) =>
        person.call(customerRoutes.giveConsent, { purpose: 'survey', channel: 'zalo', given: at % 2 === 0 }),
      ),
    )
    const { consents, consentHistory } = await pageOf(id)
    expect(consentHistory).toHaveLength(32)
    expect(consents).toMatchObject([{ given: consentHistory[0]?.given }])
    const mine = (await person.call(customerRoutes.myConsents, {})).body.consents
    expect(mine).toMatchObject([{ given: consentHistory[0]?.given }])
  })
})

test('a number of more than twenty contracts identifies nobody, and staff still find them by it', async () => {
  for (let at = 0; at < 20; at++) await aCustomer(world, world.units.own, { phone: '0909090909' })
  const person = await world.customer('0909090909')
  expect((await person.call(customerRoutes.mine, {})).body.customers).toHaveLength(20)
  const { id } = await aCustomer(world, world.units.sibling, { phone: '0909090909' })
  expect((await person.call(customerRoutes.mine, {})).body.customers).toEqual([])
  expect(
    (await person.call(customerRoutes.giveConsent, { purpose: 'care', channel: 'sms', given: true })).body.customers,
  ).toBe(0)
  expect((await clerk.call(customerRoutes.list, { q: '0909090909' })).body.found).toBe(20)
  expect((await clerk.call(one, { id })).status).toBe(404)
})
