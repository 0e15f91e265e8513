import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openFirstAdministrator } from '#spine/people'
import { expectUsable, journey, visit } from '#test/browser.ts'
import { newWorld, type World } from '#test/world.ts'

let world: World
let origin: string
const given = 'mật khẩu đầu tiên do quản trị'
const shots = process.env.TRI_AN_SHOTS
beforeAll(async () => {
  world = await newWorld({ secondFactor: 'always' })
  world.at(new Date().toISOString())
  const first = { code: 'QT01', name: 'Cao Thị Mới', email: 'moi@tri-an.example', password: given }
  await openFirstAdministrator(world.owner, { ...first, unitId: world.units.own }, world.now())
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

describe('signing in on the phone', () => {
  journey(
    'asks for an authenticator and a password of one’s own, and opens only then; English says the same',
    async () => {
      const phone = await visit({ origin, width: 390 })
      const { page } = phone
      const shot = (name: string) =>
        shots ? page.screenshot({ path: `${shots}/${name}.png`, fullPage: true }) : undefined
      const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
      await page.goto(`${origin}/field/`)
      await page.getByLabel('Mã nhân viên hoặc thư điện tử').fill('QT01')
      await page.getByLabel('Mật khẩu').fill('không phải mật khẩu này')
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      await page.getByRole('alert').waitFor()
      await page.getByLabel('Mật khẩu').fill(given)
      await page.getByRole('button', { name: 'Đăng nhập' }).click()

      await heading('Chọn mật khẩu riêng')
      await page.getByLabel('Mật khẩu mới').fill('ngắn')
      await page.getByRole('button', { name: 'Dùng mật khẩu này' }).click()
      await page.getByRole('alert').waitFor()
      await expectUsable(phone)
      await shot('field-password-vi')
      await page.getByLabel('Mật khẩu mới').fill('núi cao biển rộng sông dài trời xanh')
      await page.getByRole('button', { name: 'Dùng mật khẩu này' }).click()

      await heading('Thêm ứng dụng xác thực')
      const secret = (await page.locator('code').textContent())?.replaceAll(' ', '') ?? ''
      const address = await page.getByRole('link', { name: 'Mở ứng dụng xác thực' }).getAttribute('href')
      expect(address).toContain(`secret=${secret}`)
      expect(address).toMatch(/^otpauth:\/\/totp\//)
      await expectUsable(phone)
      await shot('field-enrolment-vi')
      await page.getByLabel('Mã 6 số').fill('12')
      await page.getByRole('button', { name: 'Xác nhận' }).click()
      await page.getByRole('alert').waitFor()
      await page.getByLabel('Mã 6 số').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
      await page.getByRole('button', { name: 'Xác nhận' }).click()
      await page.getByRole('link', { name: 'Tài khoản' }).waitFor()
      await phone.close()

      const next = await visit({ origin, width: 390, lang: 'en' })
      await next.page.goto(`${origin}/field/`)
      await next.page.getByLabel('Staff code or e-mail').fill('QT01')
      await next.page.getByLabel('Password').fill('núi cao biển rộng sông dài trời xanh')
      await next.page.getByRole('button', { name: 'Sign in' }).click()
      await next.page.getByRole('heading', { level: 1, name: 'Verification code' }).waitFor()
      await expectUsable(next)
      if (shots) await next.page.screenshot({ path: `${shots}/field-code-en.png`, fullPage: true })
      await next.page.getByRole('button', { name: 'Use another account' }).click()
      await next.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
      await next.close()
    },
    60_000,
  )
})
