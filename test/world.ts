import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'
import { inject } from 'vitest'
import { addressOf, toJson } from '#kit/client'
import { openOwner } from '#kit/db'
import { blindIndex } from '#kit/db/seal.ts'
import { contextOf } from '#kit/jobs'
import type { Gate, LogLine, Ports } from '#kit/serve'
import { type AnyRoute, type GivesOf, isRead, methodOf, type Problem, type SendsOf, uuidv7 } from '#kit/wire'
import { type Bundles, openBundles } from '../src/apps/server/bundles.ts'
import { foldersIn, gate, portsOf } from '../src/apps/server/ports.ts'
import { createApp } from '../src/apps/server/server.ts'
import { newDatabase, type TestDatabase } from './database.ts'
import { type Work, worker } from './jobs.ts'

export type Answer<T> = { readonly status: number; readonly body: T & Partial<Problem>; readonly headers: Headers }
/** What an activity can recognise, as the ports hold it. */
type Recognised = ReturnType<Ports['recognition']['kinds']> extends ReadonlyMap<string, infer Kind> ? Kind : never
export type CallOptions = { readonly key?: string; readonly lang?: 'vi' | 'en' }

/** Somebody who uses the system through its door. */
export type Person = {
  readonly id: string
  readonly cookie: string
  /** Calls a route as this person; offline routes get a fresh key unless one is given. */
  readonly call: <R extends AnyRoute>(row: R, input: SendsOf<R>, options?: CallOptions) => Promise<Answer<GivesOf<R>>>
}

export type World = TestDatabase &
  Work & {
    readonly app: TestDatabase['app']
    readonly hono: Hono
    readonly gate: Gate
    readonly ports: Ports
    readonly nobody: Person
    readonly lines: LogLine[]
    /** Codes that were sent, newest last. */
    readonly sent: { phone: string; code: string }[]
    /** Staff with one role on a unit since a year ago (`none` for no role at all). */
    readonly staff: (role: string, unitId: string) => Promise<Person>
    readonly customer: (phone?: string) => Promise<Person>
    readonly units: Units
    /** Moves the world's clock. */
    readonly at: (time: string) => void
    readonly now: () => Date
    /** Serves on a port of this machine, with the browser apps, until the world closes. */
    readonly listen: () => Promise<string>
    readonly secret: (purpose: string) => Buffer
    /** Where this world keeps its files. */
    readonly folders: ReturnType<typeof foldersIn>
  }

/** A small tree: a group, two corporations, two companies under the first, a team under the first company. */
export type Units = {
  readonly group: string
  readonly parent: string
  readonly own: string
  readonly child: string
  readonly sibling: string
  readonly other: string
}

const long = '2020-01-01'

async function plantUnits(db: TestDatabase): Promise<Units> {
  const client = await db.owner.pool.connect()
  const units: Record<string, string> = {}
  await client.query('begin')
  const open = async (key: string, kind: string, name: string, parent?: string): Promise<void> => {
    const id = uuidv7()
    units[key] = id
    await client.query('insert into org.units (id, code, kind, opened_on) values ($1, $2, $3, $4)', [
      id,
      key.toUpperCase(),
      kind,
      long,
    ])
    await client.query('insert into org.unit_names (unit_id, name, from_day) values ($1, $2, $3)', [id, name, long])
    if (parent)
      await client.query('insert into org.unit_parents (unit_id, parent_id, from_day) values ($1, $2, $3)', [
        id,
        units[parent],
        long,
      ])
  }
  await open('group', 'group', 'Tập đoàn')
  await open('parent', 'corporation', 'Tổng công ty Một', 'group')
  await open('other', 'corporation', 'Tổng công ty Hai', 'group')
  await open('own', 'company', 'Công ty Điện lực Một', 'parent')
  await open('sibling', 'company', 'Công ty Điện lực Hai', 'parent')
  await open('child', 'team', 'Đội Một', 'own')
  await client.query('commit')
  client.release()
  return units as unknown as Units
}

