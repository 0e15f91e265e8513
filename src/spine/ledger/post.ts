import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Refusal } from '#kit/wire'
import { refusalOf, refusing } from './refusals.ts'

/** What an entry is for: it opens back into the record that caused it. Ids are UUIDs. */
export type Because = { readonly edition: string; readonly activity: string; readonly record: string }

/**
 * One amount of one asset from one account to another.
 * - `key`: a UUID, best of version 7, made and kept by whoever asks before asking: it is the entry's id, for ever;
 *   the same key with the same content answers again, with another content it is refused
 * - `amount`: whole units of the asset (đồng, points, pieces), more than 0, at most 10^14
 * - `on`: the day that it counts for, `yyyy-mm-dd`; today in Asia/Ho_Chi_Minh when not said
 * - `expiresOn`: for a grant into a wallet: the last day on which it can be spent; never when not said
 */
export type Transfer = {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly amount: bigint
  readonly because: Because
  readonly on?: string | undefined
  readonly expiresOn?: string | undefined
}

/** What became of a transfer; `entry` is its key. A duplicate was booked before, with the same content. */
export type Outcome =
  | { readonly entry: string; readonly outcome: 'posted' | 'duplicate' }
  | { readonly entry: string; readonly outcome: 'refused'; readonly refusal: Refusal }
export type Posted = Exclude<Outcome, { outcome: 'refused' }>

/** Who asked for a transfer in a batch that several askers share, and the unit that must own the paying account. */
export type Asker = { readonly actor?: string | undefined; readonly unit?: string | undefined }

export const outcomeOf = (entry: string, fresh: boolean): Posted => ({
  entry,
  outcome: fresh ? 'posted' : 'duplicate',
})

/**
 * Books one transfer. A debit from a wallet of lots spends them first-to-expire first, a credit to one makes a lot.
 * Refuses (and the transaction is then over) when the paying account is not in scope, would go under its floor, or a
 * day is closed; to go on after a refusal, use `postMany`.
 */
export async function post(tx: Tx, transfer: Transfer): Promise<Posted> {
  const { key, from, to, amount, because, on, expiresOn } = transfer
  const { rows } = await refusing(() =>
    sql<{
      fresh: boolean
    }>`select ledger.post(${key}, ${from}, ${to}, ${amount}, ${because.edition}, ${because.activity},
      ${because.record}, ${on ?? null}, ${expiresOn ?? null}) as fresh`.execute(tx),
  )
  return outcomeOf(key, rows[0]?.fresh === true)
}

/** An array as PostgreSQL reads it; none of the values needs quotes. */
const column = (values: readonly (string | bigint | undefined)[]): string | null =>
  values.some(value => value !== undefined) ? `{${values.map(value => value ?? 'NULL').join(',')}}` : null
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

const columnsOf = (batch: readonly Transfer[], askers: readonly Asker[]): readonly (string | null)[] => [
  column(batch.map(({ key }) => key)),
  column(batch.map(({ from }) => from)),
  column(batch.map(({ to }) => to)),
  column(batch.map(({ amount }) => amount)),
  column(batch.map(({ because }) => because.edition)),
  column(batch.map(({ because }) => quoted(because.activity))),
  column(batch.map(({ because }) => because.record)),
  column(batch.map(({ on }) => on)),
  column(batch.map(({ expiresOn }) => expiresOn)),
  column(askers.map(({ actor }) => actor)),
  column(askers.map(({ unit }) => unit)),
]

/** What the database says of those that it did not newly book. */
export type Other = { readonly ord: number; readonly outcome: string }
type Ask = (columns: readonly (string | null)[]) => Promise<readonly Other[]>

/** Cuts a batch before each key that it has already and at `most`, so that a repeated key finds its first booked. */
function runsOf(transfers: readonly Transfer[], most: number): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  let seen = new Set<string>()
  for (const [at, { key }] of transfers.entries()) {
    const run = runs.at(-1)
    if (run && !seen.has(key) && at - run[0] < most) run[1] = at + 1
    else {
      runs.push([at, at + 1])
      seen = new Set()
    }
    seen.add(key)
  }
  return runs
}

/** Books a batch by asking the database for one run of different keys after another. */
export async function outcomesOf(
  transfers: readonly Transfer[],
  askers: readonly Asker[],
  ask: Ask,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [from, until] of runsOf(transfers, 5000)) {
    const batch = transfers.slice(from, until)
    const others = new Map(
      (await refusing(() => ask(columnsOf(batch, askers.slice(from, until))))).map(it => [it.ord, it]),
    )
    for (const [at, { key }] of batch.entries()) {
      const other = others.get(at + 1)?.outcome
      if (other === undefined || other === 'duplicate') outcomes.push(outcomeOf(key, other === undefined))
      else outcomes.push({ entry: key, outcome: 'refused', refusal: refusalOf(other) })
    }
  }
  return outcomes
}

/**
 * Books many transfers, and answers for each exactly, in their order: as if they had come one after another. A refused
 * one leaves no trace and does not stop the others. Some 1,000 at a time are booked by one statement.
 */
export async function postMany(tx: Tx, transfers: readonly Transfer[]): Promise<readonly Outcome[]> {
  return outcomesOf(
    transfers,
    [],
    async columns =>
      (await sql<Other>`select ord, outcome from ledger.post_batch(${sql.join(columns)})`.execute(tx)).rows,
  )
}

/**
 * Books all that a query gives, or nothing, without a row of it leaving the database. Its columns: key, from_account,
 * to_account, amount, record, expires_on; the edition and activity are the same for all. Some 20,000 at a time. What
 * was booked before with the same content stays as it is; refuses as the first that cannot be booked.
 */
export async function postRows(
  tx: Tx,
  rows: RawBuilder<unknown>,
  { edition, activity }: Omit<Because, 'record'>,
): Promise<void> {
  const { rows: others } = await refusing(() =>
    sql<Other>`select o.ord, o.outcome from (select array_agg(key) as keys, array_agg(from_account) as froms,
        array_agg(to_account) as tos, array_agg(amount) as amounts, array_fill(${edition}::uuid, array[count(*)::int]) as editions,
        array_fill(${activity}::text, array[count(*)::int]) as activities, array_agg(record) as records,
        array_agg(expires_on) as expiries from (${rows}) asked having count(*) > 0) b
      cross join lateral ledger.post_batch(b.keys, b.froms, b.tos, b.amounts, b.editions, b.activities, b.records, null,
        b.expiries, null, null) o where o.outcome <> 'duplicate' limit 1`.execute(tx),
  )
  if (others[0]) throw refusalOf(others[0].outcome)
}
