import { ownText } from '#kit/text/own.ts'
import type { CellRead, CellReader } from './rules-cells.ts'

/** Days, kinds and places come again and again in a file: each is read once. */
export function remembering(read: CellReader, most = 5000): CellReader {
  const known = new Map<string, CellRead>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const now = read(text)
    if (known.size >= most) known.clear()
    known.set(ownText(text), now)
    return now
  }
}
