import { sql } from 'kysely'
import { face as declare, type Erases } from '#kit/serve/face.ts'
import { pages, panels } from './portal.ts'
import { gatheringRoutes } from './routes.ts'
import { deskVerbs } from './service.ts'
import { gateVerbs } from './service-gate.ts'
import { guestVerbs } from './service-guest.ts'
import { gatheringWords } from './words.ts'

/** Names go from letters and lists; that somebody came stays counted. */
const eraseGuest: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { rows } = await sql<{ gone: number }>`select gatherings.forget(${id}) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

export const face = declare({
  name: 'gatherings',
  purpose: { vi: gatheringWords.vi.purpose, en: gatheringWords.en.purpose },
  words: gatheringWords,
  permissions: {
    'gatherings.read': ['administrator', 'planner', 'approver', 'crew', 'clerk', 'auditor'],
    'gatherings.invite': ['planner', 'clerk'],
    'gatherings.admit': ['crew', 'clerk'],
    'gatherings.resolve': ['planner', 'approver'],
  },
  routes: gatheringRoutes,
  verbs: { ...deskVerbs, ...gateVerbs, ...guestVerbs },
  erases: [eraseGuest],
  pages,
  panels,
  tables: new URL('./tables/', import.meta.url),
})
