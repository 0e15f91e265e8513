import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person } from '#test/world.ts'
import { customerRoutes } from './routes.ts'

const world = await newWorld()
afterAll(() => world.close())
const { list } = customerRoutes
let clerk: Person
let elsewhere: Person

beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
  elsewhere = await world.staff('clerk', world.units.sibling)
  const own = world.units.own
  await aCustomer(world, own, {
    code: 'PB14000000001',
    name: 'Nguyễn Thị Hoà',
    address: 'Số 12, Đường Trần Hưng Đạo, Khóm 3, Phường Tân Thành',
  })
  await aCustomer(world, own, { code: 'PB14000000002', name: 'Nguyễn Thị Hồng', phone: '0912345001' })
  await aCustomer(world, own, {
    code: 'PB14000000003',
    name: 'Trần Văn Nguyên',
    address: 'Ấp Nguyễn Thị Hạnh',
    kind: 'business',
  })
  await aCustomer(world, own, { code: 'PB14000000004', name: 'Lê Đình Đạt', until: '2026-01-01' })
  await aCustomer(world, world.units.child, { code: 'PB14000000005', name: 'Đặng Thuỳ Trâm', commune: '32104' })
  await aCustomer(world, world.units.sibling, { code: 'PB14000000006', name: 'Nguyễn Thị Hoà', phone: '0912345001' })
})

const codes = async (who: Person, asked: Parameters<typeof who.call<typeof list>>[1]): Promise<string[]> => {
  const { body } = await who.call(list, asked)
  return body.customers.map(one => one.code.slice(-1))
}

describe('what is written short', () => {
  beforeAll(async () => {
    const { sibling } = world.units
    const firm = { kind: 'production' } as const
    await aCustomer(world, sibling, {
      ...firm,
      code: 'PB15000000001',
      name: 'CTY TNHH Minh Phát',
      address: '5 Đ. Lê Lợi, P. 2',
    })
    await aCustomer(world, sibling, {
      ...firm,
      code: 'PB15000000002',
      name: 'Công ty Trách nhiệm hữu hạn Minh Phú',
      address: '7 Đường Lê Lợi, Phường 2',
    })
    await aCustomer(world, sibling, { ...firm, code: 'PB15000000003', name: 'Công ty TNHH Minh Phong' })
  })
  test.each([
    ['cty tnhh minh', '123'],
    ['công ty trách nhiệm hữu hạn minh p', '123'],
    ['Công ty TNHH Minh Phát', '1'],
    ['cty minh phong', '3'],
    ['minh phu cty', '2'],
    ['đường lê lợi phường 2', '12'],
    ['đ. lê lợi p.2 minh phú', '2'],
    ['htx minh', ''],
  ])('%s finds it as it is written and in full', async (q, expected) => {
    expect((await codes(elsewhere, { q })).sort().join('')).toBe(expected)
    expect(await codes(clerk, { q })).toEqual([])
  })
})

describe('a customer is found by', () => {
  test.each([
    ['its code', 'PB14000000001', '1'],
    ['its code in small letters with spaces', 'pb14 0000 0000 1', '1'],
    ['half a name without diacritics, each word half', 'nguy thi h', '123'],
    ['a name with its tone mark elsewhere', 'Nguyễn Thị Hòa', '1'],
    ['a name in pieces (NFD)', 'Nguyễn Thị Hoà'.normalize('NFD'), '1'],
    ['a name with đ as d', 'dang thuy', '5'],
    ['words of the name in any order', 'hoa nguyen', '1'],
    ['words of the address', 'tran hung dao', '1'],
    ['name and address', 'hoa tan thanh', '1'],
    ['its phone', '0912345001', '2'],
    ['its phone as it is written', '+84 912 345 001', '2'],
    ['nothing that is there', 'zzzz', ''],
    ['a code of another unit', 'PB14000000006', ''],
  ])('%s', async (_, q, expected) => {
    expect((await codes(clerk, { q })).join('')).toBe(expected)
  })

  test('the name before the address, from its beginning before anywhere', async () => {
    expect(await codes(clerk, { q: 'nguyen thi' })).toEqual(['1', '2', '3'])
  })

  test('a former code, and the number of a contract, a point or a meter', async () => {
    const { id } = await aCustomer(world, world.units.own, { code: 'PB14000000007', name: 'Võ Thị Sáu' })
    await world.owner.pool.query(
      `insert into customers.former values ($1, 'code', 'PB04000000007', null, '2024-01-01')`,
      [id],
    )
    await world.owner.pool.query(
      `insert into customers.contracts (id, number, customer_id, from_day, as_of) values ($1, 'HD-77', $1, '2020-01-01', '2020-01-01')`,
      [id],
    )
    await world.owner.pool.query(
      `insert into customers.points (id, code, customer_id, meter, from_day, as_of) values ($1, 'DD77', $1, 'CT770077', '2020-01-01', '2020-01-01')`,
      [id],
    )
    for (const q of ['PB04000000007', 'HD77', 'DD77', 'ct770077'])
      expect([q, await codes(clerk, { q })]).toEqual([q, q === 'HD77' ? [] : ['7']])
  })
})

