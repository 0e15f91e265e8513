import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { moved } from '#kit/flow'
import type { Act } from '#kit/serve'
import { Refusal, refuse } from '#kit/wire'
import { holds } from '#spine/ledger'
import { holdKey, payersOf } from './accounts.ts'
import { getRun, limitsOf, lockOn, type RunRow, staffOf } from './read.ts'
import { chunkSize, type RunState, runFlow, signaturesFor } from './rules.ts'

type Deciding = Pick<Act, 'tx' | 'units' | 'who' | 'now' | 'today' | 'concerns'>

/** How long the money of an approved run is kept for it. */
const heldDays = 90

/** Takes a run that may make this move; whoever decides at the same moment waits, and then finds it decided. */
export async function deciding(act: Deciding, id: string, move: keyof typeof runFlow.moves): Promise<RunRow> {
  await lockOn(act.tx, id)
  const run = await getRun(act, id)
  moved(runFlow, run.state, move, 'rewards.run_not_there')
  act.concerns({ record: id, unit: run.unitId })
  return run
}

export async function noteDecision(
  tx: Tx,
  run: Pick<RunRow, 'id' | 'unitId' | 'proposer'>,
  it: { kind: 'signed' | 'approved' | 'refused' | 'issued'; actor: string; at: Date; reason?: string },
): Promise<void> {
  await sql`insert into rewards.decisions select ${run.id}, max(no) + 1, ${it.kind}, ${run.unitId}, ${run.proposer}, ${it.actor},
    ${it.reason ?? null}, ${it.at} from rewards.decisions where run_id = ${run.id}`.execute(tx)
}

type Share = { chunk: number; unit: string; source: string; amount: bigint }

/** Keeps the money of a run in the leaves that pay, one hold for each part that is issued together. */
async function holdMoney({ tx, now }: Deciding, run: RunRow): Promise<void> {
  const { rows } =
    await sql<Share>`select no / ${chunkSize} as chunk, unit_id as unit, source, sum(amount)::bigint as amount
    from rewards.legs(${run.id}, 0, 2147483647) group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  if (rows.length === 0) return
  const ways = await payersOf(tx, run.editionId, rows)
  const because = { edition: run.editionId, activity: run.activity, record: run.id }
  const until = new Date(now.getTime() + heldDays * 86_400_000)
  try {
    await holds.place(
      tx,
      rows.map((row, at) => ({
        key: holdKey(run.id, row.chunk, row),
        from: ways[at]?.from ?? '',
        to: ways[at]?.to ?? '',
        amount: row.amount,
        because,
        until,
      })),
    )
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ledger.insufficient') refuse('rewards.too_little_money', 409)
    throw error
  }
}

/** Signs a run; the last signature that its value asks for approves it, and keeps its money. */
export async function sign(act: Deciding, id: string): Promise<{ state: RunState; signed: number; needed: number }> {
  const actor = staffOf(act)
  const run = await deciding(act, id, 'approve')
  if (run.proposer === actor) refuse('rewards.own_run', 403)
  if (run.signers.includes(actor)) refuse('rewards.signed_already', 409)
  await noteDecision(act.tx, run, { kind: 'signed', actor, at: act.now })
  const [signed, needed] = [run.signed + 1, signaturesFor(BigInt(run.valueVnd), act.today, await limitsOf(act.tx))]
  if (signed < needed) return { state: 'waiting', signed, needed }
  await holdMoney(act, run)
  await noteDecision(act.tx, run, { kind: 'approved', actor, at: act.now })
  return { state: 'approved', signed, needed }
}

/** Refuses a run as a whole: its parties may be proposed again. */
export async function refuseRun(act: Deciding, id: string, reason: string): Promise<void> {
  const run = await deciding(act, id, 'refuse')
  await noteDecision(act.tx, run, { kind: 'refused', actor: staffOf(act), at: act.now, reason })
  await sql`update rewards.awards set live = false where run_id = ${id} and live`.execute(act.tx)
}

/** Leaves one award out of a run that waits. Nobody does so in a run of their own. */
export async function refuseOne(act: Deciding, id: string, reason: string): Promise<void> {
  const { rows } = await sql<{
    run: string
    unit: string
  }>`select run_id as run, unit_id as unit from rewards.awards where id = ${id}`.execute(act.tx)
  const award = rows[0] ?? refuse('rewards.unknown_award', 404)
  const run = await deciding(act, award.run, 'refuse')
  const actor = staffOf(act)
  if (run.proposer === actor) refuse('rewards.own_run', 403)
  const { numAffectedRows } = await sql`update rewards.awards set live = false where id = ${id} and live`.execute(
    act.tx,
  )
  if (numAffectedRows !== 1n) refuse('rewards.award_not_there', 409)
  if (run.awards === 1) refuse('rewards.last_award', 409)
  await sql`insert into rewards.steps values (${id}, 1, 'refused', ${award.unit}, ${actor}, ${reason}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: id, unit: award.unit })
}
