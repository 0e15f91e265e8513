import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { setContext } from '#kit/db'
import { blindIndex, seal } from '#kit/db/seal.ts'
import type { Act, Verbs } from '#kit/serve'
import { readPhone } from '#kit/text'
import { refuse, uuidv7 } from '#kit/wire'
import type { peopleRoutes } from './routes.ts'
import { endOwnSessions, openSession, tokenHash } from './sessions.ts'

type CustomerVerbs = Verbs<Pick<typeof peopleRoutes, 'askCode' | 'tryCode' | 'leave' | 'leaveEverywhere'>>

/** A code as it is kept: with its request, and by a key that the database does not have. */
const codeIndex = (act: Act, request: string, code: string): Buffer =>
  blindIndex(act.ports.secrets.key('people.code'), `${request} ${code}`)

export const customerVerbs: CustomerVerbs = {
  askCode: async (act, { phone: typed }) => {
    const read = readPhone(typed)
    const phone = read?.kind === 'mobile' ? read.national : refuse('people.bad_phone', 422)
    const { key } = act.ports.secrets
    const request = uuidv7(act.now.getTime())
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const index = blindIndex(key('people.phone'), phone)
    const prefix = blindIndex(key('people.phone'), phone.slice(0, 7))
    const sealed = seal(key('people.phone.sealed'), 'people.contacts.phone', phone)
    const { rows } = await sql<{ kept: boolean }>`select people.ask_code(${request}, ${index}, ${prefix}, ${sealed},
      ${codeIndex(act, request, code)}, ${act.ip}, ${act.now}) as kept`.execute(act.tx)
    // The same answer whether it is sent or held back, and any number may ask: nobody learns whose number is ours.
    if (rows[0]?.kept)
      act.afterCommit(() => {
        void Promise.resolve(act.ports.sendCode(phone, code, act.lang)).catch(() => undefined)
      })
    return { request }
  },
  tryCode: async (act, { request, code }) => {
    const { rows } = await sql<{ id: string | null }>`select people.try_code(${request},
      ${codeIndex(act, request, code.replace(/\D/g, ''))}, ${uuidv7(act.now.getTime())}, ${act.now}) as id`.execute(
      act.tx,
    )
    const contact = rows[0]?.id
    // A wrong code is answered, not refused: the try has to be counted, and a refusal would undo the counting.
    if (!contact) return { done: false }
    await setContext(act.tx, { customer: contact })
    await openSession(act, 'customer', contact)
    act.concerns({ record: contact })
    return { done: true }
  },
  leave: async act => {
    await sql`select people.end_token(${tokenHash(act)}, 'customer', ${act.now})`.execute(act.tx)
    act.setSession('end')
    return {}
  },
  leaveEverywhere: async act => {
    const ended = await endOwnSessions(act, 'all')
    act.setSession('end')
    return { ended }
  },
}
