import { sql } from 'kysely'
import { face as declare, type Erases, type Measure } from '#kit/serve/face.ts'
import { pages, panels } from './portal.ts'
import { listeningRoutes } from './routes.ts'
import { askerVerbs } from './service-asker.ts'
import { commitVerbs } from './service-commit.ts'
import { deskVerbs } from './service-desk.ts'
import { listeningWords as words } from './words.ts'

/** A person's words go; that somebody was heard stays counted. */
const eraseWords: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { rows } = await sql<{ gone: number }>`select listening.forget(${id}) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

/** What customers said, and what became of it. */
const facts = {
  heard: { says: { vi: words.vi.facts.heard, en: words.en.facts.heard }, unit: 'questions', duty: 'statutory' },
  answered: {
    says: { vi: words.vi.facts.answered, en: words.en.facts.answered },
    unit: 'questions',
    duty: 'statutory',
  },
  'answered-in-time': {
    says: { vi: words.vi.facts.inTime, en: words.en.facts.inTime },
    unit: 'questions',
    duty: 'statutory',
  },
  'commitments-kept': { says: { vi: words.vi.facts.kept, en: words.en.facts.kept }, unit: 'pledges', duty: 'extra' },
} as const satisfies Readonly<Record<string, Measure>>

export const face = declare({
  name: 'listening',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'listening.read': ['administrator', 'planner', 'approver', 'clerk', 'auditor'],
    'listening.keep': ['clerk', 'crew', 'planner'],
    'listening.answer': ['clerk', 'planner'],
  },
  routes: listeningRoutes,
  verbs: { ...askerVerbs, ...deskVerbs, ...commitVerbs },
  facts,
  erases: [eraseWords],
  pages,
  panels,
  tables: new URL('./tables/', import.meta.url),
})
