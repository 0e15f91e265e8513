import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Gate } from '#kit/serve'
import { uuidv7 } from '#kit/wire'

type Done = Parameters<Gate['record']>[1]

const plain = /^[A-Za-z0-9_.:/-]{0,64}$/

/** Only ids, codes and numbers are kept of an act: whatever could be a person's data is a bug of the verb. */
function detailsOf(values: Done['values'] = {}): string {
  for (const [key, value] of Object.entries(values))
    if (typeof value === 'string' && !plain.test(value))
      throw new Error(`audit: "${key}" is not an id, a code or a number`)
  return JSON.stringify(values)
}

/** The caller's address only as a day's keyed trace: good for "the same source", useless as an address. */
const sourceOf = (ip: string, at: Date): Buffer =>
  createHash('sha256')
    .update(`${at.toISOString().slice(0, 10)} ${ip}`)
    .digest()
    .subarray(0, 8)

/** Keeps one act, in the act's own transaction. */
export async function record(tx: Tx, done: Done): Promise<void> {
  await sql`insert into audit.entries (id, at, does, actor_kind, actor, unit, record, details, source, device)
    values (${uuidv7(done.at.getTime())}, ${done.at}, ${done.does}, ${done.actorKind}, ${done.actor ?? null}, ${done.unit ?? null},
      ${done.record ?? null}, ${detailsOf(done.values)}::jsonb, ${sourceOf(done.ip, done.at)}, ${done.device ?? null})`.execute(
    tx,
  )
}

/** Keeps many acts of one person that are alike: one for each `unit` and `record` that a query gives, in its transaction. */
export async function recordRows(
  tx: Tx,
  done: Omit<Done, 'unit' | 'record' | 'ip' | 'device' | 'values'>,
  rows: RawBuilder<unknown>,
): Promise<void> {
  await sql`insert into audit.entries (id, at, does, actor_kind, actor, unit, record, details)
    select kit.key_at(${done.at}), ${done.at}, ${done.does}, ${done.actorKind}, ${done.actor ?? null}, c.unit, c.record, '{}'
    from (${rows}) c`.execute(tx)
}
