import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serve as listen } from '@hono/node-server'
import { type Database, migrate, openDatabase, openOwner } from '#kit/db'
import { type GivesOf, uuidv7 } from '#kit/wire'
import type { editionRoutes } from '#spine/editions/routes.ts'
import { startCluster } from '../../src/apps/server/cluster.ts'
import { foldersIn, gate, portsOf } from '../../src/apps/server/ports.ts'
import { createApp } from '../../src/apps/server/server.ts'
import { tableFolders } from '../../src/apps/server/tables.ts'

/** A group, 5 corporations, 60 companies and 734 teams; 60 measures; every figure of every unit is there. */
const [corporations, companies, teams, measures] = [5, 60, 734, 60]
const [opens, edits] = [Number(process.env.OPENS ?? 30), Number(process.env.EDITS ?? 100)]
export const edition = uuidv7()

const unit = (n: number): string => `('00000000-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const numbered = `(select n, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid as id,
  case when n = 0 then null when n <= ${corporations} then 0
    when n <= ${corporations + companies} then 1 + (n - ${corporations} - 1) % ${corporations}
    else ${corporations} + 1 + (n - ${corporations + companies} - 1) % ${companies} end as above
  from generate_series(0, ${corporations + companies + teams}) n) t`

async function fill(owner: Database, staff: string, token: string): Promise<void> {
  await owner.pool.query(`begin;
    insert into org.units (id, code, kind, opened_on) select id, 'U' || n, case when n = 0 then 'group' when n <= ${corporations} then 'corporation'
      when n <= ${corporations + companies} then 'company' else 'team' end, '2020-01-01' from ${numbered};
    insert into org.unit_names (unit_id, name, from_day) select id, 'Đội Quản lý điện lực khu vực ' || n, '2020-01-01' from ${numbered};
    insert into org.unit_parents (unit_id, parent_id, from_day)
      select id, ('00000000-0000-4000-8000-' || lpad(above::text, 12, '0'))::uuid, '2020-01-01' from ${numbered} where above is not null;
    commit`)
  await owner.pool.query(`
    insert into editions.editions (id, year, number, name_vi, name_en, from_day, until_day) values ('${edition}', 2026, 12, 'Tháng Tri ân 2026', 'Month 2026', '2026-12-01', '2026-12-31');
    insert into editions.measures (code, activity, name_vi, name_en, unit, duty, gather, role, position)
      select 'bench-' || n, 'b1', 'Chỉ tiêu ' || n, 'Measure ' || n, 'households', 'extra', 'sum', 'quantity', 1000 + n from generate_series(1, ${measures}) n;
    insert into editions.edition_measures select '${edition}', code, false, position from editions.measures order by position limit ${measures};
    insert into editions.plan_versions (id, edition_id, unit_id, n, opened_at)
      select gen_random_uuid(), '${edition}', id, 1, now() from ${numbered} where n <= ${corporations + companies};
    insert into editions.plan_cells (version_id, owner_id, unit_id, measure, kind, value, at)
      select v.id, v.unit_id, t.id, m.measure, 'target', 10 + (t.n * 37) % 990, now()
      from ${numbered} join editions.plan_versions v on v.unit_id = coalesce(('00000000-0000-4000-8000-' || lpad(t.above::text, 12, '0'))::uuid, t.id)
        cross join editions.edition_measures m;
    insert into editions.plan_cells (version_id, owner_id, unit_id, measure, kind, value, at)
      select v.id, v.unit_id, v.unit_id, m.measure, 'reserve', 60, now() from editions.plan_versions v cross join editions.edition_measures m;
    insert into people.staff (id, code, name, email, unit_id, opened_on) values ('${staff}', 'LKH', 'Người lập', 'l@example.vn', ${unit(0)}, '2020-01-01');
    insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ('${uuidv7()}', '${staff}', 'planner', ${unit(0)}, '2020-01-01', now())`)
  await owner.pool.query(
    `insert into people.sessions (id, token_sha256, kind, person_id, opened_at, seen_at, idle, ends_at) values ($1, $2, 'staff', $3, now(), now(), '1 day', now() + interval '1 day')`,
    [uuidv7(), createHash('sha256').update(token).digest(), staff],
  )
  await owner.pool.query(`create role bench_app login password 'bench' in role tri_an_app`)
  await owner.pool.query('vacuum analyze')
}

export type Send = (path: string, body?: unknown) => Promise<string>

async function serveBench(
  database: Database,
  token: string,
  folder: string,
): Promise<{ send: Send; close: () => void }> {
  const ports = await portsOf({
    database,
    secrets: { key: purpose => Buffer.from(hkdfSync('sha256', 'bench', '', purpose, 32)) },
    ...foldersIn(folder),
    invented: true,
    sendCode: async () => undefined,
  })
  const app = createApp({
    database,
    gate,
    ports,
    bundles: undefined,
    origin: 'http://localhost',
    invented: true,
    log: () => undefined,
    rateScale: 1000,
  })
  const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  const port = await new Promise<number>(done =>
    server.once('listening', () => done((server.address() as { port: number }).port)),
  )
  const send: Send = async (path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: `tri-an-staff=${token}`, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`)
    return text
  }
  return { send, close: () => server.close() }
}

