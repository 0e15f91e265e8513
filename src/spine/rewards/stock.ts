import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { accounts, leases, post } from '#spine/ledger'
import { nameOfStaff } from '#spine/people'
import { unitName } from './read.ts'
import type { giftRoutes } from './routes-gifts.ts'

type Takes<K extends keyof typeof giftRoutes> = TakesOf<(typeof giftRoutes)[K]>
type Gives<K extends keyof typeof giftRoutes> = GivesOf<(typeof giftRoutes)[K]>

/** The accounts of an item in a unit: where it comes in, where it lies, where it has gone; and a person's bag. */
export const placeOf = (unit: string, item: string, kind: 'supply' | 'stock' | 'handed', person?: string) => ({
  id: uuidv7(),
  unit,
  asset: `gift:${item}`,
  kind: person ? 'bag' : kind,
  ...(person ? { owner: { kind: 'staff', id: person } } : {}),
  ...(kind === 'supply' ? { floor: null } : {}),
})

export async function ensurePlaces(tx: Tx, ...places: ReturnType<typeof placeOf>[]): Promise<readonly string[]> {
  return accounts.ensure(tx, places)
}

export const getEditionId = async (act: Pick<Act, 'tx' | 'today'>): Promise<string> =>
  ((await findCurrentEdition(act.tx, act.today)) ?? refuse('rewards.no_edition', 409)).id

async function getGift(act: Act, item: string, ...units: string[]): Promise<void> {
  if (units.some(unit => !act.units.includes(unit))) refuse('rewards.unit_out_of_scope', 403)
  const { rows } = await sql`select from rewards.items where id = ${item} and kind = 'gift'`.execute(act.tx)
  if (rows.length === 0) refuse('rewards.unknown_item', 422)
}

export async function stock(act: Act): Promise<Gives<'stock'>> {
  const { rows } = await sql<
    Gives<'stock'>['stock'][number]
  >`select a.id as account, a.unit_id as "unitId", ${unitName('a.unit_id')} as unit, i.id as "itemId",
      jsonb_build_object('vi', i.name_vi, 'en', i.name_en) as item, case when a.owner_kind = 'staff' then ${nameOfStaff('a.owner_id')} end as holder, a.posted::text as pieces
    from ledger.accounts a join rewards.items i on a.asset = 'gift:' || i.id where a.kind in ('stock', 'bag') and (a.kind = 'stock' or a.posted > 0)
    order by i.name_vi, a.kind desc, a.id limit 500`.execute(act.tx)
  return { stock: rows }
}

/** What was bought or given to the unit comes in. */
export async function takeIn(act: Act, it: Takes<'takeIn'>): Promise<Gives<'takeIn'>> {
  await getGift(act, it.itemId, it.unitId)
  const [supply = '', own = ''] = await ensurePlaces(
    act.tx,
    placeOf(it.unitId, it.itemId, 'supply'),
    placeOf(it.unitId, it.itemId, 'stock'),
  )
  const because = { edition: await getEditionId(act), activity: 'rewards', record: act.key }
  await post(act.tx, { key: act.key, from: supply, to: own, amount: BigInt(it.pieces), because })
  act.concerns({ record: act.key, unit: it.unitId, values: { pieces: it.pieces } })
  return { pieces: String(it.pieces) }
}

/** From one unit's stock to another's; of two who take the last one, one gets it. */
export async function moveStock(act: Act, it: Takes<'moveStock'>): Promise<Gives<'moveStock'>> {
  await getGift(act, it.itemId, it.from, it.to)
  if (it.from === it.to) refuse('rewards.same_place', 422)
  const [from = '', to = ''] = await ensurePlaces(
    act.tx,
    placeOf(it.from, it.itemId, 'stock'),
    placeOf(it.to, it.itemId, 'stock'),
  )
  const because = { edition: await getEditionId(act), activity: 'rewards', record: act.key }
  await post(act.tx, { key: act.key, from, to, amount: BigInt(it.pieces), because })
  act.concerns({ record: act.key, unit: it.to, values: { pieces: it.pieces } })
  return {}
}

/** Stock that a person carries for a while; what is left of it comes back by itself when the time is over. */
export async function lend(act: Act, it: Takes<'lend'>): Promise<Gives<'lend'>> {
  await getGift(act, it.itemId, it.unitId)
  const { rows } = await sql`select from people.staff where id = ${it.staffId}`.execute(act.tx)
  if (rows.length === 0) refuse('rewards.unknown_person', 422)
  const [from = '', to = ''] = await ensurePlaces(
    act.tx,
    placeOf(it.unitId, it.itemId, 'stock'),
    placeOf(it.unitId, it.itemId, 'stock', it.staffId),
  )
  const because = { edition: await getEditionId(act), activity: 'rewards', record: act.key }
  await leases.start(act.tx, { key: act.key, from, to, amount: BigInt(it.pieces), because, until: new Date(it.until) })
  act.concerns({ record: act.key, unit: it.unitId, values: { pieces: it.pieces } })
  return { lease: act.key }
}

export async function bringBack(act: Act, it: Takes<'bringBack'>): Promise<Gives<'bringBack'>> {
  const amount = it.pieces === undefined ? undefined : BigInt(it.pieces)
  const back = await leases.end(act.tx, { key: act.key, lease: it.id, amount })
  act.concerns({ record: it.id })
  return { pieces: String(back) }
}
