import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'

/** What a job is told: opaque ids and numbers; it reads the rest itself, in its own transaction. */
export type JobData = Readonly<Record<string, string | number | boolean>>

/** The queue to which jobs go that failed at every try; they stay until somebody has looked. */
export const deadQueue = 'kit.dead'

/** Where pg-boss listens for the schema pgboss; a worker that hears of a job need not wait for its next poll. */
const channel = sql.raw(`'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24)`)

/**
 * Puts a job into the queue in the caller's transaction: it runs if and only if that commits. `at` is the earliest
 * moment; the same `id` is put once. Answers the job's id, or undefined when it stands there already (a job that
 * runs on a schedule waits or runs at most once). Throws for a job that nobody declared.
 *
 * The row is written here and not through pg-boss, whose own way needs a started instance in every process and test
 * that only wants to enqueue. The columns are those of its `send` with the queue's settings.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  data: JobData = {},
  options: { readonly at?: Date; readonly id?: string } = {},
): Promise<string | undefined> {
  const { rows } = await sql<{ known: boolean; id: string | null }>`
    with queue as (select * from pgboss.queue where name = ${name}),
    put as (
      insert into pgboss.job (id, name, data, start_after, keep_until, retry_limit, retry_delay, retry_backoff,
        retry_delay_max, expire_seconds, deletion_seconds, heartbeat_seconds, policy, dead_letter)
      select ${options.id ?? uuidv7()}::uuid, name, ${JSON.stringify(data)}::jsonb, starts,
        starts + retention_seconds * interval '1 second', retry_limit, retry_delay, retry_backoff,
        retry_delay_max, expire_seconds, deletion_seconds, heartbeat_seconds, policy, dead_letter
      from queue, coalesce(${options.at ?? null}::timestamptz, now()) as starts
      on conflict do nothing returning id)
    select exists (select from queue) as known, (select id from put) as id,
      (select pg_notify(${channel}, ${name}) from put) as told`.execute(tx)
  if (!rows[0]?.known) throw new Error(`no job is called ${name}`)
  return rows[0].id ?? undefined
}

/** A job that failed at every try. `reason` is a refusal's code or an error's name, never its text. */
export type DeadJob = {
  readonly id: string
  readonly name: string
  readonly data: JobData
  readonly reason: string
  readonly diedAt: Date
}

/** The jobs that failed at every try, newest first. */
export async function deadJobs(tx: Tx, most = 100): Promise<DeadJob[]> {
  const { rows } = await sql<DeadJob>`
    select id, source_name as name, data, coalesce(output ->> 'message', '') as reason, created_on as "diedAt"
    from pgboss.job where name = ${deadQueue} and state = 'created' order by created_on desc limit ${most}`.execute(tx)
  return rows
}
