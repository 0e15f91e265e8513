import { expect } from 'vitest'
import { customerRoutes } from '#spine/customers/routes.ts'
import { importRoutes } from '#spine/imports/routes.ts'
import { benchCustomer } from '#test/bench/customer-file.ts'
import type { World } from '#test/world.ts'
import { checked, letIn, send } from './send.ts'

const head = 'Mã khách hàng;Họ và tên;Nhóm khách hàng;Địa chỉ;Điện thoại;Ngày ký\r\n'
const wrongs = ['', '31/02/2025', '12/25/2025', 'hôm qua']

/** A list of so many customers in which every so many-th has something wrong; one of them is worth finding. */
function listOf(rows: number, every: number): string {
  let text = head
  for (let n = 0; n < rows; n++) {
    const { code, name, phone, address } = benchCustomer(n)
    const wrong = n % every === every - 1 ? n : -1
    const day = wrong < 0 ? '24/11/2025' : wrongs[Math.floor(n / every) % wrongs.length]
    const number = day === '' ? '0123' : phone
    const called = wrong === every - 1 ? 'Quách Thị Thuý Ngân' : name
    text += `${code};${called};Sinh hoạt;${address};${number};${day || '24/11/2025'}\r\n`
  }
  return text
}

/**
 * A list of customers is imported with some bad rows, these are mended and brought again, and one of the mended is
 * found by half a name without diacritics. Answers how many customers there are.
 */
export async function importAndMend(world: World, rows: number, bad: number): Promise<void> {
  const unitId = world.units.own
  const clerk = await world.staff('clerk', unitId)
  const find = async () => (await clerk.call(customerRoutes.list, { q: 'quach thi thuy ng' })).body.customers
  const kind = { unitId, intake: 'customers', name: 'khach-hang.csv', stated: { rows } }
  const { body } = await send(clerk, listOf(rows, rows / bad), kind)
  const { load } = await checked(world, clerk, body.id)
  expect(load.found).toMatchObject({ rows, good: rows - bad, bad, lines: [{ agrees: true }] })
  expect((await letIn(world, clerk, body.id)).load.state).toBe('applied')
  expect(await find()).toEqual([])
  const file = (await clerk.call(importRoutes.badRows, { id: body.id, as: 'csv' })).body
  const lines = Buffer.from(file.bytes, 'base64').toString().split('\r\n')
  expect(lines).toHaveLength(bad + 2)
  const mended = lines.map(line =>
    line.replace(/31\/02\/2025|12\/25\/2025|hôm qua/, '25/12/2025').replace(',0123,', ',0912345678,'),
  )
  const again = await send(clerk, mended.join('\r\n'), {
    ...kind,
    name: file.name,
    corrects: body.id,
    stated: { rows: bad },
  })
  expect((await checked(world, clerk, again.body.id)).load.found).toMatchObject({ rows: bad, good: bad, bad: 0 })
  await letIn(world, clerk, again.body.id)
  expect((await clerk.call(importRoutes.load, { id: body.id })).body.found).toMatchObject({ rows, bad, mended: bad })
  expect(await find()).toMatchObject([{ name: 'Quách Thị Thuý Ngân' }])
  const { rows: kept } = await world.owner.pool.query('select count(*)::int as many from customers.customers')
  expect(kept[0].many).toBe(rows)
}
