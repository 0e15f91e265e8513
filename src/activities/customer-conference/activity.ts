import { face as declare } from '#kit/serve'
import { demonstrate } from './demonstration.ts'
import { countSettled, measures } from './report.ts'
import { routes } from './routes.ts'
import { panels } from './screens/portal.ts'
import { verbs } from './service.ts'
import { words } from './words.ts'

export const face = declare({
  name: 'customer-conference',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'customer-conference.read': ['administrator', 'planner', 'approver', 'clerk', 'crew', 'auditor'],
    'customer-conference.plan': ['planner'],
    'customer-conference.approve': ['approver'],
  },
  routes,
  verbs,
  facts: measures,
  settles: [countSettled],
  panels,
  demonstrate,
  tables: new URL('./tables/', import.meta.url),
})
