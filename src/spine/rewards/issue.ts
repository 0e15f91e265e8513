import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Errand } from '#kit/errands'
import { addDays, isoDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { recordMany } from '#spine/audit'
import { countMany } from '#spine/facts'
import { holds, postAll, type Transfer } from '#spine/ledger'
import { grantKey, holdKey, type Leg, paidKey, payersOf, walletsOf } from './accounts.ts'
import { noteDecision } from './decide.ts'
import { getRun, type RunRow } from './read.ts'
import { measures } from './report.ts'
import { chunkSize } from './rules.ts'
import { giveVouchers } from './voucher-give.ts'

export type Issued = {
  readonly id: string
  readonly unit: string
  readonly customer: string | null
  readonly pieces: bigint
  readonly value: bigint
}
type By = { readonly actor: string; readonly now: Date }

/** Awards of one part of a run that were not issued yet. */
async function toIssue(tx: Tx, run: string, chunk: number): Promise<Issued[]> {
  const { rows } =
    await sql<Issued>`select a.id, a.unit_id as unit, a.customer_id as customer, a.pieces, a.value_vnd as value
    from rewards.awards a where a.run_id = ${run} and a.no >= ${chunk * chunkSize} and a.no < ${(chunk + 1) * chunkSize} and a.live
      and not exists (select from rewards.steps s where s.award_id = a.id) order by a.no`.execute(tx)
  return rows
}

/** Books what each payer gives for each award: the hold of the part goes in the same transaction as the entries. */
export async function pay(tx: Tx, run: RunRow, chunk: number): Promise<void> {
  const { rows: legs } = await sql<Leg>`select award_id as award, no, unit_id as unit, source, amount
    from rewards.legs(${run.id}, ${chunk * chunkSize}, ${(chunk + 1) * chunkSize})`.execute(tx)
  if (legs.length === 0) return
  const payer = await payersOf(tx, run.editionId, legs)
  const places = new Map(legs.map(leg => [`${leg.unit} ${leg.source}`, leg]))
  await holds.release(
    tx,
    [...places.values()].map(leg => holdKey(run.id, chunk, leg)),
  )
  await postAll(
    tx,
    legs.map(leg => ({
      key: paidKey(leg.award, leg.source),
      ...payer(leg),
      amount: leg.amount,
      because: { edition: run.editionId, activity: run.activity, record: leg.award },
    })),
  )
}

/** Points go into the receivers' wallets, each grant a lot of its own with its last day. */
async function grantPoints(tx: Tx, run: RunRow, awards: readonly Issued[], now: Date): Promise<void> {
  const of = awards.map(({ unit, customer, id }) => ({ unit, customer: customer ?? id }))
  const ways = await walletsOf(tx, run.editionId, of)
  const { validDays } = run.item
  const expiresOn = validDays === null ? undefined : addDays(isoDay(now), validDays)
  const grants: Transfer[] = awards.map((one, at) => ({
    key: grantKey(one.id),
    from: ways[at]?.issuer ?? '',
    to: ways[at]?.wallet ?? '',
    amount: one.pieces,
    because: { edition: run.editionId, activity: run.activity, record: one.id },
    expiresOn,
  }))
  await postAll(tx, grants)
}

/** Each thanks is counted by itself; what they are worth, by unit, opens into the run. */
async function countIssued(tx: Tx, run: RunRow, awards: readonly Issued[], now: Date): Promise<void> {
  const values = new Map<string, bigint>()
  for (const one of awards) values.set(one.unit, (values.get(one.unit) ?? 0n) + one.value)
  const fact = (measure: keyof typeof measures, unit: string, record: string, quantity: number) => ({
    edition: run.editionId,
    activity: 'rewards',
    measure,
    unit,
    day: isoDay(now),
    quantity,
    record,
    grade: 'recorded' as const,
    duty: measures[measure].duty,
  })
  const facts = [
    ...awards.map(one => fact('awards-issued', one.unit, one.id, 1)),
    ...[...values].map(([unit, value]) => fact('awards-value', unit, run.id, Number(value))),
  ]
  await countMany(tx, facts, now)
}

/** Issues one part of an approved run, all or nothing; what was issued before stays as it is. */
export async function issueChunk(tx: Tx, run: RunRow, chunk: number, { actor, now }: By): Promise<number> {
  const awards = await toIssue(tx, run.id, chunk)
  if (awards.length === 0) return 0
  await pay(tx, run, chunk)
  if (run.item.kind === 'points') await grantPoints(tx, run, awards, now)
  if (run.item.kind === 'voucher') await giveVouchers(tx, run, awards)
  await sql`insert into rewards.steps select a.id, 1, 'issued', a.unit, ${actor}, null, ${now}
    from unnest(${awards.map(one => one.id)}::uuid[], ${awards.map(one => one.unit)}::uuid[]) as a (id, unit)`.execute(
    tx,
  )
  await countIssued(tx, run, awards, now)
  await recordMany(
    tx,
    { does: 'rewards.issue', actorKind: 'staff', actor, at: now },
    awards.map(one => ({ unit: one.unit, record: one.id })),
  )
  return awards.length
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
