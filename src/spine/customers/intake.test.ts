import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Intake, IntakeLoad } from '#kit/serve/intake.ts'
import { uuidv7 } from '#kit/wire'
import { newWorld, type Person } from '#test/world.ts'
import { bringIn } from './intake.world.ts'
import { contractsIntake, pointsIntake } from './intake-contracts.ts'
import { customersIntake } from './intake-customers.ts'
import { customerRoutes } from './routes.ts'

const world = await newWorld()
afterAll(() => world.close())
let clerk: Person
beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
  const { owner } = world
  await owner.pool.query(`insert into org.provinces values ('96', '2025-07-01'); insert into org.communes values ('32104', '2025-07-01');
    insert into org.province_names values ('96', 'Cà Mau', 'province', '2025-07-01');
    insert into org.commune_names values ('32104', 'Tân Thành', 'ward', '96', '2025-07-01');
    insert into org.commune_history values ('00000000-0000-4000-8000-000000000001', '31000', 'Hàm Rồng', 'Năm Căn', 'Cà Mau', '32104', '2025-07-01', 'whole', 'name')`)
})

const find = async (q: string, state: 'active' | 'all' = 'active') =>
  (await clerk.call(customerRoutes.list, { q, state })).body.customers
const open = async (q: string) =>
  (await clerk.call(customerRoutes.one, { id: (await find(q, 'all'))[0]?.id ?? '' })).body
const anne = { code: 'PB14100000001', name: 'Nguyễn Thị Ánh', address: 'Số 5, Đường Lê Lợi', phone: '0912000111' }

describe('a list of customers', () => {
  test('comes in, is found at once, and the same list again changes nothing', async () => {
    const first = await bringIn(world, customersIntake, [anne])
    expect(first).toMatchObject({ wrong: [], noted: [], applied: { added: 1, changed: 0, same: 0 } })
    expect(await find('nguyen thi anh le loi')).toHaveLength(1)
    expect(await find('0912000111')).toHaveLength(1)
    expect((await bringIn(world, customersIntake, [anne])).applied).toEqual({ added: 0, changed: 0, same: 1 })
    expect((await open('PB14100000001')).former).toEqual([])
  })

  test('that changes somebody keeps what they were, and leaves what it does not tell', async () => {
    const moved = {
      code: anne.code,
      name: anne.name,
      address: 'Số 9, Đường Quang Trung',
      unit: 'CHILD',
      phone: '0912000222',
    }
    expect((await bringIn(world, customersIntake, [moved], '2026-12-11')).applied).toEqual({
      added: 0,
      changed: 1,
      same: 0,
    })
    const page = await open('PB14100000001')
    expect(page.former.map(one => [one.what, one.value, one.until]).sort()).toEqual([
      ['address', 'Số 5, Đường Lê Lợi', '2026-12-11'],
      ['unit', 'Công ty Điện lực Một', '2026-12-11'],
    ])
    expect(page).toMatchObject({ address: 'Số 9, Đường Quang Trung', unit: { name: 'Đội Một' }, kind: 'household' })
    expect(page.contacts.map(one => [one.shown, one.until])).toEqual([
      ['***222', null],
      ['***111', '2026-12-11'],
    ])
    expect(await find('nguyen thi anh quang trung')).toHaveLength(1)
    expect(await find('nguyen thi anh le loi')).toHaveLength(0)
  })

  test('brings somebody new among those who are known, who are found at once', async () => {
    const newcomer = { code: 'PB14100000009', name: 'Đoàn Văn Mười', address: 'Số 7, Đường Hai Bà Trưng' }
    const { applied } = await bringIn(world, customersIntake, [newcomer, { ...anne, name: 'Nguyễn Thị Ánh' }])
    expect(applied).toMatchObject({ added: 1 })
    expect(await find('doan van muoi')).toMatchObject([{ code: newcomer.code }])
    expect(await find('muoi hai ba tr')).toMatchObject([{ code: newcomer.code }])
  })

  test('that is older than what is there is refused by row', async () => {
    const { wrong, applied } = await bringIn(world, customersIntake, [{ ...anne, asOf: '2026-12-01' }])
    expect(wrong).toEqual([{ row: 1, column: 'asOf', code: 'older' }])
    expect(applied).toEqual({ added: 0, changed: 0, same: 0 })
    expect((await open('PB14100000001')).address).toBe('Số 9, Đường Quang Trung')
  })

  test('names each wrong row, notes what is odd, and takes a former commune as today’s', async () => {
    const { wrong, noted, applied } = await bringIn(world, customersIntake, [
      { code: 'PB14*', name: 'Sai Mã' },
      { code: 'PB14200000002', name: 'Trần Văn Ba', unit: 'SIBLING' },
      { code: 'PB142', name: 'Lý Thị Tư', commune: 'Xã Hàm Rồng', province: 'Tỉnh Cà Mau' },
      { code: 'PB14200000004', name: 'Công ty Sáu', taxCode: '123' },
      {
        code: 'PB14200000005',
        name: 'Công ty Bảy',
        taxCode: '0100100078',
        enterprise: 'Công ty Bảy',
        kind: 'production',
        yearlyKwh: '2000000',
      },
      { code: 'PB14200000006', name: 'Phan Thị Tám', email: 'không phải thư' },
      { code: 'PB14200000007', name: 'Phan Thị Chín', since: '2026-05-01', until: '2026-04-01' },
    ])
    expect(wrong.map(one => [one.row, one.code])).toEqual([
      [1, 'code_bad'],
      [2, 'unit_unknown'],
      [4, 'tax_bad'],
      [6, 'email_bad'],
      [7, 'until_before'],
    ])
    expect(noted.map(one => [one.row, one.code])).toEqual([
      [3, 'code_unusual'],
      [3, 'commune_former'],
      [5, 'tax_unusual'],
    ])
    expect(applied.added).toBe(2)
    expect(await find('ly thi tu ham rong')).toMatchObject([{ commune: 'Tân Thành', province: 'Cà Mau' }])
    expect(await open('PB14200000005')).toMatchObject({
      large: true,
      yearlyKwh: '2000000',
      enterprise: { taxCode: '0100100078', usual: false },
    })
  })

  test('refuses a code that another unit’s customer has, without saying whose', async () => {
    const other = await world.staff('clerk', world.units.sibling)
    await world.owner.pool.query(
      `insert into customers.customers (id, code, name, kind, unit_id, since_day, folded, as_of) values ($1, 'PB14300000001', 'Ai đó', 'household', $2, '2020-01-01', '', '2020-01-01')`,
      [uuidv7(), world.units.sibling],
    )
    const { wrong } = await bringIn(world, customersIntake, [{ code: 'PB14300000001', name: 'Người Khác' }])
    expect(wrong).toEqual([{ row: 1, column: 'code', code: 'code_elsewhere' }])
    expect((await other.call(customerRoutes.list, { q: 'PB14300000001' })).body.customers[0]?.name).toBe('Ai đó')
  })

  test('a former code leads to the customer that has a new one, and both find it', async () => {
    await bringIn(world, customersIntake, [{ code: 'PB04400000001', name: 'Võ Thị Đổi' }])
    const { applied } = await bringIn(world, customersIntake, [
      { code: 'PE14400000001', formerCode: 'PB04400000001', name: 'Võ Thị Đổi' },
    ])
    expect(applied).toEqual({ added: 0, changed: 1, same: 0 })
    expect(await find('PB04400000001')).toMatchObject([{ code: 'PE14400000001' }])
  })
})

