import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { enqueue } from '#kit/jobs'
import type { Act, Verb } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import { pathOf, removeFile, sizeOf } from './files.ts'
import { addStep, endLoad, findLoad, intakeOf, type Load, loadFor } from './loads.ts'
import { refuseOutOfTurn } from './order.ts'
import type { importRoutes } from './routes.ts'
import { type Reading, rowColumn } from './rules.ts'
import { dropStage } from './stage.ts'
import { codeOf, lastStep, uniqueViolation } from './stopping.ts'
import { staffOf } from './uploads.ts'

/** Remembers how a file was read, for the next one of the same source (or of the same kind, where no source is named). */
async function keepHabit(tx: Tx, load: Load, reading: Reading, by: string | undefined, at: Date): Promise<void> {
  if (load.corrects !== null) return
  await sql`insert into imports.habits (id, unit_id, source_id, intake, reading, kept_by, kept_at)
    values (${uuidv7()}, ${load.unit}, ${load.source}, ${load.intake}, ${JSON.stringify(reading)}::jsonb, ${by ?? null}, ${at})`.execute(
    tx,
  )
}

/** Puts the check of a load into the queue, with how its file is to be read. */
export async function askCheck(tx: Tx, load: Load, reading: Reading, by: string | undefined, at: Date): Promise<void> {
  await keepHabit(tx, load, reading, by, at)
  await addStep(tx, load, { state: 'waiting', by, at, details: { reading } })
  await enqueue(tx, 'imports.check', { load: load.id })
}

export const check: Verb<typeof importRoutes.check> = async (act, { id, reading }) => {
  const load = await loadFor(act.tx, id, 'check')
  const { columns } = intakeOf(act.ports, load.intake)
  const known = new Set([rowColumn, ...columns.map(({ name }) => name)])
  const unknown = Object.keys(reading.columns).find(name => !known.has(name))
  if (unknown) refuse('imports.column_unknown', 422, { column: unknown })
  const missing = columns.find(({ name, required }) => required && reading.columns[name] === undefined)
  if (missing) refuse('imports.column_missing', 422, { column: missing.says[act.lang] })
  if (load.corrects !== null && reading.columns[rowColumn] === undefined) refuse('imports.row_column_missing', 422)
  if ((await sizeOf(pathOf(act.ports, id))) === 0) refuse('imports.file_gone', 410)
  await refuseOutOfTurn(act.tx, load)
  await askCheck(act.tx, load, reading, staffOf(act), act.now)
  act.concerns({ record: id, unit: load.unit })
  return {}
}

/** Ends a load of which nothing went in, and lets go of what it holds. */
async function letGo(tx: Tx, load: Load, at: Date): Promise<void> {
  await dropStage(tx, load.id)
  await endLoad(tx, load.id, at)
}

/**
 * Asks that a load that is being written goes back. Its row is held by whoever writes it until all is in, so nobody is
 * waited for here: the step takes the number that the end of the writing would take, and the later of the two gives way.
 */
async function stopWriting(act: Act, load: Load): Promise<void> {
  const { no, state } = await lastStep(act.tx, load.id)
  const late = () => refuse('imports.not_now', 409, { state: 'applied' })
  if (state !== 'applying') late()
  try {
    await addStep(act.tx, load, { state: 'stopping', by: staffOf(act), at: act.now, no: no + 1 })
  } catch (error) {
    if (codeOf(error) === uniqueViolation) late()
    throw error
  }
}

export const stop: Verb<typeof importRoutes.stop> = async (act, { id }) => {
  const seen = await findLoad(act.tx, id)
  if (seen?.state === 'applying') {
    await stopWriting(act, seen)
    act.concerns({ record: id, unit: seen.unit })
    return {}
  }
  const load = await loadFor(act.tx, id, 'stop')
  await addStep(act.tx, load, { state: 'stopped', by: staffOf(act), at: act.now })
  // Half a file is good for nothing; a whole one may be checked again.
  if (load.state === 'receiving') {
    await endLoad(act.tx, id, act.now)
    act.afterCommit(() => removeFile(pathOf(act.ports, id)))
  }
  act.concerns({ record: id, unit: load.unit })
  return {}
}

/** Lets a checked load in, by whoever may decide it. */
export async function letIn(tx: Tx, load: Load, by: string | undefined, at: Date): Promise<void> {
  if (!load.found || load.found.good === 0) refuse('imports.nothing_good', 409)
  await refuseOutOfTurn(tx, load)
  await addStep(tx, load, { state: 'applying', by, at })
  await enqueue(tx, 'imports.apply', { load: load.id })
}

export const decide: Verb<typeof importRoutes.decide> = async (act, { id, take }) => {
  const load = await loadFor(act.tx, id, 'decide')
  const by = staffOf(act)
  act.concerns({ record: id, unit: load.unit, values: { take: take ? 1 : 0 } })
  if (take) {
    if (load.decides === 'other' && load.broughtBy === by) refuse('imports.decider_is_bringer', 403)
    await letIn(act.tx, load, by, act.now)
    return {}
  }
  await addStep(act.tx, load, { state: 'declined', by, at: act.now })
  await letGo(act.tx, load, act.now)
  act.afterCommit(() => removeFile(pathOf(act.ports, id)))
  return {}
}

/** A load on which a correction stands is taken back after it. */
export async function refuseCorrected(tx: Tx, load: Load): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select exists (select from imports.loads
    where corrects = ${load.id} and ended_at is null and imports.state_of(id) in ('applying', 'stopping', 'applied', 'undoing')) as there`.execute(
    tx,
  )
  if (rows[0]?.there) refuse('imports.has_corrections', 409)
}

export const undo: Verb<typeof importRoutes.undo> = async (act, { id, reason }) => {
  const load = await loadFor(act.tx, id, 'undo')
  await refuseCorrected(act.tx, load)
  await addStep(act.tx, load, { state: 'undoing', by: staffOf(act), at: act.now, details: { why: reason } })
  await enqueue(act.tx, 'imports.undo', { load: id })
  act.concerns({ record: id, unit: load.unit })
  return {}
}