function personOf(hono: Hono, id: string, cookie: string): Person {
  return {
    id,
    cookie,
    call: async (row, input, options = {}) => {
      const { url, rest } = addressOf(row, input as Readonly<Record<string, unknown>>)
      const key = options.key ?? (row.offline ? uuidv7() : undefined)
      const response = await hono.request(url, {
        method: methodOf(row),
        headers: {
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
          cookie: `lang=${options.lang ?? 'vi'}; ${cookie}`,
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(isRead(row) ? {} : { body: toJson(rest) }),
      })
      return { status: response.status, body: (await response.json()) as never, headers: response.headers }
    },
  }
}

async function openSession(db: TestDatabase, kind: 'staff' | 'customer', id: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.owner.pool.query(
    `insert into people.sessions (id, token_sha256, kind, person_id, opened_at, seen_at, idle, ends_at) values ($1, $2, $3, $4, $5, $5, '1 day', $5::timestamptz + interval '30 days')`,
    [uuidv7(), createHash('sha256').update(token).digest(), kind, id, now],
  )
  return `tri-an-${kind}=${token}`
}

/** The browser apps, built by one of the threads that need them at once, and found built by the others. */
async function bundlesFor(folder: string): Promise<Bundles> {
  const turn = openOwner(inject('ownerUrl'), 1)
  await turn.pool.query('select pg_advisory_lock(1)') // let go with its connection
  return openBundles(folder).finally(() => turn.close())
}

/** A whole system of its own: migrated database, units, clock, door. Everything through the door is as in real life. */
export async function newWorld(
  options: {
    readonly max?: number
    readonly invented?: boolean
    readonly units?: false
    readonly secondFactor?: Ports['secondFactor']
    /** What can be recognised in this world, beside what the activities declare. */
    readonly recognises?: readonly Recognised[]
  } = {},
): Promise<World> {
  const db = await newDatabase(options.max ?? 8)
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-world-'))
  const master = randomBytes(32)
  const secret = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', purpose, 32))
  let clock = new Date('2026-12-10T02:40:00Z')
  const [lines, sent]: [LogLine[], World['sent']] = [[], []]
  const own: Ports = await portsOf({
    database: db.app,
    secrets: { key: secret },
    ...foldersIn(folder),
    invented: options.invented ?? false,
    sendCode: async (phone, code) => void sent.push({ phone, code }),
    ...(options.secondFactor ? { secondFactor: options.secondFactor } : {}),
  })
  const kinds = new Map([
    ...own.recognition.kinds(),
    ...(options.recognises ?? []).map(kind => [kind.name, kind] as const),
  ])
  const ports: Ports = { ...own, recognition: { kinds: () => kinds } }
  const make = (origin: string, bundles?: Awaited<ReturnType<typeof openBundles>>) =>
    createApp({
      database: db.app,
      gate,
      ports,
      bundles,
      origin,
      invented: options.invented ?? false,
      log: line => lines.push(line),
      clock: () => clock,
      rateScale: 1000,
    })
  const hono = make('http://localhost')
  const work = worker(db, contextOf({ database: db.app, gate, ports, now: () => clock }))
  const units = options.units === false ? ({} as Units) : await plantUnits(db)
  const closers: (() => Promise<void>)[] = []
  return {
    ...db,
    hono,
    gate,
    ports,
    units,
    lines,
    sent,
    folders: foldersIn(folder),
    secret,
    ...work,
    nobody: personOf(hono, '', ''),
    at: time => {
      clock = new Date(time)
    },
    now: () => clock,
    staff: async (role, unitId) => {
      const id = uuidv7()
      const code = `S${id.slice(-10).toUpperCase()}`
      await db.owner.pool.query(
        'insert into people.staff (id, code, name, email, unit_id, opened_on) values ($1, $2, $3, $4, $5, $6)',
        [id, code, `Nhân viên ${role}`, `${code.toLowerCase()}@example.vn`, unitId, long],
      )
      if (role !== 'none')
        await db.owner.pool.query(
          'insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, $3, $4, $5, now())',
          [uuidv7(), id, role, unitId, long],
        )
      return personOf(hono, id, await openSession(db, 'staff', id, clock))
    },
    customer: async (phone = '0912345678') => {
      const id = uuidv7()
      await db.owner.pool.query(
        'insert into people.contacts (id, phone_index, phone_sealed, first_seen_at) values ($1, $2, $3, now())',
        [id, blindIndex(secret('people.phone'), phone), 'sealed'],
      )
      return personOf(hono, id, await openSession(db, 'customer', id, clock))
    },
    listen: async () => {
      const bundles = await bundlesFor(folder)
      return new Promise(done => {
        let app: Hono | undefined
        const server = listen(
          { fetch: (...args) => (app as Hono).fetch(...args), port: 0, hostname: '127.0.0.1' },
          ({ port }) => {
            const origin = `http://localhost:${port}`
            app = make(origin, bundles)
            closers.push(
              () =>
                new Promise(closed => {
                  server.close(() => closed())
                  'closeAllConnections' in server && server.closeAllConnections()
                }),
            )
            done(origin)
          },
        )
      })
    },
    close: async () => {
      for (const close of closers) await close()
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
