import { sql } from 'kysely'
import { type Database, inTransaction } from '#kit/db'
import { blindIndex, open, seal } from '#kit/db/seal.ts'
import type { Channel, ChannelName, Message, Sent } from './channel.ts'

/** Numbers that nobody has, on which the sandbox plays a carrier's refusal and a carrier's silence. */
export const refusedRecipient = '+84900000001'
export const unknownRecipient = '+84900000002'

/** `database` as the app, `key` of 32 bytes, `clock` for the time of sending. */
export type SandboxOptions = { readonly database: Database; readonly key: Buffer; readonly clock: () => Date }

const bodyPlace = (id: string): string => `kit.outgoing.body_sealed:${id}`
const recipientPlace = (id: string): string => `kit.outgoing.recipient_sealed:${id}`

async function keep(
  name: ChannelName,
  messages: readonly Message[],
  { database, key, clock }: SandboxOptions,
): Promise<void> {
  const ids = messages.map(({ id }) => id)
  const indexes = messages.map(({ to }) => blindIndex(key, to))
  const recipients = messages.map(({ id, to }) => seal(key, recipientPlace(id), to))
  const bodies = messages.map(({ id, body }) => seal(key, bodyPlace(id), body))
  await inTransaction(database, {}, tx =>
    sql`insert into kit.outgoing (id, channel, recipient_index, recipient_sealed, body_sealed, at)
      select m.id, ${name}, m.index, m.recipient, m.body, ${clock()}
      from unnest(${ids}::uuid[], ${indexes}::bytea[], ${recipients}::text[], ${bodies}::text[]) as m (id, index, recipient, body)
      on conflict do nothing`.execute(tx),
  )
}

/** A channel that reaches nobody and keeps what it would have sent, sealed. The same message twice is kept once. */
export function sandbox(name: ChannelName, options: SandboxOptions): Channel {
  const sendMany = async (messages: readonly Message[]): Promise<readonly Sent[]> => {
    await keep(
      name,
      messages.filter(({ to }) => to !== refusedRecipient),
      options,
    )
    return messages.map(answer)
  }
  return { name, send: async message => (await sendMany([message]))[0] as Sent, sendMany }
}

function answer({ id, to }: Message): Sent {
  if (to === refusedRecipient) return { outcome: 'refused', reason: 'sandbox: no such subscriber' }
  if (to === unknownRecipient) return { outcome: 'unknown', reason: 'sandbox: no answer' }
  return { outcome: 'sent', carrierId: `sandbox-${id}` }
}

/** The last text kept for a recipient, read as the tables' owner: for a demonstration and for tests only. */
export async function lastSentTo(
  owner: Database,
  key: Buffer,
  to: string,
): Promise<{ readonly channel: ChannelName; readonly body: string; readonly at: Date } | undefined> {
  const { rows } = await owner.pool.query<{ id: string; channel: ChannelName; body_sealed: string; at: Date }>(
    'select id, channel, body_sealed, at from kit.outgoing where recipient_index = $1 order by at desc, id desc limit 1',
    [blindIndex(key, to)],
  )
  const row = rows[0]
  return row && { channel: row.channel, body: open(key, bodyPlace(row.id), row.body_sealed), at: row.at }
}
