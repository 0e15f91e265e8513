import { sql } from 'kysely'
import { errand } from '#kit/errands'
import type { Verbs } from '#kit/serve'
import { face as declare } from '#kit/serve/face.ts'
import type { GivesOf } from '#kit/wire'
import type { Said } from '#kit/words'
import { billsIntake } from './intake-bills.ts'
import { outagesIntake } from './intake-outages.ts'
import { meterRoutes } from './routes.ts'
import { heldRoutes } from './routes-held.ts'
import { loadRoutes } from './routes-loads.ts'
import { askErasure, eraseReadings } from './service-erase.ts'
import { curve, held, months, spans } from './service-held.ts'
import { enter } from './service-loads-enter.ts'
import { look } from './service-loads-look.ts'
import { refused } from './service-loads-refused.ts'
import { takeLoad } from './service-loads-take.ts'
import { take, undo, undoLoad } from './service-loads-undo.ts'
import { begin, finish, follow, part } from './service-loads-upload.ts'
import { load, loads } from './service-loads-views.ts'
import { outages, outagesSheet } from './service-outages.ts'
import { sweepStore } from './service-store-sweep.ts'
import { meterWords as words } from './words.ts'
import { readingWords } from './words-readings.ts'

type Bill = GivesOf<typeof meterRoutes.bills>['bills'][number]

const routes = { ...meterRoutes, ...loadRoutes, ...heldRoutes }

const verbs: Verbs<typeof routes> = {
  begin,
  part,
  finish,
  look,
  take,
  undo,
  follow,
  enter,
  loads,
  load,
  refused,
  months,
  held,
  spans,
  curve,
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

const says = (job: keyof typeof readingWords.vi.jobs): Said => ({
  vi: readingWords.vi.jobs[job],
  en: readingWords.en.jobs[job],
})

export const face = declare({
  name: 'meters',
  purpose: {
    vi: 'Giữ số điện đã dùng và các lần mất điện, mỗi con số biết mình đến từ tệp nào',
    en: 'Keeps what was used and when supply failed, each figure knowing the file it came from',
  },
  words,
  permissions: {
    'meters.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'],
    'meters.bring': ['administrator', 'clerk'],
    'meters.enter': ['clerk'],
  },
  routes,
  verbs,
  intakes: [billsIntake, outagesIntake],
  jobs: {
    take: errand({ does: says('take'), may: 'meters.bring', run: takeLoad }),
    undo: errand({ does: says('undo'), may: 'meters.bring', run: undoLoad }),
    erase: { does: says('erase'), run: eraseReadings },
    sweep: { does: { vi: words.vi.jobs.sweep, en: words.en.jobs.sweep }, every: '50 3 * * *', run: sweepStore },
  },
  erases: [askErasure],
  tables: new URL('./tables/', import.meta.url),
})
