import { expect, test } from 'vitest'
import { z } from 'zod'
import { route } from '#kit/wire'
import { type Command, memoryStore, outbox } from './index.ts'

const routes = {
  'tree.plant': route({
    does: { vi: 'trồng', en: 'planted' },
    at: 'POST /api/trees/:id',
    may: 'tree.plant',
    offline: true,
    takes: z.strictObject({ id: z.string(), trees: z.number() }),
    gives: z.object({}),
  }),
  'tree.list': route({
    does: { vi: 'xem', en: 'saw' },
    at: 'GET /api/trees',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({}),
  }),
}

type Answer = { status: number; body?: unknown } | 'no signal'
/** A server at the end of a bad line: gives the prepared answers in turn, and remembers what reached it. */
function line(answers: Answer[]) {
  const got: { key: string; url: string; body: unknown }[] = []
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const answer = answers.shift() ?? { status: 200 }
    if (answer === 'no signal') throw new TypeError('fetch failed')
    got.push({ key: new Headers(init.headers).get('idempotency-key') ?? '', url, body: JSON.parse(String(init.body)) })
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status })
  }
  return { got, send }
}

const waiting = (commands: readonly Command[]) => commands.filter(one => one.state === 'waiting').length

test('what is done without signal waits, and is sent in order once there is signal', async () => {
  const store = memoryStore()
  const { got, send } = line(['no signal'])
  const box = outbox(routes, store, send)
  await box.add('tree.plant', { id: 'a', trees: 3 })
  await box.add('tree.plant', { id: 'b', trees: 4 })
  expect(await box.send()).toBe(0)
  expect(waiting(await box.list())).toBe(2)
  expect(await box.send()).toBe(2)
  expect(got.map(one => one.url)).toEqual(['/api/trees/a', '/api/trees/b'])
  expect(got[0]?.body).toEqual({ trees: 3 })
  expect(await box.list()).toEqual([])
})

test('a lost answer makes the same key go out again, never a new one', async () => {
  const { got, send } = line([{ status: 503 }, { status: 200 }])
  const box = outbox(routes, memoryStore(), send)
  await box.add('tree.plant', { id: 'a', trees: 3 })
  await box.send()
  await box.send()
  expect(got).toHaveLength(2)
  expect(new Set(got.map(one => one.key)).size).toBe(1)
})

test('a refused command is kept with its reason, does not hold up the others, and can be mended', async () => {
  const problem = { type: '', title: 'Chưa duyệt', status: 409, code: 'tree.not_approved' }
  const { got, send } = line([{ status: 409, body: problem }])
  const box = outbox(routes, memoryStore(), send)
  const refused = await box.add('tree.plant', { id: 'a', trees: 3 })
  await box.add('tree.plant', { id: 'b', trees: 4 })
  expect(await box.send()).toBe(1)
  expect(await box.list()).toMatchObject([{ id: refused, state: 'refused', problem: { code: 'tree.not_approved' } }])
  await box.mend(refused, { id: 'a', trees: 2 })
  expect(await box.send()).toBe(1)
  expect(got.at(-1)?.body).toEqual({ trees: 2 })
  expect(got.at(-1)?.key).not.toBe(refused)
  expect(await box.list()).toEqual([])
})

test('signed out is not a refusal: the command waits for the next sign-in', async () => {
  const { send } = line([{ status: 401, body: {} }])
  const box = outbox(routes, memoryStore(), send)
  await box.add('tree.plant', { id: 'a', trees: 3 })
  expect(await box.send()).toBe(0)
  expect(waiting(await box.list())).toBe(1)
})

test('only what the contract calls offline may be queued', async () => {
  const box = outbox(routes, memoryStore())
  await expect(box.add('tree.list', {})).rejects.toThrow()
  expect(await box.list()).toEqual([])
})

test('two senders at once send each command once', async () => {
  const { got, send } = line([])
  const box = outbox(routes, memoryStore(), send)
  for (let index = 0; index < 10; index++) await box.add('tree.plant', { id: String(index), trees: 1 })
  await Promise.all([box.send(), box.send(), box.send()])
  expect(got).toHaveLength(10)
})
