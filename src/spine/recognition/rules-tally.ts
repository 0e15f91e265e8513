import { fewestForSums } from './rules.ts'

/** So many parties alike: the same verdict and grounds, thanked or not, and the sum of their energy. */
export type Alike = {
  readonly verdict: string
  readonly grounds: readonly string[]
  readonly included: boolean
  readonly many: number
  readonly kwh: number
}

export type Counts = {
  readonly candidates: number
  readonly byVerdict: Record<string, number>
  /** Thanked parties by ground; one with two grounds counts in both. */
  readonly byGround: Record<string, number>
  readonly recognised: number
  /** Of the thanked; null when they are so few that it would say what one of them used. */
  readonly kwh: number | null
  readonly costVnd: bigint
}

/** Adds up what is alike. `amounts` is what a ground may cost a party, in whole đồng; none costs nothing. */
export function tally(groups: Iterable<Alike>, amounts: Readonly<Record<string, bigint>>): Counts {
  const byVerdict = new Map<string, number>()
  const byGround = new Map<string, number>()
  const add = (to: Map<string, number>, key: string, many: number): void => void to.set(key, (to.get(key) ?? 0) + many)
  let [candidates, recognised, kwh] = [0, 0, 0]
  for (const { verdict, grounds, included, many, kwh: used } of groups) {
    candidates += many
    add(byVerdict, verdict, many)
    if (!included) continue
    recognised += many
    kwh += used
    for (const ground of grounds) add(byGround, ground, many)
  }
  let costVnd = 0n
  for (const [ground, many] of byGround)
    costVnd += (Object.hasOwn(amounts, ground) ? (amounts[ground] ?? 0n) : 0n) * BigInt(many)
  return {
    candidates,
    byVerdict: Object.fromEntries(byVerdict),
    byGround: Object.fromEntries(byGround),
    recognised,
    kwh: recognised > 0 && recognised < fewestForSums ? null : Math.round(kwh * 1000) / 1000,
    costVnd,
  }
}
