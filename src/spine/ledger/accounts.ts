import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { type Because, outcomeOf, type Posted } from './post.ts'
import { refusing } from './refusals.ts'

/**
 * An account to open. `floor` is the least that may stay free: 0 when not said, null for what brings value in from
 * outside. `inLots`: a wallet whose grants keep their fund and expiry. Amounts are whole units of the asset.
 */
export type NewAccount = {
  readonly id: string
  readonly unit: string
  readonly asset: string
  readonly kind: string
  readonly title?: string | undefined
  readonly owner?: { readonly kind: string; readonly id: string } | undefined
  readonly floor?: bigint | null | undefined
  readonly inLots?: boolean | undefined
}

/** Opens an account of a unit in scope. One unit, asset, kind and owner have one account. */
export async function openAccount(tx: Tx, it: NewAccount): Promise<void> {
  await sql`insert into ledger.accounts (id, unit_id, asset, kind, title, owner_kind, owner_id, floor, in_lots)
    values (${it.id}, ${it.unit}, ${it.asset}, ${it.kind}, ${it.title ?? null}, ${it.owner?.kind ?? null}, ${it.owner?.id ?? null},
      ${it.floor === undefined ? 0n : it.floor}, ${it.inLots ?? false})`.execute(tx)
}

const fresh = async (key: string, run: () => Promise<{ rows: { fresh: boolean }[] }>): Promise<Posted> => {
  const { rows } = await refusing(run)
  return outcomeOf(key, rows[0]?.fresh === true)
}

/** Holds an amount until a moment; it is free again afterwards, or when it is released. */
export const hold = (
  tx: Tx,
  it: { key: string; from: string; to: string; amount: bigint; because: Because; until: Date },
): Promise<Posted> =>
  fresh(it.key, () =>
    sql<{
      fresh: boolean
    }>`select ledger.hold(${it.key}, ${it.from}, ${it.to}, ${it.amount}, ${it.because.edition}, ${it.because.activity}, ${it.because.record}, ${it.until}) as fresh`.execute(
      tx,
    ),
  )

/** Books a hold, or a part of it (the rest is free again), at most once. */
export const commitHold = (tx: Tx, it: { key: string; hold: string; amount?: bigint }): Promise<Posted> =>
  fresh(it.key, () =>
    sql<{
      fresh: boolean
    }>`select ledger.commit_hold(${it.key}, ${it.hold}, ${it.amount ?? null}, null) as fresh`.execute(tx),
  )

/** Lets a hold go. */
export const releaseHold = (tx: Tx, holdId: string): Promise<Posted> =>
  fresh(holdId, () => sql<{ fresh: boolean }>`select ledger.release_hold(${holdId}) as fresh`.execute(tx))

/** Undoes a whole entry by one the other way, at most once. */
export const reverse = (tx: Tx, it: { key: string; entry: string; because: Because }): Promise<Posted> =>
  fresh(it.key, () =>
    sql<{
      fresh: boolean
    }>`select ledger.reverse(${it.key}, ${it.entry}, null, ${it.because.edition}, ${it.because.activity}, ${it.because.record}) as fresh`.execute(
      tx,
    ),
  )

/** Takes back what is left of one grant, to the fund that paid it. Answers how much that was. */
export async function clawBack(tx: Tx, it: { key: string; lot: string; because: Because }): Promise<bigint> {
  const { rows } = await refusing(() =>
    sql<{
      taken: bigint
    }>`select ledger.claw_back(${it.key}, ${it.lot}, null, ${it.because.edition}, ${it.because.activity}, ${it.because.record}) as taken`.execute(
      tx,
    ),
  )
  return rows[0]?.taken ?? 0n
}

/** What does not add up in the accounts in scope; empty when all is well. Reads whole history. */
export async function faults(tx: Tx): Promise<readonly { readonly account: string; readonly fault: string }[]> {
  return (
    await sql<{ account: string; fault: string }>`select account_id as account, fault from ledger.faults()`.execute(tx)
  ).rows
}
