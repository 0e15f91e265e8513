import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { uuidOf } from '#kit/db/key.ts'
import { reverse, clawBack as takeLot } from '#spine/ledger'
import { type Moving, noteStep } from './moves.ts'
import { payerSources, shareBack } from './rules.ts'

type Paid = {
  readonly entry: string
  readonly account: string
  readonly source: string
  readonly amount: bigint
  readonly returned: bigint
}

/** What each source has paid for an award, and what came back to it. */
export async function paidFor(tx: Tx, award: string): Promise<Paid[]> {
  const { rows } = await sql<Paid>`select e.id as entry, e.from_account as account, k.source, e.amount,
      coalesce((select sum(r.amount) from ledger.entries r where r.reverses = e.id), 0)::bigint as returned
    from unnest(${[...payerSources]}::text[]) as k (source)
    join ledger.entries e on e.id = rewards.key_of(${award}, 'paid ' || k.source) order by e.amount desc, e.id`.execute(
    tx,
  )
  return rows
}

/** How many pieces of an award were not used: points left in its own lot, vouchers that nobody redeemed, all of the rest. */
async function unused(
  tx: Tx,
  award: Moving,
  ended: 'revoked' | 'expired',
  because: Parameters<typeof reverse>[1]['because'],
): Promise<bigint> {
  if (award.kind === 'points') {
    const { rows } = await sql<{
      lot: string
      left: bigint
    }>`select id as lot, remaining as left from ledger.lots where id = rewards.key_of(${award.id}, 'granted')`.execute(
      tx,
    )
    if (!rows[0]?.left) return 0n
    return takeLot(tx, { key: uuidOf('award points back', award.id), lot: rows[0].lot, because })
  }
  if (award.kind !== 'voucher') return award.pieces
  const { numAffectedRows = 0n } =
    await sql`update rewards.vouchers set state = ${ended === 'revoked' ? 3 : 4} where award_id = ${award.id} and state = 1`.execute(
      tx,
    )
  return numAffectedRows
}

/**
 * Takes back what was not used of an award, to those who paid, in proportion to what they paid; what was used stays
 * used. Answers how much went back, in VND. The party may be thanked anew.
 */
export async function giveBackTo(
  tx: Tx,
  award: Moving,
  it: { move: 'clawBack' | 'expire'; actor?: string; reason?: string; at: Date },
): Promise<bigint> {
  const because = { edition: award.edition, activity: award.activity, record: award.id }
  const pieces = await unused(tx, award, it.move === 'expire' ? 'expired' : 'revoked', because)
  const paid = await paidFor(tx, award.id)
  const sum = paid.reduce((all, one) => all + one.amount - one.returned, 0n)
  const back = (sum * pieces) / award.pieces
  const parts = shareBack(
    paid.map(one => one.amount - one.returned),
    back,
  )
  for (const [at, { entry }] of paid.entries())
    if (parts[at]) await reverse(tx, { key: uuidOf('award back', it.move, entry), entry, amount: parts[at], because })
  await noteStep(tx, award, it)
  await sql`update rewards.awards set live = false where id = ${award.id}`.execute(tx)
  return back
}
