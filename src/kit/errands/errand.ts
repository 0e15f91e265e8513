import { sql } from 'kysely'
import type { Context, Tx } from '#kit/db'
import { enqueue, type JobData } from '#kit/jobs/enqueue.ts'
import type { Act, Job, JobContext, Ports } from '#kit/serve/face.ts'
import { refusalOf } from '#kit/serve/problem.ts'
import { type Permission, uuidv7 } from '#kit/wire'
import type { Said } from '#kit/words'

/*
 * Long work that a person asks for (an import, a run over all customers, a paper of 300 pages). A noun
 *   1. declares it among its face's jobs:  jobs: { read: errand({ does, may: 'imports.bring', run: readFile }) }
 *   2. asks for it in a verb:              const id = await askErrand(act, 'imports.read', { unit, given: { file } })
 *   3. does it piece by piece in `run`:    await errand.expect(rows.length)
 *                                          for (const part of parts.slice(errand.done)) await errand.step(1, tx => …)
 * A screen reads and stops it by errandRoutes (kit/ui's ErrandProgress does both). It survives a crash: `run` starts
 * anew with `errand.done` as the last step left it, and a step and its progress commit together.
 */

/** The work at hand, in the scope of whoever asked, with the permission as they hold it today. */
export type Errand = {
  readonly id: string
  readonly actor: string
  readonly unit: string | undefined
  /** How many pieces stand already, from this try and earlier ones. */
  readonly done: number
  /** One transaction beside the steps: for reading. */
  readonly tx: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>
  /** Says how many pieces there are. */
  readonly expect: (of: number) => Promise<void>
  /** Does so many pieces and counts them, in one transaction. Throws when the work is to stop: let it through. */
  readonly step: (count: number, run: (tx: Tx) => Promise<void>) => Promise<void>
  readonly ports: Ports
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** `run` answers what the asker should have: ids and counts, nothing personal. A Refusal ends it with its sentence. */
export type ErrandKind<Given extends JobData> = {
  readonly does: Said
  readonly may: Permission
  readonly run: (errand: Errand, given: Given) => Promise<JobData | undefined>
}

/** Puts a work into the queue in the verb's transaction; answers its id. */
export async function askErrand(
  act: Pick<Act, 'tx' | 'who' | 'now'>,
  job: string,
  { unit, given = {} }: { readonly unit?: string; readonly given?: JobData } = {},
): Promise<string> {
  if (act.who.kind !== 'staff') throw new Error(`${job} is asked for by staff only`)
  const id = uuidv7()
  await sql`insert into kit.errands (id, job, actor, unit, given, asked_at)
    values (${id}, ${job}, ${act.who.id}, ${unit ?? null}, ${JSON.stringify(given)}::jsonb, ${act.now})`.execute(act.tx)
  await enqueue(act.tx, job, { errand: id, actor: act.who.id }, { id })
  return id
}

/** Whoever asked wants it no more. */
class Cancelled extends Error {}
/** Another try took over, or it has ended: this one may write nothing. */
class TakenOver extends Error {}

type Row = { readonly unit: string | null; readonly given: JobData; readonly done: number; readonly failures: number }
type Held = { readonly id: string; readonly lease: string; readonly own: Context; readonly context: JobContext }

/** Takes the work for this try; nothing when it has ended or was never asked for. */
async function take({ id, lease, own, context }: Held): Promise<Row | undefined> {
  const { rows } = await context.tx(
    tx =>
      sql<Row>`update kit.errands set lease = ${lease}, begun_at = coalesce(begun_at, ${context.now()})
        where id = ${id} and ended_at is null returning unit, given, done, failures`.execute(tx),
    own,
  )
  return rows[0]
}

async function end(
  { id, lease, own, context }: Held,
  outcome: 'done' | 'cancelled' | 'failed',
  more: { readonly code?: string; readonly details?: object; readonly answer?: JobData | undefined } = {},
): Promise<void> {
  const { code, details, answer } = more
  await context.tx(
    tx =>
      sql`update kit.errands set ended_at = ${context.now()}, outcome = ${outcome}, code = ${code ?? null},
      details = ${JSON.stringify(details ?? {})}::jsonb, answer = ${answer ? JSON.stringify(answer) : null}::jsonb
      where id = ${id} and lease = ${lease} and ended_at is null`.execute(tx),
    own,
  )
}

/** Counts inside the step's own transaction, so that pieces and progress are one; first, so that two tries never mix. */
async function count(tx: Tx, { id, lease }: Held, pieces: number): Promise<void> {
  const { rows } = await sql<{ stop: boolean }>`update kit.errands set done = done + ${pieces}
    where id = ${id} and lease = ${lease} and ended_at is null returning cancelled_at is not null as stop`.execute(tx)
  if (!rows[0]) throw new TakenOver()
  if (rows[0].stop) throw new Cancelled()
}

function errandOf(held: Held, row: Row, scope: Context): Errand {
  const { context, own } = held
  const { tx: inTx, ports, now, signal } = context
  let done = row.done
  return {
    id: held.id,
    actor: own.actor ?? '',
    unit: row.unit ?? undefined,
    get done() {
      return done
    },
    ports,
    now,
    signal,
    tx: run => inTx(run, scope),
    expect: async of => {
      await inTx(
        tx => sql`update kit.errands set of = ${of} where id = ${held.id} and lease = ${held.lease}`.execute(tx),
        own,
      )
    },
    step: async (pieces, run) => {
      signal.throwIfAborted()
      await inTx(async tx => {
        await count(tx, held, pieces)
        await run(tx)
      }, scope)
      done += pieces
    },
  }
}

/** After so many tries that broke, a work has failed; the operator's log says why. */
const mostFailures = 3

/** What becomes of a try that threw: a person's own reason ends it, a bug is tried again for a while. */
async function settle(held: Held, row: Row, error: unknown): Promise<void> {
  if (error instanceof TakenOver) return
  if (error instanceof Cancelled) return end(held, 'cancelled')
  if (held.context.signal.aborted) throw error // the process stops: the next one takes it up
  const refusal = refusalOf(error)
  if (refusal) return end(held, 'failed', { code: refusal.code, details: refusal.values })
  if (row.failures + 1 >= mostFailures) await end(held, 'failed', { code: 'errands.broke' })
  else
    await held.context.tx(
      tx =>
        sql`update kit.errands set failures = failures + 1 where id = ${held.id} and lease = ${held.lease}`.execute(tx),
      held.own,
    )
  throw error
}

/** Declares a long work that people ask for. */
export function errand<Given extends JobData>({ does, may, run }: ErrandKind<Given>): Job {
  return {
    does,
    run: async (context, data) => {
      const { errand: id, actor } = data as { errand: string; actor: string }
      const held: Held = { id, lease: uuidv7(), own: { actor }, context }
      const row = await take(held)
      if (!row) return
      try {
        const scope = await context.scopeOf(actor, may)
        await context.tx(tx => count(tx, held, 0), held.own)
        const answer = await run(errandOf(held, row, scope), row.given as Given)
        await end(held, 'done', { answer })
      } catch (error) {
        await settle(held, row, error)
      }
    },
  }
}
