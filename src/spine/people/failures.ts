import { sql } from 'kysely'
import { blindIndex } from '#kit/db/seal.ts'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { mostFailures } from './rules.ts'

type Limit = keyof typeof mostFailures
export type Tried = readonly (readonly [limit: Limit, subject: Buffer])[]

const keyed = (act: Act, limit: Limit, text: string): readonly [Limit, Buffer] => [
  limit,
  blindIndex(act.ports.secrets.key('people.failures'), `${limit} ${text}`),
]

/** What one try to sign in counts against. An unknown name counts like a known one, so that waiting tells nothing. */
export const triedAccount = (act: Act, account: string): Tried => [
  keyed(act, 'here', `${account} ${act.ip}`),
  keyed(act, 'account', account),
  keyed(act, 'address', act.ip),
]

export const triedCode = (act: Act, staffId: string): Tried => [keyed(act, 'code', staffId)]

/**
 * Refuses when too much has failed, or while another try of the same subject is under way: tries go one by one, so
 * that many at once cannot slip in before the first of them is counted. The lock ends with the transaction.
 */
export async function refuseGuessing(act: Act, tried: Tried): Promise<void> {
  const [first] = tried
  if (!first) return
  const { rows } = await sql<{ alone: boolean }>`
    select pg_try_advisory_xact_lock(('x' || encode(substring(${first[1]}::bytea from 1 for 8), 'hex'))::bit(64)::bigint) as alone`.execute(
    act.tx,
  )
  if (!rows[0]?.alone) refuse('people.one_at_a_time', 429, { seconds: 2 })
  for (const [limit, subject] of tried) {
    const { most, minutes } = mostFailures[limit]
    const since = new Date(act.now.getTime() - minutes * 60_000)
    const found = await sql<{ count: number }>`select people.failures_since(${subject}, ${since}) as count`.execute(
      act.tx,
    )
    if ((found.rows[0]?.count ?? 0) >= most) refuse('people.wait', 429, { minutes, seconds: minutes * 60 })
  }
}

/** Refuses, and notes the failure so that it outlives the refusal, which rolls the transaction back. */
export function failed(act: Act, tried: Tried, code: 'people.wrong_sign_in' | 'people.wrong_code'): never {
  const subjects = tried.map(([, subject]) => subject)
  act.keepThough(async tx => {
    await sql`select people.note_failures(${subjects}::bytea[], ${act.now})`.execute(tx)
  })
  return refuse(code, 401)
}
