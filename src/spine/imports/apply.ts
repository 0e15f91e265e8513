import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { enqueue } from '#kit/jobs'
import type { JobContext } from '#kit/serve/face.ts'
import { Refusal } from '#kit/wire'
import { refuseCorrected } from './decide.ts'
import { pathOf, removeFile } from './files.ts'
import { addStep, endLoad, findLoad, intakeLoadOf, intakeOf, type Load } from './loads.ts'
import { againColumn, besideOf, dropStage, stageOf, totalsOf } from './stage.ts'
import { codeOf, endStopped, lastStep, Stopped, stoppable, uniqueViolation } from './stopping.ts'
import { giveRoom, openWork, type Work } from './work.ts'

/** Loads of one kind go in one after the other: two at once would wait for each other's rows, and might for ever. */
const oneAtATime = (tx: Tx, intake: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended('imports of ' || ${intake}, 0))`.execute(tx)

/** Marks the refused rows that this load brought again in good order. */
async function mend(tx: Tx, load: Load): Promise<void> {
  if (load.corrects === null) return
  await sql`insert into imports.mended (load_id, row_no, unit_id, by_load)
    select ${load.corrects}, s.${sql.ref(againColumn)}, ${load.unit}, ${load.id} from ${stageOf(load.id)} s`.execute(tx)
}

/** A stage that a crash emptied is filled again from the file before anything goes in. */
async function stands(tx: Tx, work: Work): Promise<boolean> {
  const { load, context } = work
  const { rows } = await sql<{ there: boolean }>`select imports.has_stage(${load.id}) as there`.execute(tx)
  const there = rows[0]?.there === true
  if (there && (await totalsOf(tx, intakeOf(context.ports, load.intake), load.id)).rows === load.found?.good)
    return true
  await addStep(tx, load, { state: 'waiting', at: context.now(), reason: 'imports.stage_lost' })
  await enqueue(tx, 'imports.check', { load: load.id })
  return false
}

/** Whether all is in now; not when the load is no more to be applied, or is checked anew before. */
async function applyOnce(work: Work): Promise<boolean> {
  const { context } = work
  return await work.tx(async tx => {
    await oneAtATime(tx, work.load.intake)
    const load = await findLoad(tx, work.load.id, true)
    if (!load) return false
    // State and number are of one step: a stop that comes after it takes the next number.
    const { no, state } = await lastStep(tx, load.id)
    if (state === 'stopping') throw new Stopped()
    if (state !== 'applying' || !(await stands(tx, work))) return false
    await giveRoom(tx)
    await stoppable(work, tx, async () => {
      const intakeLoad = await intakeLoadOf(tx, load, context.ports, context.now())
      const intake = intakeOf(context.ports, load.intake)
      const applied = await intake.apply(tx, intakeLoad, stageOf(load.id), besideOf(load.id))
      await mend(tx, load)
      await dropStage(tx, load.id)
      // Whoever stops it takes the same number: the later of the two gives way.
      await addStep(tx, load, { state: 'applied', at: context.now(), details: { applied }, no: no + 1 })
    })
    return true
  })
}

/** Why all of a load went back: it was stopped, or something in it is refused; whatever else surfaces. */
async function takenBack(work: Work, error: unknown): Promise<void> {
  if ((error instanceof Stopped || codeOf(error) === uniqueViolation) && (await endStopped(work))) return
  if (!(error instanceof Refusal)) throw error
  await work.tx(tx =>
    addStep(tx, work.load, {
      state: 'failed',
      at: work.context.now(),
      reason: error.code,
      details: { values: error.values },
    }),
  )
}

/** Lets all good rows of a load in: every one of them is seen at one moment, or none ever. */
export async function applyLoad(context: JobContext, id: string): Promise<void> {
  const work = await openWork(context, id)
  if (work?.load.state === 'stopping') await endStopped(work)
  if (work?.load.state !== 'applying') return
  try {
    if (await applyOnce(work)) await removeFile(pathOf(context.ports, id))
  } catch (error) {
    await takenBack(work, error)
  }
}

async function undoOnce(work: Work): Promise<void> {
  const { context } = work
  await work.tx(async tx => {
    await oneAtATime(tx, work.load.intake)
    const load = await findLoad(tx, work.load.id, true)
    if (load?.state !== 'undoing') return
    await refuseCorrected(tx, load)
    await giveRoom(tx)
    const intakeLoad = await intakeLoadOf(tx, load, context.ports, context.now())
    const restored = await intakeOf(context.ports, load.intake).undo(tx, intakeLoad)
    await addStep(tx, load, { state: 'undone', at: context.now(), details: { restored } })
    await endLoad(tx, load.id, context.now())
  })
}

/** Takes a whole load back; when later acts build on it, it stays as it is and says so. */
export async function undoLoad(context: JobContext, id: string): Promise<void> {
  const work = await openWork(context, id)
  if (work?.load.state !== 'undoing') return
  try {
    await undoOnce(work)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await work.tx(tx =>
      addStep(tx, work.load, {
        state: 'applied',
        at: context.now(),
        reason: error.code,
        details: { values: error.values },
      }),
    )
  }
}
