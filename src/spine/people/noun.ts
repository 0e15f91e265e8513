import { sql } from 'kysely'
import type { Erases } from '#kit/serve/face.ts'
import { face as declare } from '#kit/serve/face.ts'
import { accountVerbs } from './account.ts'
import { customerVerbs } from './customers.ts'
import { deviceVerbs } from './devices.ts'
import { grantVerbs } from './grants.ts'
import { keyVerbs } from './partner-keys.ts'
import { peopleRoutes } from './routes.ts'
import { sessionVerbs } from './sessions.ts'
import { signInVerbs } from './sign-in.ts'
import { staffVerbs } from './staff.ts'
import { peopleWords } from './words.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** Sends a one-time code to a phone, by whatever channel reaches it. */
    readonly sendCode: (phone: string, code: string, lang: 'vi' | 'en') => Promise<void>
    /** Whether roles that can move money or rights must prove a second factor even before they enrolled one. */
    readonly secondFactor: 'always' | 'when-enrolled'
  }
}

/** A customer's number goes with the codes and sessions on it. */
const eraseContact: Erases = async (tx, { kind, id }) => {
  if (kind !== 'contact') return 0
  const { rows } = await sql<{ gone: number }>`select people.forget_contact(${id}) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

export const face = declare({
  name: 'people',
  purpose: {
    vi: 'Biết ai là ai, ai giữ vai trò gì, ở đơn vị nào, đến ngày nào',
    en: 'Knows who is who, and who holds which role, where, until when',
  },
  words: peopleWords,
  permissions: {
    'people.read': ['administrator', 'auditor'],
    'people.manage': ['administrator'],
    'people.keys': ['administrator', 'auditor'],
    'people.issue_keys': ['administrator'],
  },
  routes: peopleRoutes,
  verbs: {
    ...signInVerbs,
    ...accountVerbs,
    ...sessionVerbs,
    ...staffVerbs,
    ...grantVerbs,
    ...deviceVerbs,
    ...customerVerbs,
    ...keyVerbs,
  },
  erases: [eraseContact],
  tables: new URL('./tables/', import.meta.url),
})
