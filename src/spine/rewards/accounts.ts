import type { Tx } from '#kit/db'
import { uuidOf } from '#kit/db/key.ts'
import { refuse, uuidv7 } from '#kit/wire'
import { accounts } from '#spine/ledger'

/** What one payer gives for one award. */
export type Leg = {
  readonly award: string
  readonly no: number
  readonly unit: string
  readonly source: string
  readonly amount: bigint
}

type Place = Pick<Leg, 'unit' | 'source'>
const placeOf = ({ unit, source }: Place): string => `${unit} ${source}`

/**
 * The entry by which a source pays for an award. It keeps the award's own time in front, so that the keys of a run lie
 * beside each other in the ledger's index.
 */
export const paidKey = (award: string, source: string): string =>
  award.slice(0, 14) + uuidOf('award paid', award, source).slice(14)
/** The grant of an award's points, and the hold that a run keeps for a part of it. */
export const grantKey = (award: string): string => uuidOf('award granted', award)
export const holdKey = (run: string, chunk: number, { unit, source }: Place): string =>
  uuidOf('award held', run, chunk, unit, source)

/** The leaf that pays and the account that it pays into, for each unit and source; refuses where there is no budget. */
export async function payersOf(
  tx: Tx,
  edition: string,
  legs: readonly Place[],
): Promise<(leg: Place) => { readonly from: string; readonly to: string }> {
  const owner = { kind: 'edition', id: edition }
  const places = [...new Map(legs.map(leg => [placeOf(leg), leg])).values()]
  const found = await accounts.find(
    tx,
    places.map(({ unit, source }) => ({ unit, asset: 'vnd', kind: `budget-${source}`, owner })),
  )
  if (found.includes(undefined)) refuse('rewards.no_budget', 409)
  const awarded = await accounts.ensure(
    tx,
    places.map(({ unit, source }) => ({ id: uuidv7(), unit, asset: 'vnd', kind: `awarded-${source}`, owner })),
  )
  const pairs = new Map(places.map((place, at) => [placeOf(place), { from: found[at] ?? '', to: awarded[at] ?? '' }]))
  return leg => pairs.get(placeOf(leg)) ?? refuse('rewards.no_budget', 409)
}

type Wallet = { readonly unit: string; readonly customer: string }

/** Where points come from, in each unit, and the wallets that they go to, in the order of the asking. */
export async function walletsOf(tx: Tx, edition: string, of: readonly Wallet[]) {
  const issuers = await accounts.ensure(
    tx,
    of.map(({ unit }) => ({
      id: uuidv7(),
      unit,
      asset: 'points',
      kind: 'points-issued',
      owner: { kind: 'edition', id: edition },
      floor: null,
    })),
  )
  const wallets = await accounts.ensure(
    tx,
    of.map(({ unit, customer }) => ({
      id: uuidv7(),
      unit,
      asset: 'points',
      kind: 'wallet',
      owner: { kind: 'receiver', id: customer },
      inLots: true,
    })),
  )
  return of.map((_, at) => ({ issuer: issuers[at] ?? '', wallet: wallets[at] ?? '' }))
}
