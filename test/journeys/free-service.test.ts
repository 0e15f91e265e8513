import { afterAll, beforeAll, expect } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { factRoutes } from '#spine/facts/routes.ts'
import { fieldworkRoutes as work } from '#spine/fieldwork/routes.ts'
import { expectUsable, journey, visit } from '#test/browser.ts'
import { aCustomer } from '#test/customers.ts'
import { aSignature, picture } from '#test/pictures.ts'
import { newWorld, type World } from '#test/world.ts'

let world: World
let origin: string
const edition = uuidv7()
beforeAll(async () => {
  world = await newWorld({ invented: true })
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân khách hàng 2026', 'Customer Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [edition],
  )
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

/** The crew's part, through the routes that its phone uses. */
async function repaired(code: string): Promise<string> {
  const { own } = world.units
  const [planner, crew] = [await world.staff('planner', own), await world.staff('crew', own)]
  const { body: crewOne } = await planner.call(work.openCrew, { unitId: own, name: 'Tổ Một', members: [crew.id] })
  const { requests } = (await planner.call(work.list, { q: code })).body
  const id = requests[0]?.id ?? ''
  await planner.call(work.decide, { id, move: 'take' })
  const window = { day: '2026-12-10', from: '08:00', until: '11:00' }
  const { orderId } = (await planner.call(work.plan, { id, crewId: crewOne.id, ...window })).body
  for (const [at, slot] of ['before', 'after'].entries()) {
    const bytes = (await picture(at + 1)).toString('base64')
    await crew.call(evidence.keep, { unitId: own, record: id, kind: 'photo', slot, bytes })
  }
  await crew.call(evidence.sign, { unitId: own, record: id, slot: 'signature', strokes: aSignature() })
  const times = { startedAt: '2026-12-10T01:30:00Z', finishedAt: '2026-12-10T02:20:00Z' }
  const checks = ['off', 'mend', 'tight', 'explain']
  const brought = { checks, readings: { insulation: 2.4 }, signed: 'customer' as const, note: '' }
  const { body } = await crew.call(work.finish, { id, orderId, ...times, ...brought })
  expect(body.state).toBe('accepted')
  const of = { edition, activity: 'free-service', measure: 'repairs' }
  const figure = (await planner.call(factRoutes.figure, of)).body
  expect(figure.records).toContainEqual(expect.objectContaining({ record: id, grade: 'proven' }))
  return id
}

journey(
  'a customer asks in four screens without scripts, follows by the code, and the public reads what was done',
  async () => {
    await aCustomer(world, world.units.own, { phone: '0966000111', name: 'Đỗ Thị Ước', address: '12 Lê Lợi' })
    const [name = '', value = ''] = (await world.customer('0966000111')).cookie.split('=')
    const seen = await visit({ origin, scripts: false, width: 390, cookies: { [name]: value } })
    const { page } = seen
    await page.goto(`${origin}/services`)
    await page.getByRole('link', { name: 'Yêu cầu: Sửa điện miễn phí' }).click()
    await page.getByText('Bước 2/4').waitFor()
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByText('Bước 3/4').waitFor()
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Đang gặp').selectOption('sparks')
    await page.getByLabel('Số điện thoại để tổ gọi').fill('0966 000 111')
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByText('Bước 4/4').waitFor()
    await page.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await page.getByText('Chúng tôi đã nhận yêu cầu').waitFor()
    const code = (await page.locator('.big-code').textContent()) ?? ''

    await repaired(code.replaceAll('-', ''))
    const visitor = await visit({ origin, scripts: false })
    await visitor.page.goto(`${origin}/services/follow?code=${code}`)
    await visitor.page.getByText('Đã xong', { exact: true }).waitFor()
    expect(await visitor.page.locator('main').textContent()).not.toContain('Ước')
    await visitor.page.goto(origin)
    const figure = visitor.page.getByRole('region', { name: 'Dịch vụ miễn phí trong tháng' })
    await figure.getByText('Vì sao có con số này').click()
    expect(await figure.textContent()).toMatch(/1\s*Lần sửa điện miễn phí\s*1 đã chứng minh/)
    for (const one of [seen, visitor]) await one.close()
  },
  60_000,
)

journey.each(['/services', '/services/follow', '/check?code=TN222222'])(
  '%s is usable in both languages',
  async path => {
    for (const lang of ['vi', 'en'] as const) {
      const seen = await visit({ origin, lang, width: lang === 'vi' ? 390 : 1440 })
      await seen.page.goto(`${origin}${path}`)
      await expectUsable(seen)
      await seen.close()
    }
  },
)
