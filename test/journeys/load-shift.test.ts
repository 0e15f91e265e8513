import { afterAll, beforeAll, describe, expect } from 'vitest'
import { addDays, isoDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { expectUsable, journey, visit } from '#test/browser.ts'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person, type World } from '#test/world.ts'

let world: World
let origin: string
const phone = '0966000401'
const tomorrow = addDays(isoDay(new Date()), 1)
const written = `${tomorrow.slice(8)}/${tomorrow.slice(5, 7)}/${tomorrow.slice(0, 4)}`

beforeAll(async () => {
  world = await newWorld({ invented: true })
  world.at(new Date().toISOString())
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân khách hàng 2026', 'Customer Appreciation Month 2026', null, null, '2026-01-01', '2099-12-31', null)`,
    [uuidv7()],
  )
  await aCustomer(world, world.units.own, { name: 'Công ty Thuỷ sản Sông Cửa Lớn', kind: 'production', phone })
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

const as = (person: Person, more: { width?: number; scripts?: boolean } = {}) => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value }, ...more })
}

describe('load shift, from the register to the acknowledgement', () => {
  journey(
    'a planner signs an enterprise and calls an event; the customer acknowledges it without scripts',
    async () => {
      const desk = await as(await world.staff('planner', world.units.own))
      const { page } = desk
      await page.goto(`${origin}/console/load-shift/register`)
      await page.getByRole('button', { name: 'Ghi thoả thuận' }).first().click()
      const form = page.getByRole('dialog')
      await form.getByLabel('Khách hàng', { exact: true }).fill('Sông Cửa Lớn')
      await page.getByRole('option').first().click()
      await form.getByLabel('Số thoả thuận').fill('12/TTĐCPT')
      await form.getByLabel('Công suất đăng ký').fill('1.200')
      await form.getByLabel('Người liên hệ').fill('Trưởng ca')
      await form.getByLabel('Số điện thoại hoặc email').fill('0912 345 678')
      await form.getByRole('button', { name: 'Ghi thoả thuận' }).click()
      await page.getByRole('heading', { level: 1, name: 'Công ty Thuỷ sản Sông Cửa Lớn' }).waitFor()
      await expectUsable(desk)

      await page.goto(`${origin}/console/load-shift`)
      await page.getByRole('button', { name: 'Tạo sự kiện' }).first().click()
      await page.getByText('Sẽ mời 1 doanh nghiệp').waitFor()
      await page.getByRole('dialog').getByLabel('Số sự kiện').fill('SK-01')
      await page.getByRole('dialog').getByLabel('Lý do').fill('Nắng nóng')
      await page.getByRole('dialog').getByRole('button', { name: 'Mời giảm tải' }).click()
      await page.getByRole('heading', { level: 1, name: written }).waitFor()
      await expectUsable(desk)
      await world.runJobs()

      const customer = await as(await world.customer(phone), { width: 390, scripts: false })
      await customer.page.goto(`${origin}/mine`)
      await customer.page.getByText('1 thông báo chờ').waitFor()
      await customer.page.getByRole('link', { name: 'Xem các sự kiện' }).click()
      await customer.page.getByRole('button', { name: 'Xác nhận đã nhận thông báo' }).click()
      await customer.page.getByText(/Đã xác nhận lúc/).waitFor()

      await page.reload()
      await page.getByText('trên trang khách hàng').waitFor()
      expect([...desk.complaints, ...customer.complaints]).toEqual([])
      for (const one of [desk, customer]) await one.close()
    },
    120_000,
  )
})
