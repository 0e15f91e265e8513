import { CopyLines } from '#kit/db/copy-lines.ts'
import type { StageType } from '#kit/serve/intake.ts'

/** How many customers that came in one after the other stand on one shelf of the search; as much as a spot's low bits. */
export const shelfBits = 14
const placesOnShelf = 1 << shelfBits

/** What a load's rule makes beside its rows: on which places of its shelves (counted from 0) each word stands. */
export const shelfColumns = { word: 'text', shelf: 'int', places: 'int[]' } as const satisfies Readonly<
  Record<string, StageType>
>

/** A file that has more words than this on its shelves starts its list anew. */
const mostWords = 50_000
type Places = { readonly list: number[]; many: number }

/** Gathers on which places each word stands, a shelf at a time; row `no` of the file stands on spot `no` of its load. */
export class ShelfWords {
  /** Words come again from shelf to shelf, so their lists are kept and filled anew. */
  readonly #words = new Map<string, Places>()
  readonly #lines = new CopyLines()
  #shelf = 0

  /** Puts what row `no` is found by on its place; a shelf that is behind the row is full. */
  put(no: number, ...found: readonly (readonly string[])[]): void {
    const shelf = no >> shelfBits
    if (shelf !== this.#shelf) {
      this.#close()
      this.#shelf = shelf
    }
    for (const words of found) for (const word of words) this.#putWord(word, no & (placesOnShelf - 1))
  }

  #putWord(word: string, place: number): void {
    const places = this.#words.get(word)
    if (!places) this.#words.set(word, { list: [place], many: 1 })
    else if (places.many === 0 || places.list[places.many - 1] !== place) places.list[places.many++] = place
  }

  /** The full shelves since the last call, as COPY text; with `all`, the one that is being filled too. */
  take(all: boolean): Uint8Array<ArrayBuffer> {
    if (all) this.#close()
    return this.#lines.take()
  }

  #close(): void {
    for (const [word, places] of this.#words) {
      if (places.many === 0) continue
      this.#lines.value(word)
      this.#lines.number(this.#shelf)
      this.#lines.numbers(places.list, places.many)
      this.#lines.endRow()
      places.many = 0
    }
    if (this.#words.size > mostWords) this.#words.clear()
  }
}
