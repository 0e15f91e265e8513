import { sql } from 'kysely'
import { open } from '#kit/db/seal.ts'
import type { Act } from '#kit/serve'
import type { Ports } from '#kit/serve/face.ts'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { codesOf } from './codes.ts'
import { movingAward, noteStep } from './moves.ts'
import { awardState, unitName } from './read.ts'
import type { MyVoucher, mineRoutes, Thanks } from './routes-mine.ts'
import { awardFlow } from './rules.ts'
import { showCode } from './rules-codes.ts'

type Takes<K extends keyof typeof mineRoutes> = TakesOf<(typeof mineRoutes)[K]>
type Gives<K extends keyof typeof mineRoutes> = GivesOf<(typeof mineRoutes)[K]>

type Voucher = {
  readonly serial: number
  readonly version: number
  readonly sealed: string | null
  readonly until: string
  readonly state: number
  readonly award: string
}

/** The code in the clear: made from its serial, or a partner's own, opened. */
function codeOf(secrets: Ports['secrets'], { serial, version, sealed }: Voucher): string {
  if (sealed !== null) return open(secrets.key('rewards.pool'), `rewards.pool_codes:${serial}`, sealed)
  return showCode(codesOf(secrets, version, [serial])[0] ?? '')
}

const stateOf = ({ state, until }: Voucher, today: string): MyVoucher['state'] =>
  state === 2 ? 'used' : state === 3 ? 'revoked' : state === 4 || until < today ? 'late' : 'good'

const shown = (act: Act, it: Voucher): MyVoucher => ({
  serial: String(it.serial),
  code: codeOf(act.ports.secrets, it),
  until: it.until,
  state: stateOf(it, act.today),
})

const voucherColumns = sql<Voucher>`v.serial::float8 as serial, v.key_version::int as version, v.until::text as "until", v.state::int as state,
  v.award_id as award, (select p.sealed from rewards.pool_codes p where p.serial = v.serial) as sealed`

/** What was given, newest first; what is only proposed or was refused is nobody's yet. */
export async function mine(act: Act): Promise<Gives<'mine'>> {
  const { rows } = await sql<
    Omit<Thanks, 'vouchers'>
  >`select * from (select a.id, jsonb_build_object('vi', r.title_vi, 'en', r.title_en) as title, a.why, a.why_at as "whyAt",
      ${unitName('a.unit_id')} as unit, jsonb_build_object('vi', i.name_vi, 'en', i.name_en) as item, i.kind, a.pieces::text as pieces, a.value_vnd::text as "valueVnd",
      ${awardState} as state, (first.at at time zone 'Asia/Ho_Chi_Minh')::date::text as "on"
    from rewards.awards a join rewards.runs r on r.id = a.run_id join rewards.items i on i.id = r.item_id
      join rewards.steps first on first.award_id = a.id and first.no = 1 and first.state = 'issued'
    order by a.id desc limit 200) mine`.execute(act.tx)
  const { rows: vouchers } = await sql<Voucher>`select ${voucherColumns} from rewards.vouchers v
    where v.award_id = any (${rows.map(row => row.id)}::uuid[]) order by v.serial limit 500`.execute(act.tx)
  return {
    thanks: rows.map(row => ({
      ...row,
      vouchers: vouchers.filter(it => it.award === row.id).map(it => shown(act, it)),
    })),
  }
}

export async function myVoucher(act: Act, { serial }: Takes<'myVoucher'>): Promise<Gives<'myVoucher'>> {
  const { rows } = await sql<
    Voucher & { item: Thanks['item']; pieceVnd: string; unit: string }
  >`select ${voucherColumns},
      jsonb_build_object('vi', i.name_vi, 'en', i.name_en) as item, i.piece_vnd::text as "pieceVnd", ${unitName('a.unit_id')} as unit
    from rewards.vouchers v join rewards.awards a on a.id = v.award_id join rewards.runs r on r.id = a.run_id join rewards.items i on i.id = r.item_id
    where v.serial = ${serial}::bigint`.execute(act.tx)
  const row = rows[0] ?? refuse('rewards.no_such_voucher', 404)
  return { ...shown(act, row), item: row.item, pieceVnd: row.pieceVnd, unit: row.unit }
}

/** The receiver's own word: it arrived, and then it is done; or it did not, and then somebody must look. */
export async function confirm(act: Act, { id, received, reason }: Takes<'confirm'>): Promise<Gives<'confirm'>> {
  const move = received ? 'confirm' : 'dispute'
  const award = await movingAward(act.tx, id, move)
  if (award.kind === 'voucher' || award.kind === 'points') refuse('rewards.nothing_to_confirm', 409)
  await noteStep(act.tx, award, { move, reason: received ? undefined : reason, at: act.now })
  act.concerns({ record: id, unit: award.unitId })
  return { state: awardFlow.moves[move].to }
}
