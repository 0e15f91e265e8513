import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { expectUsable, journey, visit } from '#test/browser.ts'
import { aPhoto } from '#test/photo.ts'
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

const as = (person: Person, more: { width?: number; lang?: 'vi' | 'en' } = {}) => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value }, ...more })
}

describe('tree planting, from the desk to the phone to the public figure', () => {
  journey(
    'a planner plans, another approves, a crew plants without signal, and the public reads why',
    async () => {
      const planner = await world.staff('planner', world.units.own)
      const desk = await as(planner)
      await desk.page.goto(`${origin}/console/trees`)
      await desk.page.getByRole('button', { name: 'Lập kế hoạch' }).first().click()
      const form = desk.page.getByRole('dialog')
      await form.getByLabel('Đơn vị').selectOption(world.units.own)
      await form.getByRole('button', { name: 'Gửi duyệt' }).click()
      await form.getByRole('alert').first().waitFor()
      await form.getByLabel('Nơi trồng').fill('Trường Tiểu học Hàm Rồng')
      await form.getByLabel('Số cây').fill('1.200')
      await form.getByRole('button', { name: 'Gửi duyệt' }).click()
      await desk.page.getByRole('heading', { level: 1, name: 'Trường Tiểu học Hàm Rồng' }).waitFor()
      await expectUsable(desk)
      const path = new URL(desk.page.url()).pathname

      const boss = await as(await world.staff('approver', world.units.own))
      await boss.page.goto(`${origin}${path}`)
      await boss.page.getByRole('button', { name: 'Duyệt', exact: true }).click()
      await boss.page
        .getByRole('alertdialog')
        .or(boss.page.getByRole('dialog'))
        .getByRole('button', { name: 'Duyệt' })
        .click()
      await boss.page.getByText('Đã duyệt').first().waitFor()
      expect(boss.complaints).toEqual([])

      const phone = await as(await world.staff('crew', world.units.own), { width: 390 })
      await phone.page.goto(`${origin}/field/`)
      await phone.page.getByText('Trường Tiểu học Hàm Rồng').waitFor()
      await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await phone.context.setOffline(true)
      await phone.page.reload()
      await phone.page.getByText('Trường Tiểu học Hàm Rồng').click()
      await phone.page.getByLabel('Số cây vừa trồng').fill('25')
      const photo = join(mkdtempSync(join(tmpdir(), 'tri-an-photo-')), 'cay.jpg')
      writeFileSync(photo, Buffer.from(aPhoto, 'base64'))
      await phone.page.locator('input[type=file]').setInputFiles(photo)
      await phone.page.getByText('Đã có ảnh').waitFor()
      await phone.page.getByRole('button', { name: 'Lưu lần trồng' }).click()
      await phone.page.getByText('2 chưa gửi').waitFor()
      await phone.page.reload()
      await phone.page.getByText('2 chưa gửi').waitFor()
      expect((await world.owner.pool.query('select count(*)::int as n from blueprint.plantings')).rows[0].n).toBe(0)
      await phone.context.setOffline(false)
      await phone.page.evaluate(() => dispatchEvent(new Event('online')))
      await phone.page.getByText('2 chưa gửi').waitFor({ state: 'detached' })
      await phone.page.getByText('25/1.200 cây').waitFor()

      const visitor = await visit({ origin, scripts: false })
      await visitor.page.goto(origin)
      await visitor.page.getByText('Vì sao có con số này').click()
      await visitor.page.getByText('đã chứng minh, có ảnh').waitFor()
      expect(await visitor.page.locator('[aria-labelledby=blueprint-title]').textContent()).toMatch(/25\s+cây/)
      for (const one of [desk, boss, phone, visitor]) await one.close()
    },
    120_000,
  )
})
