import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'
import type { RunRow } from './read.ts'

type Taken = { readonly first: number; readonly vouchers: number }

/** Takes the next vouchers of a batch of an item, at most so many; the batch's row decides who takes which. */
async function takeNext(tx: Tx, item: string, most: number): Promise<Taken> {
  const { rows } = await sql<Taken>`with batch as (
      select n.id, least(${most}::float8, n.vouchers - n.given)::int as vouchers from rewards.batches n
      where n.item_id = ${item} and not n.bearer and n.given < n.vouchers
        and n.valid_until >= (now() at time zone 'Asia/Ho_Chi_Minh')::date
        and exists (select from rewards.batch_steps s where s.batch_id = n.id and s.kind = 'minted')
        and not exists (select from rewards.batch_steps s where s.batch_id = n.id and s.kind in ('revoked', 'expired'))
      order by n.valid_until, n.no limit 1 for update)
    update rewards.batches b set given = b.given + batch.vouchers from batch where b.id = batch.id
    returning (b.first_serial + b.given - batch.vouchers)::float8 as first, batch.vouchers`.execute(tx)
  return rows[0] ?? refuse('rewards.too_few_vouchers', 409)
}

/** Gives each award as many vouchers as it has pieces, in the order of their serials, from as many batches as it takes. */
export async function giveVouchers(tx: Tx, run: RunRow, awards: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum(pieces), 0)::float8 as n from (${awards}) a`.execute(tx)
  const wanted = rows[0]?.n ?? 0
  const taken: Taken[] = []
  for (let left = wanted; left > 0; left -= taken.at(-1)?.vouchers ?? 0)
    taken.push(await takeNext(tx, run.item.id, left))
  const { numAffectedRows } = await sql`
    with owners as (
      select a.id, row_number() over (order by a.no, piece) as ord from (${awards}) a, generate_series(1, a.pieces) piece
    ), serials as (
      select t.first + piece - 1 as serial, row_number() over (order by t.ord, piece) as ord
      from unnest(${taken.map(one => one.first)}::bigint[], ${taken.map(one => one.vouchers)}::int[]) with ordinality as t (first, vouchers, ord),
        generate_series(1, t.vouchers) piece
    ) update rewards.vouchers v set state = 1, award_id = o.id,
      until = least(v.until, (now() at time zone 'Asia/Ho_Chi_Minh')::date + ${run.item.validDays ?? 100_000}::int)
    from owners o join serials s using (ord) where v.serial = s.serial and v.state = 0`.execute(tx)
  if (numAffectedRows !== BigInt(wanted)) refuse('rewards.too_few_vouchers', 409)
}