/** The 95th of a hundred: of so many calls, the slowest but the slowest twentieth. */
export async function p95(times: number, call: (index: number) => Promise<unknown>): Promise<number> {
  const ms: number[] = []
  for (let index = 0; index < times + 3; index++) {
    const from = performance.now()
    await call(index)
    if (index >= 3) ms.push(performance.now() - from)
  }
  return ms.sort((a, b) => a - b)[Math.ceil(ms.length * 0.95) - 1] ?? 0
}

async function measure(send: Send): Promise<void> {
  const path = `/api/editions/${edition}/plan`
  const text = await send(path)
  const table = JSON.parse(text) as GivesOf<typeof editionRoutes.plan>
  const cells = table.target.reduce((sum, column) => sum + column.filter(value => value !== null).length, 0)
  const size = `${table.units.id.length} units x ${table.columns.length} measures, ${cells} figures; ${Math.round(text.length / 1024)} KiB, ${Math.round(gzipSync(text).length / 1024)} KiB gz`
  const print = (name: string, ms: number, of: string): void =>
    console.log(JSON.stringify({ name, value: Math.round(ms * 10) / 10, unit: 'ms p95', size: of }))
  print('plan-open', await p95(opens, () => send(path)), `${size}; ${opens} opens`)
  const last = table.units.id.length - 1
  let was = table.target[0]?.[last] ?? null
  const edit = async (index: number): Promise<void> => {
    const cell = { unit: table.units.id[last], column: table.columns[0]?.key, kind: 'target', value: 1000 + index, was }
    await send(`${path}/cells`, { mode: 'all', cells: [cell] })
    was = cell.value
  }
  print('plan-edit', await p95(edits, edit), `one cell of ${cells}; ${edits} edits`)
}

/** A group of 800 units with its plan, served over a durable PostgreSQL, for as long as `run` takes. */
export async function withGroup(run: (send: Send, owner: Database) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-bench-'))
  const cluster = await startCluster({ folder: join(folder, 'postgres'), durable: true })
  const owner = openOwner(cluster.urlOf('postgres'), 2)
  try {
    await migrate(owner, tableFolders())
    const token = randomBytes(32).toString('base64url')
    await fill(owner, uuidv7(), token)
    const app = await openDatabase(
      Object.assign(new URL(cluster.urlOf('postgres')), { username: 'bench_app', password: 'bench' }).href,
      8,
    )
    const { send, close } = await serveBench(app, token, folder)
    await run(send, owner)
    close()
    await app.close()
  } finally {
    await owner.close()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Opens and edits the plan of 800 units by 60 measures through the real server over a durable PostgreSQL. */
export const planOpen = (): Promise<void> => withGroup(measure)
