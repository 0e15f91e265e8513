import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumPath, expectUsable, journey, type Visit, visit } from '#test/browser.ts'
import { expectUsableIn, langs } from '#test/everywhere.ts'
import { type Browser, newPeopleWorld, type PeopleWorld } from '../people.world.ts'
import { peopleRoutes as routes } from '../routes.ts'

let world: PeopleWorld
let origin: string
let admin: Browser
let crew: Browser
let crewId: string

beforeAll(async () => {
  if (!chromiumPath) return
  world = await newPeopleWorld({ max: 12 })
  world.at(new Date().toISOString())
  const { units } = world
  admin = await world.signedIn((await world.member('administrator', units.own, { name: 'Hồ Ngọc Diệp' })).login)
  const member = await world.member('crew', units.child, { name: 'Lâm Văn Đức' })
  crewId = member.id
  crew = await world.signedIn(member.login)
  await world.signedIn(member.login)
  await crew.call(routes.registerDevice, { label: 'Samsung của Đức' })
  const until = `${world.now().getUTCFullYear() + 1}-06-30`
  const key = { name: 'Ngân hàng Một', unitId: units.own, kind: 'live' as const, scopes: ['partner-offer.redeem'] }
  await admin.call(routes.issueKey, { ...key, until })
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

const open = async (browser: Browser, path: string): Promise<Visit> => {
  const seen = await visit({ origin, cookies: Object.fromEntries(browser.cookies) })
  await seen.page.goto(`${origin}/console${path}`)
  return seen
}

const pages: readonly (readonly [string, () => string, () => Browser, string])[] = [
  ['the staff', () => '/staff', () => admin, 'Lâm Văn Đức'],
  ['a member of staff', () => `/staff/${crewId}`, () => admin, 'Samsung của Đức'],
  ["partners' keys", () => '/partner-keys', () => admin, 'Ngân hàng Một'],
  ['an account', () => '/account', () => crew, 'Samsung của Đức'],
]

describe.each(pages.map((page, place) => [...page, place] as const))('the page of %s', (_, path, who, there, place) => {
  journey(
    'can be used by anyone, in both languages at every width',
    async () => {
      const seen = await visit({ origin, cookies: Object.fromEntries(who().cookies) })
      for (const lang of langs) await expectUsableIn(lang, seen, `${origin}/console${path()}`, `text=${there}`, place)
      await seen.close()
    },
    60_000,
  )
})

journey(
  'an administrator adds somebody and grants them a role; what is wrong is said and what was typed stays',
  async () => {
    const seen = await open(admin, '/staff')
    const { page } = seen
    await page.getByRole('button', { name: 'Thêm nhân viên' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Họ và tên').fill('Tạ Thị Hương')
    await dialog.getByLabel('Mã nhân viên').fill('ht99')
    await dialog.getByLabel('Thư điện tử').fill('ht99@example.vn')
    await dialog.getByLabel('Đơn vị').fill('doi mot')
    await page.getByRole('option', { name: /Đội Một/ }).click()
    await dialog.getByLabel('Mật khẩu ban đầu').fill('ngắn')
    await dialog.getByRole('button', { name: 'Thêm nhân viên' }).click()
    await dialog.getByText('Mật khẩu cần ít nhất 12 ký tự.').waitFor()
    expect(await dialog.getByLabel('Họ và tên').inputValue()).toBe('Tạ Thị Hương')
    await dialog.getByLabel('Mật khẩu ban đầu').fill('mật khẩu ban đầu này')
    await dialog.getByRole('button', { name: 'Thêm nhân viên' }).click()
    await page.getByRole('heading', { level: 1, name: 'Tạ Thị Hương' }).waitFor()
    await page.getByRole('button', { name: 'Giao vai trò' }).click()
    await page.getByRole('dialog').getByLabel('Vai trò').selectOption('crew')
    await page.getByRole('dialog').getByRole('button', { name: 'Giao vai trò' }).click()
    await page.getByText('Đã giao vai trò.').waitFor()
    await page.getByText('Tổ hiện trường · Đội Một').waitFor()
    expect(seen.complaints).toEqual([])
    await seen.close()
  },
  60_000,
)

journey(
  'somebody enrols an authenticator from their account, and ends the session that they left open',
  async () => {
    const seen = await open(crew, '/account')
    const { page } = seen
    await page.getByRole('button', { name: 'Kết thúc', exact: true }).click()
    await page.getByText('Đã kết thúc các phiên.').waitFor()
    await page.getByRole('button', { name: 'Đăng ký ứng dụng xác thực' }).click()
    const dialog = page.getByRole('dialog')
    const { password } = await import('../people.world.ts')
    await dialog.getByLabel('Mật khẩu đang dùng').fill(password)
    await dialog.getByRole('button', { name: 'Tiếp tục' }).click()
    await dialog.getByRole('img', { name: 'Mã QR để ứng dụng xác thực quét' }).waitFor()
    await expectUsable(seen)
    const secret = (await dialog.locator('code').textContent()) ?? ''
    await dialog.getByLabel('Mã 6 số').fill(world.codeOf(secret))
    await dialog.getByRole('button', { name: 'Xác nhận' }).click()
    await page.getByText('Mỗi lần đăng nhập đều hỏi mã của ứng dụng xác thực.').waitFor()
    await seen.close()
  },
  60_000,
)
