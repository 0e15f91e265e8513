import { sql } from 'kysely'
import { face as declare } from '#kit/serve/face.ts'
import { reportRoutes } from './routes.ts'
import { figure, records } from './service-figure.ts'
import { overview } from './service-overview.ts'
import { corrections, record } from './service-record.ts'
import { reportWords as words } from './words.ts'

export const face = declare({
  name: 'reports',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: { 'reports.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'] },
  routes: reportRoutes,
  verbs: { overview, figure, records, record, corrections },
  jobs: {
    fold: {
      does: { vi: words.vi.jobs.fold, en: words.en.jobs.fold },
      every: '* * * * *',
      run: async context => {
        await context.tx(tx => sql`select reports.fold()`.execute(tx), await context.houseScope())
      },
    },
  },
  tables: new URL('./tables/', import.meta.url),
})
