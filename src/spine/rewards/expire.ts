import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { uuidOf } from '#kit/db/key.ts'
import type { JobContext } from '#kit/serve/face.ts'
import { isoDay } from '#kit/time'
import { reverse } from '#spine/ledger'
import { giveBackTo } from './give-back.ts'
import { movingAward } from './moves.ts'

const most = 200

/** Awards whose vouchers ran out unused: what they were worth goes back to who paid. */
async function expireAwards(tx: Tx, day: string, at: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`select distinct v.award_id as id from rewards.vouchers v
    where v.state = 1 and v.until < ${day} and v.award_id is not null limit ${most}`.execute(tx)
  for (const { id } of rows) await giveBackTo(tx, await movingAward(tx, id, 'expire'), { move: 'expire', at })
  return rows.length
}

type Over = { id: string; unit: string; maker: string; edition: string; first: number; vouchers: number; piece: bigint }

/** Bearer batches that are over: what nobody redeemed goes back as a whole. */
async function expireBatch(tx: Tx, day: string, at: Date): Promise<number> {
  const { rows } =
    await sql<Over>`select b.id, b.unit_id as unit, b.made_by as maker, b.edition_id as edition, b.first_serial::float8 as first, b.vouchers, i.piece_vnd as piece
    from rewards.batches b join rewards.items i on i.id = b.item_id where b.bearer and b.valid_until < ${day}
      and exists (select from rewards.batch_steps s where s.batch_id = b.id and s.kind = 'minted')
      and not exists (select from rewards.batch_steps s where s.batch_id = b.id and s.kind in ('expired', 'revoked')) limit 1 for update of b skip locked`.execute(
      tx,
    )
  for (const it of rows) {
    const { numAffectedRows = 0n } = await sql`update rewards.vouchers set state = 4 where serial >= ${it.first}::bigint
      and serial < ${it.first + it.vouchers}::bigint and state = 1`.execute(tx)
    await sql`insert into rewards.batch_steps values (${it.id}, 'expired', ${it.unit}, ${it.maker}, null, null, ${at})`.execute(
      tx,
    )
    const amount = it.piece * numAffectedRows
    const because = { edition: it.edition, activity: 'rewards', record: it.id }
    if (amount > 0n)
      await reverse(tx, { key: uuidOf('batch back', it.id), entry: uuidOf('batch paid', it.id), amount, because })
  }
  return rows.length
}

/** Ends vouchers that are over, portion by portion; a portion that was done stays done. */
export async function expire(context: JobContext): Promise<void> {
  const scope = await context.houseScope()
  const [day, at] = [isoDay(context.now()), context.now()]
  for (const portion of [expireAwards, expireBatch])
    for (;;) {
      context.signal.throwIfAborted()
      if ((await context.tx(tx => portion(tx, day, at), scope)) === 0) break
    }
}
