import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Download, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { editionRoutes as routes } from '#spine/editions/routes.ts'
import { expectUsable, journey, type Visit, visit } from '#test/browser.ts'
import { newWorld, type Person, type World } from '#test/world.ts'

let world: World
let origin: string
let planner: Person
let edition: string
afterAll(() => world?.close())

/** The group's plan of an edition that is open: 1.500 lamps to one corporation, 400 to the other, 100 kept back. */
beforeAll(async () => {
  world = await newWorld()
  const { group, parent, other } = world.units
  planner = await world.staff('planner', group)
  const made = await planner.call(routes.create, {
    year: 2026,
    number: 12,
    name: { vi: 'Tháng Tri ân khách hàng 2026', en: 'Customer Appreciation Month 2026' },
    theme: null,
    occasion: null,
    slogan: null,
    from: '2026-12-01',
    until: '2026-12-31',
    tetUntil: null,
    referenceDay: '2026-11-01',
    hotMonths: [],
    priorityGroups: [],
    priorityAreas: [],
    labourDayVnd: 300_000,
    source: null,
  })
  edition = made.body.id
  await planner.call(routes.turn, { id: edition, to: 'open' })
  const cell = (unit: string, kind: 'target' | 'reserve', value: number) => ({
    unit,
    column: 'led-lamps',
    kind,
    value,
    was: null,
  })
  const cells = [
    cell(group, 'target', 2000),
    cell(parent, 'target', 1500),
    cell(other, 'target', 400),
    cell(group, 'reserve', 100),
  ]
  await planner.call(routes.edit, { id: edition, mode: 'all', cells })
  origin = await world.listen()
}, 120_000)

const as = (person: Person): Promise<Visit> => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value } })
}
const dialogOf = (page: Page): Locator => page.getByRole('dialog').or(page.getByRole('alertdialog'))
const press = (within: Page | Locator, name: string | RegExp): Promise<void> =>
  within.getByRole('button', { name }).first().click()

/** What the browser saved after an act. */
async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = (await Promise.all([page.waitForEvent('download'), act()])) as [Download, undefined]
  const pieces: Buffer[] = []
  for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer)
  return { name: download.suggestedFilename(), bytes: Buffer.concat(pieces) }
}
const asFile = (name: string, bytes: Buffer | string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})

/** A workbook in which one figure was typed over in a spreadsheet program. */
function withFigure(bytes: Buffer, from: number, to: number): Buffer {
  const [files, part] = [unzipSync(bytes), 'xl/worksheets/sheet2.xml']
  const text = strFromU8(files[part] as Uint8Array)
  expect(text).toContain(`<v>${from}</v>`)
  return Buffer.from(zipSync({ ...files, [part]: strToU8(text.replace(`<v>${from}</v>`, `<v>${to}</v>`)) }))
}

