import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Errand } from '#kit/errands'
import { addDays, isoDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { recordRows } from '#spine/audit'
import { countRows } from '#spine/facts'
import { accounts, holds, postRows } from '#spine/ledger'
import { holdKey, issuersOf, type Place, payersOf } from './accounts.ts'
import { noteDecision } from './decide.ts'
import { getRun, type RunRow } from './read.ts'
import { measures } from './report.ts'
import { chunkSize } from './rules.ts'
import { giveVouchers } from './voucher-give.ts'

/*
 * A run may thank a million at once: each part of it is a few statements over its rows, which never leave the database.
 * The accounts that all of them pay from move once a part; whatever is written is keyed by its award.
 */
type By = { readonly actor: string; readonly now: Date }

/** The awards of one part of a run that were not issued yet, as rows for a statement. */
const toIssue = (run: string, chunk: number): RawBuilder<unknown> =>
  sql`select a.id, a.no, a.unit_id as unit, coalesce(a.customer_id, a.id) as receiver, a.pieces, a.value_vnd as value
    from rewards.awards a where a.run_id = ${run} and a.no >= ${chunk * chunkSize} and a.no < ${(chunk + 1) * chunkSize} and a.live
      and not exists (select from rewards.steps s where s.award_id = a.id)`

/** Books what each payer gives for each award: the hold of the part goes in the same transaction as the entries. */
export async function pay(tx: Tx, run: RunRow, chunk: number): Promise<void> {
  const legs = sql`rewards.legs(${run.id}, ${chunk * chunkSize}, ${(chunk + 1) * chunkSize})`
  const { rows: places } = await sql<Place>`select distinct unit_id as unit, source from ${legs}`.execute(tx)
  if (places.length === 0) return
  const ways = await payersOf(tx, run.editionId, places)
  await holds.release(
    tx,
    places.map(place => holdKey(run.id, chunk, place)),
  )
  await postRows(
    tx,
    sql`select rewards.key_of(l.award_id, 'paid ' || l.source) as key, w.payer as from_account, w.paid as to_account, l.amount,
        l.award_id as record, null::date as expires_on
      from ${legs} l join unnest(${places.map(one => one.unit)}::uuid[], ${places.map(one => one.source)}::text[],
        ${ways.map(one => one.from)}::uuid[], ${ways.map(one => one.to)}::uuid[]) w (unit, source, payer, paid)
        on w.unit = l.unit_id and w.source = l.source`,
    { edition: run.editionId, activity: run.activity },
  )
}

/** Points go into the receivers' wallets, each grant a lot of its own with its last day. */
async function grantPoints(tx: Tx, run: RunRow, awards: RawBuilder<unknown>, now: Date): Promise<void> {
  const { rows } = await sql<{ unit: string }>`select distinct unit from (${awards}) a`.execute(tx)
  const units = rows.map(row => row.unit)
  const issuers = await issuersOf(tx, run.editionId, units)
  const wallet = { asset: 'points', kind: 'wallet', ownerKind: 'receiver', inLots: true }
  await accounts.openRows(tx, wallet, sql`select distinct a.unit, a.receiver as owner from (${awards}) a`)
  const { validDays } = run.item
  const expiresOn = validDays === null ? null : addDays(isoDay(now), validDays)
  await postRows(
    tx,
    sql`select rewards.key_of(a.id, 'granted') as key, i.account as from_account, w.id as to_account, a.pieces as amount,
        a.id as record, ${expiresOn}::date as expires_on
      from (${awards}) a join unnest(${units}::uuid[], ${issuers}::uuid[]) i (unit, account) on i.unit = a.unit
        join ledger.accounts w on w.unit_id = a.unit and w.asset = 'points' and w.kind = 'wallet' and w.owner_kind = 'receiver'
          and w.owner_id = a.receiver`,
    { edition: run.editionId, activity: run.activity },
  )
}

/** Each thanks is counted by itself; what they are worth, by unit, opens into the run. */
async function countIssued(tx: Tx, run: RunRow, awards: RawBuilder<unknown>, now: Date): Promise<void> {
  const of = (measure: keyof typeof measures) => ({
    edition: run.editionId,
    activity: 'rewards',
    measure,
    day: isoDay(now),
    grade: 'recorded' as const,
    duty: measures[measure].duty,
  })
  await countRows(tx, of('awards-issued'), sql`select unit, id as record, 1 as quantity from (${awards}) a`, now)
  const values = sql`select unit, ${run.id}::uuid as record, sum(value) as quantity from (${awards}) a group by unit`
  await countRows(tx, of('awards-value'), values, now)
}

/** Issues one part of an approved run, all or nothing; what was issued before stays as it is. Answers how many it issued. */
export async function issueChunk(tx: Tx, run: RunRow, chunk: number, { actor, now }: By): Promise<number> {
  const awards = toIssue(run.id, chunk)
  await pay(tx, run, chunk)
  if (run.item.kind === 'points') await grantPoints(tx, run, awards, now)
  if (run.item.kind === 'voucher') await giveVouchers(tx, run, awards)
  await countIssued(tx, run, awards, now)
  await recordRows(
    tx,
    { does: 'rewards.issue', actorKind: 'staff', actor, at: now },
    sql`select unit, id::text as record from (${awards}) a`,
  )
  const { numAffectedRows } = await sql`insert into rewards.steps
    select a.id, 1, 'issued', a.unit, ${actor}, null, ${now} from (${awards}) a`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

async function chunksOf(tx: Tx, run: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select (max(no) / ${chunkSize} + 1)::int as n from rewards.awards where run_id = ${run}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** The errand: part by part, each with all its rows in one transaction, so that a crash leaves whole parts only. */
export async function issueRun(errand: Errand, { run: id }: { readonly run: string }) {
  const units = await errand.tx(
    async tx => (await sql<{ units: string[] }>`select kit.scope()::text[] as units`.execute(tx)).rows[0]?.units ?? [],
  )
  const by = { actor: errand.actor, now: errand.now() }
  const chunks = await errand.tx(tx => chunksOf(tx, id))
  await errand.expect(chunks)
  for (let chunk = errand.done; chunk < chunks; chunk++)
    await errand.step(1, async tx => {
      const run = await getRun({ tx, units }, id)
      if (run.state !== 'approved') refuse('rewards.run_not_there', 409)
      await issueChunk(tx, run, chunk, by)
      if (chunk === chunks - 1) await noteDecision(tx, run, { kind: 'issued', actor: by.actor, at: by.now })
    })
  return { run: id }
}
