import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeXlsx } from '#kit/sheets'
import { checked, letIn, send } from '#test/imports/send.ts'
import { newWorld, type Person } from '#test/world.ts'
import { importRoutes } from './routes.ts'

const world = await newWorld({ max: 10 })
afterAll(() => world.close())
let clerk: Person
const own = world.units.own
beforeAll(async () => {
  clerk = await world.staff('clerk', own)
})

const kind = { unitId: own, intake: 'customers', name: 'khach-hang.csv' }
const head = 'Mã khách hàng;Họ và tên;Nhóm khách hàng;Điện thoại;Ngày ký'
const row = (n: number, name: string, more = 'Sinh hoạt;0912345678;24/11/2025'): string =>
  `PB14${String(n).padStart(9, '0')};${name};${more}`
const names = async (from: number, until: number): Promise<string[]> =>
  (
    await world.owner.pool.query<{ name: string }>(
      'select name from customers.customers where code between $1 and $2 order by code',
      [`PB14${String(from).padStart(9, '0')}`, `PB14${String(until).padStart(9, '0')}`],
    )
  ).rows.map(one => one.name)

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
const utf8 = (n: number): string => `${head}\r\n${row(n, 'Nguyễn Thị Ánh')}\r\n${row(n + 1, 'Huỳnh Văn Đủ')}\r\n`

