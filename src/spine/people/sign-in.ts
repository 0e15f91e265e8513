import { sql } from 'kysely'
import { setContext } from '#kit/db'
import type { Act, Verbs } from '#kit/serve'
import { refuse } from '#kit/wire'
import {
  beginEnrolment,
  choosePassword,
  codeFits,
  confirmEnrolment,
  findAuthenticator,
  findPassword,
  noStaff,
} from './credentials.ts'
import { failed, refuseGuessing, triedAccount, triedCode } from './failures.ts'
import { heldOn } from './held.ts'
import type { peopleRoutes } from './routes.ts'
import { needsSecondFactor, nextStep, type Step } from './rules.ts'
import { passwordFits } from './secrets.ts'
import { getSignIn, openSession } from './sessions.ts'

type SignIn = Verbs<Pick<typeof peopleRoutes, 'signIn' | 'confirmCode' | 'choosePassword' | 'beginEnrolment'>>
type Answer = { done: boolean; needs: Step | null }

async function findStaff(act: Act, login: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select people.staff_for(${login}, ${act.today}) as id`.execute(
    act.tx,
  )
  return rows[0]?.id ?? undefined
}

/** Goes on to what is still to be proved, or in; either way the browser gets a new token. */
async function goOn(act: Act, staffId: string, done?: Step, label?: string): Promise<Answer> {
  const held = await heldOn(act.tx, staffId, act.today)
  const needs = nextStep(
    {
      enrolled: (await findAuthenticator(act.tx, staffId)) !== undefined,
      passwordGiven: (await findPassword(act.tx, staffId))?.given_by != null,
      mustEnrol: act.ports.secondFactor === 'always' && needsSecondFactor(held.map(one => one.role)),
    },
    done,
  )
  await openSession(act, 'staff', staffId, { step: needs, label })
  const { rows } = await sql<{ unit: string }>`select unit_id as unit from people.staff where id = ${staffId}`.execute(
    act.tx,
  )
  act.concerns({ record: staffId, unit: rows[0]?.unit, values: { needs: needs ?? 'nothing' } })
  return { done: needs === undefined, needs: needs ?? null }
}

/** Checks the code of somebody whose password was right; refuses, and counts, a wrong one. */
async function proveCode(act: Act, staffId: string, fits: () => Promise<boolean>): Promise<void> {
  const tried = triedCode(act, staffId)
  await refuseGuessing(act, tried)
  if (!(await fits())) failed(act, tried, 'people.wrong_code')
}

export const signInVerbs: SignIn = {
  signIn: async (act, { login, password, code, label }) => {
    const found = await findStaff(act, login)
    const tried = triedAccount(act, found ?? login.toLowerCase())
    await refuseGuessing(act, tried)
    const staffId = found ?? noStaff
    await setContext(act.tx, { actor: staffId })
    const kept = await findPassword(act.tx, staffId)
    if (!(await passwordFits(password, kept?.secret))) failed(act, tried, 'people.wrong_sign_in')
    if (code === undefined || !(await findAuthenticator(act.tx, staffId))) return goOn(act, staffId, undefined, label)
    await proveCode(act, staffId, () => codeFits(act, staffId, code))
    return goOn(act, staffId, 'code', label)
  },
  confirmCode: async (act, { code }) => {
    const { staffId, step, label } = await getSignIn(act, ['code', 'enrolment'])
    const check = step === 'code' ? codeFits : confirmEnrolment
    await proveCode(act, staffId, () => check(act, staffId, code))
    return goOn(act, staffId, step, label)
  },
  choosePassword: async (act, { password }) => {
    const { staffId, label } = await getSignIn(act, ['password'])
    const kept = await findPassword(act.tx, staffId)
    if (await passwordFits(password, kept?.secret)) refuse('people.password_same', 422)
    await choosePassword(act, staffId, password)
    return goOn(act, staffId, 'password', label)
  },
  beginEnrolment: async act => {
    const { staffId } = await getSignIn(act, ['enrolment'])
    act.concerns({ record: staffId })
    return beginEnrolment(act, staffId)
  },
}
