import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, inTransaction, migrate, openDatabase, openOwner } from '#kit/db'
import type { Act } from '#kit/serve'
import type { MeasuredLine } from '#kit/serve/recognise.ts'
import { isoDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { freezeRun, openRun, recompute } from '#spine/recognition'
import { dimming, kept } from '#test/dimming.ts'
import { startCluster } from '../src/apps/server/cluster.ts'
import { foldersIn, gate, portsOf } from '../src/apps/server/ports.ts'
import { createApp } from '../src/apps/server/server.ts'
import { tableFolders } from '../src/apps/server/tables.ts'

/** So many candidates with three figures each and a reason of some 2 KB, as a day's curve and its days take. */
const many = Number(process.env.CANDIDATES ?? 20_000)
const trials = Number(process.env.TRIALS ?? 20)
const [unit, edition, criteria, planner, approver] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()]
const inputs = [{ name: 'readings', sha256: 'a'.repeat(64), rows: many * 48 }]
const method = { name: 'bench', version: '1', settings: {} }

const print = (name: string, value: number, unitOf: string, size = `${many} candidates`): void =>
  console.log(JSON.stringify({ name, value: Math.round(value * 10) / 10, unit: unitOf, size }))
async function timed<T>(name: string, run: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const answer = await run()
  print(name, (performance.now() - from) / 1000, 's')
  return answer
}

async function fill(owner: Database, tokens: Readonly<Record<string, string>>): Promise<string[]> {
  await owner.pool.query(`begin;
    insert into org.units (id, code, kind, opened_on) values ('${unit}', 'DO', 'group', '2020-01-01');
    insert into org.unit_names (unit_id, name, from_day) values ('${unit}', 'Công ty Điện lực Đo', '2020-01-01'); commit;
    insert into editions.editions values ('${edition}', 2026, 12, 'Tháng Tri ân 2026', 'Month 2026', null, null, '2026-12-01', '2026-12-31', null);
    insert into customers.enterprises select gen_random_uuid(), (1000000000 + n)::text, 'Công ty Đo lường số ' || n from generate_series(1, ${many}) n;
    insert into customers.customers (id, code, name, kind, unit_id, since_day, enterprise_id, folded, as_of)
      select gen_random_uuid(), 'PA' || tax_code, name, 'production', '${unit}', '2020-01-01', id, '', '2026-01-01' from customers.enterprises;
    insert into recognition.criteria values ('${criteria}', '${edition}', 'blueprint', 'dimming', '${unit}', 1, null, 'Đo tốc độ', '',
      '{"leastPct": 10, "leastEvents": 1}', '[{"ground": "took_part", "words": "Thư", "amountVnd": "0"}, {"ground": "measured", "words": "Quà", "amountVnd": "500000"}]',
      10, 5, '${planner}', now());
    insert into recognition.criteria_steps (criteria_id, step, by_id, at) values ('${criteria}', 'approved', '${approver}', now());
    insert into recognition.published select id, edition_id, activity, kind, unit_id, no, replaces, title, note, settings, thanks,
      object_days, answer_days, '${'a'.repeat(64)}', now() from recognition.criteria`)
  for (const [id, role] of [
    [planner, 'planner'],
    [approver, 'approver'],
  ] as const) {
    await owner.pool.query(`insert into people.staff (id, code, name, email, unit_id, opened_on)
        values ('${id}', upper('${role}'), '${role}', '${role}@example.vn', '${unit}', '2020-01-01');
      insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ('${uuidv7()}', '${id}', '${role}', '${unit}', '2020-01-01', now())`)
    await owner.pool.query(
      `insert into people.sessions (id, token_sha256, kind, person_id, opened_at, seen_at, idle, ends_at) values ($1, $2, 'staff', $3, now(), now(), '1 day', now() + interval '1 day')`,
      [
        uuidv7(),
        createHash('sha256')
          .update(tokens[id] ?? '')
          .digest(),
        id,
      ],
    )
  }
  await owner.pool.query(`create role bench_app login password 'bench' in role tri_an_app`)
  await owner.pool.query('vacuum analyze')
  return (await owner.pool.query<{ id: string }>('select id from customers.enterprises order by id')).rows.map(
    row => row.id,
  )
}

