import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { editionRoutes as routes } from '#spine/editions/routes.ts'
import { expectUsable, journey, type Visit, visit } from '#test/browser.ts'
import { newWorld, type Person, type World } from '#test/world.ts'

let world: World
let origin: string
let planner: Person
let approver: Person
let id: string

const year = new Date().getFullYear()
const written = {
  number: 11,
  name: { vi: `Tháng Tri ân khách hàng ${year - 1}`, en: `Customer Appreciation Month ${year - 1}` },
  theme: null,
  occasion: null,
  slogan: null,
  from: `${year - 1}-12-01`,
  until: `${year - 1}-12-31`,
  tetUntil: null,
  referenceDay: `${year - 1}-11-01`,
  hotMonths: [5, 6],
  priorityGroups: ['poor-households'],
  priorityAreas: [],
  labourDayVnd: 300_000,
  source: null,
}

/** Last year's edition, with a plan of the group that was approved: 2.000 lamps, 1.500 to the first corporation. */
beforeAll(async () => {
  world = await newWorld({ invented: true })
  world.at(new Date().toISOString())
  planner = await world.staff('planner', world.units.group)
  approver = await world.staff('approver', world.units.group)
  const admin = await world.staff('administrator', world.units.group)
  const last = await admin.call(routes.create, { year: year - 1, ...written })
  await admin.call(routes.measures, {
    id: last.body.id,
    measures: ['led-lamps', 'free-repairs', 'money-union'].map(measure => ({ measure, byMonth: false })),
    least: [],
  })
  await admin.call(routes.turn, { id: last.body.id, to: 'open' })
  const cell = (unit: string, kind: 'target' | 'reserve', value: number) => ({
    unit,
    column: 'led-lamps',
    kind,
    value,
    was: null,
  })
  const { group, parent, other } = world.units
  const typed = await planner.call(routes.edit, {
    id: last.body.id,
    mode: 'all',
    cells: [
      cell(group, 'target', 2000),
      cell(parent, 'target', 1500),
      cell(other, 'target', 400),
      cell(group, 'reserve', 100),
    ],
  })
  expect(typed.status).toBe(200)
  id = last.body.id
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

const as = (person: Person, more: { width?: number; lang?: 'vi' | 'en' } = {}): Promise<Visit> => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value }, ...more })
}

/** The target of a unit in the first measure on screen. */
const target = (page: Page, unit: string) =>
  page.locator('[role=treegrid] tbody tr', { hasText: unit }).locator('td[role=gridcell]').first()
const dialogOf = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))

describe('a plan, from last year to approval', () => {
  journey(
    'is copied, typed, explained, submitted, sent back, mended and approved',
    async () => {
      const desk = await as(planner)
      await desk.page.goto(`${origin}/console/editions/${id}`)
      await desk.page.getByRole('button', { name: `Chép sang ${year}` }).click()
      await dialogOf(desk.page)
        .getByRole('button', { name: `Chép sang ${year}` })
        .click()
      await desk.page.getByText(`Khác đợt ${year - 1} ở đâu`).waitFor()
      await expectUsable(desk)

      await desk.page.goto(`${origin}/console/plan?year=${year}&m=led-lamps`)
      await desk.page.getByRole('button', { name: `Chép từ ${year - 1}` }).click()
      await dialogOf(desk.page).getByRole('button', { name: 'Chép chỉ tiêu' }).click()
      await dialogOf(desk.page)
        .getByText(/Đã chép \d+ ô/)
        .waitFor()
      await dialogOf(desk.page).getByRole('button', { name: 'Đóng' }).last().click()
      expect(await target(desk.page, 'Tổng công ty Một').textContent()).toBe('1.500')

      // Too much for a corporation: said below the cell while it is typed, at the parent, and on top once it is kept.
      await target(desk.page, 'Tổng công ty Một').click()
      await desk.page.keyboard.type('1.640')
      await desk.page.getByText('Vượt 140 hộ').waitFor()
      await desk.page.keyboard.press('Enter')
      await desk.page.getByText('Chưa gửi duyệt được: 1 chỗ cần sửa').waitFor()
      expect(await target(desk.page, 'Tập đoàn').getAttribute('aria-invalid')).toBe('true')
      expect(await target(desk.page, 'Tổng công ty Một').textContent()).toContain('1.640')
      await expectUsable(desk)
      await desk.page.getByRole('button', { name: 'Đặt lại 1.500' }).click()
      await desk.page.getByText('Chưa gửi duyệt được').waitFor({ state: 'detached' })
      await desk.page.keyboard.press('Control+z')
      await desk.page.getByText('Chưa gửi duyệt được: 1 chỗ cần sửa').waitFor()
      await target(desk.page, 'Tổng công ty Một').click()
      await desk.page.keyboard.press('Enter')
      await desk.page.keyboard.type('không phải số')
      await desk.page.keyboard.press('Escape')
      await desk.page.keyboard.type('1500')
      await desk.page.keyboard.press('Enter')
      await desk.page.getByText('Chưa gửi duyệt được').waitFor({ state: 'detached' })
      await desk.page.getByText('Mọi số đã được ghi').waitFor()

      await desk.page.getByRole('button', { name: 'Gửi duyệt' }).click()
      await dialogOf(desk.page).getByRole('button', { name: 'Gửi duyệt' }).click()
      await desk.page.getByText('Đã gửi duyệt').waitFor()

      const boss = await as(approver)
      await boss.page.goto(`${origin}/console/approvals`)
      await boss.page.getByRole('link', { name: 'Tập đoàn' }).click()
      await boss.page.getByRole('button', { name: 'Trả lại' }).click()
      await expectUsable(boss)
      await dialogOf(boss.page).getByLabel('Lý do trả lại').fill('Tổng công ty Hai nhận được nhiều hơn.')
      await dialogOf(boss.page).getByRole('button', { name: 'Trả lại' }).click()
      await boss.page.getByText('Kế hoạch này không chờ duyệt.').waitFor()

      await desk.page.goto(`${origin}/console/approvals?kind=sent_back`)
      await desk.page.getByText('Tổng công ty Hai nhận được nhiều hơn.').waitFor()
      await desk.page.getByRole('link', { name: 'Tập đoàn' }).click()
      await target(desk.page, 'Tổng công ty Hai').click()
      await desk.page.keyboard.type('450')
      await desk.page.keyboard.press('Enter')
      await desk.page.getByRole('button', { name: 'Lấy 50 từ dự phòng' }).click()
      await desk.page.getByText('Chưa gửi duyệt được').waitFor({ state: 'detached' })
      await desk.page.getByRole('button', { name: 'Gửi duyệt' }).click()
      await dialogOf(desk.page).getByRole('button', { name: 'Gửi duyệt' }).click()
      await desk.page.getByText('Đã gửi duyệt').waitFor()

      await boss.page.reload()
      await boss.page.getByRole('button', { name: 'Duyệt', exact: true }).click()
      await dialogOf(boss.page).getByRole('button', { name: 'Duyệt', exact: true }).click()
      await boss.page.getByText('Đã duyệt').first().waitFor()
      await boss.page.getByText('Lập được tờ trình').waitFor({ state: 'detached' })
      await expectUsable(boss)
      expect([...desk.complaints, ...boss.complaints]).toEqual([])
      for (const one of [desk, boss]) await one.close()
    },
    120_000,
  )
})
