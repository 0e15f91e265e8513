import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Channel, Message, Sent } from '#kit/channels'
import type { Tx } from '#kit/db'
import type { Ports } from '#kit/serve/face.ts'
import { readPhone, smsSize } from '#kit/text'
import { type ContactKeys, openContact } from '#spine/customers'
import type { MessageChannel } from './rules.ts'
import { render, smsText, type Texts, type Values } from './rules-text.ts'

/** One attempt that was claimed, with what its text takes. Contact points are sealed until a carrier gets them. */
export type Claimed = {
  readonly id: string
  readonly channel: MessageChannel
  readonly party: string
  readonly sealed: string | null
  readonly name: string
  readonly code: string
  readonly unit: string
}

/** What became of one attempt; `unsent` never left. */
export type Outcome = {
  readonly id: string
  readonly outcome: Sent['outcome'] | 'unsent'
  readonly carrierId?: string | undefined
  readonly reason?: string | undefined
  readonly segments?: number | undefined
  readonly hash?: Buffer | undefined
}

/** Reads what the claimed attempts of a wave need, in the order in which they were claimed. */
export async function readClaimed(tx: Tx, ids: readonly string[]): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`select a.id, a.channel, a.party, c.name, c.code,
      case when a.channel = 'email' then (select p.sealed from customers.contact_points p where p.customer_id = c.id and p.found = a.party
        and p.kind = 'email' and p.until_day is null) when c.phone_found = a.party then c.phone_sealed end as sealed,
      (select n.name from org.unit_names n where n.unit_id = c.unit_id order by n.from_day desc limit 1) as unit
    from unnest(${ids}::uuid[]) with ordinality as i (id, no) join messaging.attempts a on a.id = i.id
    join customers.customers c on c.id = a.customer_id order by i.no`.execute(tx)
  return rows
}

export type Written = Texts & { readonly plain: boolean }

function textOf(channel: MessageChannel, texts: Written, values: Values): Omit<Message, 'id' | 'to'> {
  if (channel === 'sms') return { body: smsText(texts.sms ?? '', texts.plain, values) }
  const body = render(texts[channel] ?? '', values)
  if (channel === 'email') return { body, subject: render(texts.emailSubject ?? '', values) }
  return { body, template: { id: texts.zaloTemplate ?? '', values } }
}

/** The message as the carrier gets it; undefined when the receiver's number is another by now. */
export function messageOf(keys: ContactKeys, it: Claimed, texts: Written): Message | undefined {
  if (!it.sealed) return undefined
  const contact = openContact(keys, { found: it.party, sealed: it.sealed })
  const to = it.channel === 'email' ? contact : readPhone(contact)?.e164
  return to
    ? { id: it.id, to, ...textOf(it.channel, texts, { name: it.name, code: it.code, unit: it.unit }) }
    : undefined
}

const hashOf = (body: string): Buffer => createHash('sha256').update(body).digest()
const outcomeOf = (channel: MessageChannel, { id, body }: Message, { outcome, carrierId, reason }: Sent): Outcome => ({
  id,
  outcome,
  carrierId,
  reason: outcome === 'sent' ? undefined : reason?.slice(0, 60),
  segments: channel === 'sms' ? smsSize(body).segments : undefined,
  hash: hashOf(body),
})

const atOnce = 16

/** Gives messages to a carrier: many in a trip where it takes them so, else some at a time; none once `stops` says so. */
async function give(
  carrier: Channel,
  messages: readonly Message[],
  stops: () => boolean,
): Promise<(Sent | undefined)[]> {
  if (stops()) return messages.map(() => undefined)
  if (carrier.sendMany) return [...(await carrier.sendMany(messages))]
  const told: (Sent | undefined)[] = messages.map(() => undefined)
  let next = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let at = next++; at < messages.length && !stops(); at = next++) {
        const message = messages[at]
        if (message) told[at] = await carrier.send(message)
      }
    }),
  )
  return told
}

/** Sends claimed attempts of one channel and answers what became of each. Nothing is sent twice, and nothing is retried. */
export async function deliver(
  ports: Ports,
  keys: ContactKeys,
  claimed: readonly Claimed[],
  texts: Written,
  stops: () => boolean,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const messages: { readonly channel: MessageChannel; readonly message: Message }[] = []
  for (const it of claimed) {
    const message = messageOf(keys, it, texts)
    if (message) messages.push({ channel: it.channel, message })
    else outcomes.push({ id: it.id, outcome: 'refused', reason: 'number_changed' })
  }
  for (const [channel, of] of Map.groupBy(messages, ({ channel }) => channel)) {
    const told = await give(
      ports.channels[channel],
      of.map(({ message }) => message),
      stops,
    )
    for (const [at, { message }] of of.entries()) {
      const sent = told[at]
      outcomes.push(sent ? outcomeOf(channel, message, sent) : { id: message.id, outcome: 'unsent' })
    }
  }
  return outcomes
}

/** Writes outcomes down, each once. */
export async function settle(tx: Tx, outcomes: readonly Outcome[], now: Date): Promise<void> {
  const of = <T>(key: (outcome: Outcome) => T | undefined): (T | null)[] => outcomes.map(one => key(one) ?? null)
  await sql`select messaging.settle(${of(o => o.id)}::uuid[], ${of(o => o.outcome)}::text[], ${of(o => o.carrierId)}::text[],
    ${of(o => o.reason)}::text[], ${of(o => o.segments)}::smallint[], ${of(o => o.hash)}::bytea[], ${now})`.execute(tx)
}
