import { afterAll, beforeAll, expect } from 'vitest'
import { expectUsable, journey, visit } from '#test/browser.ts'
import { dimming } from '#test/dimming.ts'
import { aLine, anEdition, anEnterprise, aRun, crewOf, publishedCriteria } from '#test/recognition.ts'
import { newWorld, type Person, type World } from '#test/world.ts'

let world: World
let origin: string
beforeAll(async () => {
  world = await newWorld({ invented: true, recognises: [dimming] })
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

const as = (person: Person, more: { scripts?: boolean; width?: number } = {}) => {
  const [name = '', value = ''] = person.cookie.split('=')
  return visit({ origin, cookies: { [name]: value }, ...more })
}

journey(
  'a threshold is tried on counts, a second person approves, and a customer without scripts reads why and objects',
  async () => {
    const edition = await anEdition(world)
    const who = await crewOf(world)
    const criteria = await publishedCriteria(world, who, edition)
    const { own } = world.units
    const parties = await Promise.all(
      Array.from({ length: 8 }, (_, at) => anEnterprise(world, own, at === 0 ? '0912345678' : undefined)),
    )
    const lines = parties.map((party, at) =>
      aLine(party, own, { acknowledged: at, reductionPct: at * 6, reducedKwh: at * 100 }),
    )
    const run = await aRun(world, who.planner, criteria, lines)

    const desk = await as(who.planner)
    await desk.page.goto(`${origin}/console/recognition/${run}`)
    const least = desk.page.getByRole('slider', { name: 'Mức giảm tối thiểu' })
    await least.press('End')
    await desk.page.getByText('Lần thử thứ 1 của').waitFor()
    await expectUsable(desk)
    await desk.page.getByRole('button', { name: 'Trình duyệt kết quả' }).click()
    await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Trình duyệt kết quả' }).click()
    await desk.page.getByText('Anh/chị đã mở, quyết định hoặc trình').waitFor()

    const boss = await as(who.approver)
    await boss.page.goto(`${origin}/console/recognition/${run}`)
    await boss.page.getByRole('button', { name: 'Duyệt kết quả' }).click()
    const dialog = boss.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Duyệt kết quả' }).click()
    await dialog.getByRole('alert').first().waitFor()
    await dialog.getByLabel('Tôi không có liên quan').check()
    await dialog.getByRole('button', { name: 'Duyệt kết quả' }).click()
    await boss.page.getByText('Đã duyệt').first().waitFor()
    expect(boss.complaints).toEqual([])

    const home = await as(await world.customer('0912345678'), { scripts: false, width: 390 })
    await home.page.goto(`${origin}/mine`)
    await home.page.getByRole('link', { name: 'Vì sao có kết quả này' }).click()
    await home.page.getByRole('heading', { level: 1, name: 'Lần này quý khách chưa thuộc diện được tri ân' }).waitFor()
    await home.page.getByLabel('Ý kiến của quý khách').fill('Chúng tôi đã tắt đèn cả tuần.')
    await home.page.getByRole('button', { name: 'Gửi ý kiến' }).click()
    await home.page.getByText('Chúng tôi trả lời trước hết ngày 17/12/2026').waitFor()
  },
  60_000,
)
