const escapedText = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')

const [tab, newline, returned, backslash, letterN] = [9, 10, 13, 92, 78]
const firstBytes = 1 << 18

/**
 * COPY text, written sign by sign into bytes: joining a row's texts first, looking through each for what must be
 * escaped, and turning them into bytes takes three times as long, and leaves millions of pieces to be swept up.
 */
export class CopyLines {
  #bytes = Buffer.allocUnsafe(firstBytes)
  #end = 0

  /** One value, and a tab after it. */
  value(value: string | null): void {
    if (value === null) {
      this.#room(3)
      this.#bytes[this.#end++] = backslash
      this.#bytes[this.#end++] = letterN
    } else {
      // At most three bytes a sign (a pair makes four), and two for one that is escaped.
      this.#room(value.length * 3 + 1)
      this.#text(value)
    }
    this.#bytes[this.#end++] = tab
  }

  /** The same of a whole number from nought on. */
  number(value: number): void {
    this.#room(17)
    this.#digits(value)
    this.#bytes[this.#end++] = tab
  }

  /** A list of such numbers: the first `many` of `values`. */
  numbers(values: readonly number[], many: number): void {
    this.#room(many * 17 + 3)
    this.#bytes[this.#end++] = 123
    for (let at = 0; at < many; at++) {
      if (at > 0) this.#bytes[this.#end++] = 44
      this.#digits(values[at] ?? 0)
    }
    this.#bytes[this.#end++] = 125
    this.#bytes[this.#end++] = tab
  }

  /** Ends the row: its last tab becomes the break. */
  endRow(): void {
    this.#bytes[this.#end - 1] = newline
  }

  /** The rows since the last call, in bytes of their own; the room in which they were written serves again. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#end)
    this.#bytes.copy(taken, 0, 0, this.#end)
    this.#end = 0
    return taken
  }

  #room(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return
    const more = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes))
    this.#bytes.copy(more, 0, 0, this.#end)
    this.#bytes = more
  }

  #digits(value: number): void {
    let tens = 10
    while (tens <= value) tens *= 10
    let left = value
    for (tens /= 10; tens >= 1; tens /= 10) {
      const digit = Math.floor(left / tens)
      this.#bytes[this.#end++] = 48 + digit
      left -= digit * tens
    }
  }

  #text(value: string): void {
    const bytes = this.#bytes
    let end = this.#end
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at)
      if (code < 0x80) {
        const escaped = escapes[code]
        if (escaped) bytes[end++] = backslash
        bytes[end++] = escaped || code
      } else if (code < 0x800) {
        bytes[end++] = 0xc0 | (code >> 6)
        bytes[end++] = 0x80 | (code & 63)
      } else if (code >= 0xd800 && code < 0xe000) {
        // Pairs are rare: what is left is written by Node.
        this.#end = end + bytes.write(escapedText(value.slice(at)), end)
        return
      } else {
        bytes[end++] = 0xe0 | (code >> 12)
        bytes[end++] = 0x80 | ((code >> 6) & 63)
        bytes[end++] = 0x80 | (code & 63)
      }
    }
    this.#end = end
  }
}

/** The letter that stands for a sign after a backslash; 0 for one that stands for itself. */
const escapes = new Uint8Array(128)
for (const [code, letter] of [
  [tab, 't'],
  [newline, 'n'],
  [returned, 'r'],
  [backslash, '\\'],
] as const)
  escapes[code] = letter.charCodeAt(0)
