import { sql } from 'kysely'
import { askErrand, type Errand } from '#kit/errands'
import type { Verb } from '#kit/serve'
import { refuse } from '#kit/wire'
import type { loadRoutes } from './routes-loads.ts'
import { addStep, endLoad, findLoad, loadFor } from './service-loads.ts'
import { staffOf } from './service-loads-upload.ts'
import { takeBack } from './service-store-loads.ts'

export const take: Verb<typeof loadRoutes.take> = async (act, { id, ...settings }) => {
  const load = await loadFor(act.tx, id, 'take')
  await sql`update meters.loads set settings = ${JSON.stringify(settings)}::jsonb where id = ${id}`.execute(act.tx)
  const errand = await askErrand(act, 'meters.take', { unit: load.unit, given: { load: id } })
  await addStep(act.tx, load, { state: 'taking', by: staffOf(act), at: act.now, details: { errand, settings } })
  act.concerns({ record: id, unit: load.unit })
  return { errand }
}

export const undo: Verb<typeof loadRoutes.undo> = async (act, { id, reason }) => {
  const load = await loadFor(act.tx, id, 'undo')
  const errand = await askErrand(act, 'meters.undo', { unit: load.unit, given: { load: id } })
  await addStep(act.tx, load, { state: 'undoing', by: staffOf(act), at: act.now, details: { errand, reason } })
  act.concerns({ record: id, unit: load.unit })
  return { errand }
}

/** Takes a load back: what it replaced is as before, what later loads said stays; the same file may come again. */
export async function undoLoad(errand: Errand, { load: id }: { readonly load: string }) {
  const load = (await errand.tx(tx => findLoad(tx, id))) ?? refuse('meters.unknown_load', 404)
  if (load.state !== 'undoing') return undefined
  await takeBack({
    run: errand.tx,
    store: errand.ports,
    load,
    expect: parts => errand.expect(errand.done + parts),
    tell: () => errand.step(1, async () => undefined),
    also: async tx => {
      await addStep(tx, load, { state: 'undone', by: errand.actor, at: errand.now() })
      await endLoad(tx, id, errand.now())
    },
  })
  return undefined
}
