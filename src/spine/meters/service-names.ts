import type { DuckDBDataChunk } from '@duckdb/node-api'
import { entriesOf, rawOf } from './service-vectors.ts'

/** Whose a row is, by the words of its name's entry, without decoding the name of every row. */
export type Names<T> = {
  readonly ownerOf: (name: string) => T
  readonly keyed: boolean
  words: Int32Array
  owners: (T | undefined)[]
  mask: number
  held: number
  far: boolean
}
/** Longer names lie elsewhere and their entry says only where: each row's own place, in one chunk. */
export const longestInside = 12

export const newNames = <T>(ownerOf: (name: string) => T, keyed = false): Names<T> => ({
  ownerOf,
  keyed,
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

/** The entries of long names with a hash of the name where they would say its place, so that equal names look alike. */
function keyedBy(entries: Int32Array, chunk: DuckDBDataChunk): Int32Array {
  const { items } = rawOf<BigUint64Array>(chunk, chunk.columnCount - 1)
  const halves = new Int32Array(items.buffer, items.byteOffset, 2 * chunk.rowCount)
  const keyed = entries.slice()
  for (let row = 0; row < chunk.rowCount; row++) {
    keyed[4 * row + 2] = halves[2 * row] as number
    keyed[4 * row + 3] = halves[2 * row + 1] as number
  }
  return keyed
}

/** Where the run of one name ends that begins at a row. */
function endOf(entries: Int32Array, from: number, rowCount: number): number {
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
  return until
}

/**
 * Calls `each` with the rows of a chunk, run by run of one name. Where names are long, the chunk's last column is the
 * hash of its first.
 */
export function runsOf<T>(
  names: Names<T>,
  chunk: DuckDBDataChunk,
  column: number,
  each: (owner: T, from: number, until: number) => void,
): void {
  const near = entriesOf(chunk, column)
  const entries = names.keyed ? keyedBy(near, chunk) : near
  const vector = chunk.getColumnVector(column)
  const { rowCount } = chunk
  if (names.far || names.held > names.mask / 2) forget(names)
  for (let from = 0; from < rowCount; ) {
    const at = 4 * from
    const until = endOf(entries, from, rowCount)
    const place = placeOf(names, entries, at)
    let owner = names.owners[place]
    if (owner === undefined) {
      owner = names.ownerOf(vector.getItem(from) as string)
      names.owners[place] = owner
      names.words.set(entries.subarray(at, at + 4), 4 * place)
      names.held++
      if (!names.keyed && (entries[at] as number) > longestInside) names.far = true
    }
    each(owner, from, until)
    from = until
  }
}
