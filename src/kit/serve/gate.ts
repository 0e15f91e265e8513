import type { Database, Tx } from '#kit/db'
import type { Permission } from '#kit/wire'
import type { Concern, Who } from './face.ts'

/** What a request carries to say who calls: a session cookie's token, or a partner's or device's bearer key. */
export type Credentials = {
  readonly session?: string | undefined
  readonly bearer?: string | undefined
  readonly kind: 'staff' | 'customer'
}

/** One act, as the audit keeps it. `does` is `folder.route`; its sentence is in the route's row. */
export type Done = Concern & {
  readonly does: string
  readonly actorKind: Who['kind']
  readonly actor?: string | undefined
  readonly at: Date
  readonly ip: string
  readonly device?: string | undefined
}

/** What the kit must be told by the product: who calls, what a permission reaches, and where acts are kept. */
export type Gate = {
  readonly identify: (database: Database, credentials: Credentials, now: Date) => Promise<Who>
  /**
   * The units that this caller may act on with this permission: the subtrees of every role that holds it, today. They
   * are the open transaction's scope from then on.
   */
  readonly enter: (tx: Tx, who: Who, permission: Permission, now: Date) => Promise<readonly string[]>
  /** A member of the staff as their roles stand now, for work in their name; nobody once they have left. */
  readonly staff: (tx: Tx, id: string, now: Date) => Promise<Who>
  /** Every unit there is: the scope of work that no person asked for. */
  readonly everyUnit: (tx: Tx) => Promise<readonly string[]>
  readonly record: (tx: Tx, done: Done) => Promise<void>
}
