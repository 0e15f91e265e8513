import { uuidv7 } from '#kit/wire'
import { importRoutes } from '#spine/imports/routes.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const csv = 'Mã lần mất điện;Mất điện từ;Kế hoạch\n'
const reading = {
  encoding: 'utf-8',
  separator: ';',
  numbers: 'vi',
  head: 1,
  columns: { number: 0, from: 1, planned: 2 },
} as const
let files = 0

/** A load of somebody else at a unit, as far as it is wanted. */
async function aLoad(stage: Stage, unitId: string, far: 'begun' | 'sent' | 'checked' | 'applied'): Promise<string> {
  const clerk = await stage.world.staff('clerk', unitId)
  const begun = await clerk.call(importRoutes.begin, { unitId, intake: 'outages', name: 'mat-dien.csv' })
  const { id } = begun.body
  if (far === 'begun') return id
  const text = `${csv}S${++files};24/11/2026 08:00;đột xuất\n`
  await clerk.call(importRoutes.part, { id, at: 0, bytes: Buffer.from(text).toString('base64') })
  if (far === 'sent' || (await clerk.call(importRoutes.finish, { id })).status !== 200) return id
  await clerk.call(importRoutes.check, { id, reading })
  await stage.world.runJobs()
  if (far === 'checked') return id
  await clerk.call(importRoutes.decide, { id, take: true })
  await stage.world.runJobs()
  return id
}

async function aSource({ world }: Stage, unitId: string): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into imports.sources values ($1, $2, 'outages', 'Trung tâm điều độ', 'one', null, false, $1, now())`,
    [id, unitId],
  )
  return id
}

const about = (far: Parameters<typeof aLoad>[2], more: Readonly<Record<string, unknown>> = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await aLoad(stage, unitId, far), ...more }),
  sees: done,
})
const settings = { name: 'Trung tâm điều độ', decides: 'one', folder: null, numbered: false }

let lastOutage = ''

export const importRows: Readonly<Record<string, MatrixRow>> = {
  'imports.kinds': nothing,
  'imports.begin': {
    sample: (_, unitId) => ({ unitId, intake: 'outages', name: 'mat-dien.csv' }),
    sees: done,
  },
  'imports.part': about('begun', { at: 0, bytes: Buffer.from('x').toString('base64') }),
  'imports.finish': about('sent'),
  'imports.preview': about('checked'),
  'imports.check': about('checked', { reading }),
  'imports.stop': about('begun'),
  'imports.decide': about('checked', { take: false }),
  'imports.undo': about('applied', { reason: 'nhầm tệp' }),
  'imports.loads': {
    sample: async (stage, unitId) => ({ source: await sourceOfLoad(stage, unitId) }),
    sees: (_, body) => (body.loads as unknown[]).length === 1,
  },
  'imports.load': about('begun'),
  'imports.findings': about('checked'),
  'imports.badRows': about('checked', { as: 'csv' }),
  'imports.sources': nothing,
  'imports.openSource': { sample: (_, unitId) => ({ unitId, intake: 'outages', ...settings }), sees: done },
  'imports.changeSource': {
    sample: async (stage, unitId) => ({ id: await aSource(stage, unitId), ...settings }),
    sees: done,
  },
  'imports.closeSource': { sample: async (stage, unitId) => ({ id: await aSource(stage, unitId) }), sees: done },
  'meters.bills': { sample: () => ({ customerId: uuidv7() }) },
  'meters.outagesSheet': { sample: () => ({ as: 'csv' }) },
  'meters.outages': {
    sample: async (stage, unitId) => {
      lastOutage = uuidv7()
      await stage.world.owner.pool.query(
        `insert into meters.outages (id, unit_id, number, from_at, planned, cause, load_id) values ($1, $2, $3, now(), false, 'storm', $1)`,
        [uuidv7(), unitId, lastOutage],
      )
      return { unitId }
    },
    // A unit is asked for with all below it, so that more may be seen than was made there.
    sees: (_, body) => (body.outages as { number: string }[]).some(one => one.number === lastOutage),
  },
}

async function sourceOfLoad(stage: Stage, unitId: string): Promise<string> {
  const [id, load] = [await aSource(stage, unitId), await aLoad(stage, unitId, 'begun')]
  await stage.world.owner.pool.query('update imports.loads set source_id = $2 where id = $1', [load, id])
  return id
}
