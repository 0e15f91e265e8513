import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { hasEvidence } from '#spine/evidence'
import { count } from '#spine/facts'
import { post } from '#spine/ledger'
import { type Moving, movingAward, noteStep } from './moves.ts'
import { staffOf } from './read.ts'
import { measures } from './report.ts'
import type { giftRoutes } from './routes-gifts.ts'
import { awardFlow } from './rules.ts'
import { handedOf, wrongHandover } from './rules-gifts.ts'
import { ensurePlaces, placeOf } from './stock.ts'

type Takes = TakesOf<typeof giftRoutes.handOver>
type Gives = GivesOf<typeof giftRoutes.handOver>

/** How many pieces of an award are in the receiver's hands now. */
async function inHands(act: Act, award: string): Promise<number> {
  const { rows } = await sql<{
    outcome: Takes['outcome']
    pieces: number
  }>`select outcome, pieces::int as pieces from rewards.handovers where award_id = ${award}`.execute(act.tx)
  return handedOf(rows)
}

/** Moves the pieces: out of the bag or the stock into the receiver's hands, or back into the stock. */
async function movePieces(act: Act, award: Moving, it: Takes): Promise<string | null> {
  if (it.pieces === 0) return null
  const person = it.fromBag ? staffOf(act) : undefined
  const [store = '', handed = ''] = await ensurePlaces(
    act.tx,
    placeOf(award.unitId, award.itemId, 'stock', person),
    placeOf(award.unitId, award.itemId, 'handed'),
  )
  const [from, to] = it.outcome === 'returned' ? [handed, store] : [store, handed]
  const because = { edition: award.edition, activity: award.activity, record: award.id }
  await post(act.tx, { key: act.key, from, to, amount: BigInt(it.pieces), because, on: it.handedOn })
  return store
}

async function countDelivered(act: Act, award: Moving, it: Takes): Promise<void> {
  await count(
    act.tx,
    {
      edition: award.edition,
      activity: 'rewards',
      measure: 'awards-delivered',
      unit: award.unitId,
      day: it.handedOn,
      quantity: 1,
      record: award.id,
      grade: it.evidenceIds.length > 0 ? 'proven' : 'recorded',
      duty: measures['awards-delivered'].duty,
    },
    act.now,
  )
}

/**
 * What happened at the door: all of it, a part, nothing, or some came back. The award counts as handed over once all
 * pieces are in the receiver's hands; it is done when the receiver says so.
 */
export async function handOver(act: Act, it: Takes): Promise<Gives> {
  const award = await movingAward(act.tx, it.id, it.outcome === 'returned' ? 'clawBack' : 'deliver')
  if (!act.units.includes(award.unitId)) refuse('rewards.unknown_award', 404)
  if (award.kind !== 'gift') refuse('rewards.nothing_to_hand', 409)
  const before = await inHands(act, it.id)
  const wrong = wrongHandover(it, { pieces: Number(award.pieces), before, today: act.today })
  if (wrong) refuse(wrong, 422)
  for (const evidence of it.evidenceIds)
    if (!(await hasEvidence(act.tx, evidence, it.id))) refuse('rewards.unknown_evidence', 422)
  const account = await movePieces(act, award, it)
  await sql`insert into rewards.handovers values (${act.key}, ${it.id}, ${award.unitId}, ${it.outcome}, ${it.pieces}, ${account}, ${it.evidenceIds}::uuid[],
    ${it.collector?.name ?? null}, ${it.collector?.authority ?? null}, ${it.witness ?? null}, ${it.reason ?? null}, ${staffOf(act)}, ${it.handedOn}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: it.id, unit: award.unitId, values: { pieces: it.pieces, outcome: it.outcome } })
  if (it.outcome !== 'delivered') return { id: act.key, state: award.state }
  const state = moved(awardFlow, award.state, 'deliver', 'rewards.award_not_there')
  await noteStep(act.tx, award, { move: 'deliver', actor: staffOf(act), at: act.now })
  await countDelivered(act, award, it)
  return { id: act.key, state }
}
