import type { Database, Tx } from '#kit/db'
import { inTransaction } from '#kit/db'
import { isoDay } from '#kit/time'
import { type AnyRoute, isRead, type Permission, Refusal, refuse, uuidv7 } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Act, AnyFace, Concern, Ports, Settled, Verb, Who } from './face.ts'
import type { Gate } from './gate.ts'
import { commandKey, once } from './once.ts'
import type { RateLimiter } from './rate.ts'
import { checked } from './validate.ts'

/** Everything a running server is made of; the product's parts come in through faces, gate and ports. */
export type System = {
  readonly database: Database
  readonly faces: readonly AnyFace[]
  readonly gate: Gate
  readonly ports: Ports
  readonly clock: () => Date
  readonly limit: RateLimiter
}

/** A route with its verb and its full name, `folder.route`. */
export type Entry = { readonly name: string; readonly row: AnyRoute; readonly verb: Verb<AnyRoute> }

/** One call, whatever door it came through. */
export type Caller = {
  readonly who: Who
  readonly lang: Lang
  readonly ip: string
  readonly key?: string | undefined
  readonly token?: string | undefined
  readonly device?: string | undefined
}
export type SessionChange = Parameters<Act['setSession']>[0]
export type Performed = { readonly answer: unknown; readonly session?: SessionChange | undefined }

export function entriesOf(faces: readonly AnyFace[]): readonly Entry[] {
  return faces.flatMap(face =>
    Object.entries(face.routes as Record<string, AnyRoute>).map(([name, row]) => ({
      name: `${face.name}.${name}`,
      row,
      verb: face.verbs[name] as Verb<AnyRoute>,
    })),
  )
}

const kinds = new Set(['staff', 'customer', 'partner'])
const isPermission = (may: string): may is Permission => may.includes('.')

/** Refuses whoever the row's door is not for. */
export function admit(row: AnyRoute, who: Who): void {
  if (row.may === 'anyone') return
  if (who.kind === 'nobody') refuse('kit.sign_in_needed', 401)
  if (kinds.has(row.may)) {
    if (who.kind !== row.may) refuse('kit.not_permitted', 403)
    return
  }
  if (who.kind !== 'staff' || !who.permissions.has(row.may as Permission)) refuse('kit.not_permitted', 403)
  if (who.readOnly && !isRead(row)) refuse('kit.read_only', 403)
}

const idOf = (who: Who): string | undefined => (who.kind === 'nobody' ? undefined : who.id)

function throttle(system: System, row: AnyRoute, caller: Caller, now: Date): void {
  const rate = row.rate ?? (isRead(row) ? 'read' : 'write')
  const full = system.limit(rate === 'sign-in' ? caller.ip : (idOf(caller.who) ?? caller.ip), rate, now.getTime())
  if (full) throw new Refusal('kit.too_many', 429, { seconds: full.retryAfterSeconds })
}

function keyOf(row: AnyRoute, caller: Caller): string {
  if (caller.key !== undefined && !commandKey.test(caller.key)) refuse('kit.key_needed', 400)
  if (row.offline && caller.key === undefined) refuse('kit.key_needed', 400)
  return caller.key ?? uuidv7()
}

type Notes = {
  concern: Concern
  session: SessionChange | undefined
  after: (() => Promise<void> | void)[]
  though: ((tx: Tx) => Promise<void>)[]
}

function actOf(
  system: System,
  tx: Tx,
  caller: Caller,
  units: readonly string[],
  now: Date,
  key: string,
  notes: Notes,
): Act {
  const { who, lang, ip, device, token } = caller
  return {
    tx,
    who,
    units,
    now,
    today: isoDay(now),
    lang,
    key,
    ip,
    device,
    token,
    ports: system.ports,
    concerns: concern => {
      notes.concern = { ...notes.concern, ...concern }
    },
    settle: async (event: Settled) => {
      for (const face of system.faces) for (const settles of face.settles ?? []) await settles(tx, event)
    },
    erase: async person => {
      let gone = 0
      for (const face of system.faces) for (const erases of face.erases ?? []) gone += await erases(tx, person)
      return gone
    },
    afterCommit: run => {
      notes.after.push(run)
    },
    keepThough: write => {
      notes.though.push(write)
    },
    setSession: session => {
      notes.session = session
    },
  }
}

/**
 * Does one thing: checks the door, the rate and the input, then runs the verb, its audit row and its answer's
 * check in one transaction in the caller's scope. Throws a Refusal for what the caller can mend.
 */
export async function perform(system: System, entry: Entry, caller: Caller, sent: unknown): Promise<Performed> {
  const { row } = entry
  const now = system.clock()
  admit(row, caller.who)
  throttle(system, row, caller, now)
  const key = keyOf(row, caller)
  const input = await checked(row.takes, sent, caller.lang)
  const context = caller.who.kind === 'customer' ? { customer: caller.who.id } : { actor: idOf(caller.who) }
  const notes: Notes = { concern: {}, session: undefined, after: [], though: [] }
  const answer = await inTransaction(system.database, context, async tx => {
    Object.assign(notes, { concern: {}, session: undefined, after: [], though: [] })
    const units = isPermission(row.may) ? await system.gate.enter(tx, caller.who, row.may, now) : []
    const act = actOf(system, tx, caller, units, now, key, notes)
    const work = async (): Promise<unknown> => {
      const given = await tellTruth(entry, await entry.verb(act, input as never))
      if (!isRead(row) || row.audited) await record(system, tx, entry, caller, notes.concern, now)
      return given
    }
    const actor = idOf(caller.who)
    return caller.key !== undefined && actor !== undefined && !isRead(row) && !row.secret
      ? await once(tx, { key, actor, route: entry.name, body: input }, work)
      : await work()
  }).catch(async (error: unknown) => {
    const kept = notes.though
    if (kept.length > 0)
      await inTransaction(system.database, context, async tx => {
        for (const write of kept) await write(tx)
      })
    throw error
  })
  for (const run of notes.after) await run()
  return { answer, session: notes.session }
}

/** The answer holds the fields of the contract and no other; a verb that breaks its row is a bug. */
async function tellTruth(entry: Entry, answer: unknown): Promise<unknown> {
  const result = await entry.row.gives['~standard'].validate(answer)
  if (result.issues) throw new Error(`${entry.name} broke its contract: ${JSON.stringify(result.issues.slice(0, 3))}`)
  return result.value
}

async function record(system: System, tx: Tx, entry: Entry, caller: Caller, concern: Concern, at: Date): Promise<void> {
  const { who, ip, device } = caller
  await system.gate.record(tx, { does: entry.name, actorKind: who.kind, actor: idOf(who), at, ip, device, ...concern })
}
