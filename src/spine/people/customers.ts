import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { setContext } from '#kit/db'
import { seal } from '#kit/db/seal.ts'
import type { Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import type { peopleRoutes } from './routes.ts'
import { customerSession } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { keyed, sha256 } from './secrets.ts'
import { openSession } from './sign-in.ts'

type CustomerVerbs = Verbs<Pick<typeof peopleRoutes, 'askCode' | 'tryCode' | 'leave'>>

/** Ten digits from what was typed: spaces, dots, dashes and +84 are welcome. */
export function readPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, '').replace(/^(\+84|0084)/, '0')
  return /^0\d{9}$/.test(digits) ? digits : undefined
}

export const customerVerbs: CustomerVerbs = {
  askCode: async (act, { phone: typed }) => {
    const phone = readPhone(typed) ?? refuse('people.bad_phone', 422)
    const request = uuidv7(act.now.getTime())
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const index = keyed(act.ports.secrets.key('people.phone'), phone)
    const sealed = seal(act.ports.secrets.key('people.phone.sealed'), 'people.contacts.phone', phone)
    const { rows } = await sql<{
      kept: boolean
    }>`select people.ask_code(${request}, ${index}, ${sealed}, ${sha256(`${request} ${code}`)}, ${act.ip}, ${act.now}) as kept`.execute(
      act.tx,
    )
    // The same answer whether it is sent, held back or unknown: nobody learns from it whose number is ours.
    if (rows[0]?.kept) act.afterCommit(() => act.ports.sendCode(phone, code, act.lang))
    return { request }
  },
  tryCode: async (act, { request, code }) => {
    const { rows } = await sql<{
      id: string | null
    }>`select people.try_code(${request}, ${sha256(`${request} ${code.replace(/\D/g, '')}`)}, ${uuidv7(act.now.getTime())}, ${act.now}) as id`.execute(
      act.tx,
    )
    const contact = rows[0]?.id
    // A wrong code is answered, not refused: the try has to be counted, and a refusal would undo the counting.
    if (!contact) return { done: false }
    await setContext(act.tx, { customer: contact })
    await openSession(act, 'customer', contact, customerSession)
    act.concerns({ record: contact })
    return { done: true }
  },
  leave: async act => {
    await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.sessions')
      .set({ ended_at: act.now })
      .where('ended_at', 'is', null)
      .execute()
    act.setSession('end')
    return {}
  },
}