const linesOf = (parties: readonly string[]): MeasuredLine[] =>
  parties.map((id, at) => ({
    party: { kind: 'enterprise', id },
    unit,
    figures: {
      acknowledged: at % 4,
      reductionPct: at % 9 === 8 ? null : (at * 7.3) % 40,
      reducedKwh: (at * 131.7) % 4000,
    },
    marks: at % 9 === 8 ? ['too_few_days'] : [],
    why: {
      curve: Array.from({ length: 48 }, (_, slot) => ((at + slot) * 17.31) % 900),
      days: Array.from({ length: 16 }, (_, day) => ({ day, used: day % 3 > 0, kwh: at % 700 })),
    },
  }))

type Call = (who: string, method: 'GET' | 'POST', path: string, body?: object) => Promise<Record<string, unknown>>

async function measureRun(call: Call, run: string): Promise<void> {
  const path = `/api/recognition/runs/${run}`
  const ms: number[] = []
  for (let at = 0; at < trials; at++) {
    const from = performance.now()
    const settings = { leastPct: at % 50, leastEvents: 1 + (at % 3) }
    await call(planner, 'POST', `${path}/trials`, { settings, amounts: { measured: '500000' } })
    ms.push(performance.now() - from)
  }
  ms.sort((a, b) => a - b)
  print(
    'what-if',
    ms[Math.ceil(ms.length * 0.95) - 1] ?? 0,
    'ms p95',
    `${many} candidates, ${trials} trials, each logged`,
  )
  await timed('run-page', () => call(planner, 'GET', path))
  await timed('candidates-page', () => call(planner, 'GET', `${path}/candidates?q=so%2019&sort=-reducedKwh`))
  const { seal } = await timed('review', () => call(planner, 'POST', `${path}/review`, {}))
  await timed('approve', () => call(approver, 'POST', `${path}/approve`, { seal, noInterest: true }))
}

const folder = mkdtempSync(join(tmpdir(), 'tri-an-bench-'))
const cluster = await startCluster({ folder: join(folder, 'postgres'), durable: true })
const owner = openOwner(cluster.urlOf('postgres'), 2)
try {
  await migrate(owner, tableFolders())
  const tokens = { [planner]: randomBytes(32).toString('base64url'), [approver]: randomBytes(32).toString('base64url') }
  const parties = await fill(owner, tokens)
  const url = Object.assign(new URL(cluster.urlOf('postgres')), { username: 'bench_app', password: 'bench' }).href
  const database = await openDatabase(url, 8)
  const secrets = { key: () => Buffer.alloc(32, 7) }
  const own = await portsOf({
    database,
    secrets,
    ...foldersIn(folder),
    invented: true,
    sendCode: async () => undefined,
  })
  const ports = { ...own, recognition: { kinds: () => new Map([['dimming', dimming]]) } }
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
  const call: Call = async (who, verb, path, body) => {
    const headers = {
      cookie: `tri-an-staff=${tokens[who]}`,
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    }
    const answer = await app.request(path, { method: verb, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const now = new Date()
  const who: Act['who'] = { kind: 'staff', id: planner, name: '', permissions: new Set(), readOnly: false }
  const within = <T>(run: (tx: Act['tx']) => Promise<T>): Promise<T> =>
    inTransaction(database, { actor: planner, units: [unit] }, run)
  const lines = linesOf(parties)
  const { run } = await within(tx =>
    openRun({ tx, who, units: [unit], now, today: isoDay(now), ports }, { unit, criteria, given: {} }),
  )
  await timed('freeze', () =>
    within(tx => freezeRun({ tx, ports, now, actor: planner }, run, { method, inputs, lines })),
  )
  await measureRun(call, run)
  kept.again = { inputs, lines }
  const again = await timed('recompute', () => inTransaction(owner, {}, tx => recompute(tx, ports, run, now)))
  if (!again.equal) throw new Error('the same lines gave other bytes')
  await database.close()
} finally {
  await owner.close()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
