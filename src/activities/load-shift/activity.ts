import { face as declare } from '#kit/serve'
import { measures } from './report.ts'
import { routes } from './routes.ts'
import { verbs } from './service.ts'
import { eraseContact } from './service-erase.ts'
import { notify } from './service-notices.ts'
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
  },
  routes,
  verbs,
  facts: measures,
  jobs: { notify },
  erases: [eraseContact],
  tables: new URL('./tables/', import.meta.url),
})
