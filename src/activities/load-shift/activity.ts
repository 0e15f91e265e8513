import { face as declare } from '#kit/serve'
import { demonstrate } from './demonstration.ts'
import { measures } from './report.ts'
import { routes } from './routes.ts'
import { pages, panels } from './screens/portal.ts'
import { verbs } from './service.ts'
import { eraseContact } from './service-erase.ts'
import { countResult } from './service-facts.ts'
import { notify } from './service-notices.ts'
import { loadShiftKind } from './service-recognise.ts'
import { measure } from './service-run.ts'
import { words } from './words.ts'

/** Thanking industrial and large customers who took part in load adjustment, or moved production off the peak. */
export const face = declare({
  name: 'load-shift',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'load-shift.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'],
    'load-shift.register': ['planner', 'clerk'],
    'load-shift.call': ['planner'],
    'load-shift.record': ['planner', 'clerk'],
    'load-shift.measure': ['planner'],
  },
  routes,
  verbs,
  facts: measures,
  pages,
  panels,
  jobs: { notify, measure },
  settles: [countResult],
  recognises: [loadShiftKind],
  demonstrate,
  erases: [eraseContact],
  tables: new URL('./tables/', import.meta.url),
})
