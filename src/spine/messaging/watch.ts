import { sql } from 'kysely'
import type { Context, Tx } from '#kit/db'
import { enqueue } from '#kit/jobs'
import type { Job, JobContext } from '#kit/serve/face.ts'
import { type MessageChannel, unknownHours } from './rules.ts'

type Unknown = { readonly id: string; readonly channel: MessageChannel }

/** Whoever held these is gone: what it had given away may have left, so it is asked about and never sent again. */
async function expireLeases(tx: Tx, now: Date): Promise<void> {
  await sql`with over as (update messaging.batches b set settled_at = ${now}, attempts = '{}'
      from (select id, attempts as ids from messaging.batches where settled_at is null and lease_until < ${now} for update skip locked) o
      where b.id = o.id returning o.ids),
    lost as (update messaging.attempts a set state = 'unknown', reason = 'lease_over' from over o
      where a.id = any (o.ids) and a.state = 'claimed' returning a.wave_id, a.party)
    update messaging.recipients r set state = 'unknown' from lost l
    where r.wave_id = l.wave_id and r.party = l.party and r.state = 'claimed'`.execute(tx)
}

/** What the carrier knows by now of attempts without an outcome. That it never saw one is an outcome too. */
async function askCarriers(context: JobContext, scope: Context): Promise<void> {
  const { rows } = await context.tx(
    tx =>
      sql<Unknown>`select id, channel from messaging.attempts where state = 'unknown' order by begun_at limit 500`.execute(
        tx,
      ),
    scope,
  )
  for (const { id, channel } of rows) {
    context.signal.throwIfAborted()
    const known = await context.ports.channels[channel].ask?.(id)
    if (!known || known.outcome === 'unknown') continue
    await context.tx(async tx => {
      if (known.outcome === 'delivered')
        await sql`select messaging.receive(${id}, ${channel}, 'delivered', ${context.now()}, null, ${context.now()})`.execute(
          tx,
        )
      else if (known.outcome === 'sent') await submitted(tx, id)
      else await failed(tx, sql`a.id = ${id}`, known.reason ?? 'not_taken', context.now())
    }, scope)
  }
}

async function submitted(tx: Tx, id: string): Promise<void> {
  await sql`with known as (update messaging.attempts set state = 'submitted' where id = ${id} and state = 'unknown' returning wave_id, party)
    update messaging.recipients r set state = 'submitted' from known k
    where r.wave_id = k.wave_id and r.party = k.party and r.state = 'unknown'`.execute(tx)
}

async function failed(tx: Tx, which: ReturnType<typeof sql>, reason: string, now: Date): Promise<void> {
  await sql`with over as (update messaging.attempts a set state = 'failed', reason = ${reason} where ${which} and a.state = 'unknown'
      returning a.wave_id, a.party, a.step)
    select messaging.after_failure(o.wave_id, o.party, o.step, ${reason}, ${now}) from over o`.execute(tx)
}

/** Wakes waves that have something to send again: after a failure it is the next channel's turn, or a cap has ended. */
async function wake(tx: Tx, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`select w.id from messaging.waves w
    where (select s.kind from messaging.wave_steps s where s.wave_id = w.id order by s.no desc limit 1) in ('started', 'finished')
      and exists (select from messaging.recipients r where r.wave_id = w.id and r.state = 'due' and r.next_at <= ${now})`.execute(
    tx,
  )
  for (const { id } of rows) await enqueue(tx, 'messaging.send', { wave: id })
}

/** Every five minutes: ends leases of the dead, asks for what is unknown, gives up on what stays so, wakes what may go on. */
export const watch: Job['run'] = async context => {
  const scope = await context.houseScope()
  await context.tx(tx => expireLeases(tx, context.now()), scope)
  await askCarriers(context, scope)
  const since = new Date(context.now().getTime() - unknownHours * 3_600_000)
  await context.tx(async tx => {
    await failed(tx, sql`a.begun_at < ${since}`, 'unresolved', context.now())
    await wake(tx, context.now())
  }, scope)
}
