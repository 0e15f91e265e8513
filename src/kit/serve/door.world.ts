import { sql } from 'kysely'
import { z } from 'zod'
import { refuse, route } from '#kit/wire'
import { declareWords } from '#kit/words'
import { newDatabase } from '#test/database.ts'
import { face, type Gate, html, type LogLine, rateLimiter, serve } from './index.ts'

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

/** Whoever's session is named after what they may do; no database of people is needed to try the door. */
const gateOf = (recorded: string[]): Gate => ({
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
  enter: async () => [],
  staff: async () => ({ kind: 'nobody' }),
  everyUnit: async () => [],
  record: async (_, done) => void recorded.push(`${done.does} ${done.record}`),
})

type Send = {
  who?: string
  body?: unknown
  raw?: string
  headers?: Record<string, string>
  key?: string | undefined
  lang?: string
}

export const problem = async (response: Response) =>
  (await response.json()) as { code: string; title: string; status: number; errors?: { field: string; code: string }[] }

/** A door of its own, over a database of its own, with what it recorded and logged. */
export async function newDoor() {
  const world = await newDatabase(40)
  await world.owner.pool.query(`create table kit.notes (id uuid primary key, text text not null check (text <> 'forbidden'));
    alter table kit.notes enable row level security;
    create policy all_acting on kit.notes using ((select kit.acting()));
    grant select, insert on kit.notes to tri_an_app`)
  const recorded: string[] = []
  const lines: LogLine[] = []
  const app = serve({
    database: world.app,
    faces: [notes],
    gate: gateOf(recorded),
    clock: () => new Date(),
    limit: rateLimiter(10, 100),
    ports: { secrets: { key: () => Buffer.alloc(32) } } as never,
    origin: 'http://localhost',
    trustProxy: false,
    log: line => lines.push(line),
    layout: ({ title, body, problem }) => html`<title>${title}</title>${problem?.title ?? body}`,
  })
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
  return { world, recorded, lines, app, post }
}