describe('a list of customers comes in whatever its encoding, and is kept as it should be', () => {
  test.each<[string, number, Buffer, string[], object]>([
    ['UTF-8', 100, Buffer.from(utf8(100)), ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'], {}],
    ['UTF-8 with its mark', 110, Buffer.from(`\ufeff${utf8(110)}`), ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'], {}],
    ['text taken apart', 120, Buffer.from(utf8(120).normalize('NFD')), ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'], {}],
    ['UTF-16 LE', 130, Buffer.from(`\ufeff${utf8(130)}`, 'utf16le'), ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'], {}],
    ['UTF-16 BE', 140, swapped(`\ufeff${utf8(140)}`), ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'], {}],
    ['tabs', 150, Buffer.from(utf8(150).replaceAll(';', '\t')), ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'], {}],
    [
      'bars and old Mac breaks',
      160,
      Buffer.from(utf8(160).replaceAll(';', '|').replaceAll('\r\n', '\r')),
      ['Nguyễn Thị Ánh', 'Huỳnh Văn Đủ'],
      {},
    ],
    [
      'Windows-1258',
      170,
      latin(
        `code;name\n${'PB14000000170'};Nguy\xea\xden Th\xf2i \xc1nh T\xf4\xccn\n`
          .replace('\xc1nh', 'A\xecnh')
          .replace('Th\xf2i', 'Thi\xf2'),
      ),
      ['Nguyễn Thị Ánh Tồn'],
      {},
    ],
    [
      'TCVN3, when somebody says so',
      180,
      latin('code;name\nPB14000000180;NguyÔn V¨n §ñ\nPB14000000181;TrÇn ThÞ TuyÕt\n'),
      ['Nguyễn Văn Đủ', 'Trần Thị Tuyết'],
      { legacy: 'tcvn3' },
    ],
  ])('%s', async (_, from, bytes, expected, change) => {
    const { body } = await send(clerk, bytes, kind)
    const { load } = await checked(world, clerk, body.id, change)
    expect(load.found, JSON.stringify(load.problem)).toMatchObject({ bad: 0, good: expected.length })
    await letIn(world, clerk, body.id)
    expect(await names(from, from + 9)).toEqual(expected)
  })

  test('suspected TCVN3 is named, with its text as it stands until somebody converts it', async () => {
    const { body } = await send(
      clerk,
      latin('code;name\nPB14000000190;NguyÔn V¨n §ñ\nPB14000000191;TrÇn ThÞ TuyÕt\n'),
      kind,
    )
    const plain = (await clerk.call(importRoutes.preview, { id: body.id })).body
    expect(plain).toMatchObject({ suspect: 'tcvn3', reading: { encoding: 'windows-1258' } })
    expect(plain.reading.legacy).toBeUndefined()
    expect(plain.rows[0]?.[1]).not.toContain('Nguyễn')
    const asked = (await clerk.call(importRoutes.preview, { id: body.id, legacy: 'tcvn3' })).body
    expect(asked.rows[0]?.[1]).toBe('Nguyễn Văn Đủ')
  })

  test('XLSX, with real numbers and days', async () => {
    const columns = ['Mã khách hàng', 'Họ và tên', 'Ngày ký', 'Điện năng một năm'].map(title => ({ title }))
    const rows = [
      ['PB14000000200', 'Nguyễn Thị Ánh', { day: '2025-11-24' }, 1234],
      ['PB14000000201', '=1+1', null, null],
    ]
    const pieces: Uint8Array[] = []
    for await (const piece of writeXlsx([{ name: 'KH', columns, rows }])) pieces.push(piece)
    const { body } = await send(clerk, Buffer.concat(pieces), { ...kind, name: 'khach-hang.xlsx' })
    const { load, offered } = await checked(world, clerk, body.id)
    expect(offered.file).toBe('xlsx')
    expect(load.found).toMatchObject({
      rows: 2,
      good: 2,
      lines: [{ found: '2' }, { what: 'yearlyKwh', found: '1234' }],
    })
    await letIn(world, clerk, body.id)
    expect(await names(200, 201)).toEqual(['Nguyễn Thị Ánh', '=1+1'])
  })
})

describe('rows of a list of customers', () => {
  test('old phones are moved, codes of other units refused by name, duplicates and malformed ones too', async () => {
    const stranger = await world.staff('clerk', world.units.sibling)
    const theirs = await send(stranger, `${head}\n${row(300, 'Khách của đơn vị khác')}\n`, {
      ...kind,
      unitId: world.units.sibling,
    })
    await checked(world, stranger, theirs.body.id)
    await letIn(world, stranger, theirs.body.id)
    const text = [
      head,
      row(301, 'Trần Thị Bé', 'SH;01681234567;24/11/2025'),
      row(300, 'Chiếm mã của đơn vị khác'),
      row(302, 'Hai lần'),
      row(302, 'Hai lần'),
      'PB14 ???;Mã lạ;SH;;',
      `${row(303, 'X'.repeat(300))}`,
    ].join('\n')
    const { body } = await send(clerk, text, kind)
    const { load } = await checked(world, clerk, body.id)
    expect(load.found).toMatchObject({ rows: 6, good: 1, bad: 5 })
    const { findings } = (await clerk.call(importRoutes.findings, { id: body.id })).body
    expect(findings.map(it => `${it.row} ${it.reason}`)).toEqual([
      '2 phone_moved',
      '3 code_elsewhere',
      '4 key_twice',
      '5 key_twice',
      '6 code_bad',
      '7 too_long',
    ])
    await letIn(world, clerk, body.id)
    expect(await names(300, 303)).toEqual(['Khách của đơn vị khác', 'Trần Thị Bé'])
  })

  test('how a source’s file was read is remembered for its next one', async () => {
    const text = (n: number): string => `A;B;C\nx;PB14${String(n).padStart(9, '0')};Lê Văn ${n}\n`
    const first = (await send(clerk, text(400), kind)).body.id
    expect((await checked(world, clerk, first, { columns: { code: 1, name: 2 } })).load.found).toMatchObject({
      good: 1,
    })
    const second = (await send(clerk, text(401), kind)).body.id
    const { offered, load } = await checked(world, clerk, second)
    expect(offered).toMatchObject({ remembered: true, reading: { columns: { code: 1, name: 2 } } })
    expect(load.found).toMatchObject({ good: 1 })
  })

  test.each([
    ['a', 'imports.column_missing'],
    ['\0\0\0\0', 'imports.column_missing'],
    ['"'.repeat(5000), 'imports.column_missing'],
    [';'.repeat(5000), 'imports.column_missing'],
  ])('a file of nonsense is never a failure of ours (%#)', async (text, code) => {
    const { body, status } = await send(clerk, text, kind)
    expect(status).toBe(200)
    const { asked, offered } = await checked(world, clerk, body.id)
    expect(offered.reading).toBeDefined()
    expect(asked).toMatchObject({ status: 422, body: { code } })
  })
})
