import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { refuse, route, uuidv7 } from '#kit/wire'
import { declareWords } from '#kit/words'
import { newDatabase } from '#test/database.ts'
import { face, type Gate, html, type LogLine, rateLimiter, serve } from './index.ts'

const world = await newDatabase(40)
afterAll(() => world.close())
beforeAll(() =>
  world.owner.pool.query(`create table kit.notes (id uuid primary key, text text not null check (text <> 'forbidden'));
    alter table kit.notes enable row level security;
    create policy all_acting on kit.notes using ((select kit.acting()));
    grant select, insert on kit.notes to tri_an_app`),
)

const does = { vi: 'ghi một dòng', en: 'wrote a note' }
const note = z.strictObject({ text: z.string().min(1).max(20), size: z.number().int().min(0).max(9).optional() })
const routes = {
  write: route({
    does,
    at: 'POST /api/notes',
    may: 'note.write',
    offline: true,
    takes: note,
    gives: z.object({ id: z.uuid() }),
  }),
  hear: route({ does, at: 'POST /api/hear', may: 'anyone', takes: note, gives: z.object({ text: z.string() }) }),
  see: route({
    does,
    at: 'GET /api/notes/:id',
    may: 'note.read',
    takes: z.strictObject({ id: z.string(), most: z.coerce.number().default(5) }),
    gives: z.object({ id: z.string(), most: z.number() }),
  }),
  mine: route({ does, at: 'GET /api/mine', may: 'customer', takes: z.strictObject({}), gives: z.object({}) }),
}
const words = declareWords({
  vi: { refusals: { 'note.no_spam': 'Không nhận quảng cáo.' } },
  en: { refusals: { 'note.no_spam': 'No advertising.' } },
})
const notes = face({
  name: 'note',
  purpose: does,
  words,
  permissions: { 'note.write': ['writer'], 'note.read': ['writer', 'reader'] },
  routes,
  verbs: {
    write: async (act, { text }) => {
      if (text === 'spam') refuse('note.no_spam', 409)
      await sql`insert into kit.notes (id, text) values (${act.key}, ${text})`.execute(act.tx)
      act.concerns({ record: act.key })
      return { id: act.key, secret: 'never leaves' }
    },
    hear: async (_, { text }) => ({ text }),
    see: async (_, { id, most }) => ({ id, most }),
    mine: async () => ({}),
  },
  pages: [
    { at: 'GET /hello', may: 'anyone', answer: async ({ lang }) => ({ title: lang, body: html`<h1>${'<b>'}</h1>` }) },
  ],
  tables: new URL('./', import.meta.url),
})

const recorded: string[] = []
const lines: LogLine[] = []
/** Whoever's session is named after what they may do; no database of people is needed to try the door. */
const gate: Gate = {
  identify: async (_, { session }) => {
    if (session === 'customer') return { kind: 'customer', id: '01890000-0000-7000-8000-00000000000c' }
    if (!session) return { kind: 'nobody' }
    return {
      kind: 'staff',
      id: '01890000-0000-7000-8000-00000000000a',
      name: 'A',
      permissions: new Set(session === 'writer' || session === 'auditor' ? ['note.write', 'note.read'] : ['note.read']),
      readOnly: session === 'auditor',
    }
  },
  unitsOf: async () => [],
  record: async (_, done) => void recorded.push(`${done.does} ${done.record}`),
}
const app = serve({
  database: world.app,
  faces: [notes],
  gate,
  clock: () => new Date(),
  limit: rateLimiter(10, 100),
  ports: { secrets: { key: () => Buffer.alloc(32) } } as never,
  origin: 'http://localhost',
  trustProxy: false,
  log: line => lines.push(line),
  layout: ({ title, body, problem }) => html`<title>${title}</title>${problem?.title ?? body}`,
})

type Send = {
  who?: string
  body?: unknown
  raw?: string
  headers?: Record<string, string>
  key?: string | undefined
  lang?: string
}
const post = (path: string, { who, body, raw, headers = {}, key, lang = 'vi' }: Send = {}) =>
  app.request(path, {
    method: 'POST',
    body: raw ?? JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie: `lang=${lang}; ${who ? `tri-an-staff=${who}` : ''}`,
      ...(key ? { 'idempotency-key': key } : {}),
      ...headers,
    },
  })
const problem = async (response: Response) =>
  (await response.json()) as { code: string; title: string; status: number; errors?: { field: string; code: string }[] }

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
