import { type FileHandle, open } from 'node:fs/promises'
import { asRead, type CsvFormat, rowsOf } from './csv.ts'
import { decoderOf } from './csv-encoding.ts'
import { type CsvScanner, mostQuoted, type OnRow } from './csv-scan.ts'

/**
 * A piece of a file, in memory of its own so that it can be handed to another thread. `from` is the number of its first
 * row. A piece holds whole rows, unless it is `loose`: from the first loose one on, all are to be read in one go.
 */
export type CsvPiece = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly from: number
  readonly loose: boolean
  readonly last: boolean
}

const pieceBytes = 1 << 16
/** Rows are counted off in runs of so many, and no piece reaches over the end of one. */
export const runBits = 14
const [quote, lf, cr] = [34, 10, 13]

/** Whether the rows of a file can be told apart by its bytes: a sign of UTF-16 may hold the byte of a separator. */
export const hasPieces = ({ encoding }: CsvFormat): boolean => encoding === 'utf-8' || encoding === 'windows-1258'

/** Just after the quote that closes the cell at `open`; -1 when it is not there yet, undefined when it may never come. */
function closing(bytes: Buffer, open: number): number | undefined {
  for (let at = bytes.indexOf(quote, open + 1); ; at = bytes.indexOf(quote, at + 2)) {
    if (at === -1) return bytes.length - open > mostQuoted ? undefined : -1
    if (at - open > mostQuoted) return undefined
    if (at + 1 >= bytes.length) return -1
    if (bytes[at + 1] !== quote) return at + 1
  }
}

/** The next separator or break from `from` on, or the end of the bytes. */
function plainEnd(bytes: Buffer, from: number, separator: number): number {
  let at = from
  for (let code = bytes[at]; code !== undefined; code = bytes[++at])
    if (code === separator || code === lf || code === cr) break
  return at
}

/** The end of the row at `from`, past its break, as the scanner of rows finds it; -1 and undefined as above. */
function rowEnd(bytes: Buffer, from: number, separator: number): number | undefined {
  for (let at = from; ; at++) {
    if (bytes[at] === quote) {
      const close = closing(bytes, at)
      if (close === undefined || close === -1) return close
      at = close
    }
    at = plainEnd(bytes, at, separator)
    if (bytes[at] === separator) continue
    if (bytes[at] === lf) return at + 1
    if (at + 1 >= bytes.length) return -1
    return bytes[at + 1] === lf ? at + 2 : at + 1
  }
}

/** How many whole rows bytes begin with, `most` at most, and where they end; undefined when nobody can tell without reading them. */
function wholeRows(
  bytes: Buffer,
  separator: number,
  most: number,
): { readonly end: number; readonly rows: number } | undefined {
  for (let [end, rows] = [0, 0]; ; rows++) {
    const next = end < bytes.length && rows < most ? rowEnd(bytes, end, separator) : -1
    if (next === undefined) return undefined
    if (next === -1) return { end, rows }
    end = next
  }
}

/** What was left of the piece before, and as much of the file as has room after it. */
async function nextBytes(
  file: FileHandle,
  rest: Uint8Array,
  most: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; over: boolean }> {
  const bytes = new Uint8Array(most)
  bytes.set(rest)
  let end = rest.length
  while (end < most) {
    const { bytesRead } = await file.read(bytes, end)
    if (bytesRead === 0) return { bytes: bytes.subarray(0, end), over: true }
    end += bytesRead
  }
  return { bytes, over: false }
}

/** The first bytes of a file, without its mark of UTF-8. */
async function headOf(file: FileHandle): Promise<Uint8Array> {
  const head = Buffer.alloc(3)
  const { bytesRead } = await file.read(head, 0, 3)
  return head.toString('latin1') === '\xef\xbb\xbf' ? head.subarray(3) : head.subarray(0, bytesRead)
}

/** How many rows from this one on are of one run. */
const runOf = (from: number): number => (1 << runBits) - (from & ((1 << runBits) - 1))

/** Cuts a file into pieces of whole rows, each of at most so many bytes. */
export async function* csvPieces(path: string, { separator }: CsvFormat, most = pieceBytes): AsyncGenerator<CsvPiece> {
  const file = await open(path)
  try {
    let [from, loose, rest] = [1, false, await headOf(file)]
    for (;;) {
      const { bytes, over } = await nextBytes(file, rest, most)
      const whole =
        loose || over ? undefined : wholeRows(Buffer.from(bytes.buffer), separator.charCodeAt(0), runOf(from))
      loose ||= !over && !whole?.rows
      rest = bytes.slice(whole?.rows ? whole.end : bytes.length)
      yield { bytes: bytes.subarray(0, whole?.rows ? whole.end : bytes.length), from, loose, last: over }
      if (over) return
      from += whole?.rows ?? 0
    }
  } finally {
    await file.close()
  }
}

/** Reads pieces, handing over row by row. */
export class CsvPieceReader {
  readonly #format: CsvFormat
  readonly #onRow: OnRow
  #loose: { readonly decoder: ReturnType<typeof decoderOf>; readonly scanner: CsvScanner } | undefined

  constructor(format: CsvFormat, onRow: OnRow) {
    this.#format = format
    this.#onRow = onRow
  }

  read({ bytes, from, loose, last }: CsvPiece): void {
    const decoder = this.#loose?.decoder ?? decoderOf(asRead(this.#format))
    const scanner = this.#loose?.scanner ?? rowsOf(this.#format, this.#onRow, from)
    if (loose) this.#loose = { decoder, scanner }
    scanner.push(decoder.take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
    if (loose && !last) return
    scanner.push(decoder.rest())
    scanner.end()
  }
}
