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