describe('what an office does with files', () => {
  journey(
    'a plan goes out and comes back as a workbook, and a figure is pasted; the decision is printed and comes back signed',
    async () => {
      const desk = await as(planner)
      const { page } = desk
      await page.goto(`${origin}/console/plan?year=2026&m=led-lamps`)
      const lamps = page
        .locator('[role=treegrid] tbody tr', { hasText: 'Tổng công ty Một' })
        .locator('td[role=gridcell]')
        .first()
      expect(await lamps.textContent()).toBe('1.500')

      const menu = async (item: string): Promise<void> => {
        await press(page, 'Việc khác')
        await page.getByRole('menuitem', { name: item }).click()
      }
      const book = await saved(page, () => menu('Xuất XLSX'))
      expect(book.name).toMatch(/\.xlsx$/)
      await menu('Nhập XLSX')
      await page.locator('input[type=file]').setInputFiles(asFile(book.name, withFigure(book.bytes, 1500, 1510)))
      await press(dialogOf(page), 'Xem trước')
      await dialogOf(page).getByText('1 ô sẽ đổi').waitFor()
      await expectUsable(desk)
      await press(dialogOf(page), 'Nhập 1 ô')
      await page.getByText('Chưa gửi duyệt được: 1 chỗ cần sửa').waitFor()
      expect(await lamps.textContent()).toContain('1.510')

      // A block of cells is chosen with the keys and copied as a spreadsheet takes it; one comes back the same way.
      await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await dialogOf(page).waitFor({ state: 'detached' })
      await lamps.click()
      await page.keyboard.press('Shift+ArrowUp')
      await page.locator('[role=treegrid] [aria-selected=true]').nth(1).waitFor()
      await page.keyboard.press('Control+c')
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      expect(copied.split('\n').map(it => it.replace('.', ''))).toEqual(['400', '1510'])
      await page.evaluate(text => navigator.clipboard.writeText(text), copied.replace('510', '500'))
      await page.keyboard.press('Control+v')
      await press(dialogOf(page), /1 ô/)
      await page.getByText('Chưa gửi duyệt được').waitFor({ state: 'detached' })
      await dialogOf(page).waitFor({ state: 'detached' })
      await page.keyboard.press('Control+z')
      await page.getByText('Chưa gửi duyệt được: 1 chỗ cần sửa').waitFor()
      await page.keyboard.press('Control+v')
      await press(dialogOf(page), /1 ô/)
      await page.getByText('Chưa gửi duyệt được').waitFor({ state: 'detached' })
      await press(page, 'Gửi duyệt')
      await press(dialogOf(page), 'Gửi duyệt')
      await page.getByText('Chờ duyệt').first().waitFor()
      const unit = world.units.group
      const { hash } = (await planner.call(routes.unitPlan, { id: edition, unit })).body
      const approver = await world.staff('approver', unit)
      expect((await approver.call(routes.approve, { id: edition, unit, hash: hash ?? '' })).status).toBe(200)

      await page.goto(`${origin}/console/approvals/${edition}/${unit}`)
      await press(page, 'Lập văn bản')
      await press(dialogOf(page), 'Lập văn bản')
      const decision = await saved(page, () => press(page, /Tải quyết định, PDF/))
      expect(decision.name).toBe('quyet-dinh-2026-GROUP-ban-1.pdf')
      expect(decision.bytes.subarray(0, 5).toString()).toBe('%PDF-')
      await press(page, 'Ghi số và bản quét')
      await press(dialogOf(page), /^Ghi$/)
      await dialogOf(page).getByText('Cần chọn tệp quét.').first().waitFor()
      await dialogOf(page).getByLabel('Số, ký hiệu').fill('128/QĐ-PCM')
      await dialogOf(page).getByLabel('Ngày ký').fill('10/12/2026')
      await page.locator('input[type=file]').setInputFiles(asFile('da-ky.pdf', decision.bytes))
      await press(dialogOf(page), /^Ghi$/)
      await page.getByText('Số 128/QĐ-PCM, ký ngày 10/12/2026').waitFor()
      await expectUsable(desk)
      const scan = await saved(page, () => press(page, 'Mở bản quét'))
      expect(scan.bytes.equals(decision.bytes)).toBe(true)
      await desk.close()
    },
    60_000,
  )

  journey(
    'a list with wrong rows is let in without them; they are mended and brought again, and one is found by half a name',
    async () => {
      const desk = await as(await world.staff('clerk', world.units.own))
      const { page } = desk
      const row = (n: number, name: string, phone: string, day: string): string =>
        `PB14${String(n).padStart(9, '0')};${name};Sinh hoạt;${n} Lê Lợi;${phone};${day}`
      const list = [
        'Mã khách hàng;Họ và tên;Nhóm khách hàng;Địa chỉ;Điện thoại;Ngày ký',
        ...Array.from({ length: 40 }, (_, n) => row(n, 'Nguyễn Văn An', `09123456${10 + n}`, '24/11/2025')),
        row(90, 'Quách Thị Thuý Ngân', '0123', '24/11/2025'),
        row(91, 'Trần Thị Bé', '0912345999', '31/02/2025'),
      ].join('\r\n')
      /** Sends a file, takes the columns that are offered, and lets in what is good. */
      const bring = async (name: string, bytes: Buffer | string, good: number): Promise<void> => {
        await page.locator('input[type=file]').setInputFiles(asFile(name, bytes))
        await press(page, 'Gửi tệp')
        await press(page, 'Kiểm tra tệp')
        await page.getByText('Chờ kiểm tra').first().waitFor()
        await world.runJobs()
        await press(page, `Ghi ${good} dòng dùng được`)
        await press(dialogOf(page), /^Ghi$/)
        await page.getByText('Đang ghi').first().waitFor()
        await world.runJobs()
        await page.getByText('Đã ghi').first().waitFor()
      }
      await page.goto(`${origin}/console/imports/new`)
      await page.getByLabel('Loại dữ liệu').selectOption({ label: 'Khách hàng' })
      await page.getByRole('combobox', { name: 'Đơn vị' }).fill('Một')
      await page.getByRole('option', { name: /^Công ty Điện lực Một/ }).click()
      await bring('khach-hang.csv', list, 40)
      const first = page.url()

      const wrong = await saved(page, () => press(page, 'Tải dòng lỗi (CSV)'))
      expect(wrong.bytes.toString().trim().split('\r\n')).toHaveLength(3)
      const mended = wrong.bytes.toString().replace('31/02/2025', '28/02/2025').replace(',0123,', ',0912345888,')
      await press(page, 'Gửi tệp đã sửa')
      await bring(wrong.name, mended, 2)
      await page.goto(first)
      await page.getByText('2 dòng lỗi, 2 dòng đã được sửa và ghi').waitFor()

      await page.goto(`${origin}/console/customers?q=quach+thi+thuy+ng`)
      await page.getByRole('link', { name: 'Quách Thị Thuý Ngân' }).waitFor()
      expect(desk.complaints).toEqual([])
      await desk.close()
    },
    60_000,
  )
})
