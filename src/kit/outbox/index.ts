import { addressOf, toJson } from '#kit/client'
import { type AnyRoute, isRead, methodOf, type Problem, uuidv7 } from '#kit/wire'
import type { OutboxStore } from './store.ts'

export { memoryStore, type OutboxStore } from './store.ts'

/**
 * One thing a person did on the phone. It stays on the phone until the server has answered for it:
 * `waiting` until then, `refused` when the server said no (it is kept, with the reason, until somebody looks).
 */
export type Command = {
  readonly id: string
  readonly route: string
  readonly input: Readonly<Record<string, unknown>>
  readonly madeAt: string
  readonly state: 'waiting' | 'refused'
  readonly problem?: Problem | undefined
}

export type Outbox = {
  /** Keeps the command durably, then answers its id; sending comes later and does not matter to the caller. */
  readonly add: (route: string, input: Readonly<Record<string, unknown>>) => Promise<string>
  /** Sends what waits, oldest first, and stops at the first that could not be sent. Answers how many the server took. */
  readonly send: () => Promise<number>
  readonly list: () => Promise<readonly Command[]>
  /** Puts a refused command back into the queue under a new id, mended by the person. */
  readonly mend: (id: string, input: Readonly<Record<string, unknown>>) => Promise<void>
  /** Takes a refused command out; only a person who has read the reason does this. */
  readonly discard: (id: string) => Promise<void>
  readonly onChange: (listen: () => void) => () => void
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>
type Sent = 'taken' | 'later' | Problem

/** Not the command's fault: signed out, too many at once, or the server is away. It is sent again later. */
const notNow = (status: number): boolean => status === 401 || status === 429 || status >= 500

async function sendOne(row: AnyRoute, command: Command, send: Fetch): Promise<Sent> {
  const { url, rest } = addressOf(row, command.input)
  try {
    const response = await send(url, {
      method: methodOf(row),
      headers: { 'content-type': 'application/json', 'idempotency-key': command.id },
      credentials: 'same-origin',
      body: toJson(rest),
    })
    if (response.ok) return 'taken'
    return notNow(response.status) ? 'later' : ((await response.json()) as Problem)
  } catch {
    return 'later'
  }
}

/** The phone's queue of commands. Each carries a UUIDv7 of its own, so a repeated send is applied once. */
export function outbox(
  routes: Readonly<Record<string, AnyRoute>>,
  store: OutboxStore,
  send: Fetch = (url, init) => fetch(url, init),
): Outbox {
  const listeners = new Set<() => void>()
  const changed = (): void => {
    for (const listen of listeners) listen()
  }
  let running: Promise<number> | undefined

  const put = async (command: Command): Promise<void> => {
    await store.put(command)
    changed()
  }
  const drain = async (): Promise<number> => {
    let taken = 0
    for (const command of await store.all()) {
      if (command.state !== 'waiting') continue
      const row = routes[command.route]
      const sent: Sent = row
        ? await sendOne(row, command, send)
        : { type: 'about:blank', title: command.route, status: 404, code: 'kit.not_found' }
      if (sent === 'later') return taken
      if (sent === 'taken') {
        await store.remove(command.id)
        taken++
      } else await store.put({ ...command, state: 'refused', problem: sent })
      changed()
    }
    return taken
  }
  const add: Outbox['add'] = async (route, input) => {
    const row = routes[route]
    if (!row?.offline || isRead(row)) throw new Error(`${route} cannot be done offline`)
    const id = uuidv7()
    await put({ id, route, input, madeAt: new Date().toISOString(), state: 'waiting' })
    return id
  }
  return {
    add,
    send: () => {
      running ??= drain().finally(() => {
        running = undefined
      })
      return running
    },
    list: () => store.all(),
    mend: async (id, input) => {
      const before = (await store.all()).find(one => one.id === id)
      if (before?.state !== 'refused') return
      await put({ id: uuidv7(), route: before.route, input, madeAt: before.madeAt, state: 'waiting' })
      await store.remove(id)
      changed()
    },
    discard: async id => {
      await store.remove(id)
      changed()
    },
    onChange: listen => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
  }
}
