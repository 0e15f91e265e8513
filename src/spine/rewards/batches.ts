import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { uuidOf } from '#kit/db/key.ts'
import { seal } from '#kit/db/seal.ts'
import { askErrand, type Errand } from '#kit/errands'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { post, reverse } from '#spine/ledger'
import { payersOf } from './accounts.ts'
import { currentKey, foundOf } from './codes.ts'
import { itemOf, lockOn, moment, staffOf, unitName } from './read.ts'
import type { Batch, voucherRoutes } from './routes-vouchers.ts'
import { tidyCode } from './rules-codes.ts'

type Takes<K extends keyof typeof voucherRoutes> = TakesOf<(typeof voucherRoutes)[K]>
type Gives<K extends keyof typeof voucherRoutes> = GivesOf<(typeof voucherRoutes)[K]>
type Row = Batch & {
  readonly editionId: string
  readonly maker: string
  readonly first: number
  readonly key: number
  readonly payer: string
  readonly pieceVnd: bigint
}

const batchColumns = sql<Row>`b.id, b.unit_id as "unitId", ${unitName('b.unit_id')} as unit, ${itemOf} as item, b.pool, b.bearer, b.vouchers, b.given,
  b.valid_from::text as "from", b.valid_until::text as "until", b.edition_id as "editionId", b.made_by as maker, b.source as payer, i.piece_vnd as "pieceVnd",
  b.first_serial::float8 as first, b.key_version as key, ${moment('b.made_at')} as "madeAt",
  case when exists (select from rewards.batch_steps s where s.batch_id = b.id and s.kind = 'revoked') then 'revoked'
    when exists (select from rewards.batch_steps s where s.batch_id = b.id and s.kind = 'expired') then 'expired'
    when exists (select from rewards.batch_steps s where s.batch_id = b.id and s.kind = 'minted') then 'minted'
    when exists (select from rewards.batch_steps s where s.batch_id = b.id and s.kind = 'released') then 'released' else 'waiting' end as state,
  (select count(*) from rewards.redemptions d where d.serial >= b.first_serial and d.serial < b.first_serial + b.vouchers and d.live)::int as redeemed`
const from = sql`rewards.batches b join rewards.items i on i.id = b.item_id`

const shown = (
  act: Pick<Act, 'who'>,
  { editionId: _e, maker, first: _f, key: _k, payer: _p, pieceVnd: _v, ...row }: Row,
): Batch => ({
  ...row,
  mine: maker === staffOf(act),
})

