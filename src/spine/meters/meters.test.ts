import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importRoutes } from '#spine/imports/routes.ts'
import { checked, letIn, send } from '#test/imports/send.ts'
import { newWorld, type Person } from '#test/world.ts'
import { meterRoutes } from './routes.ts'

const world = await newWorld({ max: 10 })
afterAll(() => world.close())
let clerk: Person
const { own, sibling } = world.units

async function bring(person: Person, unitId: string, intake: string, text: string) {
  const { body } = await send(person, text, { unitId, intake, name: `${intake}.csv` })
  const { load } = await checked(world, person, body.id)
  return { id: body.id, load, done: load.found?.good ? (await letIn(world, person, body.id)).load : load }
}
async function customers(person: Person, unitId: string, prefix: string): Promise<void> {
  const codes = ['1', '2'].map(n => `PB14${prefix}0000000${n}`)
  await bring(
    person,
    unitId,
    'customers',
    `Mã khách hàng;Họ và tên\n${codes.map(code => `${code};Lê Văn Út`).join('\n')}\n`,
  )
  const contracts = [
    `HD${prefix}1;${codes[0]};01/01/2020`,
    `HD${prefix}2;${codes[1]};01/01/2020`,
    `HD${prefix}3;${codes[1]};01/01/2021`,
  ]
  await bring(person, unitId, 'contracts', `Số hợp đồng;Mã khách hàng;Ngày ký\n${contracts.join('\n')}\n`)
}
const bills = async () =>
  (
    await world.owner.pool.query(`select k.number, b.month, b.used_kwh::text as kwh, b.owed_vnd::text as vnd, b.estimated
      from meters.bills b join customers.contracts k on k.id = b.contract_id order by 1, 2`)
  ).rows

beforeAll(async () => {
  clerk = await world.staff('clerk', own)
  await customers(clerk, own, '10')
  await customers(await world.staff('clerk', sibling), sibling, '20')
})

describe('bills by month', () => {
  const head = 'Số hợp đồng;Mã khách hàng;Kỳ;Sản lượng;Thành tiền;Cách ghi\n'

  test('find their contract by its number or by its customer, and each wrong one is named', async () => {
    const rows = [
      'HD101;;10/2026;1.234,5;2.500.000;ghi thực',
      ';PB141000000001;11/2026;100;210.000;tạm tính',
      'HD999;;10/2026;1;1;',
      'HD201;;10/2026;1;1;',
      ';PB141000000002;10/2026;1;1;',
      ';;10/2026;1;1;',
      'HD102;;10/2030;1;1;',
      'HD102;;10/2026;-5;1;',
      'HD103;;13/2026;1;1,5;',
    ]
    const { id, load, done } = await bring(clerk, own, 'bills', head + rows.join('\n'))
    expect(load.found).toMatchObject({ rows: 9, good: 2, bad: 7 })
    expect(load.found?.lines.map(line => [line.what, line.good])).toEqual([
      ['rows', '2'],
      ['kwh', '1334.5'],
      ['vnd', '2710000'],
    ])
    const { findings } = (await clerk.call(importRoutes.findings, { id })).body
    expect(findings.map(it => `${it.row} ${it.reason}`)).toEqual([
      '4 contract_unknown',
      '5 contract_elsewhere',
      '6 contract_several',
      '7 contract_missing',
      '8 month_ahead',
      '9 negative',
      '10 month_wrong',
      '10 number_not_whole',
    ])
    expect(done.state).toBe('applied')
    expect(await bills()).toEqual([
      { number: 'HD101', month: '2026-10-01', kwh: '1234.500', vnd: '2500000', estimated: false },
      { number: 'HD101', month: '2026-11-01', kwh: '100.000', vnd: '210000', estimated: true },
    ])
  })

  test('a later file changes them, and is taken back whole', async () => {
    const before = await bills()
    const { id, done } = await bring(
      clerk,
      own,
      'bills',
      `${head}HD101;;10/2026;1.300;2.600.000;\nHD102;;10/2026;50,5;90.000;\nHD101;;11/2026;100;210.000;tạm tính\n`,
    )
    expect(done.steps.at(-1)?.numbers).toEqual({ added: 1, changed: 1, same: 1 })
    expect(await bills()).toMatchObject([{ kwh: '1300.000' }, {}, { number: 'HD102', kwh: '50.500' }])
    await clerk.call(importRoutes.undo, { id, reason: 'nhầm tháng' })
    await world.runJobs()
    expect((await clerk.call(importRoutes.load, { id })).body.state).toBe('undone')
    expect(await bills()).toEqual(before)
  })

  test('are seen with their customer, by nobody who does not see it', async () => {
    const { rows } = await world.owner.pool.query(`select id from customers.customers where code = 'PB141000000001'`)
    const customerId = rows[0].id
    expect((await clerk.call(meterRoutes.bills, { customerId })).body.bills).toMatchObject([
      { contract: 'HD101', month: '2026-11-01', usedKwh: '100', owedVnd: '210000', estimated: true },
      { usedKwh: '1234.5' },
    ])
    expect((await (await world.staff('clerk', sibling)).call(meterRoutes.bills, { customerId })).body.bills).toEqual([])
  })
})

