import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { Tx } from '#kit/db'
import { open, seal } from '#kit/db/seal.ts'
import type { Act } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import { weakness } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { hashPassword } from './secrets.ts'

/** No member of staff has this id: for an unknown name the same questions are asked of it. */
export const noStaff = '00000000-0000-7000-8000-000000000000'

const place = (id: string): string => `people.credentials.secret:${id}`
const stepMs = 30_000

const live = (tx: Tx, staffId: string, kind: 'password' | 'totp') =>
  tx
    .withTables<PeopleTables>()
    .selectFrom('people.credentials')
    .selectAll()
    .where('staff_id', '=', staffId)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .orderBy('made_at', 'desc')

/** The live password of somebody, when the open scope is theirs. */
export const findPassword = (tx: Tx, staffId: string) =>
  live(tx, staffId, 'password').where('confirmed_at', 'is not', null).executeTakeFirst()

/** The authenticator that counts. */
export const findAuthenticator = (tx: Tx, staffId: string) =>
  live(tx, staffId, 'totp').where('confirmed_at', 'is not', null).executeTakeFirst()

type Credential = NonNullable<Awaited<ReturnType<typeof findAuthenticator>>>

/** Marks the step that a code belongs to as used; false when it, or a later one, was used before. */
async function spendStep(act: Act, kept: Credential, code: string): Promise<boolean> {
  const secret = open(act.ports.secrets.key('people.totp'), place(kept.id), kept.secret)
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: act.now.getTime(), window: 1 })
  if (delta === null) return false
  const step = BigInt(Math.floor(act.now.getTime() / stepMs) + delta)
  const { numUpdatedRows } = await act.tx
    .withTables<PeopleTables>()
    .updateTable('people.credentials')
    .set({ used_step: step })
    .where('id', '=', kept.id)
    .where(where => where.or([where('used_step', 'is', null), where('used_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Whether a code of the authenticator fits now (half a minute to either side) and was not used before. */
export async function codeFits(act: Act, staffId: string, code: string): Promise<boolean> {
  const kept = await findAuthenticator(act.tx, staffId)
  return kept !== undefined && (await spendStep(act, kept, code))
}

/** Makes a secret for an authenticator app; it counts only once a code has confirmed it. */
export async function beginEnrolment(act: Act, staffId: string): Promise<{ secret: string; address: string }> {
  const tables = act.tx.withTables<PeopleTables>()
  await tables
    .updateTable('people.credentials')
    .set({ ended_at: act.now })
    .where('staff_id', '=', staffId)
    .where('kind', '=', 'totp')
    .where('ended_at', 'is', null)
    .where('confirmed_at', 'is', null)
    .execute()
  const secret = new Secret({ size: 20 }).base32
  await addAuthenticator(act.tx, staffId, secret, { key: act.ports.secrets.key('people.totp'), at: act.now })
  const { rows } = await sql<{ code: string }>`select code from people.staff where id = ${staffId}`.execute(act.tx)
  const totp = new TOTP({ issuer: 'Tri Ân', label: rows[0]?.code ?? '', secret: Secret.fromBase32(secret) })
  return { secret, address: totp.toString() }
}

/** Keeps an authenticator's secret, sealed to its row; `confirmed` when it needs no first code (demonstrations). */
export async function addAuthenticator(
  tx: Tx,
  staffId: string,
  secret: string,
  it: { readonly key: Buffer; readonly at: Date; readonly confirmed?: boolean },
): Promise<void> {
  const id = uuidv7(it.at.getTime())
  await tx
    .withTables<PeopleTables>()
    .insertInto('people.credentials')
    .values({
      id,
      staff_id: staffId,
      kind: 'totp',
      secret: seal(it.key, place(id), secret),
      made_at: it.at,
      confirmed_at: it.confirmed ? it.at : null,
    })
    .execute()
}

/** Lets the enrolment under way count, when the code is its own; the authenticator before it ends. */
export async function confirmEnrolment(act: Act, staffId: string, code: string): Promise<boolean> {
  const begun = await live(act.tx, staffId, 'totp').where('confirmed_at', 'is', null).executeTakeFirst()
  if (!begun) return refuse('people.no_enrolment', 409)
  if (!(await spendStep(act, begun, code))) return false
  const tables = act.tx.withTables<PeopleTables>()
  await tables
    .updateTable('people.credentials')
    .set({ ended_at: act.now })
    .where('staff_id', '=', staffId)
    .where('kind', '=', 'totp')
    .where('ended_at', 'is', null)
    .where('id', '!=', begun.id)
    .execute()
  await tables.updateTable('people.credentials').set({ confirmed_at: act.now }).where('id', '=', begun.id).execute()
  return true
}

/** Refuses a password that is easy to guess. `about` is what others know of its owner. */
export function refuseWeak(password: string, about: readonly string[]): void {
  const why = weakness(password, about)
  if (why) refuse(`people.password_${why}`, 422)
}

/** Somebody's own new password: refused when weak, and the one before ends. */
export async function choosePassword(act: Act, staffId: string, password: string): Promise<void> {
  const { rows } = await sql<{
    about: string[]
  }>`select array[code, name, split_part(email, '@', 1)] as about from people.staff where id = ${staffId}`.execute(
    act.tx,
  )
  refuseWeak(password, rows[0]?.about ?? [])
  const tables = act.tx.withTables<PeopleTables>()
  await tables
    .updateTable('people.credentials')
    .set({ ended_at: act.now })
    .where('staff_id', '=', staffId)
    .where('kind', '=', 'password')
    .where('ended_at', 'is', null)
    .execute()
  await addPassword(act.tx, staffId, await hashPassword(password), act.now)
}

/** Keeps a hash as somebody's password; one that was `givenBy` another must be replaced at the first sign-in. */
export async function addPassword(
  tx: Tx,
  staffId: string,
  hash: string,
  at: Date,
  givenBy: string | null = null,
): Promise<void> {
  await tx
    .withTables<PeopleTables>()
    .insertInto('people.credentials')
    .values({
      id: uuidv7(at.getTime()),
      staff_id: staffId,
      kind: 'password',
      secret: hash,
      given_by: givenBy,
      made_at: at,
      confirmed_at: at,
    })
    .execute()
}
