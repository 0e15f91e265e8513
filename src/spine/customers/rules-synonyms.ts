/** Folded: `cty` for `cong ty`. */
export type Synonym = { readonly short: string; readonly long: string }

/** However much of a search can be said otherwise, so many ways are looked for. */
const mostWays = 8

/** What stands at a place of a search, first as it was typed, and how else it is written; and how many words it is. */
function partAt(words: readonly string[], at: number, synonyms: readonly Synonym[]): readonly (readonly string[])[] {
  const says = (text: string): boolean => `${words.slice(at).join(' ')} `.startsWith(`${text} `)
  const long = synonyms.find(one => says(one.long))
  if (long) return [long.long.split(' '), [long.short]]
  const short = synonyms.find(one => says(one.short))
  return short ? [[short.short], short.long.split(' ')] : [words.slice(at, at + 1)]
}

/**
 * The ways to say a search: each part that is written short in one list and in full in another, as it was typed and the
 * other way (`cty tnhh` is also `công ty tnhh`). The first is what was typed.
 */
export function waysToSay(words: readonly string[], synonyms: readonly Synonym[]): string[][] {
  let ways: string[][] = [[]]
  for (let at = 0; at < words.length; ) {
    const [typed = [], ...others] = partAt(words, at, synonyms)
    const parts = ways.length * (1 + others.length) > mostWays ? [typed] : [typed, ...others]
    ways = ways.flatMap(way => parts.map(part => [...way, ...part]))
    at += typed.length
  }
  return ways
}
