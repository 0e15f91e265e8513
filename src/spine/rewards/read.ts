import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { Award, Item, Run } from './routes-parts.ts'
import { type Limit, type RunState, signaturesFor } from './rules.ts'

export const staffOf = (act: Pick<Act, 'who'>): string =>
  act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401)

/** Others who want the same thing wait here until this act is durable. */
export const lockOn = async (tx: Tx, id: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`.execute(tx)
}

export const unitName = (column: string): RawBuilder<unknown> =>
  sql.raw(
    `coalesce((select n.name from org.unit_names n where n.unit_id = ${column} order by n.from_day desc limit 1), '')`,
  )
export const moment = (column: string): RawBuilder<string> =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`)

export const itemOf = sql<Item>`jsonb_build_object('id', i.id, 'kind', i.kind, 'name', jsonb_build_object('vi', i.name_vi, 'en', i.name_en),
  'pieceVnd', i.piece_vnd::text, 'validDays', i.valid_days, 'unit', ${unitName('i.unit_id')})`
export const titleOf = sql`jsonb_build_object('vi', r.title_vi, 'en', r.title_en)`

/** Where a run stands: what the last decision that is no signature says. */
const runState = sql`case (select d.kind from rewards.decisions d where d.run_id = r.id and d.kind <> 'signed' order by d.no desc limit 1)
  when 'submitted' then 'waiting' when 'approved' then 'approved' when 'refused' then 'refused' when 'issued' then 'issued' else 'filling' end`

/** Where an award stands: its last step, or what its run has come to. Of an award `a` in a run `r`. */
export const awardState = sql`coalesce((select s.state from rewards.steps s where s.award_id = a.id order by s.no desc limit 1),
  case when exists (select from rewards.decisions d where d.run_id = a.run_id and d.kind = 'approved') then 'approved'
    when exists (select from rewards.decisions d where d.run_id = a.run_id and d.kind = 'refused') then 'refused' else 'proposed' end)`

/** Who is thanked, as people of the house read it; nothing where the customer is not in scope. */
const party = sql`coalesce(case when a.party_kind = 'enterprise' then (select e.name from customers.enterprises e where e.id = a.party_id) end,
  (select c.name || ' · ' || c.code from customers.customers c where c.id = a.customer_id), '')`

export const awardColumns = sql<Award>`a.id, a.run_id as "runId", ${unitName('a.unit_id')} as unit, a.party_kind as "partyKind", ${party} as party,
  a.customer_id as "customerId", a.pieces::text as pieces, a.value_vnd::text as "valueVnd", a.why, ${awardState} as state`

export type RunRow = Omit<Run, 'needed' | 'mine'> & {
  readonly editionId: string
  readonly proposer: string
  readonly signers: readonly string[]
  readonly state: RunState
}

const runColumns = sql<RunRow>`r.id, r.unit_id as "unitId", ${unitName('r.unit_id')} as unit, ${titleOf} as title, r.activity, r.criterion, r.period, r.source,
  ${itemOf} as item, coalesce(sums.awards, 0)::int as awards, coalesce(sums.value, 0)::text as "valueVnd", ${runState} as state,
  r.edition_id as "editionId", r.proposed_by as proposer, ${nameOfStaff('r.proposed_by')} as "proposedBy", ${moment('r.proposed_at')} as "proposedAt",
  cardinality(signed.by) as signed, signed.by::text[] as signers`
const runTables = sql`rewards.runs r join rewards.items i on i.id = r.item_id
  cross join lateral (select count(*) as awards, sum(a.value_vnd) as value from rewards.awards a where a.run_id = r.id and a.live) sums
  cross join lateral (select array(select d.actor from rewards.decisions d where d.run_id = r.id and d.kind = 'signed') as by) signed`

export async function runsWhere(tx: Tx, where: RawBuilder<unknown>, most: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select * from (select ${runColumns} from ${runTables}) runs
    where ${where} order by id desc limit ${most}`.execute(tx)
  return rows
}

/** A run of a unit in scope; whoever sees only some of its awards may not decide on it. */
export async function getRun(act: Pick<Act, 'tx' | 'units'>, id: string): Promise<RunRow> {
  const { rows } = await sql<RunRow>`select ${runColumns} from ${runTables} where r.id = ${id}`.execute(act.tx)
  return rows[0] && act.units.includes(rows[0].unitId) ? rows[0] : refuse('rewards.unknown_run', 404)
}

export async function limitsOf(tx: Tx): Promise<readonly Limit[]> {
  const { rows } =
    await sql<Limit>`select from_day::text as "from", up_to_vnd as "upToVnd", signatures from rewards.limits`.execute(
      tx,
    )
  return rows
}

export function shownRun(
  act: Pick<Act, 'who' | 'today'>,
  { editionId: _, proposer, signers, ...row }: RunRow,
  limits: readonly Limit[],
): Run {
  const me = staffOf(act)
  return {
    ...row,
    needed: signaturesFor(BigInt(row.valueVnd), act.today, limits),
    mine: proposer === me || signers.includes(me),
  }
}
