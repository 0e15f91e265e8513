import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#kit/db'
import { fold } from '#kit/text'
import { uuidv7 } from '#kit/wire'
import { foldersIn, gate, portsOf } from '../../src/apps/server/ports.ts'
import { createApp } from '../../src/apps/server/server.ts'

/** A database with customers in it; `key` gives the keys under which their phones were indexed. */
export type SearchWorld = {
  readonly owner: Database
  readonly app: Database
  readonly group: string
  readonly key: (purpose: string) => Buffer
}
export type Sought = { readonly code: string; readonly name: string; readonly phone: string; readonly address: string }
export type SearchFigures = {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly worstMs: number
  readonly found: number
}

const asks = 1000

/** Letters of each word, as somebody types in a hurry: `nguy thi h`. */
const half = (name: string, letters: number): string =>
  fold(name)
    .split(' ')
    .map((word, at, all) => word.slice(0, at === all.length - 1 ? 1 : letters))
    .join(' ')

/** The `at`th of the fixed questions: a code, a phone, a name in one of four ways, an address in one of two. */
function questionOf({ code, name, phone, address }: Sought, at: number): string {
  const words = fold(name).split(' ')
  const ways = [
    code,
    phone,
    fold(name),
    half(name, 4),
    code.toLowerCase(),
    phone.replace(/^0/, '+84 '),
    words.slice(-2).join(' '),
    `${words.slice(0, 2).join(' ')} ${words.at(-1)?.slice(0, 2)}`,
    fold(address),
    `${words.at(-1)} ${fold(address).split(' ').slice(1, 4).join(' ')}`,
  ]
  return ways[at % ways.length] ?? code
}

/** Somebody who may search everything, signed in through a session of the real door. */
async function clerkOf({ owner, group }: SearchWorld): Promise<string> {
  const [id, token] = [uuidv7(), randomBytes(32).toString('base64url')]
  const code = `S${id.slice(-10).toUpperCase()}`
  await owner.pool.query(
    `insert into people.staff (id, code, name, email, unit_id, opened_on) values ($1, $2, 'Giao dịch viên', $3, $4, '2020-01-01')`,
    [id, code, `${code.toLowerCase()}@example.vn`, group],
  )
  await owner.pool.query(
    `insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, 'clerk', $3, '2020-01-01', now())`,
    [uuidv7(), id, group],
  )
  await owner.pool.query(
    `insert into people.sessions (id, token_sha256, kind, person_id, opened_at, seen_at, idle, ends_at)
     values ($1, $2, 'staff', $3, now(), now(), '1 day', now() + interval '1 day')`,
    [uuidv7(), createHash('sha256').update(token).digest(), id],
  )
  return `tri-an-staff=${token}`
}

/**
 * Asks 1,000 fixed questions about `rows` customers through the real door, as the app's role, over the whole group, one
 * after the other. `customerAt` tells the `n`th customer that is there.
 */
export async function measureSearch(
  world: SearchWorld,
  rows: number,
  customerAt: (n: number) => Sought,
): Promise<SearchFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-search-'))
  const app = createApp({
    database: world.app,
    gate,
    ports: await portsOf({
      database: world.app,
      secrets: { key: world.key },
      ...foldersIn(folder),
      invented: true,
      sendCode: async () => undefined,
    }),
    bundles: undefined,
    origin: 'http://localhost',
    invented: true,
    log: line => {
      if (line.bug) throw new Error(line.bug)
    },
    rateScale: 1000,
  })
  const cookie = await clerkOf(world)
  const ask = async (at: number): Promise<{ ms: number; found: boolean }> => {
    const sought = customerAt(Math.floor((at * rows) / asks))
    const url = `/api/customers?q=${encodeURIComponent(questionOf(sought, at))}`
    const startedMs = performance.now()
    const answer = await app.request(url, { headers: { cookie } })
    const body = (await answer.json()) as { found?: number; more?: boolean }
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`)
    return { ms: performance.now() - startedMs, found: (body.found ?? 0) > 0 }
  }
  for (let at = 0; at < 50; at++) await ask(at * 17)
  const answers: { ms: number; found: boolean }[] = []
  for (let at = 0; at < asks; at++) answers.push(await ask(at))
  const ms = answers.map(one => one.ms).sort((a, b) => a - b)
  return {
    p50Ms: ms[asks / 2] ?? 0,
    p95Ms: ms[Math.floor(asks * 0.95)] ?? 0,
    worstMs: ms.at(-1) ?? 0,
    found: answers.filter(one => one.found).length,
  }
}
