import { sql } from 'kysely'
import { face as declare, type Job } from '#kit/serve/face.ts'
import { routes } from './routes.ts'
import { verbs } from './service.ts'
import { evidenceWords as words } from './words.ts'

const weekMs = 7 * 86_400_000

/** Pieces that nobody finished within a week go; the phone still has what it did not get through. */
const sweep: Job = {
  does: { vi: words.vi.does.sweep, en: words.en.does.sweep },
  every: '40 3 * * *',
  run: context =>
    context.tx(async tx => {
      await sql`select evidence.sweep_pieces(${new Date(context.now().getTime() - weekMs)})`.execute(tx)
    }),
}

export const face = declare({
  name: 'evidence',
  purpose: {
    vi: 'Giữ ảnh và giấy tờ chứng minh, không mất, không bị thay',
    en: 'Keeps the photos and papers that prove an act',
  },
  words,
  permissions: {
    'evidence.add': ['crew', 'clerk'],
    'evidence.read': ['administrator', 'planner', 'approver', 'crew', 'clerk', 'auditor'],
  },
  routes,
  verbs,
  jobs: { sweep },
  tables: new URL('./tables/', import.meta.url),
})
