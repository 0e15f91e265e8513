import { sql } from 'kysely'
import type { Context, Tx } from '#kit/db'
import { enqueue } from '#kit/jobs'
import type { Job, JobContext } from '#kit/serve/face.ts'
import { uuidv7 } from '#kit/wire'
import { contactKeys } from '#spine/customers'
import { deliver, readClaimed, settle, type Written } from './deliver.ts'
import { nextOpening, type StepKind, type Window, waveStateOf } from './rules.ts'

type Wave = Written & { readonly unit: string; readonly until: Date; readonly last: StepKind | null }
type At = { readonly context: JobContext; readonly scope: Context; readonly wave: string }

/** How many are claimed for one lease: as many as a carrier takes well inside it. */
const chunk = 1000
const leaseMs = 300_000
/** With so much of the lease left nothing more is given to a carrier: what it answers must still be written down. */
const sparedMs = 60_000

async function readWave(tx: Tx, id: string): Promise<Wave | undefined> {
  const { rows } = await sql<Wave>`select w.unit_id as unit, w.sends_until as until, t.sms, t.plain, t.zalo,
      t.zalo_template as "zaloTemplate", t.email_subject as "emailSubject", t.email,
      (select s.kind from messaging.wave_steps s where s.wave_id = w.id order by s.no desc limit 1) as last
    from messaging.waves w join messaging.templates t on t.id = w.template_id where w.id = ${id}`.execute(tx)
  return rows[0]
}

/** Ends what still waits, some at a time; answers whether there is more. */
async function endSome(tx: Tx, wave: string, state: 'cancelled' | 'excluded', reason: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update messaging.recipients r set state = ${state}, reason = ${reason}, next_at = null
    from (select party from messaging.recipients where wave_id = ${wave} and state = 'due' order by party limit 10000 for update skip locked) p
    where r.wave_id = ${wave} and r.party = p.party`.execute(tx)
  return numAffectedRows === 10_000n
}

async function endAll({ context, scope, wave }: At, state: 'cancelled' | 'excluded', reason: string): Promise<void> {
  while (await context.tx(tx => endSome(tx, wave, state, reason), scope)) context.signal.throwIfAborted()
}

/** Claims a chunk and gives it to the carriers. Answers how many there were. */
async function sendChunk({ context, scope, wave }: At, texts: Written): Promise<number> {
  const [batch, startedMs] = [uuidv7(), performance.now()]
  const claimed = await context.tx(async tx => {
    const { rows } = await sql<{
      id: string
    }>`select c as id from messaging.claim(${wave}, ${batch}, ${chunk}, ${context.now()},
      ${leaseMs} * interval '1 millisecond') c`.execute(tx)
    return readClaimed(
      tx,
      rows.map(({ id }) => id),
    )
  }, scope)
  if (claimed.length === 0) return 0
  const stops = (): boolean => context.signal.aborted || performance.now() - startedMs > leaseMs - sparedMs
  const outcomes = await deliver(context.ports, contactKeys(context.ports.secrets), claimed, texts, stops)
  await context.tx(async tx => {
    await settle(tx, outcomes, context.now())
    await sql`update messaging.batches set settled_at = ${context.now()}, attempts = '{}' where id = ${batch}`.execute(
      tx,
    )
  }, scope)
  return claimed.length
}

type Waiting = Window & { readonly nextAt: Date }

/** When the next row of a wave may go: its own time, moved into the hours of its channel; undefined when none waits. */
async function nextMoment(tx: Tx, wave: string, now: Date): Promise<Date | undefined> {
  const { rows } =
    await sql<Waiting>`select greatest(d.at, ${now}) as "nextAt", to_char(coalesce(l.opens, '00:00'), 'HH24:MI') as opens,
      case when coalesce(l.closes, '24:00') = '24:00' then '24:00' else to_char(l.closes, 'HH24:MI') end as closes
    from messaging.waves w join messaging.templates t on t.id = w.template_id
    cross join generate_series(0, cardinality(w.channels) - 1) as s (step)
    cross join lateral (select min(r.next_at) as at from messaging.recipients r where r.wave_id = w.id and r.state = 'due' and r.step = s.step) d
    left join lateral messaging.limits_of(t.class, w.channels[s.step + 1], (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date) l on true
    where w.id = ${wave} and d.at is not null`.execute(tx)
  const moments = rows.map(row => nextOpening(row, row.nextAt).getTime())
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined
}

/** Nothing may go now: the wave is over, or goes on when the next row may. */
async function rest({ context, scope, wave }: At, of: Wave): Promise<void> {
  await context.tx(async tx => {
    const at = await nextMoment(tx, wave, context.now())
    if (at && at < of.until) return void (await enqueue(tx, 'messaging.send', { wave }, { at }))
    if (at) return void (await enqueue(tx, 'messaging.send', { wave }, { at: of.until }))
    await sql`select from messaging.waves where id = ${wave} for update`.execute(tx)
    await sql`insert into messaging.wave_steps (wave_id, unit_id, kind, at) select ${wave}, ${of.unit}, 'finished', ${context.now()}
      where (select s.kind from messaging.wave_steps s where s.wave_id = ${wave} order by s.no desc limit 1) = 'started'
        and not exists (select from messaging.recipients where wave_id = ${wave} and state in ('due', 'claimed'))`.execute(
      tx,
    )
  }, scope)
}

/**
 * Sends a wave until nothing of it may go now. It may run many times at once and be killed anywhere: rows are claimed by
 * lease, and what was claimed and never answered for becomes unknown, and is not sent again.
 */
export const send: Job['run'] = async (context, data) => {
  const { wave } = data as { wave: string }
  const at = { context, scope: await context.houseScope(), wave }
  for (;;) {
    context.signal.throwIfAborted()
    const of = await context.tx(tx => readWave(tx, wave), at.scope)
    if (!of) return
    const state = waveStateOf(of.last)
    if (state === 'stopped') return endAll(at, 'cancelled', 'stopped')
    if (state !== 'running' && state !== 'finished') return
    const over = context.now() >= of.until
    if (over) await endAll(at, 'excluded', 'too_late')
    if (over || ((await sendChunk(at, of)) === 0 && !(await moreNow(at)))) return rest(at, of)
  }
}

/** Whether rows may still go at this moment: a chunk whose rows were all excluded is no end. */
async function moreNow({ context, scope, wave }: At): Promise<boolean> {
  const at = await context.tx(tx => nextMoment(tx, wave, context.now()), scope)
  return at !== undefined && at <= context.now()
}