describe('contracts and metering points', () => {
  test('hang on their customer; a new multiplier ends the one before', async () => {
    await bringIn(world, customersIntake, [{ code: 'PB14500000001', name: 'Xưởng Năm' }])
    const contract = { number: 'HD500001', customer: 'PB14500000001', since: '2020-01-01', agreedKw: '250' }
    expect(
      (await bringIn(world, contractsIntake, [contract, { ...contract, number: 'HD500002', customer: 'KHONGCO' }]))
        .wrong,
    ).toEqual([{ row: 2, column: 'customer', code: 'customer_unknown' }])
    const point = {
      code: 'DD500001',
      customer: 'PB14500000001',
      contract: 'HD500001',
      meter: 'CT1',
      multiplier: '40',
      since: '2020-01-01',
    }
    await bringIn(world, pointsIntake, [point])
    expect((await bringIn(world, pointsIntake, [point])).applied).toEqual({ added: 0, changed: 0, same: 1 })
    await bringIn(world, pointsIntake, [{ ...point, multiplier: '80', multiplierFrom: '2026-06-01' }])
    const [shown] = (await open('PB14500000001')).contracts
    expect(shown).toMatchObject({ number: 'HD500001', agreedKw: '250.00' })
    expect(shown?.points[0]?.multipliers).toEqual([
      { multiplier: '80', from: '2026-06-01', until: null },
      { multiplier: '40', from: '2020-01-01', until: '2026-06-01' },
    ])
    expect((await bringIn(world, pointsIntake, [{ ...point, multiplier: '0' }])).wrong).toMatchObject([
      { code: 'multiplier_bad' },
    ])
  })
})

describe('a load that is taken back', () => {
  const undo = (intake: Intake, load: IntakeLoad) =>
    world.within({ actor: world.units.own, units: [world.units.own, world.units.child] }, tx => intake.undo(tx, load))

  test('leaves everything as it was before', async () => {
    await bringIn(world, customersIntake, [
      { code: 'PB14600000001', name: 'Hồ Thị Trước', address: 'Số 1', phone: '0912600001' },
    ])
    const before = await open('PB14600000001')
    const { load } = await bringIn(world, customersIntake, [
      { code: 'PB14600000001', name: 'Hồ Thị Sau', address: 'Số 2', phone: '0912600002' },
      { code: 'PB14600000002', name: 'Hồ Thị Mới', address: 'Số 3', phone: '0912600003' },
    ])
    expect(await find('ho thi moi')).toHaveLength(1)
    expect(await undo(customersIntake, load)).toBe(2)
    expect(await open('PB14600000001')).toEqual(before)
    expect(await find('ho thi moi')).toEqual([])
    expect(await find('ho thi truoc so 1')).toHaveLength(1)
  })

  test('is refused once something else builds on it', async () => {
    const { load } = await bringIn(world, customersIntake, [{ code: 'PB14600000009', name: 'Hồ Thị Giữ' }])
    const [{ id } = { id: '' }] = await find('PB14600000009')
    await clerk.call(customerRoutes.recordConsent, {
      id,
      purpose: 'care',
      channel: 'sms',
      given: true,
      how: 'paper',
      evidence: 'Phiếu',
    })
    await expect(undo(customersIntake, load)).rejects.toMatchObject({ code: 'customers.load_built_on' })
    expect(await find('ho thi giu')).toHaveLength(1)
  })
})
