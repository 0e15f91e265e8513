import type { DuckDBDataChunk } from '@duckdb/node-api'
import { entriesOf } from './service-vectors.ts'

/** Whose a row is, by the words of its name's entry, without decoding the name of every row. */
export type Names<T> = {
  readonly ownerOf: (name: string) => T
  words: Int32Array
  owners: (T | undefined)[]
  mask: number
  held: number
  far: boolean
}
/** Longer names lie elsewhere and their entry says only where, which holds for one chunk. */
const longestInside = 12

export const newNames = <T>(ownerOf: (name: string) => T): Names<T> => ({
  ownerOf,
  words: new Int32Array(4 * 8192),
  owners: Array<T | undefined>(8192).fill(undefined),
  mask: 8191,
  held: 0,
  far: false,
})

export function forget<T>(names: Names<T>): void {
  names.owners.fill(undefined)
  names.held = 0
  names.far = false
}

/** The place of an entry's words in the table: where they stand, or where they would. */
function placeOf<T>({ words, owners, mask }: Names<T>, entries: Int32Array, at: number): number {
  const [a, b, c, d] = [entries[at], entries[at + 1], entries[at + 2], entries[at + 3]] as [
    number,
    number,
    number,
    number,
  ]
  let slot = (Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ d, 0x9e3779b1) >>> 7) & mask
  for (; owners[slot] !== undefined; slot = (slot + 1) & mask) {
    const to = 4 * slot
    if (words[to] === a && words[to + 1] === b && words[to + 2] === c && words[to + 3] === d) break
  }
  return slot
}

/** Calls `each` with the rows of a chunk, run by run of one name. Rows without a name are nobody's: `owner` undefined. */
export function runsOf<T>(
  names: Names<T>,
  chunk: DuckDBDataChunk,
  column: number,
  each: (owner: T, from: number, until: number) => void,
): void {
  const entries = entriesOf(chunk, column)
  const vector = chunk.getColumnVector(column)
  const { rowCount } = chunk
  if (names.far || names.held > names.mask / 2) forget(names)
  for (let from = 0; from < rowCount; ) {
    const at = 4 * from
    let until = from + 1
    for (let to = at + 4; until < rowCount; until++, to += 4)
      if (
        entries[to] !== entries[at] ||
        entries[to + 1] !== entries[at + 1] ||
        entries[to + 2] !== entries[at + 2] ||
        entries[to + 3] !== entries[at + 3]
      )
        break
    const place = placeOf(names, entries, at)
    let owner = names.owners[place]
    if (owner === undefined) {
      owner = names.ownerOf(vector.getItem(from) as string)
      names.owners[place] = owner
      names.words.set(entries.subarray(at, at + 4), 4 * place)
      names.held++
      if ((entries[at] as number) > longestInside) names.far = true
    }
    each(owner, from, until)
    from = until
  }
}
