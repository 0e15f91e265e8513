import { sql } from 'kysely'
import type { Verbs } from '#kit/serve'
import { face as declare } from '#kit/serve/face.ts'
import type { GivesOf } from '#kit/wire'
import { billsIntake } from './intake-bills.ts'
import { outagesIntake } from './intake-outages.ts'
import { meterRoutes } from './routes.ts'
import { outages, outagesSheet } from './service-outages.ts'
import { sweepStore } from './service-store-sweep.ts'
import { meterWords as words } from './words.ts'

type Bill = GivesOf<typeof meterRoutes.bills>['bills'][number]

const verbs: Verbs<typeof meterRoutes> = {
  bills: async (act, { customerId }) => {
    const { rows } =
      await sql<Bill>`select k.number as contract, b.month, b.from_day as "fromDay", b.until_day as "untilDay",
        trim_scale(b.used_kwh)::text as "usedKwh", b.owed_vnd::text as "owedVnd", b.estimated
      from meters.bills b join customers.contracts k on k.id = b.contract_id
      where b.customer_id = ${customerId} order by b.month desc, k.number limit 240`.execute(act.tx)
    act.concerns({ record: customerId })
    return { bills: rows }
  },
  outages,
  outagesSheet,
}

export const face = declare({
  name: 'meters',
  purpose: {
    vi: 'Giữ số điện đã dùng và các lần mất điện, mỗi con số biết mình đến từ tệp nào',
    en: 'Keeps what was used and when supply failed, each figure knowing the file it came from',
  },
  words,
  permissions: {
    'meters.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'],
  },
  routes: meterRoutes,
  verbs,
  intakes: [billsIntake, outagesIntake],
  jobs: { sweep: { does: { vi: words.vi.jobs.sweep, en: words.en.jobs.sweep }, every: '50 3 * * *', run: sweepStore } },
  tables: new URL('./tables/', import.meta.url),
})
