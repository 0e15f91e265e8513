import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { moved } from '#kit/flow'
import { refuse } from '#kit/wire'
import { awardState, lockOn } from './read.ts'
import { type AwardMove, type AwardState, awardFlow, type ItemKind } from './rules.ts'

/** What moving an award needs to know of it. */
export type Moving = {
  readonly id: string
  readonly unitId: string
  readonly customer: string | null
  readonly state: AwardState
  readonly kind: ItemKind
  readonly itemId: string
  readonly pieces: bigint
  readonly value: bigint
  readonly edition: string
  readonly activity: string
}

async function findMoving(tx: Tx, id: string): Promise<Moving | undefined> {
  const { rows } =
    await sql<Moving>`select a.id, a.unit_id as "unitId", a.customer_id as customer, ${awardState} as state, i.kind, i.id as "itemId", a.pieces,
      a.value_vnd as value, r.edition_id as edition, r.activity
    from rewards.awards a join rewards.runs r on r.id = a.run_id join rewards.items i on i.id = r.item_id where a.id = ${id}`.execute(
      tx,
    )
  return rows[0]
}

/** Takes an award that may make this move; of two at once the second finds it moved. */
export async function movingAward(tx: Tx, id: string, move: AwardMove): Promise<Moving> {
  await lockOn(tx, id)
  const award = (await findMoving(tx, id)) ?? refuse('rewards.unknown_award', 404)
  moved(awardFlow, award.state, move, 'rewards.award_not_there')
  return award
}

/** Writes the step that an award has made. `actor` is absent for the receiver's own and for time's. */
export async function noteStep(
  tx: Tx,
  award: Pick<Moving, 'id' | 'unitId'>,
  it: { move: AwardMove; actor?: string | undefined; reason?: string | undefined; at: Date },
): Promise<void> {
  await sql`insert into rewards.steps select ${award.id}, coalesce(max(no), 0) + 1, ${awardFlow.moves[it.move].to}, ${award.unitId},
    ${it.actor ?? null}, ${it.reason ?? null}, ${it.at} from rewards.steps where award_id = ${award.id}`.execute(tx)
}
