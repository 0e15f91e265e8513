import { expect, test } from 'vitest'
import { z } from 'zod'
import { route } from '#kit/wire'
import { client, ProblemError } from './index.ts'

const does = { vi: 'xem', en: 'saw' }
const routes = {
  one: route({
    does,
    at: 'GET /api/trees/:id',
    may: 'anyone',
    takes: z.strictObject({ id: z.string(), q: z.string().optional() }),
    gives: z.object({ id: z.string() }),
  }),
  plant: route({
    does,
    at: 'POST /api/trees/:id',
    may: 'anyone',
    takes: z.strictObject({ id: z.string(), vnd: z.bigint() }),
    gives: z.object({}),
  }),
}

/** Remembers what was asked and gives one answer. */
function server(status: number, body: unknown, type = 'application/json') {
  const asked: { url: string; init: RequestInit }[] = []
  const send = async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: { 'content-type': type },
    })
  }
  return { asked, api: client(routes, send) }
}

test('a read puts its names into the path and the rest into the query, without what is empty', async () => {
  const { asked, api } = server(200, { id: 'a' })
  expect(await api.one({ id: 'a/b c', q: 'Đà Nẵng' })).toEqual({ id: 'a' })
  await api.one({ id: 'a', q: undefined })
  expect(asked.map(one => one.url)).toEqual(['/api/trees/a%2Fb%20c?q=%C4%90%C3%A0+N%E1%BA%B5ng', '/api/trees/a'])
})

test('a write carries its key, and money as a decimal string', async () => {
  const { asked, api } = server(200, {})
  await api.plant({ id: 'a', vnd: 9_007_199_254_740_993n }, { key: 'k' })
  expect(asked[0]?.init).toMatchObject({
    method: 'POST',
    body: '{"vnd":"9007199254740993"}',
    headers: { 'idempotency-key': 'k' },
  })
})

test('what was refused is thrown with its code, and what no program of ours answered is still a problem', async () => {
  const problem = { type: '', title: 'Chưa duyệt', status: 409, code: 'tree.no' }
  await expect(server(409, problem, 'application/problem+json').api.one({ id: 'a' })).rejects.toMatchObject({ problem })
  const lost = server(502, '<html>', 'text/html').api.one({ id: 'a' })
  await expect(lost).rejects.toBeInstanceOf(ProblemError)
  await expect(lost).rejects.toMatchObject({ problem: { status: 502, code: 'kit.broken' } })
})
