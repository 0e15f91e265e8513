import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { initials } from '#kit/text'
import { refuse } from '#kit/wire'
import { beginEnrolment, choosePassword, confirmEnrolment, findAuthenticator, findPassword } from './credentials.ts'
import { failed, refuseGuessing, triedAccount, triedCode } from './failures.ts'
import { heldOn, unitName } from './held.ts'
import { withNames } from './held-names.ts'
import type { peopleRoutes } from './routes.ts'
import { passwordFits } from './secrets.ts'
import { endOwnSessions, openSession, sessionEndsAt } from './sessions.ts'

type AccountVerbs = Verbs<Pick<typeof peopleRoutes, 'me' | 'changePassword' | 'enrol' | 'confirmEnrolment'>>

/** The id of the member of staff who acts. */
export function staffOf(act: Act): string {
  return act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401)
}

/** The same, when somebody is here in person: a phone that was left behind must not change its owner's account. */
export function ownAccount(act: Act): string {
  return 'phone' in act.who ? refuse('people.not_from_phone', 403) : staffOf(act)
}

/** Asks for the password again before the account itself is changed; guesses count as failed sign-ins. */
async function provePassword(act: Act, password: string): Promise<string> {
  const staffId = ownAccount(act)
  const tried = triedAccount(act, staffId)
  await refuseGuessing(act, tried)
  const kept = await findPassword(act.tx, staffId)
  if (!(await passwordFits(password, kept?.secret))) failed(act, tried, 'people.wrong_sign_in')
  act.concerns({ record: staffId })
  return staffId
}

/** After a proof has changed, every session ends and this browser gets a new one. */
async function beginAfresh(act: Act, staffId: string): Promise<void> {
  await endOwnSessions(act, 'all')
  await openSession(act, 'staff', staffId)
}

export const accountVerbs: AccountVerbs = {
  me: async act => {
    const staffId = staffOf(act)
    const { rows } = await sql<{ name: string; code: string; unitId: string; unit: string }>`
      select s.name, s.code, s.unit_id as "unitId", ${unitName('s.unit_id', act.today)} as unit
      from people.staff s where s.id = ${staffId}`.execute(act.tx)
    const row = rows[0] ?? refuse('people.unknown_staff', 404)
    return {
      id: staffId,
      name: row.name,
      initials: initials(row.name),
      code: row.code,
      unit: { id: row.unitId, name: row.unit },
      roles: await withNames(act, await heldOn(act.tx, staffId, act.today)),
      permissions: act.who.kind === 'staff' ? [...act.who.permissions].sort() : [],
      readOnly: act.who.kind === 'staff' && act.who.readOnly,
      secondFactor: (await findAuthenticator(act.tx, staffId)) !== undefined,
      sessionEndsAt: (await sessionEndsAt(act)).toISOString(),
    }
  },
  changePassword: async (act, { before, after }) => {
    const staffId = await provePassword(act, before)
    if (before.normalize('NFC') === after.normalize('NFC')) refuse('people.password_same', 422)
    await choosePassword(act, staffId, after)
    await beginAfresh(act, staffId)
    return {}
  },
  enrol: async (act, { password }) => beginEnrolment(act, await provePassword(act, password)),
  confirmEnrolment: async (act, { code }) => {
    const staffId = ownAccount(act)
    const tried = triedCode(act, staffId)
    await refuseGuessing(act, tried)
    if (!(await confirmEnrolment(act, staffId, code))) failed(act, tried, 'people.wrong_code')
    await beginAfresh(act, staffId)
    act.concerns({ record: staffId })
    return {}
  },
}