async function getBatch(tx: Tx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${batchColumns} from ${from} where b.id = ${id}`.execute(tx)
  return rows[0] ?? refuse('rewards.unknown_batch', 404)
}

const step = (tx: Tx, batch: Row, kind: string, actor: string, at: Date, reason: string | null = null) =>
  sql`insert into rewards.batch_steps values (${batch.id}, ${kind}, ${batch.unitId}, ${batch.maker}, ${actor}, ${reason}, ${at})`.execute(
    tx,
  )

export async function listBatches(act: Act): Promise<Gives<'batches'>> {
  const { rows } = await sql<Row>`select ${batchColumns} from ${from} order by b.no desc limit 200`.execute(act.tx)
  return { batches: rows.map(row => shown(act, row)) }
}

/** Plans a batch; nothing can be redeemed before somebody else has released it. */
export async function makeBatch(act: Act, it: Takes<'makeBatch'>): Promise<Gives<'makeBatch'>> {
  if (!act.units.includes(it.unitId)) refuse('rewards.unit_out_of_scope', 403)
  if (it.until < it.from || it.until < act.today) refuse('rewards.wrong_days', 422)
  const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('rewards.no_edition', 409)
  const codes = [...new Set(it.codes?.map(tidyCode))]
  if (it.codes && (codes.length !== it.codes.length || codes.includes(''))) refuse('rewards.codes_twice', 422)
  const count = it.codes?.length ?? it.vouchers ?? refuse('rewards.no_vouchers', 422)
  const { rows } = await sql<{
    kind: string
    first: number
  }>`select kind, rewards.next_serial()::float8 as first
    from rewards.items where id = ${it.itemId} and kind = 'voucher'`.execute(act.tx)
  const first = rows[0]?.first ?? refuse('rewards.unknown_item', 422)
  await sql`insert into rewards.batches (id, unit_id, edition_id, item_id, source, pool, bearer, vouchers, first_serial, key_version, valid_from, valid_until, reverse_hours, made_by, made_at)
    values (${act.key}, ${it.unitId}, ${edition.id}, ${it.itemId}, ${it.source}, ${it.codes !== undefined}, ${it.bearer}, ${count}, ${first}::bigint,
      ${it.codes ? 0 : currentKey}, ${it.from}, ${it.until}, ${it.reverseHours}, ${staffOf(act)}, ${act.now})`.execute(
    act.tx,
  )
  if (it.codes) await keepPool(act, act.key, first, codes)
  act.concerns({ record: act.key, unit: it.unitId, values: { vouchers: count } })
  return { id: act.key, vouchers: count }
}

/** Keeps a partner's codes, sealed; one that is known already undoes the whole import. */
async function keepPool(act: Act, batch: string, first: number, codes: readonly string[]): Promise<void> {
  const { secrets } = act.ports
  const key = secrets.key('rewards.pool')
  const { numAffectedRows } =
    await sql`insert into rewards.pool_codes select ${first}::bigint + c.ord - 1, ${batch}, c.found, c.sealed
    from unnest(${codes.map(code => foundOf(secrets, code))}::uuid[], ${codes.map((code, at) => seal(key, `rewards.pool_codes:${first + at}`, code))}::text[])
      with ordinality as c (found, sealed, ord) on conflict do nothing`.execute(act.tx)
  if (numAffectedRows !== BigInt(codes.length)) refuse('rewards.codes_known', 409)
}

/** Releases a batch that somebody else made: a bearer batch is paid for as a whole; then it is minted. */
export async function releaseBatch(act: Act, { id }: Takes<'releaseBatch'>): Promise<Gives<'releaseBatch'>> {
  await lockOn(act.tx, id)
  const batch = await getBatch(act.tx, id)
  const actor = staffOf(act)
  if (batch.state !== 'waiting') refuse('rewards.batch_not_there', 409)
  if (batch.maker === actor) refuse('rewards.own_batch', 403)
  if (batch.bearer && batch.pieceVnd > 0n) {
    const [way] = await payersOf(act.tx, batch.editionId, [{ unit: batch.unitId, source: batch.payer }])
    const because = { edition: batch.editionId, activity: 'rewards', record: id }
    await post(act.tx, {
      key: uuidOf('batch paid', id),
      from: way?.from ?? '',
      to: way?.to ?? '',
      amount: batch.pieceVnd * BigInt(batch.vouchers),
      because,
    })
  }
  await step(act.tx, batch, 'released', actor, act.now)
  act.concerns({ record: id, unit: batch.unitId })
  return { errand: await askErrand(act, 'rewards.mint', { unit: batch.unitId, given: { batch: id } }) }
}

const part = 100_000

/** The errand: the rows of a batch, part by part; a part that was written before a crash is left as it is. */
export async function mint(errand: Errand, { batch: id }: { readonly batch: string }) {
  const batch = await errand.tx(tx => getBatch(tx, id))
  if (batch.state !== 'released') refuse('rewards.batch_not_there', 409)
  await errand.expect(batch.vouchers)
  for (let from = errand.done; from < batch.vouchers; from += part) {
    const count = Math.min(part, batch.vouchers - from)
    await errand.step(count, async tx => {
      await sql`insert into rewards.vouchers (serial, batch, state, key_version, until)
        select n, b.no, ${batch.bearer ? 1 : 0}, b.key_version, b.valid_until from rewards.batches b,
          generate_series(${batch.first + from}::bigint, ${batch.first + from + count - 1}::bigint) n where b.id = ${id}`.execute(
        tx,
      )
      if (from + count === batch.vouchers) await step(tx, batch, 'minted', errand.actor, errand.now())
    })
  }
  return { batch: id, vouchers: batch.vouchers }
}

/** Makes a batch worthless from now on. What a bearer batch has not given goes back to the budget that paid. */
export async function revokeBatch(act: Act, { id, reason }: Takes<'revokeBatch'>): Promise<Gives<'revokeBatch'>> {
  await lockOn(act.tx, id)
  const batch = await getBatch(act.tx, id)
  if (batch.state !== 'minted') refuse('rewards.batch_not_there', 409)
  const { numAffectedRows = 0n } =
    await sql`update rewards.vouchers set state = 3 where serial >= ${batch.first}::bigint
    and serial < ${batch.first + batch.vouchers}::bigint and state in (0, 1)`.execute(act.tx)
  await step(act.tx, batch, 'revoked', staffOf(act), act.now, reason)
  const back = batch.bearer ? batch.pieceVnd * numAffectedRows : 0n
  if (back > 0n)
    await reverse(act.tx, {
      key: uuidOf('batch back', id),
      entry: uuidOf('batch paid', id),
      amount: back,
      because: { edition: batch.editionId, activity: 'rewards', record: id },
    })
  act.concerns({ record: id, unit: batch.unitId })
  return { revoked: Number(numAffectedRows), returnedVnd: String(back) }
}