describe('filters', () => {
  test('narrow what is found, and stand alone too', async () => {
    expect(await codes(clerk, { q: 'nguyen', kind: 'business' })).toEqual(['3'])
    expect(await codes(clerk, { commune: '32104' })).toEqual(['5'])
    expect(await codes(clerk, { unit: world.units.child })).toEqual(['5'])
    expect(await codes(clerk, { unit: world.units.sibling })).toEqual([])
    expect(await codes(clerk, { q: 'le dinh' })).toEqual([])
    expect(await codes(clerk, { q: 'le dinh', state: 'all' })).toEqual(['4'])
  })

  test('none of them lists everybody of the scope by code, both ways', async () => {
    const up = await codes(clerk, {})
    expect(up).toEqual([...up].sort())
    expect(up).not.toContain('6')
    expect(await codes(clerk, { sort: '-code' })).toEqual([...up].reverse())
    expect(await codes(clerk, { after: 'PB14000000003' })).not.toContain('3')
  })
})

describe('another unit’s customer', () => {
  test('is not found, not opened and not countable', async () => {
    const { body } = await elsewhere.call(list, { q: 'nguyen thi hoa' })
    expect(body).toMatchObject({ found: 1, more: false })
    expect(await codes(elsewhere, { q: '0912345001' })).toEqual(['6'])
    const { body: mine } = await clerk.call(list, { q: 'PB14000000001' })
    const { status, body: refused } = await elsewhere.call(customerRoutes.one, { id: mine.customers[0]?.id ?? '' })
    expect([status, refused.code]).toEqual([404, 'customers.unknown'])
    const { status: reveal } = await elsewhere.call(customerRoutes.reveal, {
      id: mine.customers[0]?.id ?? '',
      key: '00000000-0000-4000-8000-000000000000',
    })
    expect(reveal).toBe(404)
  })

  test('is not read without a scope, and the search itself gives nothing then', async () => {
    const ask = `select * from customers.search('PB14000000001', null, '{nguyen}', false, '{}', null, true, 100)`
    expect((await world.app.pool.query('select from customers.customers')).rowCount).toBe(0)
    expect((await world.app.pool.query(ask)).rowCount).toBe(0)
  })
})

describe('a list that is taken out', () => {
  test('holds what the search found, masked and safe for a spreadsheet, and is in the audit', async () => {
    await aCustomer(world, world.units.own, { code: 'PB14000000099', name: '=HYPERLINK("x")', phone: '0912345099' })
    const { body } = await clerk.call(customerRoutes.takeOut, { q: 'hyperlink', as: 'csv' })
    const text = Buffer.from(body.bytes, 'base64').toString()
    expect(text).toContain(`PB14000000099,"'=HYPERLINK(""x"")"`)
    expect(text).toContain('***099')
    expect(text).not.toContain('0912345099')
    const xlsx = await clerk.call(customerRoutes.takeOut, { q: 'hyperlink', as: 'xlsx' })
    expect(Buffer.from(xlsx.body.bytes, 'base64').subarray(0, 2).toString()).toBe('PK')
    const { rows } = await world.owner.pool.query(
      `select details from audit.entries where does = 'customers.takeOut' and actor = $1`,
      [clerk.id],
    )
    expect(rows).toMatchObject([{ details: { rows: 1, as: 'csv' } }, { details: { rows: 1, as: 'xlsx' } }])
  })

  test('does not reach another unit', async () => {
    const { body } = await elsewhere.call(customerRoutes.takeOut, { q: 'hyperlink', as: 'csv' })
    expect(Buffer.from(body.bytes, 'base64').toString()).not.toContain('PB14000000099')
  })
})
