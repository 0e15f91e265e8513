import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve'
import { refuse, type TakesOf, uuidv7 } from '#kit/wire'
import type { customerRoutes } from './routes.ts'
import { type Channel, channelsOf, consentText, type howGiven, type Purpose } from './rules-personal.ts'
import { concern } from './service-page.ts'

type Word = { readonly purpose: Purpose; readonly channel: Channel; readonly given: boolean }
type How = (typeof howGiven)[number]

/** Adds one word of a customer to their history. Who asks after it later sees the last one that was added. */
export async function addConsent(act: Act, customer: string, word: Word, how: How, evidence: string): Promise<string> {
  if (!channelsOf(word.purpose).includes(word.channel)) refuse('customers.channel_not_for_purpose', 422)
  if (act.who.kind !== 'staff' && act.who.kind !== 'customer') throw new Error('a consent is given by somebody')
  // One word after the other for each customer, so that the number of a row says which was last.
  await sql`select pg_advisory_xact_lock(hashtextextended('customers.consents ' || ${customer}::text, 0))`.execute(
    act.tx,
  )
  const id = uuidv7(act.now.getTime())
  await sql`insert into customers.consents (id, customer_id, purpose, channel, given, how, text_version, evidence, by_kind, by_id, at)
    values (${id}, ${customer}, ${word.purpose}, ${word.channel}, ${word.given}, ${how}, ${consentText}, ${evidence},
      ${act.who.kind}, ${act.who.id}, ${act.now})`.execute(act.tx)
  return id
}

export async function recordConsent(
  act: Act,
  input: TakesOf<typeof customerRoutes.recordConsent>,
): Promise<{ id: string }> {
  await concern(act, input.id)
  return { id: await addConsent(act, input.id, input, input.how, input.evidence) }
}

export type Consent = Word & { readonly at: string }

/** The latest word of each purpose and channel, for one customer or over several. */
export async function consentsOf(tx: Tx, customers: readonly string[]): Promise<Consent[]> {
  const { rows } = await sql<
    Omit<Consent, 'at'> & { at: Date }
  >`select distinct on (purpose, channel) purpose, channel, given, at
    from customers.consents where customer_id = any (${customers}::uuid[]) order by purpose, channel, no desc`.execute(
    tx,
  )
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}

/** Takes back whatever is agreed to: what a withdrawal of every consent does once it is answered. */
export async function withdrawAll(act: Act, customer: string, evidence: string): Promise<void> {
  for (const { given, ...word } of await consentsOf(act.tx, [customer]))
    if (given) await addConsent(act, customer, { ...word, given: false }, 'paper', evidence)
}
