import type { Tx } from '#kit/db'
import { uuidOf } from '#kit/db/key.ts'
import { refuse, uuidv7 } from '#kit/wire'
import { accounts } from '#spine/ledger'

/** A leaf that pays: what a unit has from one source. */
export type Place = { readonly unit: string; readonly source: string }
const placeOf = ({ unit, source }: Place): string => `${unit} ${source}`

/** The hold that a run keeps for a part of it; what is booked for an award has its key from rewards.key_of. */
export const holdKey = (run: string, chunk: number, { unit, source }: Place): string =>
  uuidOf('award held', run, chunk, unit, source)

/** The leaf that pays and the account that it pays into, for each place in their order; refuses where there is no budget. */
export async function payersOf(
  tx: Tx,
  edition: string,
  places: readonly Place[],
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const owner = { kind: 'edition', id: edition }
  const different = [...new Map(places.map(place => [placeOf(place), place])).values()]
  const found = await accounts.find(
    tx,
    different.map(({ unit, source }) => ({ unit, asset: 'vnd', kind: `budget-${source}`, owner })),
  )
  if (found.includes(undefined)) refuse('rewards.no_budget', 409)
  const awarded = await accounts.ensure(
    tx,
    different.map(({ unit, source }) => ({ id: uuidv7(), unit, asset: 'vnd', kind: `awarded-${source}`, owner })),
  )
  const pairs = new Map(
    different.map((place, at) => [placeOf(place), { from: found[at] ?? '', to: awarded[at] ?? '' }]),
  )
  return places.map(place => pairs.get(placeOf(place)) ?? refuse('rewards.no_budget', 409))
}

/** Where points come from, in each of these units. */
export const issuersOf = (tx: Tx, edition: string, units: readonly string[]): Promise<string[]> =>
  accounts.ensure(
    tx,
    units.map(unit => ({
      id: uuidv7(),
      unit,
      asset: 'points',
      kind: 'points-issued',
      owner: { kind: 'edition', id: edition },
      floor: null,
    })),
  )
