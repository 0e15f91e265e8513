import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { uuidOf } from '#kit/db/key.ts'
import { refuse, uuidv7 } from '#kit/wire'
import { lockOn, runsWhere } from './read.ts'
import type { Run } from './routes-parts.ts'
import { type PartyKind, type Payer, wrongPayers } from './rules.ts'

/** What a run is for. `source`: the frozen recognition that it follows from, with the hash of its result. */
type NewRun = {
  readonly id: string
  readonly unit: string
  readonly edition: string
  readonly activity: string
  readonly criterion: string
  readonly period: string
  readonly title: { readonly vi: string; readonly en: string }
  readonly item: string
  readonly payers: readonly Payer[]
  readonly source?: { readonly recognition: string; readonly sha256: Buffer } | undefined
}

/** One thanks to propose. `party` is who counts once; `customer`, in whose portal it shows; pieces of the run's item. */
export type Proposal = {
  readonly unit: string
  readonly partyKind: PartyKind
  readonly party: string
  readonly customer?: string | undefined
  readonly pieces: bigint
  readonly why?: string | undefined
  /** The page of the portal on which the receiver reads the whole reason. */
  readonly whyAt?: string | undefined
}

type By = { readonly actor: string; readonly now: Date }

/** Opens a run; it can be decided on once it is submitted. */
async function openRun(tx: Tx, it: NewRun, { actor, now }: By): Promise<void> {
  const wrong = wrongPayers(it.payers)
  if (wrong) refuse('rewards.wrong_payers', 422)
  const { rows } = await sql<{ there: boolean }>`select ${it.unit} = any (kit.scope()) as mine,
    exists (select from rewards.items where id = ${it.item}) as there`.execute(tx)
  if (!rows[0]?.there) refuse('rewards.unknown_item', 422)
  await sql`insert into rewards.runs values (${it.id}, ${it.unit}, ${it.edition}, ${it.activity}, ${it.criterion}, ${it.period},
    ${it.source ? 'recognition' : 'list'}, ${it.source?.recognition ?? null}, ${it.source?.sha256 ?? null}, ${it.title.vi}, ${it.title.en},
    ${it.item}, ${actor}, ${now})`.execute(tx)
  await sql`insert into rewards.payers select ${it.id}, p.ord, p.source, p.share_bp, p.most_vnd
    from unnest(${it.payers.map(one => one.source)}::text[], ${it.payers.map(one => one.shareBp)}::int[],
      ${it.payers.map(one => one.mostVnd ?? null)}::bigint[]) with ordinality as p (source, share_bp, most_vnd, ord)`.execute(
    tx,
  )
}

/**
 * Adds up to 5,000 proposals to a run that is being filled. Answers which of them, by their place, were not taken
 * because the party has been thanked for this criterion and period already, by whatever unit; it does not say by which.
 */
async function propose(tx: Tx, run: string, proposals: readonly Proposal[], now: Date): Promise<number[]> {
  await lockOn(tx, run)
  const ids = proposals.map(() => uuidv7(now.getTime()))
  const list = <T>(of: (it: Proposal) => T): T[] => proposals.map(of)
  const { rows: outside } = await sql<{
    n: number
  }>`select count(*)::int as n from rewards.runs r, unnest(${list(it => it.unit)}::uuid[]) u
    where r.id = ${run} and (u <> all (kit.scope()) or u not in (select org.reach(r.unit_id, (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date)))`.execute(
    tx,
  )
  if (outside[0]?.n) refuse('rewards.unit_out_of_scope', 403)
  const { rows } = await sql<{ id: string }>`insert into rewards.awards
      (id, run_id, no, unit_id, criterion, period, party_kind, party_id, customer_id, pieces, value_vnd, why, why_at)
    select p.id, r.id, coalesce((select max(a.no) + 1 from rewards.awards a where a.run_id = r.id), 0) + p.ord - 1, p.unit,
      r.criterion, r.period, p.kind, p.party, p.customer, p.pieces, p.pieces * i.piece_vnd, nullif(p.why, ''), p.why_at
    from rewards.runs r join rewards.items i on i.id = r.item_id,
      unnest(${ids}::uuid[], ${list(it => it.unit)}::uuid[], ${list(it => it.partyKind)}::text[], ${list(it => it.party)}::uuid[],
        ${list(it => it.customer ?? null)}::uuid[], ${list(it => it.pieces)}::bigint[], ${list(it => it.why ?? null)}::text[], ${list(it => it.whyAt ?? null)}::text[])
        with ordinality as p (id, unit, kind, party, customer, pieces, why, why_at, ord)
    where r.id = ${run} and not exists (select from rewards.decisions d where d.run_id = r.id)
    on conflict do nothing returning id`.execute(tx)
  const taken = new Set(rows.map(row => row.id))
  return ids.flatMap((id, at) => (taken.has(id) ? [] : [at]))
}

/** Sends a filled run for approval. Refuses one without awards. */
async function submit(tx: Tx, run: string, { actor, now }: By): Promise<void> {
  await lockOn(tx, run)
  const { numAffectedRows } = await sql`insert into rewards.decisions
    select r.id, 1, 'submitted', r.unit_id, r.proposed_by, ${actor}, null, ${now} from rewards.runs r
    where r.id = ${run} and exists (select from rewards.awards a where a.run_id = r.id and a.live)
    on conflict do nothing`.execute(tx)
  if (numAffectedRows !== 1n) refuse('rewards.nothing_proposed', 409)
}

/** Those of these who were not thanked yet for a criterion and period, by whatever unit; it does not say by which. */
async function notThanked(
  tx: Tx,
  of: { readonly criterion: string; readonly period: string },
  proposals: readonly Proposal[],
): Promise<Proposal[]> {
  const { rows } = await sql<{ ord: number }>`select ord::int as ord
    from unnest(${proposals.map(it => it.partyKind)}::text[], ${proposals.map(it => it.party)}::uuid[]) with ordinality as p (kind, party, ord)
    where not rewards.thanked(${of.criterion}, ${of.period}, p.kind, p.party)`.execute(tx)
  const open = new Set(rows.map(row => row.ord - 1))
  return proposals.filter((_, at) => open.has(at))
}

/** The unit's item for thanks in money: a piece is one đồng, so that an award says its amount. */
async function moneyItem(tx: Tx, unit: string, { actor, now }: By): Promise<string> {
  const id = uuidOf('money item', unit)
  await sql`insert into rewards.items values (${id}, ${unit}, 'money', 'Tiền tri ân', 'Money', 1, null, ${actor}, ${now})
    on conflict do nothing`.execute(tx)
  return id
}

/** A run of awards as whoever caused it sees it. */
export type Proposed = Pick<Run, 'id' | 'title' | 'awards' | 'valueVnd' | 'state'>

/** The runs that follow from a recognition, in the caller's scope, oldest first. */
async function ofRecognition(tx: Tx, recognition: string): Promise<Proposed[]> {
  const rows = await runsWhere(tx, sql`id in (select r.id from rewards.runs r where r.source_id = ${recognition})`, 50)
  return rows.map(({ id, title, awards, valueVnd, state }) => ({ id, title, awards, valueVnd, state })).reverse()
}

/** What a noun above asks for: open a run, fill it in as many parts as it needs, and submit it. */
export const awards = {
  open: openRun,
  propose,
  submit,
  notThanked,
  moneyItem,
  ofRecognition,
}
