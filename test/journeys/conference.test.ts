import { afterAll, beforeAll, describe, expect } from 'vitest'
import { addDays, isoDay, showDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { expectUsable, journey, visit } from '#test/browser.ts'
import { newWorld, type Person, type World } from '#test/world.ts'

let world: World
let origin: string
beforeAll(async () => {
  world = await newWorld({ invented: true })
  world.at(new Date().toISOString())
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân khách hàng 2026', 'Customer Appreciation Month 2026', null, null, '2026-01-01', '2099-12-31', null)`,
    [uuidv7()],
  )
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

const as = (person: Person, more: { width?: number } = {}) => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value }, ...more })
}

describe('a customer conference, from the plan to the public figure and back', () => {
  journey(
    'guests answer a letter, come in without signal, ask, are answered, and the public reads how many came',
    async () => {
      const desk = await as(await world.staff('planner', world.units.own))
      await desk.page.goto(`${origin}/console/conferences`)
      await desk.page.getByRole('button', { name: 'Lập kế hoạch' }).first().click()
      const form = desk.page.getByRole('dialog')
      await form.getByLabel('Đơn vị').selectOption(world.units.own)
      await form.getByLabel('Tên hội nghị').fill('Hội nghị khách hàng lớn')
      await form.getByLabel('Địa điểm').fill('Hội trường A')
      await form.getByLabel('Ngày', { exact: true }).fill(showDay(addDays(isoDay(new Date()), 1)))
      await form.getByLabel('Số chỗ').fill('40')
      await form.getByLabel('Nội dung').fill('Cấp điện mùa khô')
      await form.getByRole('button', { name: 'Gửi duyệt' }).click()
      await desk.page.getByRole('heading', { level: 1, name: 'Hội nghị khách hàng lớn' }).waitFor()
      const plan = desk.page.url()

      const boss = await as(await world.staff('approver', world.units.own))
      await boss.page.goto(plan)
      await boss.page.getByRole('button', { name: 'Duyệt', exact: true }).click()
      await boss.page.getByRole('alertdialog').getByRole('button', { name: 'Duyệt' }).click()
      await boss.page.getByText('Khách mời và điểm danh').waitFor()
      await boss.close()

      await desk.page.reload()
      await desk.page.getByText('Khách mời và điểm danh').click()
      await desk.page.getByRole('button', { name: 'Mời khách' }).click()
      await desk.page.getByLabel('Danh sách khách').fill('Công ty A; 2\nTrường B')
      await desk.page.getByRole('dialog').getByRole('button', { name: 'Mời', exact: true }).click()
      await desk.page.getByText('Đã mời 2 khách.').waitFor()
      await expectUsable(desk)
      await desk.page.getByRole('button', { name: 'Mã mời' }).click()
      const code = (await desk.page.locator('dialog li').first().textContent())?.match(
        /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/,
      )?.[0]

      const guest = await visit({ origin, scripts: false, width: 390 })
      await guest.page.goto(`${origin}/invitation`)
      await guest.page.locator('#code').fill(code ?? '')
      await guest.page.getByRole('button', { name: 'Mở lời mời' }).click()
      await guest.page.locator('#guest').fill('Trần Thị Hoà')
      await guest.page.getByRole('button', { name: 'Đăng ký dự' }).click()
      await guest.page.getByRole('img', { name: 'Mã QR của vé số 1' }).waitFor()
      await guest.close()

      const phone = await as(await world.staff('crew', world.units.own), { width: 390 })
      await phone.page.goto(`${origin}/field/`)
      await phone.page.getByText('Hội nghị khách hàng lớn').waitFor()
      await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await phone.context.setOffline(true)
      await phone.page.reload()
      await phone.page.getByText('Hội nghị khách hàng lớn').click()
      await phone.page.getByRole('button', { name: 'Cho vào: Trần Thị Hoà' }).click()
      await phone.page.getByLabel('Ý kiến', { exact: true }).fill('Bao giờ thay máy biến áp?')
      await phone.page.getByRole('button', { name: 'Lưu ý kiến' }).click()
      await phone.page.getByText('2 chưa gửi').waitFor()
      await expectUsable(phone)
      await phone.context.setOffline(false)
      await phone.page.evaluate(() => dispatchEvent(new Event('online')))
      await phone.page.getByText('2 chưa gửi').waitFor({ state: 'detached' })
      await phone.close()

      const clerk = await as(await world.staff('clerk', world.units.own))
      await clerk.page.goto(`${origin}/console/questions`)
      await clerk.page.getByText('Bao giờ thay máy biến áp?').click()
      await clerk.page.getByRole('button', { name: 'Trả lời', exact: true }).click()
      await clerk.page.getByLabel('Câu trả lời').fill('Thay trong tháng Một năm sau.')
      await clerk.page.getByRole('dialog').getByRole('button', { name: 'Trả lời', exact: true }).click()
      await clerk.page.getByText('Đã trả lời.').first().waitFor()
      await clerk.page.getByRole('button', { name: 'Đã báo khách' }).waitFor()
      await expectUsable(clerk)
      await clerk.close()

      const visitor = await visit({ origin, scripts: false })
      await visitor.page.goto(origin)
      const figure = visitor.page.locator('section', { has: visitor.page.locator('#conferences') })
      expect(await figure.textContent()).toMatch(/1\s+khách đã dự/)
      expect(await figure.textContent()).toMatch(/1 ý kiến đã trả lời/)
      await visitor.close()
      await desk.page.goto(plan)
      await desk.page.getByText('1 trên 3').waitFor()
      await desk.page.getByText('Bao giờ thay máy biến áp?').waitFor()
      await expectUsable(desk)
      await desk.close()
    },
    120_000,
  )
})
