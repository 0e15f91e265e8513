import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
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

const as = (person: Person) => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value } })
}

journey(
  'a campaign is planned, approved by another, held at a school with a photo, and read by the public with its figure',
  async () => {
    const desk = await as(await world.staff('planner', world.units.own))
    await desk.page.goto(`${origin}/console/outreach`)
    await desk.page.getByRole('button', { name: 'Lập đợt tuyên truyền' }).first().click()
    const form = desk.page.getByRole('dialog')
    await form.getByLabel('Đơn vị').selectOption(world.units.own)
    await form.getByLabel('Tên đợt').fill('An toàn điện mùa mưa bão')
    await form.getByLabel('Nội dung hướng dẫn').fill('Ngắt cầu dao tổng khi nước ngập.')
    await form.getByLabel('Từ ngày').fill('01/01/2026')
    await form.getByLabel('Đến ngày').fill('31/12/2098')
    await form.getByRole('button', { name: 'Gửi duyệt' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'An toàn điện mùa mưa bão' }).waitFor()
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
    await boss.page.getByText('Đang chạy').first().waitFor()

    const clerk = await as(await world.staff('clerk', world.units.own))
    await clerk.page.goto(`${origin}${path}`)
    await clerk.page.getByRole('button', { name: 'Ghi buổi tuyên truyền' }).click()
    const talk = clerk.page.getByRole('dialog')
    await talk.getByLabel('Nơi').fill('Trường Tiểu học Hàm Rồng')
    await talk.getByLabel('Số người').fill('1.180')
    const photo = join(mkdtempSync(join(tmpdir(), 'tri-an-photo-')), 'lop.jpg')
    writeFileSync(photo, Buffer.from(aPhoto, 'base64'))
    await talk.locator('input[type=file]').setInputFiles(photo)
    await talk.getByRole('button', { name: 'Ghi nhận' }).click()
    await clerk.page.getByText('Có ảnh').waitFor()
    for (const one of [desk, boss, clerk]) expect(one.complaints).toEqual([])

    const visitor = await visit({ origin, scripts: false })
    await visitor.page.goto(origin)
    const figure = visitor.page.locator('section', { hasText: 'Người được hướng dẫn' })
    await figure.getByText('Vì sao có con số này').click()
    expect(await figure.textContent()).toMatch(/1\.180\s+đã chứng minh/)
    await visitor.page.getByText('Xem các hướng dẫn').click()
    await visitor.page.getByText('Ngắt cầu dao tổng khi nước ngập.').waitFor()
    for (const one of [desk, boss, clerk, visitor]) await one.close()
  },
  120_000,
)
