import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'
import type { Issued } from './issue.ts'
import type { RunRow } from './read.ts'

/** Takes so many of the next vouchers of one batch of an item; the batch's row decides who takes which. */
async function takeNext(tx: Tx, item: string, wanted: number): Promise<number> {
  const { rows } = await sql<{ first: number }>`update rewards.batches b set given = given + ${wanted}
    where id = (select n.id from rewards.batches n where n.item_id = ${item} and not n.bearer and n.given + ${wanted} <= n.vouchers
        and n.valid_until >= (now() at time zone 'Asia/Ho_Chi_Minh')::date
        and exists (select from rewards.batch_steps s where s.batch_id = n.id and s.kind = 'minted')
        and not exists (select from rewards.batch_steps s where s.batch_id = n.id and s.kind in ('revoked', 'expired'))
      order by n.valid_until, n.no limit 1 for update) and given + ${wanted} <= vouchers
    returning (first_serial + given - ${wanted})::float8 as first`.execute(tx)
  return rows[0]?.first ?? refuse('rewards.too_few_vouchers', 409)
}

/** Gives each award as many vouchers as it has pieces, in the order of their serials. */
export async function giveVouchers(tx: Tx, run: RunRow, awards: readonly Issued[]): Promise<void> {
  const owners = awards.flatMap(one => Array.from({ length: Number(one.pieces) }, () => one.id))
  const first = await takeNext(tx, run.item.id, owners.length)
  const { numAffectedRows } = await sql`update rewards.vouchers v set state = 1, award_id = o.award,
      until = least(v.until, (now() at time zone 'Asia/Ho_Chi_Minh')::date + ${run.item.validDays ?? 100_000}::int)
    from unnest(${owners}::uuid[]) with ordinality as o (award, ord)
    where v.serial = ${first}::bigint + o.ord - 1 and v.state = 0`.execute(tx)
  if (numAffectedRows !== BigInt(owners.length)) refuse('rewards.too_few_vouchers', 409)
}