describe('outages', () => {
  const head = 'Mã lần mất điện;Đơn vị;Mất điện từ;Có điện lại;Kế hoạch;Nguyên nhân;Khu vực;Số khách hàng\n'
  const { child } = world.units
  const list = async (asked: Parameters<typeof clerk.call<typeof meterRoutes.outages>>[1] = {}) =>
    (await clerk.call(meterRoutes.outages, asked)).body
  const numbers = async (asked: Parameters<typeof list>[0]) => (await list(asked)).outages.map(it => it.number)
  let load = ''

  beforeAll(async () => {
    const rows = [
      'A1;;23/11/2026 23:59;24/11/2026 03:00;đột xuất;sự cố;khóm 3;120',
      'A2;;24/11/2026 00:00;;kế hoạch;bảo trì;=khóm 7;30',
      'A3;Đội Một;25/11/2026 08:00;25/11/2026 08:40;đột xuất;thiên tai;;',
    ]
    load = (await bring(clerk, own, 'outages', head + rows.join('\n'))).id
    const far = await world.staff('clerk', sibling)
    await bring(far, sibling, 'outages', `${head}B1;;24/11/2026 08:00;;đột xuất;;;9\n`)
  })

  test('are listed newest first, narrowed by unit, day and plan, each naming the import that it came by', async () => {
    expect(await list()).toMatchObject({
      found: 3,
      customers: '150',
      outages: [
        { number: 'A3', unit: 'Đội Một', load, customers: null },
        { number: 'A2', planned: true, untilAt: null },
        { number: 'A1', cause: 'fault', fromAt: '2026-11-23T16:59:00.000Z' },
      ],
    })
    expect(await numbers({ unitId: own })).toEqual(['A3', 'A2', 'A1'])
    expect(await numbers({ unitId: child })).toEqual(['A3'])
    expect(await numbers({ unitId: sibling })).toEqual([])
    expect(await numbers({ from: '2026-11-24', until: '2026-11-24' })).toEqual(['A2'])
    expect(await numbers({ planned: 'no' })).toEqual(['A3', 'A1'])
  })

  test('come a page at a time', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `P${n};;01/10/2026 0${n % 2}:00;;kế hoạch;;;1`)
    await bring(clerk, own, 'outages', head + many.join('\n'))
    const first = await list({ until: '2026-10-31' })
    const second = await list({ until: '2026-10-31', after: first.next ?? '' })
    expect([first.found, first.outages.length, second.outages.length, second.next]).toEqual([60, 50, 10, null])
    expect(new Set([...first.outages, ...second.outages].map(it => it.number)).size).toBe(60)
  })

  test('are taken out as a file that can be brought again, in which nothing is a formula', async () => {
    const { body } = await clerk.call(meterRoutes.outagesSheet, { from: '2026-11-01', as: 'csv' })
    const text = Buffer.from(body.bytes, 'base64').toString()
    expect(body.name).toBe('mat-dien-2026-12-10.csv')
    expect(text).toContain("A2,Công ty Điện lực Một,24/11/2026 00:00,,Có kế hoạch,Bảo trì,'=khóm 7,30")
    const again = await bring(clerk, own, 'outages', text.replace(/^.*A[23].*\r\n/gm, ''))
    expect(again.done.steps.at(-1)?.numbers).toEqual({ added: 0, changed: 0, same: 1 })
    const { rows } = await world.owner.pool.query(
      `select details from audit.entries where does = 'meters.outagesSheet'`,
    )
    expect(rows).toMatchObject([{ details: { rows: 3, as: 'csv' } }])
  })
})
