import { afterAll, describe, expect, test } from 'vitest'
import { writeXlsx } from '#kit/sheets'
import { bytesOf, onceEach } from '#kit/sheets/xlsx.world.ts'
import { newLoads } from './loads.world.ts'
import { loadRoutes } from './routes-loads.ts'

const { world, clerk, send, bring, undo, read } = await newLoads()
afterAll(() => world.close())
const pad = (n: number): string => String(n).padStart(2, '0')

describe('other forms', () => {
  const slots = Array.from({ length: 48 }, (_, at) => `${pad(Math.floor(at / 2))}:${at % 2 ? '30' : '00'}`)
  test('a daily sheet with titles above it and 48 columns', async () => {
    const sheetRows: (string | number)[][] = [
      ['BÁO CÁO CHỈ SỐ', ...Array(50).fill('')],
      ['Mã điểm đo', 'Tên', 'Ngày', ...slots],
      ['PA001-1', 'Nhà máy', '01/06/2026', ...slots.map((_, at) => at + 0.5)],
      ['PA001-1', 'Nhà máy', '02/06/2026', ...slots.map(() => 1)],
    ]
    const [, heading, ...days] = sheetRows
    const columns = (heading ?? []).map(title => ({ title: String(title) }))
    const bytes = await bytesOf(writeXlsx([{ name: 'Ngày', columns, rows: onceEach(days) }]))
    const { id, load } = await bring(bytes, 'ngay.xlsx')
    expect(load).toMatchObject({ state: 'taken', days: 2, kwhStored: 48 * 24 + 48 })
    expect((await read())?.kwh[47]).toBe(47.5)
    await undo(id)
  })

  test('a daily CSV with decimal commas', async () => {
    const line = ['PA001-1', '2026-06-01', ...slots.map(() => '1.234,5')].map(cell => `"${cell}"`).join(';')
    const { id, load } = await bring(`Mã điểm đo;Ngày;${slots.join(';')}\n${line}\n`)
    expect(load.kwhStored).toBeCloseTo(1234.5 * 48)
    await undo(id)
  })

  test('Green Button', async () => {
    const start = Date.parse('2026-06-01T00:00:00Z') / 1000
    const readings = Array.from(
      { length: 48 },
      (_, at) =>
        `<IntervalReading><timePeriod><duration>1800</duration><start>${start + at * 1800}</start></timePeriod><value>${1000 + at}</value></IntervalReading>`,
    )
    const xml = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
      <entry><content><ReadingType xmlns="http://naesb.org/espi"><powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom></ReadingType></content></entry>
      <entry><link rel="up" href="RetailCustomer/9/UsagePoint/PA001-1/MeterReading/01/IntervalBlock"/><content><IntervalBlock xmlns="http://naesb.org/espi">${readings.join('')}</IntervalBlock></content></entry></feed>`
    const { id, load } = await bring(xml, 'gb.xml', { zone: 'Asia/Ho_Chi_Minh' })
    expect(load).toMatchObject({ state: 'taken', customers: 1 })
    expect((await read())?.kwh[14]).toBe(1)
    await undo(id)
    const { body } = await clerk.call(loadRoutes.look, {
      id: (await send(xml.replace('<uom>72', '<uom>119'), 'gas.xml')).id,
    })
    expect(body.code).toBe('meters.green_button_unit')
  })

  test.each([
    ['no columns that are known', 'a,b\n1,2\n', 'meters.unknown_columns'],
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'meters.old_spreadsheet'],
    ['bytes of no meaning', Buffer.from([0, 1, 2, 255, 254]), 'meters.unknown_columns'],
  ])('%s is refused by name', async (_, bytes, code) => {
    const { id } = await send(bytes)
    const answer = await clerk.call(loadRoutes.look, { id })
    expect([answer.status, answer.body.code]).toEqual([
      expect.toSatisfy((status: number) => status >= 400 && status < 500),
      code,
    ])
  })
})
