import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { type Meant, meantBy } from './codes.ts'
import { staffOf } from './read.ts'
import type { voucherRoutes } from './routes-vouchers.ts'

type Takes<K extends keyof typeof voucherRoutes> = TakesOf<(typeof voucherRoutes)[K]>
type Gives<K extends keyof typeof voucherRoutes> = GivesOf<(typeof voucherRoutes)[K]>

const one = async <T>(tx: Tx, call: ReturnType<typeof sql>): Promise<T> =>
  (await sql<{ it: T }>`select ${call} as it`.execute(tx)).rows[0]?.it as T

const parts = ({ serial, version, found }: Meant) => sql`${serial}::bigint, ${version}::smallint, ${found}::uuid`

/**
 * Refuses what the database said of a code. One that is not there is kept as a guess, though the act is undone: which
 * part of it was wrong nobody learns.
 */
function judged(act: Act, outcome: number): void {
  if (outcome > 0) return
  if (outcome === 0 || outcome === -4) {
    const who = staffOf(act)
    act.keepThough(async tx => void (await sql`select rewards.note_guess(${who}, ${act.now})`.execute(tx)))
  }
  if (outcome === -1) refuse('rewards.voucher_used', 409)
  if (outcome === -2) refuse('rewards.voucher_late', 409)
  if (outcome === -3) refuse('rewards.voucher_revoked', 409)
  if (outcome === -5) refuse('rewards.too_many_guesses', 429)
  refuse('rewards.no_such_voucher', 404)
}

export async function check(act: Act, { code }: Takes<'check'>): Promise<Gives<'check'>> {
  const meant = meantBy(act.ports.secrets, code)
  judged(act, await one(act.tx, sql`rewards.check_voucher(${parts(meant)}, ${act.today}, ${staffOf(act)}, ${act.now})`))
  const { rows } = await sql<
    Gives<'check'>
  >`select jsonb_build_object('vi', name_vi, 'en', name_en) as item, piece_vnd::text as "pieceVnd"
    from rewards.items where id = rewards.item_of_voucher(${parts(meant)})`.execute(act.tx)
  return rows[0] ?? refuse('rewards.no_such_voucher', 404)
}

/** Takes a voucher for good, once; the command's key is the use's id, and asking again under it answers again. */
export async function redeem(act: Act, { code }: Takes<'redeem'>): Promise<Gives<'redeem'>> {
  const meant = meantBy(act.ports.secrets, code)
  const call = sql`rewards.redeem(${act.key}, ${parts(meant)}, ${staffOf(act)}, ${act.today}, ${act.now})`
  judged(act, await one(act.tx, call))
  act.concerns({ record: act.key })
  return { id: act.key }
}

export async function giveBack(act: Act, { id, reason }: Takes<'giveBack'>): Promise<Gives<'giveBack'>> {
  const outcome = await one<number>(act.tx, sql`rewards.unredeem(${id}, ${staffOf(act)}, ${reason}, ${act.now})`)
  if (outcome === 0) refuse('rewards.unknown_redemption', 404)
  if (outcome === -1) refuse('rewards.reversed_already', 409)
  if (outcome === -2) refuse('rewards.window_over', 409)
  act.concerns({ record: id })
  return {}
}
