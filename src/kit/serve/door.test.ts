import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { newDoor, problem } from './door.world.ts'

const { world, app, post } = await newDoor()
afterAll(() => world.close())

describe('who may come in', () => {
  test('nobody is asked to sign in, a reader is refused, an auditor may look but not write', async () => {
    const body = { text: 'a' }
    expect((await post('/api/notes', { body, key: uuidv7() })).status).toBe(401)
    expect(await problem(await post('/api/notes', { body, key: uuidv7(), who: 'reader' }))).toMatchObject({
      status: 403,
      code: 'kit.not_permitted',
    })
    expect(await problem(await post('/api/notes', { body, key: uuidv7(), who: 'auditor' }))).toMatchObject({
      code: 'kit.read_only',
    })
    expect((await app.request('/api/notes/x', { headers: { cookie: 'tri-an-staff=auditor' } })).status).toBe(200)
  })

  test("a staff session does not open a customer's door, nor the other way round", async () => {
    expect((await app.request('/api/mine', { headers: { cookie: 'tri-an-staff=writer' } })).status).toBe(401)
    expect((await app.request('/api/mine', { headers: { cookie: 'tri-an-customer=customer' } })).status).toBe(200)
    expect((await app.request('/api/notes/x', { headers: { cookie: 'tri-an-customer=customer' } })).status).toBe(401)
  })

  test.each([
    ['cross-site JSON', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a form', { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' }],
    ['text/plain', { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }],
  ])('%s is refused before anything else', async (_, headers) => {
    const response = await post('/api/hear', { body: { text: 'a' }, headers })
    expect(await problem(response)).toMatchObject({ status: 403, code: 'kit.cross_site' })
  })

  test('a request that says nothing of where it comes from is refused', async () => {
    expect((await app.request('/api/hear', { method: 'POST', body: '{"text":"a"}' })).status).toBe(403)
  })
})

describe('what is sent', () => {
  test.each([
    ['an unknown key', { text: 'a', more: 1 }, 'more', 'kit.unknown_key'],
    ['a missing field', {}, 'text', 'kit.required'],
    ['an empty text', { text: '' }, 'text', 'kit.required'],
    ['too long', { text: 'x'.repeat(21) }, 'text', 'kit.too_long'],
    ['a wrong type', { text: 7 }, 'text', 'kit.wrong_type'],
    ['a NUL', { text: 'a\0' }, 'text', 'kit.bad_text'],
    ['half a surrogate pair', { text: '\ud800' }, 'text', 'kit.bad_text'],
    ['a fraction', { text: 'a', size: 1.5 }, 'size', 'kit.wrong_type'],
    ['a size too big', { text: 'a', size: 10 }, 'size', 'kit.too_big'],
    ['a list', [], '', 'kit.wrong_type'],
    ['null', null, '', 'kit.wrong_type'],
  ])('%s is named by field and code', async (_, body, field, code) => {
    const answer = await problem(await post('/api/hear', { body }))
    expect(answer).toMatchObject({ status: 422, code: 'kit.invalid' })
    expect(answer.errors).toContainEqual(expect.objectContaining({ field, code }))
  })

  test('all that is wrong is said at once, in the language of the person', async () => {
    const vi = await problem(await post('/api/hear', { body: { size: -1, more: 1 } }))
    expect(vi.errors?.map(one => one.field).sort()).toEqual(['more', 'size', 'text'])
    expect(vi.title).toBe('Có chỗ chưa đúng. Hãy xem từng mục.')
    expect((await problem(await post('/api/hear', { body: {}, lang: 'en' }))).title).toMatch(/^Something/)
  })

  test.each([
    ['not JSON', { raw: '{"text":' }, 400, 'kit.bad_json'],
    ['NaN', { raw: '{"text":NaN}' }, 400, 'kit.bad_json'],
    ['another type', { raw: 'text=a', headers: { 'content-type': 'text/plain' } }, 415, 'kit.not_json'],
    ['300 KiB', { raw: JSON.stringify({ text: 'x'.repeat(300_000) }) }, 413, 'kit.too_large'],
    ['200 levels', { raw: `${'['.repeat(200)}${']'.repeat(200)}` }, 422, 'kit.too_deep'],
    ['a prototype key', { raw: '{"text":"a","__proto__":{"admin":true}}' }, 422, 'kit.invalid'],
  ])('%s is refused by name', async (_, send, status, code) => {
    expect(await problem(await post('/api/hear', send))).toMatchObject({ status, code })
  })

  test('text arrives composed (NFC), whatever keyboard wrote it', async () => {
    const response = await post('/api/hear', { body: { text: 'Vie\u0323\u0302t' } })
    expect(await response.json()).toEqual({ text: 'Việt' })
  })

  test('path and query meet in one input, and a strange query key is refused', async () => {
    const get = (path: string) => app.request(path, { headers: { cookie: 'tri-an-staff=reader' } })
    expect(await (await get('/api/notes/n1?most=3')).json()).toEqual({ id: 'n1', most: 3 })
    expect((await get('/api/notes/n1?other=3')).status).toBe(422)
  })
})
