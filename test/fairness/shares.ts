/** Counts of one site: what a share is of, and how many. */
export type Tally = Record<string, number>
export const add = (tally: Tally, name: string, many = 1): void => {
  tally[name] = (tally[name] ?? 0) + many
}

/** The same numbers every time, and others for each seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function shareOf(tallies: readonly Tally[], part: string, whole: string): number {
  let [some, all] = [0, 0]
  for (const tally of tallies) {
    some += tally[part] ?? 0
    all += tally[whole] ?? 0
  }
  return some / all
}

/** A share over sites in percent, with its 95 % interval: whole sites are drawn again, as their days hang together. */
export function clustered(
  tallies: readonly Tally[],
  part: string,
  whole: string,
): { value: number; low: number; high: number } {
  const random = dice(11)
  const draws = Array.from({ length: 400 }, () =>
    shareOf(
      tallies.map(() => tallies[Math.floor(random() * tallies.length)] as Tally),
      part,
      whole,
    ),
  )
    .filter(share => !Number.isNaN(share))
    .sort((a, b) => a - b)
  const percent = (share: number | undefined): number => Math.round((share ?? Number.NaN) * 10_000) / 100
  return {
    value: percent(shareOf(tallies, part, whole)),
    low: percent(draws[Math.floor(draws.length * 0.025)]),
    high: percent(draws[Math.floor(draws.length * 0.975)]),
  }
}
