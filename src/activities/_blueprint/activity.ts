import { face as declare } from '#kit/serve'
import { demonstrate } from './demonstration.ts'
import { measures } from './report.ts'
import { routes } from './routes.ts'
import { panels } from './screens/portal.ts'
import { opens, verbs } from './service.ts'
import { words } from './words.ts'

/** Planting trees with the people a unit serves: the small complete activity that others are copied from. */
export const face = declare({
  name: 'blueprint',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'blueprint.read': ['administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor'],
    'blueprint.plan': ['planner'],
    'blueprint.approve': ['approver'],
    'blueprint.plant': ['crew'],
  },
  routes,
  verbs,
  facts: measures,
  opens,
  panels,
  demonstrate,
  tables: new URL('./tables/', import.meta.url),
})
