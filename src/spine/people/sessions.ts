import { sql } from 'kysely'
import { setContext } from '#kit/db'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import type { peopleRoutes } from './routes.ts'
import { type SessionLength, type Step, sessionLengths } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { newToken, sha256 } from './secrets.ts'

export const tokenHash = (act: Act): Buffer => sha256(act.token ?? '')

type Opening = { readonly step?: Step | undefined; readonly label?: string | undefined }

/** Opens a session and gives its new token to the browser; the one that the browser held ends (no fixation). */
export async function openSession(
  act: Act,
  kind: 'staff' | 'customer',
  personId: string,
  { step, label }: Opening = {},
): Promise<void> {
  const lengths: SessionLength = sessionLengths[step ? 'step' : kind]
  const { token, sha256: hash } = newToken()
  if (act.token) await sql`select people.end_token(${tokenHash(act)}, ${kind}, ${act.now})`.execute(act.tx)
  await act.tx
    .withTables<PeopleTables>()
    .insertInto('people.sessions')
    .values({
      id: uuidv7(act.now.getTime()),
      token_sha256: hash,
      kind,
      person_id: personId,
      step: step ?? null,
      opened_at: act.now,
      seen_at: act.now,
      idle: `${lengths.idleSeconds} seconds`,
      ends_at: new Date(act.now.getTime() + lengths.longestSeconds * 1000),
      ended_at: null,
      ip: act.ip,
      label: label ?? null,
    })
    .execute()
  act.setSession({ kind, token, maxAgeSeconds: lengths.longestSeconds })
}

/** The sign-in that the browser's token continues, at one of these steps; enters it as the person it is about. */
export async function getSignIn(
  act: Act,
  expected: readonly Step[],
): Promise<{ readonly staffId: string; readonly step: Step; readonly label: string | undefined }> {
  const { rows } = await sql<{
    id: string | null
  }>`select people.sign_in_of(${tokenHash(act)}, ${act.now}) as id`.execute(act.tx)
  const staffId = rows[0]?.id ?? refuse('people.sign_in_again', 401)
  await setContext(act.tx, { actor: staffId })
  const row = await act.tx
    .withTables<PeopleTables>()
    .selectFrom('people.sessions')
    .select(['step', 'label'])
    .where('token_sha256', '=', tokenHash(act))
    .executeTakeFirst()
  if (!row?.step || !expected.includes(row.step)) return refuse('people.sign_in_again', 401)
  return { staffId, step: row.step, label: row.label ?? undefined }
}

/** Ends sessions of whoever acts: all that are open, but for the one of this token when `others` is asked. */
export async function endOwnSessions(act: Act, which: 'all' | 'others'): Promise<number> {
  let rows = act.tx
    .withTables<PeopleTables>()
    .updateTable('people.sessions')
    .set({ ended_at: act.now })
    .where('ended_at', 'is', null)
  if (which === 'others') rows = rows.where('token_sha256', '!=', tokenHash(act))
  return Number((await rows.executeTakeFirst()).numUpdatedRows)
}

type SessionVerbs = Verbs<Pick<typeof peopleRoutes, 'signOut' | 'sessions' | 'endSession' | 'endOtherSessions'>>

const openNow = (act: Act) =>
  act.tx
    .withTables<PeopleTables>()
    .selectFrom('people.sessions')
    .selectAll()
    .select(sql<Date>`least(seen_at + idle, ends_at)`.as('until'))
    .where('ended_at', 'is', null)
    .where('step', 'is', null)
    .where(sql<boolean>`least(seen_at + idle, ends_at) > ${act.now}`)

/** When the session of this call ends unless something is done. */
export async function sessionEndsAt(act: Act): Promise<Date> {
  const row = await openNow(act).where('token_sha256', '=', tokenHash(act)).executeTakeFirst()
  return row?.until ?? act.now
}

export const sessionVerbs: SessionVerbs = {
  signOut: async act => {
    await sql`select people.end_token(${tokenHash(act)}, 'staff', ${act.now})`.execute(act.tx)
    act.setSession('end')
    return {}
  },
  sessions: async act => {
    const rows = await openNow(act).orderBy('opened_at', 'desc').execute()
    const mine = tokenHash(act)
    return {
      sessions: rows.map(row => ({
        id: row.id,
        openedAt: row.opened_at.toISOString(),
        seenAt: row.seen_at.toISOString(),
        endsAt: row.until.toISOString(),
        ip: row.ip,
        label: row.label,
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
  endOtherSessions: async act => {
    const ended = await endOwnSessions(act, 'others')
    act.concerns({ values: { ended } })
    return { ended }
  },
}
