import { sql } from 'kysely'
import { face as declare } from '#kit/serve'
import type { Audience } from '#kit/serve/face.ts'
import { countWaves } from './count-waves.ts'
import { demonstrate } from './demonstration.ts'
import { measures } from './report.ts'
import { routes } from './routes.ts'
import { pages, panels } from './screens/portal.ts'
import { verbs } from './service.ts'
import { words } from './words.ts'

/** Whoever was advised on the phone: a message may follow up, if they agreed to such. */
const advised: Audience = {
  name: 'outreach-advised',
  says: { vi: words.vi.audience, en: words.en.audience },
  narrows: false,
  members: ({ units }) => sql`select customer_id as member from outreach.advice where unit_id = any (${units}::uuid[])`,
}

export const face = declare({
  name: 'outreach',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'outreach.read': ['administrator', 'planner', 'approver', 'crew', 'clerk', 'auditor'],
    'outreach.plan': ['planner'],
    'outreach.approve': ['approver'],
    'outreach.record': ['clerk', 'crew'],
    'outreach.advise': ['clerk'],
  },
  routes,
  verbs,
  jobs: { count: { does: { vi: words.vi.job, en: words.en.job }, every: '*/10 * * * *', run: countWaves } },
  facts: measures,
  audiences: [advised],
  pages,
  panels,
  demonstrate,
  tables: new URL('./tables/', import.meta.url),
})
