import type { JobContext } from '#kit/serve/face.ts'
import { face as declare } from '#kit/serve/face.ts'
import type { Said } from '#kit/words'
import { applyLoad, undoLoad } from './apply.ts'
import { checkLoad } from './check.ts'
import { check, decide, stop, undo } from './decide.ts'
import { reportDrop, sweep, watchDrops } from './drop.ts'
import { preview } from './preview.ts'
import { badRows } from './results.ts'
import { importRoutes } from './routes.ts'
import { changeSource, closeSource, openSource, sources } from './sources.ts'
import { begin, finish, part } from './uploads.ts'
import { findings, kinds, load, loads } from './views.ts'
import { importWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.jobs): Said => ({ vi: words.vi.jobs[key], en: words.en.jobs[key] })
/** A step of one load, then what became of it beside the file, where it came by the drop folder. */
const onLoad =
  (step: (context: JobContext, id: string) => Promise<void>) => async (context: JobContext, data: unknown) => {
    const { load: id } = data as { load: string }
    await step(context, id)
    await reportDrop(context, id)
  }

export const face = declare({
  name: 'imports',
  purpose: {
    vi: 'Nhận dữ liệu từ tệp: kiểm tra từng dòng, ghi trọn vẹn hoặc không ghi, thu hồi được',
    en: 'Takes data in from files: judged row by row, written whole or not at all, and taken back',
  },
  words,
  permissions: {
    'imports.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'],
    'imports.bring': ['administrator', 'clerk'],
    'imports.decide': ['administrator', 'approver', 'clerk'],
    'imports.shape': ['administrator'],
  },
  routes: importRoutes,
  verbs: {
    kinds,
    begin,
    part,
    finish,
    preview,
    check,
    stop,
    decide,
    undo,
    loads,
    load,
    findings,
    badRows,
    sources,
    openSource,
    changeSource,
    closeSource,
  },
  jobs: {
    check: { does: does('check'), run: onLoad(checkLoad) },
    apply: { does: does('apply'), run: onLoad(applyLoad) },
    undo: { does: does('undo'), run: onLoad(undoLoad) },
    watch: { does: does('watch'), every: '* * * * *', run: watchDrops },
    sweep: { does: does('sweep'), every: '20 3 * * *', run: sweep },
  },
  tables: new URL('./tables/', import.meta.url),
})
