import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checked, letIn, outageHead, outageRows, outagesOf, send } from '#test/imports/send.ts'
import { newWorld, type Person } from '#test/world.ts'
import { importRoutes } from './routes.ts'

const world = await newWorld({ max: 20 })
afterAll(() => world.close())
let clerk: Person
const own = world.units.own
beforeAll(async () => {
  clerk = await world.staff('clerk', own)
})

const outages = (prefix: string) => outagesOf(world, prefix)

describe('a file', () => {
  test('is sent in parts, read as it is offered, checked, decided, and only then there', async () => {
    const { body } = await send(clerk, outageHead + outageRows('A', 30), {
      unitId: own,
      stated: { rows: 30, sums: { customers: '85' } },
    })
    expect(body.twice).toBe(false)
    const { offered, load } = await checked(world, clerk, body.id)
    expect(offered).toMatchObject({
      file: 'csv',
      suspect: null,
      remembered: false,
      reading: { separator: ';', head: 1 },
    })
    expect(Object.keys(offered.reading.columns)).toEqual([
      'number',
      'from',
      'until',
      'planned',
      'cause',
      'area',
      'customers',
    ])
    expect(load).toMatchObject({ state: 'checked', mine: true, found: { rows: 30, good: 30, bad: 0 } })
    expect(load.found?.lines).toMatchObject([
      { what: 'rows', stated: '30', found: '30', good: '30', agrees: true },
      { what: 'customers', stated: '85', found: '85', good: '85', agrees: true, unit: 'customers' },
    ])
    expect(await outages('A')).toEqual([])
    const { load: done } = await letIn(world, clerk, body.id)
    expect(done.steps.map(step => step.state)).toEqual([
      'receiving',
      'received',
      'waiting',
      'checking',
      'checked',
      'applying',
      'applied',
    ])
    expect(done.steps.at(-1)?.numbers).toEqual({ added: 30, changed: 0, same: 0 })
    expect(await outages('A')).toHaveLength(30)
  })

  test('with bad rows names each with its reason, and lets the others in', async () => {
    const bad = [
      'B1;24/11/2026 08:00;24/11/2026 07:00;đột xuất;;;',
      'B2;hôm qua;;đột xuất;;;',
      'B3;24/11/2026 08:00;;có lẽ;;;',
      ';24/11/2026 08:00;;đột xuất;;;',
      'B5;24/11/2026 08:00;;đột xuất;;;nhiều',
      'B6;24/11/2026 08:00;;đột xuất;;;1;9',
      'B7,24/11/2026 08:00,,đột xuất,,,1',
      'B8;24/11/2026 08:00',
      '"B9;24/11/2026 08:00;;đột xuất;;;1',
      'BB;24/11/2026 08:00;;đột xuất;;;1',
      'BB;24/11/2026 09:00;;đột xuất;;;1',
    ]
    const { body } = await send(clerk, `${outageHead}${outageRows('B-', 5)}${bad.join('\n')}\n`, { unitId: own })
    const { load } = await checked(world, clerk, body.id)
    expect(load.found).toMatchObject({ rows: 16, good: 5, bad: 11 })
    const { findings } = (await clerk.call(importRoutes.findings, { id: body.id }, { lang: 'en' })).body
    expect(findings.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      '7 until_before',
      '8 moment_wrong',
      '9 choice_unknown',
      '10 required',
      '11 number_wrong',
      '12 cells_many',
      '13 other_separator',
      '14 cells_few',
      '15 quote_open',
      '16 key_twice',
      '17 key_twice',
    ])
    expect(findings[1]).toMatchObject({
      column: 'Off from',
      value: 'hôm qua',
      says: 'Not a day and time. Write, for example, 24/11/2026 08:30.',
    })
    await letIn(world, clerk, body.id)
    expect(await outages('B')).toHaveLength(5)
  })

  test('corrected and sent again counts only the rows that were refused', async () => {
    const { body } = await send(
      clerk,
      `${outageHead}${outageRows('C-', 3)}C1;hôm qua;;đột xuất;;Ấp Một;\nC2;24/11/2026 08:00;;?;;"=1+1";\n`,
      { unitId: own },
    )
    await checked(world, clerk, body.id)
    await letIn(world, clerk, body.id)
    const { bytes, name } = (await clerk.call(importRoutes.badRows, { id: body.id, as: 'csv' })).body
    expect(name).toBe('mat-dien-dong-loi.csv')
    const file = Buffer.from(bytes, 'base64').toString()
    expect(file.split('\r\n').slice(0, 3)).toEqual([
      '\ufeffDòng,Lý do,Mã lần mất điện,Mã đơn vị,Mất điện từ,Có điện lại,Kế hoạch,Nguyên nhân,Khu vực,Điểm đo,Số khách hàng',
      '5,Mất điện từ: Không phải ngày giờ. Viết ví dụ 24/11/2026 08:30.,C1,,hôm qua,,đột xuất,,Ấp Một,,',
      "6,Kế hoạch: Không nằm trong các giá trị cho phép.,C2,,24/11/2026 08:00,,?,,'=1+1,,",
    ])
    const mended =
      file.replace('hôm qua', '24/11/2026 07:00').replace(',?,', ',kế hoạch,') +
      '4,,C-1,,24/11/2026 08:00,,đột xuất,,,,\r\n'
    const again = await send(clerk, mended, { unitId: own, corrects: body.id, name: 'sua.csv' })
    const { load } = await checked(world, clerk, again.body.id)
    expect(load.found).toMatchObject({ rows: 3, good: 2, bad: 1 })
    expect((await clerk.call(importRoutes.findings, { id: again.body.id })).body.findings).toMatchObject([
      { row: 4, reason: 'row_not_open' },
    ])
    await letIn(world, clerk, again.body.id)
    expect(await outages('C')).toMatchObject([
      { number: 'C-0' },
      { number: 'C-1', area: 'Ấp 1' },
      { number: 'C-2' },
      { number: 'C1' },
      { number: 'C2', area: '=1+1' },
    ])
    const first = (await clerk.call(importRoutes.load, { id: body.id })).body
    expect(first.found).toMatchObject({ rows: 5, good: 3, bad: 2, mended: 2 })
    expect(first.corrections).toHaveLength(1)
  })

  test('that came before is the load that it was, and changes nothing, however many send it at once', async () => {
    const text = outageHead + outageRows('D', 4)
    const sent = await Promise.all(Array.from({ length: 16 }, () => send(clerk, text, { unitId: own })))
    expect(sent.map(({ status }) => status)).toEqual(Array(16).fill(200))
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1)
    expect(sent.filter(({ body }) => !body.twice)).toHaveLength(1)
    const elsewhere = await send(await world.staff('clerk', world.units.sibling), text, { unitId: world.units.sibling })
    expect(elsewhere.body.twice).toBe(false)
  })

  test('goes on where it broke off, and a gap is named', async () => {
    const { id } = (await clerk.call(importRoutes.begin, { unitId: own, intake: 'outages', name: 'x.csv' })).body
    const text = Buffer.from(outageHead + outageRows('E', 1))
    const part = (at: number, bytes: Buffer) =>
      clerk.call(importRoutes.part, { id, at, bytes: bytes.toString('base64') })
    expect((await part(0, text.subarray(0, 50))).body.bytes).toBe(50)
    expect(await part(60, text.subarray(60))).toMatchObject({ status: 409, body: { code: 'imports.part_gap' } })
    expect((await part(40, text.subarray(40))).body.bytes).toBe(text.length)
    expect((await clerk.call(importRoutes.finish, { id })).status).toBe(200)
    expect((await checked(world, clerk, id)).load.found).toMatchObject({ rows: 1, good: 1 })
  })

  test.each([
    ['', 'imports.file_empty', 422],
    [Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'imports.old_spreadsheet', 415],
  ])('that is none is refused (%#)', async (bytes, code, status) => {
    expect(await send(clerk, bytes, { unitId: own })).toMatchObject({ status, body: { code } })
  })

  test('whose archive is broken cannot be read, and says so', async () => {
    const { body } = await send(clerk, Buffer.from('504b0304ffffffffffff', 'hex'), { unitId: own, name: 'x.xlsx' })
    expect(await clerk.call(importRoutes.preview, { id: body.id })).toMatchObject({
      status: 422,
      body: { code: 'kit.sheet_broken' },
    })
    const reading = {
      encoding: 'utf-8',
      separator: ',',
      numbers: 'vi',
      head: 1,
      columns: { number: 0, from: 1, planned: 2 },
    } as const
    await clerk.call(importRoutes.check, { id: body.id, reading })
    await world.runJobs()
    expect((await clerk.call(importRoutes.load, { id: body.id })).body).toMatchObject({
      state: 'unreadable',
      problem: { code: 'kit.sheet_broken' },
    })
  })
})
