import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'

/** What an account belongs to: an edition's line, a fund, a device, a customer. */
export type Owner = { readonly kind: string; readonly id: string }

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
  readonly owner?: Owner | undefined
  readonly floor?: bigint | null | undefined
  readonly inLots?: boolean | undefined
}

/** One unit, asset, kind and owner have one account. */
type Which = Pick<NewAccount, 'unit' | 'asset' | 'kind' | 'owner'>

const wanted = (which: readonly Which[]) => sql`unnest(${which.map(it => it.unit)}::uuid[],
    ${which.map(it => it.asset)}::text[], ${which.map(it => it.kind)}::text[],
    ${which.map(it => it.owner?.kind ?? null)}::text[], ${which.map(it => it.owner?.id ?? null)}::uuid[])
  with ordinality as w (unit, asset, kind, owner_kind, owner_id, ord)`

async function find(tx: Tx, which: readonly Which[]): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ id: string | null }>`select a.id from ${wanted(which)}
    left join ledger.accounts a on a.unit_id = w.unit and a.asset = w.asset and a.kind = w.kind
      and a.owner_kind is not distinct from w.owner_kind and a.owner_id is not distinct from w.owner_id
    order by w.ord`.execute(tx)
  return rows.map(({ id }) => id ?? undefined)
}

/** Accounts that stand already are left as they are, whoever opened them, and however many do so at once. */
async function open(tx: Tx, all: readonly NewAccount[]): Promise<void> {
  await sql`insert into ledger.accounts (id, unit_id, asset, kind, title, owner_kind, owner_id, floor, in_lots)
    select n.id, w.unit, w.asset, w.kind, n.title, w.owner_kind, w.owner_id, n.floor, n.in_lots from ${wanted(all)}
    join unnest(${all.map(it => it.id)}::uuid[], ${all.map(it => it.title ?? null)}::text[],
      ${all.map(it => (it.floor === undefined ? 0n : it.floor))}::bigint[], ${all.map(it => it.inLots ?? false)}::boolean[])
      with ordinality as n (id, title, floor, in_lots, ord) using (ord) order by n.id on conflict do nothing`.execute(
    tx,
  )
}

/** The accounts of units in scope. */
export const accounts = {
  /** Opens accounts, in bulk or at first use; those that stand already stay. */
  open,

  /** Opens one account of a kind for each unit and owner that a query gives; those that stand already stay. */
  openRows: async (
    tx: Tx,
    { asset, kind, ownerKind, inLots }: { asset: string; kind: string; ownerKind: string; inLots: boolean },
    rows: RawBuilder<unknown>,
  ): Promise<void> => {
    await sql`insert into ledger.accounts (id, unit_id, asset, kind, owner_kind, owner_id, floor, in_lots)
      select kit.key_at(now()), w.unit, ${asset}, ${kind}, ${ownerKind}, w.owner, 0, ${inLots} from (${rows}) w
      order by w.unit, w.owner on conflict do nothing`.execute(tx)
  },

  /** Opens what is not there yet, and answers the ids in the order of the asking: first use costs nobody a question. */
  ensure: async (tx: Tx, all: readonly NewAccount[]): Promise<string[]> => {
    const found = await find(tx, all)
    if (found.every(id => id !== undefined)) return found
    await open(tx, all)
    return (await find(tx, all)).map(id => id ?? refuse('ledger.no_such_account', 404))
  },

  /** The ids of accounts by unit, asset, kind and owner; undefined where none is in scope. */
  find,

  /** What stood in an account at the end of a day, by the days that its entries count for. */
  balanceOn: async (tx: Tx, account: string, day: string): Promise<bigint> => {
    const { rows } = await sql<{ amount: bigint }>`select coalesce((select sum(p.amount) from ledger.postings p
        join ledger.entries e on e.id = p.entry_id where p.account_id = a.id and e.on_day <= ${day}), 0)::bigint as amount
      from ledger.accounts a where a.id = ${account}`.execute(tx)
    return rows[0]?.amount ?? refuse('ledger.no_such_account', 404)
  },
}

/** What does not add up in the accounts in scope; empty when all is well. Reads whole history. */
export async function faults(tx: Tx): Promise<readonly { readonly account: string; readonly fault: string }[]> {
  return (
    await sql<{ account: string; fault: string }>`select account_id as account, fault from ledger.faults()`.execute(tx)
  ).rows
}
