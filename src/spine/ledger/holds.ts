import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { type Because, outcomeOf, type Posted } from './post.ts'
import { refusing } from './refusals.ts'

/** An amount that is kept free until a moment; then it is free again. */
export type Hold = {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly amount: bigint
  readonly because: Because
  readonly until: Date
}

/** Runs one ledger function; answers what it gave. */
async function given<T>(tx: Tx, call: ReturnType<typeof sql>): Promise<T> {
  const { rows } = await refusing(() => sql<{ given: T }>`select ${call} as given`.execute(tx))
  return rows[0]?.given as T
}

const because = ({ edition, activity, record }: Because) => sql`${edition}, ${activity}, ${record}`

export const holds = {
  /** Keeps amounts free, all or none. */
  place: async (tx: Tx, all: readonly Hold[]): Promise<readonly Posted[]> => {
    const list = <T>(of: (it: Hold) => T): T[] => all.map(of)
    const fresh = await given<boolean[]>(
      tx,
      sql`ledger.hold_all(${list(it => it.key)}::uuid[], ${list(it => it.from)}::uuid[], ${list(it => it.to)}::uuid[],
        ${list(it => it.amount)}::bigint[], ${list(it => it.because.edition)}::uuid[],
        ${list(it => it.because.activity)}::text[], ${list(it => it.because.record)}::uuid[],
        ${list(it => it.until)}::timestamptz[])`,
    )
    return all.map(({ key }, at) => outcomeOf(key, fresh[at] === true))
  },

  /** Books a hold, or a part of it (the rest is free again), at most once. */
  commit: async (tx: Tx, it: { key: string; hold: string; amount?: bigint }): Promise<Posted> =>
    outcomeOf(it.key, await given(tx, sql`ledger.commit_hold(${it.key}, ${it.hold}, ${it.amount ?? null}, null)`)),

  /** Lets holds go, all or none; those that were let go or had expired before are duplicates. */
  release: async (tx: Tx, ids: readonly string[]): Promise<readonly Posted[]> => {
    const freed = await given<boolean[]>(tx, sql`ledger.release_holds(${[...ids]}::uuid[])`)
    return ids.map((id, at) => outcomeOf(id, freed[at] === true))
  },
}

/** Stock that goes to a person's or device's account for a while. */
export const leases = {
  /** The key is the lease's id. */
  start: async (tx: Tx, it: Hold): Promise<Posted> =>
    outcomeOf(
      it.key,
      await given(
        tx,
        sql`ledger.lease(${it.key}, ${it.from}, ${it.to}, ${it.amount}, ${because(it.because)}, null, ${it.until})`,
      ),
    ),

  /** Brings back what is said, or all that is left, at most once. Answers how much came back. */
  end: (tx: Tx, it: { key: string; lease: string; amount?: bigint | undefined }): Promise<bigint> =>
    given(tx, sql`ledger.end_lease(${it.key}, ${it.lease}, ${it.amount ?? null}, null, 'returned')`),
}

/** Undoes an entry by one the other way; `amount` for a part of it. All parts never add up to more than it was. */
export const reverse = async (
  tx: Tx,
  it: { key: string; entry: string; amount?: bigint | undefined; because: Because },
): Promise<Posted> =>
  outcomeOf(
    it.key,
    await given(tx, sql`ledger.reverse(${it.key}, ${it.entry}, ${it.amount ?? null}, null, ${because(it.because)})`),
  )

/** Takes back what is left of one grant, to the fund that paid it. Answers how much that was. */
export const clawBack = (tx: Tx, it: { key: string; lot: string; because: Because }): Promise<bigint> =>
  given(tx, sql`ledger.claw_back(${it.key}, ${it.lot}, null, ${because(it.because)})`)
