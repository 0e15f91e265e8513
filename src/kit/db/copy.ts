import { once } from 'node:events'
import { sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tx } from './transaction.ts'

/*
 * Kysely lends its connection to nobody, and COPY needs it: a transaction is asked for the process that serves it, and
 * the connection to that process is known here.
 */
type Served = pg.PoolClient & { readonly processID: number; readonly database: string; readonly port: number }
const clients = new Set<WeakRef<Served>>()

/** Remembers a new connection. */
export function knowClient(client: pg.PoolClient): void {
  const known = new WeakRef(client as Served)
  clients.add(known)
  client.once('end', () => clients.delete(known))
}

async function clientOf(tx: Tx): Promise<Served> {
  const { rows } = await sql<{
    pid: number
    database: string
  }>`select pg_backend_pid() as pid, current_database() as database`.execute(tx)
  const found = [...clients]
    .map(known => known.deref())
    .filter(client => client?.processID === rows[0]?.pid && client?.database === rows[0]?.database)
  // Two servers might give two processes one number: then nobody is right.
  if (!found[0] || found.length > 1) throw new Error('the connection of this transaction is not known')
  return found[0]
}

/** Rows on their way into a table. */
export type Copying = {
  /** Takes a piece of COPY text (whole rows or parts of them); the next is given when this one is on its way. */
  readonly write: (piece: string | Uint8Array) => Promise<void>
  /** All rows were given; answers when the table has them. */
  readonly end: () => Promise<void>
  /** Breaks it off: the transaction can only be rolled back. */
  readonly breakOff: (error: unknown) => Promise<void>
}

/** Begins to copy rows into a table inside a transaction. `target` is the table with its columns, from code only. */
export async function startCopy(tx: Tx, target: string): Promise<Copying> {
  const client = await clientOf(tx)
  const stream = client.query(copyFrom(`copy ${target} from stdin`))
  let refusedBy: unknown
  const broken = new Promise<never>((_, failed) =>
    stream.once('error', error => {
      refusedBy = error
      failed(error)
    }),
  )
  broken.catch(() => undefined)
  const finished = once(stream, 'finish')
  finished.catch(() => undefined)
  return {
    write: async piece => {
      if (refusedBy) throw refusedBy
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), broken])
    },
    end: async () => {
      stream.end()
      await Promise.race([finished, broken])
    },
    breakOff: async error => {
      // What the server broke off is over; what we break off is over when the server says so.
      if (!refusedBy) await new Promise(done => stream.once('close', done).destroy(error as Error))
    },
  }
}

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

  /** The rows since the last call, in bytes of their own. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#end)
    if (this.#end > 0) this.#bytes = Buffer.allocUnsafe(Math.max(firstBytes, Math.ceil(this.#end * 1.2)))
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
