import { sql } from 'kysely'
import type { Erases } from '#kit/serve/face.ts'
import { face as declare } from '#kit/serve/face.ts'
import { pages, panels } from './portal.ts'
import { recognitionRoutes } from './routes.ts'
import { approveVerbs } from './service-approve.ts'
import { candidateVerbs } from './service-candidates.ts'
import { criteriaVerbs } from './service-criteria.ts'
import { mineVerbs } from './service-mine.ts'
import { objectionVerbs } from './service-objections.ts'
import { published } from './service-published.ts'
import { runVerbs } from './service-runs.ts'
import { thankVerbs } from './service-thank.ts'
import { recognitionWords as words } from './words.ts'

/** What drew a person's page goes, and what they wrote; who was thanked and on what figures stays under an opaque id. */
const eraseParty: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { rows } = await sql<{ gone: number }>`select recognition.forget(${id}) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

const reads = ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor']

export const face = declare({
  name: 'recognition',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'recognition.read': reads,
    'recognition.plan': ['planner'],
    'recognition.approve': ['approver'],
    'recognition.declare': ['planner', 'approver', 'clerk'],
    'recognition.object': ['clerk'],
    'recognition.answer': ['approver', 'clerk'],
    'recognition.thank': ['planner', 'clerk'],
  },
  routes: recognitionRoutes,
  verbs: {
    ...criteriaVerbs,
    published,
    ...runVerbs,
    ...candidateVerbs,
    ...approveVerbs,
    ...thankVerbs,
    ...objectionVerbs,
    ...mineVerbs,
  },
  erases: [eraseParty],
  pages,
  panels,
  tables: new URL('./tables/', import.meta.url),
})
