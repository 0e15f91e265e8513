/** Folded: `cty` for `cong ty`. */
export type Synonym = { readonly short: string; readonly long: string }

const joined = (words: readonly string[]): string => words.join(' ')

/**
 * The ways to say a search: as it was typed, with all that is written short in full, and with all that has a short form
 * short. The first is what was typed; those that come out alike stand once.
 */
export function waysToSay(words: readonly string[], synonyms: readonly Synonym[]): string[][] {
  const longOf = new Map(synonyms.map(({ short, long }) => [short, long.split(' ')]))
  const long = words.flatMap(word => longOf.get(word) ?? [word])
  let short = ` ${joined(words)} `
  // The longest first: of two that begin alike, the one that says more.
  for (const one of [...synonyms].sort((a, b) => b.long.length - a.long.length))
    short = short.replaceAll(` ${one.long} `, ` ${one.short} `)
  const ways = [[...words], long, short.trim().split(' ').filter(Boolean)]
  return ways.filter((way, at) => ways.findIndex(other => joined(other) === joined(way)) === at)
}
