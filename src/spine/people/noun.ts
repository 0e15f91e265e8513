import { face as declare } from '#kit/serve/face.ts'
import { customerVerbs } from './customers.ts'
import { peopleRoutes } from './routes.ts'
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
  },
  routes: peopleRoutes,
  verbs: { ...signInVerbs, ...staffVerbs, ...customerVerbs },
  tables: new URL('./tables/', import.meta.url),
})
