import { afterAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { newDoor, problem } from './door.world.ts'
import { rateLimiter } from './index.ts'

const { world, app, post, recorded, lines } = await newDoor()
afterAll(() => world.close())

describe('a command is applied once', () => {
  const count = async (): Promise<number> =>
    (await world.owner.pool.query('select count(*)::int as n from kit.notes')).rows[0].n

  test('32 sends of one key at once write one row, one audit line, and give one answer', async () => {
    const [before, key] = [await count(), uuidv7()]
    recorded.length = 0
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => post('/api/notes', { who: 'writer', body: { text: 'once' }, key })),
    )
    expect(answers.map(one => one.status)).toEqual(Array(32).fill(200))
    expect(new Set(await Promise.all(answers.map(one => one.text())))).toEqual(new Set([JSON.stringify({ id: key })]))
    expect(await count()).toBe(before + 1)
    expect(recorded).toEqual([`note.write ${key}`])
  })

  test('the same key with another body is refused', async () => {
    const key = uuidv7()
    await post('/api/notes', { who: 'writer', body: { text: 'one' }, key })
    expect(await problem(await post('/api/notes', { who: 'writer', body: { text: 'two' }, key }))).toMatchObject({
      status: 409,
      code: 'kit.key_reused',
    })
  })

  test('a refused command leaves its key free, so that it can be mended', async () => {
    const key = uuidv7()
    expect(await problem(await post('/api/notes', { who: 'writer', body: { text: 'spam' }, key }))).toMatchObject({
      status: 409,
      code: 'note.no_spam',
      title: 'Không nhận quảng cáo.',
    })
    expect((await post('/api/notes', { who: 'writer', body: { text: 'better' }, key })).status).toBe(200)
  })

  test('an offline route without a key, or with one that is no UUIDv7, is refused', async () => {
    expect(await problem(await post('/api/notes', { who: 'writer', body: { text: 'a' } }))).toMatchObject({
      status: 400,
      code: 'kit.key_needed',
    })
    expect((await post('/api/notes', { who: 'writer', body: { text: 'a' }, key: crypto.randomUUID() })).status).toBe(
      400,
    )
  })

  test('what the database refuses because of what was sent is a refusal, not a bug', async () => {
    expect(
      await problem(await post('/api/notes', { who: 'writer', body: { text: 'forbidden' }, key: uuidv7() })),
    ).toMatchObject({ status: 409, code: 'kit.against_rule' })
  })
})

describe('every answer', () => {
  test('carries the strict headers, whatever it is', async () => {
    for (const path of ['/api/health', '/hello', '/nowhere', '/api/nowhere', '/api/mine']) {
      const { headers } = await app.request(path)
      expect(headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('holds the fields of the contract and no other', async () => {
    const response = await post('/api/notes', { who: 'writer', body: { text: 'b' }, key: uuidv7() })
    expect(Object.keys((await response.json()) as object)).toEqual(['id'])
  })

  test('is logged by route and status, never by what was said', async () => {
    lines.length = 0
    await post('/api/hear', { body: { text: 'Bí mật 0912345678' } })
    expect(lines).toMatchObject([{ route: 'note.hear', status: 200, who: 'nobody' }])
    expect(JSON.stringify(lines)).not.toContain('0912345678')
  })

  test('what is not there is said in words, as a page and as a problem', async () => {
    expect(await (await app.request('/nowhere')).text()).toContain('Không có gì ở địa chỉ này.')
    expect(await problem(await app.request('/api/nowhere'))).toMatchObject({ status: 404, code: 'kit.not_found' })
  })

  test('a page escapes what it is given, and the language switch goes back only to our own pages', async () => {
    expect(await (await app.request('/hello')).text()).toContain('<h1>&lt;b&gt;</h1>')
    const back = async (to: string) =>
      (await app.request(`/lang/en?back=${encodeURIComponent(to)}`)).headers.get('location')
    expect(
      await Promise.all(['/hello', '//evil.example', 'https://evil.example', '/\\evil.example'].map(back)),
    ).toEqual(['/hello', '/', '/', '/'])
  })
})

test('a caller who asks too much is told when to come back', async () => {
  const limit = rateLimiter()
  const refusals = Array.from({ length: 30 }, () => limit('10.0.0.1', 'sign-in', 0)).filter(Boolean)
  expect(refusals).toHaveLength(10)
  expect(limit('10.0.0.2', 'sign-in', 0)).toBeUndefined()
  expect(limit('10.0.0.1', 'sign-in', 2000)).toBeUndefined()
})

test('a clock that is set back locks nobody out', () => {
  const limit = rateLimiter()
  expect(limit('10.0.0.1', 'sign-in', 3_600_000)).toBeUndefined()
  expect(limit('10.0.0.1', 'sign-in', 0)).toBeUndefined()
})
