import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCustomer } from '#test/customers.ts'
import { newWorld, type Person } from '#test/world.ts'
import { customerRoutes } from './routes.ts'

const world = await newWorld()
afterAll(() => world.close())
let person: Person
let customer: string
beforeAll(async () => {
  customer = (await aCustomer(world, world.units.own, { phone: '0966000111', name: 'Đỗ Thị Ước' })).id
  person = await world.customer('0966000111')
})

const headers = (): Record<string, string> => ({ cookie: `lang=vi; ${person.cookie}`, 'sec-fetch-site': 'same-origin' })
const page = async (path: string): Promise<string> => (await world.hono.request(path, { headers: headers() })).text()
/** Sends a form as a browser without scripts does. */
const post = (path: string, form: Record<string, string>): Promise<Response> =>
  Promise.resolve(
    world.hono.request(path, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    }),
  )

test('my contracts stand on my page, with ways to my consents and my data', async () => {
  const html = await page('/mine')
  expect(html).toContain('Đỗ Thị Ước')
  expect(html).toContain('href="/mine/consents"')
  expect(html).toContain('href="/mine/data"')
  expect(html).not.toContain('<script')
})

test('a consent is given and taken back by one press each, and nothing is chosen beforehand', async () => {
  expect(await page('/mine/consents')).not.toContain('checked')
  const given = await post('/mine/consents', { word: 'care sms yes' })
  expect([given.status, given.headers.get('location')]).toEqual([303, '/mine/consents?kept=1'])
  expect(await page('/mine/consents?kept=1')).toMatch(/Đã ghi lại.*Đã đồng ý từ 10\/12\/2026.*Rút lại/s)
  await post('/mine/consents', { word: 'care sms no' })
  expect((await person.call(customerRoutes.myConsents, {})).body.consents).toMatchObject([
    { channel: 'sms', given: false },
  ])
  expect((await post('/mine/consents', { word: 'publication sms yes' })).status).toBe(422)
  expect((await post('/mine/consents', { word: '' })).status).toBe(422)
})

test('my data is shown in the clear to me, and as a file', async () => {
  expect(await page('/mine/data')).toMatch(/0966 000 111/)
  const file = await world.hono.request('/api/customers/mine/data', { headers: headers() })
  expect(await file.json()).toMatchObject({ customers: [{ name: 'Đỗ Thị Ước' }] })
})

test('a request says all that is missing at once, keeps what was written, and shows its answer later', async () => {
  const wrong = await post('/mine/data', { customer, text: '' })
  expect(wrong.status).toBe(422)
  const said = await wrong.text()
  expect(said).toContain('href="#kind"')
  expect(said).toContain('href="#text"')
  expect(await (await post('/mine/data', { customer, text: 'Xin sửa tên' })).text()).toContain('Xin sửa tên</textarea>')
  const sent = await post('/mine/data', { customer, kind: 'correction', text: 'Xin sửa tên' })
  expect(sent.headers.get('location')).toBe('/mine/data?sent=1')
  expect(await page('/mine/data?sent=1')).toMatch(/Đã nhận yêu cầu.*Sửa dữ liệu.*Mới nhận/s)
})

test('whoever is not signed in is sent to sign in, and comes back', async () => {
  const answer = await world.hono.request('/mine/data')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?back=%2Fmine%2Fdata'])
})
