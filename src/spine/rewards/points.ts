import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { accounts, post } from '#spine/ledger'
import { issuersOf } from './accounts.ts'
import { staffOf } from './read.ts'
import type { giftRoutes } from './routes-gifts.ts'
import { getEditionId } from './stock.ts'

type Takes<K extends keyof typeof giftRoutes> = TakesOf<(typeof giftRoutes)[K]>
type Gives<K extends keyof typeof giftRoutes> = GivesOf<(typeof giftRoutes)[K]>

/** Whose wallet it is, by the customer code, and where its points come from in this edition. */
async function walletOf(act: Act, code: string) {
  const { rows } = await sql<{
    id: string
    unit: string
  }>`select id, unit_id as unit from customers.customers where code = ${code.toUpperCase()}`.execute(act.tx)
  const it = rows[0]
  if (!it || !act.units.includes(it.unit)) return refuse('rewards.no_customer', 404)
  const edition = await getEditionId(act)
  const [issuer = ''] = await issuersOf(act.tx, edition, [it.unit])
  const owner = { kind: 'receiver', id: it.id }
  const [wallet = ''] = await accounts.ensure(act.tx, [
    { id: uuidv7(), unit: it.unit, asset: 'points', kind: 'wallet', owner, inLots: true },
  ])
  return { ...it, edition, issuer, wallet }
}

async function note(
  act: Act,
  of: { id: string; unit: string },
  kind: 'spent' | 'added' | 'taken',
  points: number,
  reason: string,
): Promise<void> {
  await sql`insert into rewards.point_acts values (${act.key}, ${of.id}, ${of.unit}, ${kind}, ${points}, ${reason}, ${staffOf(act)}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: act.key, unit: of.unit, values: { points } })
}

const leftIn = async (act: Act, wallet: string): Promise<string> =>
  (
    await sql<{ left: string }>`select (posted - held)::text as left from ledger.accounts where id = ${wallet}`.execute(
      act.tx,
    )
  ).rows[0]?.left ?? '0'

/** A customer pays with points: the first to expire go first, and never more than there are. */
export async function spendPoints(
  act: Act,
  { customer, points, reason }: Takes<'spendPoints'>,
): Promise<Gives<'spendPoints'>> {
  const it = await walletOf(act, customer)
  const owner = { kind: 'edition', id: it.edition }
  const [used = ''] = await accounts.ensure(act.tx, [
    { id: uuidv7(), unit: it.unit, asset: 'points', kind: 'points-used', owner },
  ])
  const because = { edition: it.edition, activity: 'rewards', record: act.key }
  await post(act.tx, { key: act.key, from: it.wallet, to: used, amount: BigInt(points), because })
  await note(act, it, 'spent', points, reason)
  return { id: act.key, left: await leftIn(act, it.wallet) }
}

/** Mends a wallet: points are added with their last day, or taken, with the reason. */
export async function adjustPoints(
  act: Act,
  { customer, points, kind, until, reason }: Takes<'adjustPoints'>,
): Promise<Gives<'adjustPoints'>> {
  if (until !== undefined && (kind === 'taken' || until < act.today)) refuse('rewards.wrong_days', 422)
  const it = await walletOf(act, customer)
  const [from, to] = kind === 'added' ? [it.issuer, it.wallet] : [it.wallet, it.issuer]
  const because = { edition: it.edition, activity: 'rewards', record: act.key }
  await post(act.tx, { key: act.key, from, to, amount: BigInt(points), because, expiresOn: until })
  await note(act, it, kind, points, reason)
  return { id: act.key, left: await leftIn(act, it.wallet) }
}

type Line = Gives<'myPoints'>['history'][number]

/** The signed-in customer's points: how many, until when, and how they came and went. */
export async function myPoints(act: Act): Promise<Gives<'myPoints'>> {
  const { rows: lots } = await sql<{
    until: string | null
    points: string
  }>`select until::text as "until", points::text as points from rewards.my_lots()`.execute(act.tx)
  const { rows: history } = await sql<Line>`select p.day::text as day, p.points::text as points,
      case when p.kind = 'expiry' then 'expired' when p.kind in ('claw-back', 'reversal') then 'returned' when k.kind is not null then k.kind else 'earned' end as what,
      case when r.id is not null then jsonb_build_object('vi', r.title_vi, 'en', r.title_en) when k.reason is not null then jsonb_build_object('vi', k.reason, 'en', k.reason) end as why
    from rewards.my_points() p left join rewards.point_acts k on k.id = p.record left join rewards.awards a on a.id = p.record left join rewards.runs r on r.id = a.run_id`.execute(
    act.tx,
  )
  return { points: String(lots.reduce((sum, one) => sum + BigInt(one.points), 0n)), lots, history }
}
