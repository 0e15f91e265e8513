import { sql } from 'kysely'
import type { Message, Sent } from '#kit/channels'
import type { Context } from '#kit/db'
import type { JobContext } from '#kit/serve/face.ts'
import { smsSize } from '#kit/text'
import { contactKeys, contactSought } from '#spine/customers'
import { settle } from './deliver.ts'
import type { MessageChannel } from './rules.ts'

/** One message to one person, about one record: a notice that a contract asks for, or a warning. Nothing else goes singly. */
type Single = {
  readonly unit: string
  readonly class: 'safety' | 'service'
  readonly channel: MessageChannel
  readonly activity: string
  readonly record: string
  /** `id` is the caller's own: the same is sent once. */
  readonly message: Message
}

/** Puts the attempt down before it leaves; not when it stands already, or when the number is known to be another's. */
async function begin(context: JobContext, scope: Context, it: Single): Promise<'begun' | 'known' | 'excluded'> {
  const party = contactSought(contactKeys(context.ports.secrets), it.message.to)
  if (!party) return 'excluded'
  return context.tx(async tx => {
    const { rows } = await sql<{ barred: boolean }>`select messaging.is_not_owner(${party}) as barred`.execute(tx)
    if (rows[0]?.barred) return 'excluded'
    const { numAffectedRows } =
      await sql`insert into messaging.attempts (id, unit_id, party, step, class, channel, activity, record, state, begun_at)
      values (${it.message.id}, ${it.unit}, ${party}, 0, ${it.class}, ${it.channel}, ${it.activity}, ${it.record}, 'claimed', ${context.now()})
      on conflict do nothing`.execute(tx)
    return numAffectedRows === 1n ? 'begun' : 'known'
  }, scope)
}

/**
 * Sends one message, once, and writes down what became of it. Answers the outcome; undefined when this message was begun
 * before: what became of it stands there, and it is not sent again.
 */
export async function sendSingle(
  context: JobContext,
  scope: Context,
  it: Single,
): Promise<Sent['outcome'] | undefined> {
  const begun = await begin(context, scope, it)
  if (begun !== 'begun') return begun === 'excluded' ? 'refused' : undefined
  const sent = await context.ports.channels[it.channel].send(it.message)
  const { id, body } = it.message
  const segments = it.channel === 'sms' ? smsSize(body).segments : undefined
  await context.tx(tx => settle(tx, [{ id, segments, ...sent }], context.now()), scope)
  return sent.outcome
}
