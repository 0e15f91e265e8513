import { afterAll, beforeAll, expect, test } from 'vitest'
import { customerRoutes } from '#spine/customers/routes.ts'
import { importRoutes } from '#spine/imports/routes.ts'
import { checked, letIn, send } from '#test/imports/send.ts'
import { newWorld, type Person } from '#test/world.ts'

const world = await newWorld({ max: 8 })
afterAll(() => world.close())
let clerk: Person
beforeAll(async () => {
  clerk = await world.staff('clerk', world.units.own)
})

const rows = 34_000
/** A file that is large enough for two threads; its cells are long, so that the rows are few. */
const street = `"Đường Nguyễn Trãi, ""nhà"" số; ${'dãy nhà trọ công nhân '.repeat(9)}"`
const row = (n: number): string => {
  const code = n % 5000 === 77 ? `PB14*${n}` : `PB14${String(n).padStart(9, '0')}`
  return `${code};Khách ${n % 4000 === 9 ? 'Quỳnh Lưu' : 'Hàng'} ${n % 26};${street};${1000 + (n % 7)}\r\n`
}

test('a large file is read by two threads as it would be by one: rows, sums, refused rows by number, and found at once', async () => {
  const text = `Mã khách hàng;Tên khách hàng;Địa chỉ;Điện năng một năm\r\n${Array.from({ length: rows }, (_, n) => row(n)).join('')}`
  expect(Buffer.byteLength(text)).toBeGreaterThan(8_000_000)
  const { body } = await send(clerk, text, { unitId: world.units.own, intake: 'customers', name: 'lon.csv' })
  const { load } = await checked(world, clerk, body.id)
  const wrong = Array.from({ length: rows }, (_, n) => n).filter(n => n % 5000 === 77)
  expect(load.found).toMatchObject({ rows, good: rows - wrong.length, bad: wrong.length })
  const sum = Array.from({ length: rows }, (_, n) => 1000 + (n % 7)).reduce((a, b) => a + b)
  expect(load.found?.lines.find(line => line.what === 'yearlyKwh')?.found).toBe(String(sum))
  const { findings } = (await clerk.call(importRoutes.findings, { id: body.id })).body
  expect(findings.map(one => [one.row, one.reason, one.value])).toEqual(
    wrong.map(n => [n + 2, 'code_bad', `PB14*${n}`]),
  )
  await letIn(world, clerk, body.id)
  const found = async (q: string) => (await clerk.call(customerRoutes.list, { q, state: 'active' })).body
  const named = Array.from({ length: rows }, (_, n) => n).filter(n => n % 4000 === 9)
  expect((await found('quynh luu')).customers.map(one => one.code).sort()).toEqual(
    named.map(n => `PB14${String(n).padStart(9, '0')}`),
  )
  expect((await found(`PB14${String(rows - 1).padStart(9, '0')}`)).found).toBe(1)
})
