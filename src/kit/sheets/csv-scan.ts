/** What is wrong with a whole row, whatever its cells say. */
export type CsvFault = 'quote_open' | 'quote_text' | 'bad_bytes' | 'row_long'

/**
 * One row: its cells (an array that is used again for the next row), and its number as a spreadsheet counts it (the
 * first is 1, empty rows count too).
 */
export type OnRow = (cells: string[], no: number, fault: CsvFault | undefined) => void

const [quote, lf, cr] = [34, 10, 13]
/** A quoted cell that goes on for longer was never meant to: its quote was not closed. */
export const mostQuoted = 65_536
/** A longer row is none: it would have to be held as a whole. Its beginning is handed over, the rest passed by. */
const mostRow = 1_048_576
const shownOfLong = 200
const unreadable = /[\ufffd\0]/

const isBreak = (code: number): boolean => code === lf || code === cr

/**
 * Cuts text into rows and cells (RFC 4180): any of CR, LF and CRLF ends a row, a quoted cell may hold separators,
 * line breaks and doubled quotes. A row with a quote that is never closed is handed over with its fault and the rows
 * after it are read all the same. Rows whose cells are all empty are counted but not handed over.
 */
export class CsvScanner {
  readonly #sep: number
  readonly #onRow: OnRow
  readonly #most: { readonly quoted: number; readonly row: number }
  readonly #cells: string[] = []
  #text = ''
  #no: number
  #passLf = false
  #passRow = false
  #whole = false
  #checkBytes = false

  /** `from`: the number of the first row. */
  constructor(separator: string, onRow: OnRow, most = { quoted: mostQuoted, row: mostRow }, from = 1) {
    this.#no = from - 1
    this.#sep = separator.charCodeAt(0)
    this.#onRow = onRow
    this.#most = most
  }

  /** Takes the next piece of the text, cut anywhere. */
  push(more: string): void {
    if (more === '') return
    const rest = this.#passLf && more.charCodeAt(0) === lf ? more.slice(1) : more
    this.#passLf = false
    this.#text = this.#text === '' ? rest : this.#text + rest
    this.#drain()
  }

  /** Says that the text is over: the last row may lack its line break. */
  end(): void {
    this.#whole = true
    this.#drain()
  }

  #drain(): void {
    this.#checkBytes = unreadable.test(this.#text)
    const { length } = this.#text
    let at = this.#passRow ? this.#pass(0) : 0
    while (at < length) {
      this.#cells.length = 0
      const next = this.#row(at)
      if (next === -1) break
      at = next
    }
    this.#text = at >= length ? '' : this.#text.slice(at)
  }

  /** Reads one row from `from`; answers where the next begins, or -1 when this one is not all there. */
  #row(from: number): number {
    const text = this.#text
    let fault: CsvFault | undefined
    for (let at = from; ; at++) {
      let close = at
      if (text.charCodeAt(at) === quote) {
        close = this.#closing(at)
        if (close === -1) return this.#unclosed(from, at)
      }
      const end = this.#plainEnd(close)
      if (close === at) this.#cells.push(text.slice(at, end))
      else this.#cells.push(this.#unquoted(at, close) + text.slice(close, end))
      if (close > at && end > close) fault = 'quote_text'
      if (text.charCodeAt(end) !== this.#sep) return this.#finish(from, end, fault)
      at = end
    }
  }

  #unquoted(open: number, close: number): string {
    const inner = this.#text.slice(open + 1, close - 1)
    return inner.includes('"') ? inner.replaceAll('""', '"') : inner
  }

  /** Where a quoted cell that begins at `from` ends (just after its quote); -1 when its end is not there yet. */
  #closing(from: number): number {
    const text = this.#text
    for (let at = text.indexOf('"', from + 1); ; at = text.indexOf('"', at + 2)) {
      if (at === -1 || at - from > this.#most.quoted) return -1
      if (at + 1 === text.length) return this.#whole ? at + 1 : -1
      if (text.charCodeAt(at + 1) !== quote) return at + 1
    }
  }

  /** The end of an unquoted stretch from `from`: the next separator or line break, or the end of the text. */
  #plainEnd(from: number): number {
    const text = this.#text
    const sep = this.#sep
    let at = from
    for (const n = text.length; at < n; at++) {
      const code = text.charCodeAt(at)
      if (code === sep || code === lf || code === cr) break
    }
    return at
  }

  /** A quote without its end: more may come; else the row is handed over as its first line stands. */
  #unclosed(from: number, open: number): number {
    if (!this.#whole && this.#text.length - open <= this.#most.quoted + 1) return -1
    this.#cells.length = 0
    for (let at = from; ; at++) {
      const end = this.#plainEnd(at)
      this.#cells.push(this.#text.slice(at, end))
      if (this.#text.charCodeAt(end) !== this.#sep) return this.#finish(from, end, 'quote_open')
      at = end
    }
  }

  /** The row ends at `end`, unless the text ends there and more is to come. */
  #finish(from: number, end: number, fault: CsvFault | undefined): number {
    if (end - from > this.#most.row) return this.#long(from)
    if (end === this.#text.length && !this.#whole) return -1
    this.#handOver(fault)
    return this.#after(end)
  }

  #long(from: number): number {
    this.#cells.length = 0
    this.#cells.push(this.#text.slice(from, from + shownOfLong))
    this.#handOver('row_long')
    return this.#pass(from + this.#most.row)
  }

  /** Past the first line break from `from` on; when there is none yet, what comes is passed by until there is one. */
  #pass(from: number): number {
    let at = from
    while (at < this.#text.length && !isBreak(this.#text.charCodeAt(at))) at++
    this.#passRow = at >= this.#text.length
    return this.#after(at)
  }

  /** The start of the next row, past the line break at `end`. */
  #after(end: number): number {
    if (this.#text.charCodeAt(end) !== cr) return end + 1
    if (end + 1 === this.#text.length) this.#passLf = true
    return this.#text.charCodeAt(end + 1) === lf ? end + 2 : end + 1
  }

  #handOver(fault: CsvFault | undefined): void {
    const cells = this.#cells
    this.#no += 1
    if (cells.every(cell => cell === '')) return
    const bad = this.#checkBytes && cells.some(cell => unreadable.test(cell)) ? 'bad_bytes' : undefined
    this.#onRow(cells, this.#no, fault ?? bad)
  }
}
