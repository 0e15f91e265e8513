import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { contextOf } from '#kit/jobs'
import type { JobContext } from '#kit/serve/face.ts'
import { uuidv7 } from '#kit/wire'
import { contactKeys, sealPhone } from '#spine/customers'
import { foldersIn, gate, jobs, portsOf } from '../src/apps/server/ports.ts'
import { durable, type House, openHouse } from './bench/rewards.ts'

/** A wave of care to a million customers on a durable PostgreSQL, of whom three in four agreed; in this one process. */
const customers = Number(process.env.CUSTOMERS ?? 1_000_000)
const seconds = Number(process.env.SECONDS ?? 20)
const part = 20_000
/** As many as a wave is started with. */
const senders = 2

const say = (name: string, value: number, unit: string, size: string): void =>
  console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit, size }))
async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await run()
  return (performance.now() - startedMs) / 1000
}

async function fill({ owner, unit, secrets }: House): Promise<void> {
  const keys = contactKeys(secrets)
  for (let from = 0; from < customers; from += part) {
    const phones = Array.from({ length: Math.min(part, customers - from) }, (_, at) =>
      sealPhone(keys, `09${String(from + at).padStart(8, '0')}`),
    )
    await owner.pool.query(
      `insert into customers.customers (id, code, name, kind, unit_id, commune_code, since_day, phone_found, phone_sealed, phone_shown, folded, spot, as_of)
       select gen_random_uuid(), 'PB' || ($2 + p.no), 'Nguyễn Thị Hoa', case when p.no % 8 = 0 then 'business' else 'household' end, $1,
         lpad((p.no % 200)::text, 5, '0'), '2020-01-01', p.found, p.sealed, p.shown, '', $2 + p.no, '2026-11-01'
       from unnest($3::uuid[], $4::text[], $5::text[]) with ordinality as p (found, sealed, shown, no)`,
      [unit, from, phones.map(p => p.found), phones.map(p => p.sealed), phones.map(p => p.shown)],
    )
  }
  await owner.pool.query(
    `insert into customers.phones select phone_found, id from customers.customers order by phone_found`,
  )
  await owner.pool.query(`insert into customers.consents (id, customer_id, purpose, channel, given, how, text_version, by_kind, by_id, at)
    select gen_random_uuid(), id, 'care', 'sms', true, 'portal', '2026.1', 'customer', id, now() from customers.customers where spot % 4 <> 0 order by id`)
  await owner.pool.query('vacuum analyze')
}

async function prepare({ owner, unit, planner, edition }: House): Promise<string> {
  const [template, wave] = [uuidv7(), uuidv7()]
  await owner.pool.query(
    `insert into messaging.templates (id, unit_id, name, class, variables, sms, plain, made_by, made_at)
     values ($1, $2, 'Tri ân', 'care', '{name}', 'Kính gửi {{name}}: Điện lực cảm ơn quý khách đã đồng hành.', true, $3, now())`,
    [template, unit, planner],
  )
  await owner.pool.query(`update messaging.limits set opens = '00:00', closes = '24:00'`) // at any hour of the day that this runs
  await owner.pool.query(
    `insert into messaging.waves (id, unit_id, edition_id, title, template_id, channels, audience, narrowing, sends_from, sends_until, made_by, made_at)
     values ($1, $2, $3, 'Tri ân', $4, '{sms}', 'customers', '{}', now() - interval '1 hour', now() + interval '1 day', $5, now())`,
    [wave, unit, edition, template, planner],
  )
  return wave
}

async function preview(house: House, context: JobContext): Promise<void> {
  const audience = context.ports.messaging.audiences().get('customers')
  if (!audience?.size) throw new Error('no audience')
  const { size } = audience
  for (const kinds of [[], ['household']]) {
    const times: number[] = []
    let people = 0
    for (let no = 0; no < 5; no++)
      times.push(
        await timed(async () => {
          people = (await house.within(tx => size(tx, { units: [house.unit], kinds, communes: [] }))).people
        }),
      )
    say(`preview-${kinds[0] ?? 'all'}`, Math.max(...times), 's', `${people} of ${customers} customers, slowest of 5`)
  }
}

/** Claims, judges and sends through the sandbox for some seconds; then says how many left, by CPU second too. */
async function sendFor(house: House, context: JobContext, wave: string): Promise<void> {
  await house.owner.pool.query(
    `insert into messaging.wave_steps (wave_id, unit_id, kind, at) select $1, $2, kind, now() from unnest('{approved,started}'::text[]) kind`,
    [wave, house.unit],
  )
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('over')), seconds * 1000)
  const cpu = process.cpuUsage()
  const sender = () =>
    (jobs['messaging.send']?.run({ ...context, signal: stop.signal }, { wave }) ?? Promise.resolve()).catch(
      () => undefined,
    )
  const took = await timed(() => Promise.all(Array.from({ length: senders }, sender)))
  const { user, system } = process.cpuUsage(cpu)
  const account = await house.within(async tx => {
    const { rows } = await sql<{ state: string; n: number }>`select state, count(*)::int as n from messaging.recipients
      where wave_id = ${wave} group by 1 order by 1`.execute(tx)
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
  })
  const sent = account.submitted ?? 0
  const size = `${JSON.stringify(account)} in ${took.toFixed(1)} s; Node ${((user + system) / 1e6).toFixed(1)} CPU s`
  say('sent', sent / took, 'messages/s', size)
  say('judged', (sent + (account.excluded ?? 0)) / took, 'messages/s', 'those left out counted too')
}

const folder = mkdtempSync(join(tmpdir(), 'tri-an-bench-'))
const cluster = await durable(folder)
try {
  const house = await openHouse(cluster)
  const ports = await portsOf({
    database: house.app,
    secrets: house.secrets,
    ...foldersIn(folder),
    invented: true,
    sendCode: async () => undefined,
  })
  const signal = new AbortController().signal
  const context = { ...contextOf({ database: house.app, gate, ports, now: () => new Date() }), signal }
  say('filled', await timed(() => fill(house)), 's', `${customers} customers`)
  await preview(house, context)
  const wave = await prepare(house)
  const planned = await timed(() => jobs['messaging.plan']?.run(context, { wave }) ?? Promise.resolve())
  say('planned', planned, 's', `${customers} rows`)
  await sendFor(house, context, wave)
  await Promise.all([house.app.close(), house.owner.close()])
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
