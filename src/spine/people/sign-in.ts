import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { setContext, type Tx } from '#kit/db'
import { open } from '#kit/db/seal.ts'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import { heldToday } from './held.ts'
import type { peopleRoutes } from './routes.ts'
import { mostFailures, needsSecondFactor, staffSession } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { hashPassword, newToken, passwordFits, sha256 } from './secrets.ts'

type SignIn = Verbs<Pick<typeof peopleRoutes, 'signIn' | 'signOut' | 'sessions' | 'endSession' | 'changePassword'>>

const minutes = (count: number): number => count * 60_000

async function failures(act: Act, subject: string): Promise<number> {
  const since = new Date(act.now.getTime() - minutes(mostFailures.minutes))
  const { rows } = await sql<{ count: number }>`select people.failures_since(${subject}, ${since}) as count`.execute(
    act.tx,
  )
  return rows[0]?.count ?? 0
}

/** Notes a failure so that it outlives the refusal, which rolls the transaction back. */
async function failed(act: Act, ...subjects: string[]): Promise<never> {
  await act.keepThough(async tx => {
    for (const subject of subjects) await sql`select people.note_failure(${subject}, ${act.now})`.execute(tx)
  })
  return refuse('people.wrong_sign_in', 401)
}

const tokenHash = (act: Act): Buffer => sha256(act.token ?? '')

/** Opens a session and gives its token to the browser; an older one of the same browser ends (no fixation). */
export async function openSession(
  act: Act,
  kind: 'staff' | 'customer',
  personId: string,
  lengths: typeof staffSession,
): Promise<void> {
  const { token, sha256 } = newToken()
  await act.tx
    .withTables<PeopleTables>()
    .insertInto('people.sessions')
    .values({
      id: uuidv7(act.now.getTime()),
      token_sha256: sha256,
      kind,
      person_id: personId,
      opened_at: act.now,
      seen_at: act.now,
      idle: `${lengths.idleSeconds} seconds`,
      ends_at: new Date(act.now.getTime() + lengths.longestSeconds * 1000),
      device: act.device ?? null,
      ended_at: null,
    })
    .execute()
  act.setSession({ kind, token, maxAgeSeconds: lengths.longestSeconds })
}

const credential = (tx: Tx, staffId: string, kind: 'password' | 'totp') =>
  tx
    .withTables<PeopleTables>()
    .selectFrom('people.credentials')
    .selectAll()
    .where('staff_id', '=', staffId)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** Whether a code of the authenticator fits now and was not used before: each step serves once. */
async function codeFits(act: Act, staffId: string, code: string): Promise<boolean> {
  const kept = await credential(act.tx, staffId, 'totp')
  if (!kept) return false
  const secret = open(act.ports.secrets.key('people.totp'), `people.credentials.secret:${kept.id}`, kept.secret)
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: act.now.getTime(), window: 1 })
  if (delta === null) return false
  const step = BigInt(Math.floor(act.now.getTime() / 30_000) + delta)
  const { numUpdatedRows } = await act.tx
    .withTables<PeopleTables>()
    .updateTable('people.credentials')
    .set({ used_step: step })
    .where('id', '=', kept.id)
    .where(where => where.or([where('used_step', 'is', null), where('used_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const signInVerbs: SignIn = {
  signIn: async (act, { login, password, code }) => {
    const account = `account ${login.toLowerCase()}`
    const address = `address ${act.ip}`
    if (
      (await failures(act, account)) >= mostFailures.account ||
      (await failures(act, address)) >= mostFailures.address
    )
      refuse('people.wait', 429, { minutes: mostFailures.minutes, seconds: mostFailures.minutes * 60 })
    const { rows } = await sql<{ id: string | null }>`select people.staff_for(${login}, ${act.today}) as id`.execute(
      act.tx,
    )
    const staffId = rows[0]?.id ?? undefined
    if (staffId) await setContext(act.tx, { actor: staffId })
    const kept = staffId ? await credential(act.tx, staffId, 'password') : undefined
    if (!(await passwordFits(password, kept?.secret)) || !staffId) return failed(act, account, address)
    const held = await heldToday(act.tx, staffId, act.today)
    const second = (await credential(act.tx, staffId, 'totp')) !== undefined
    if (second || (needsSecondFactor(held.map(one => one.role)) && act.ports.secondFactor === 'always')) {
      if (!code) return { done: false, needs: 'code' }
      if (!(await codeFits(act, staffId, code))) return failed(act, account, address)
    }
    await openSession(act, 'staff', staffId, staffSession)
    act.concerns({ record: staffId })
    return { done: true, needs: null }
  },
  signOut: async act => {
    await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.sessions')
      .set({ ended_at: act.now })
      .where('token_sha256', '=', tokenHash(act))
      .execute()
    act.setSession('end')
    return {}
  },
  sessions: async act => {
    const rows = await act.tx
      .withTables<PeopleTables>()
      .selectFrom('people.sessions')
      .selectAll()
      .where('ended_at', 'is', null)
      .where('ends_at', '>', act.now)
      .orderBy('opened_at', 'desc')
      .execute()
    const mine = tokenHash(act)
    return {
      sessions: rows.map(row => ({
        id: row.id,
        openedAt: row.opened_at.toISOString(),
        seenAt: row.seen_at.toISOString(),
        device: row.device,
        current: row.token_sha256.equals(mine),
      })),
    }
  },
  endSession: async (act, { id }) => {
    const { numUpdatedRows } = await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.sessions')
      .set({ ended_at: act.now })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('people.unknown_session', 404)
    act.concerns({ record: id })
    return {}
  },
  changePassword: async (act, { before, after }) => changePassword(act, before, after),
}

const changePassword = async (act: Act, before: string, after: string): Promise<Record<string, never>> => {
  if (act.who.kind !== 'staff') refuse('kit.sign_in_needed', 401)
  const kept = await credential(act.tx, act.who.id, 'password')
  if (!(await passwordFits(before, kept?.secret))) refuse('people.wrong_sign_in', 401)
  if (after.length < 12) refuse('people.weak_password', 422)
  const credentials = act.tx.withTables<PeopleTables>()
  await credentials
    .updateTable('people.credentials')
    .set({ ended_at: act.now })
    .where('id', '=', kept?.id ?? '')
    .execute()
  await credentials
    .insertInto('people.credentials')
    .values({
      id: uuidv7(),
      staff_id: act.who.id,
      kind: 'password',
      secret: await hashPassword(after),
      made_at: act.now,
      used_step: null,
      ended_at: null,
    })
    .execute()
  await credentials
    .updateTable('people.sessions')
    .set({ ended_at: act.now })
    .where('token_sha256', '!=', tokenHash(act))
    .where('ended_at', 'is', null)
    .execute()
  act.concerns({ record: act.who.id })
  return {}
}
