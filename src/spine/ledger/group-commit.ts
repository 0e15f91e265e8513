import type { Context, Database } from '#kit/db'
import type { Asker, Posted, Transfer } from './post.ts'
import { postAlone, postTogether } from './post-alone.ts'
import { refusalOf } from './refusals.ts'

type Waiting = {
  readonly transfer: Transfer
  readonly asker: Asker
  readonly done: (posted: Posted) => void
  readonly failed: (reason: unknown) => void
}

/** Who posts: `actor` is written on the entry; `unit` owns the paying account and must be among the caller's `units`. */
export type Poster = Context & { readonly unit: string }

export type GroupCommit = {
  /** Resolves when the entry is durable; throws the refusal that `post` would give, or what broke. */
  readonly post: (poster: Poster, transfer: Transfer) => Promise<Posted>
  /** Waits for all that was asked; nothing may be asked afterwards. */
  readonly close: () => Promise<void>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const day = /^\d{4}-\d\d-\d\d$/

/** What would break the statement for everybody else in the batch is a bug of this caller alone. */
function wellFormed({ transfer, asker }: Pick<Waiting, 'transfer' | 'asker'>): boolean {
  const { key, from, to, because, on, expiresOn } = transfer
  const ids = [key, from, to, because.edition, because.record, asker.unit ?? '', asker.actor ?? key]
  const { length } = because.activity
  return (
    ids.every(id => uuid.test(id)) && length > 0 && length <= 64 && [on, expiresOn].every(it => !it || day.test(it))
  )
}

/**
 * A door for verbs whose whole act is one posting: callers await single transfers, and whatever waits is booked by one
 * statement in one transaction a lane, so that many share one write to disk. Each gets its exact result. One that waits
 * alone goes alone; with `most: 1` each does, in a transaction of its own, `lanes` at a time.
 */
export function groupCommit(database: Database, { lanes = 2, most = 1000 } = {}): GroupCommit {
  let queue: Waiting[] = []
  const busy = new Map<object, Promise<void>>()

  const settleOne = ({ transfer, asker, done, failed }: Waiting): Promise<void> =>
    postAlone(database, asker, transfer).then(done, failed)

  async function settle(batch: readonly Waiting[]): Promise<void> {
    const [first, second] = batch
    if (first && !second) return settleOne(first)
    try {
      const [askers, transfers] = [batch.map(({ asker }) => asker), batch.map(({ transfer }) => transfer)]
      for (const [at, outcome] of (await postTogether(database, askers, transfers)).entries()) {
        if (outcome.outcome === 'refused') batch[at]?.failed(outcome.refusal)
        else batch[at]?.done(outcome)
      }
    } catch {
      // A statement that broke as a whole says nothing about any one of them: each is asked again alone, by its key.
      for (const one of batch) await settleOne(one)
    }
  }

  async function run(lane: object): Promise<void> {
    await Promise.resolve() // callers of the same turn come along
    while (queue.length > 0) {
      const batch = queue.slice(0, most)
      queue = queue.slice(most)
      await settle(batch)
    }
    // In the same turn as the look at the queue: whoever asks after that look finds this lane free, and wakes it.
    busy.delete(lane)
  }

  function wake(): void {
    if (busy.size >= lanes) return
    const lane = {}
    busy.set(lane, run(lane))
  }

  return {
    post: (poster, transfer) =>
      new Promise((done, failed) => {
        const asker = { actor: poster.actor, unit: poster.unit }
        if (!poster.units?.includes(poster.unit)) return failed(refusalOf('ledger.no_such_account'))
        if (!wellFormed({ transfer, asker }))
          return failed(new TypeError('a transfer with an id or a day that is none'))
        queue.push({ transfer, asker, done, failed })
        wake()
      }),
    close: async () => {
      while (busy.size > 0) await Promise.all(busy.values())
    },
  }
}
