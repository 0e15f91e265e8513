import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { enqueue } from '#kit/jobs'
import type { JobContext } from '#kit/serve/face.ts'
import { Refusal, uuidv7 } from '#kit/wire'
import { pathOf } from './files.ts'
import { Findings } from './findings.ts'
import { addStep, intakeLoadOf, intakeOf, type Load } from './loads.ts'
import { openFile, type Tell } from './read-file.ts'
import type { OpenRows } from './row-reader.ts'
import type { Found, Reading } from './rules.ts'
import { fillStage, judgeStage, totalsOf } from './stage.ts'
import { lastStep, Stopped } from './stopping.ts'
import { giveRoom, lockLoad, openWork, type Work } from './work.ts'

const tellEveryMs = 700

/** Writes down how far the check is, beside its own transaction, and looks whether somebody stopped it. */
function teller(work: Work, findings: Findings): Tell {
  let [bytes, toldMs] = [0, 0]
  const tell = async (rows: number): Promise<void> => {
    toldMs = performance.now()
    const state = await work.tx(async tx => {
      await sql`insert into imports.progress (load_id, unit_id, bytes_done, rows_done, bad_rows, at)
        values (${work.load.id}, ${work.load.unit}, ${bytes}, ${rows}, ${findings.bad}, ${work.context.now()})
        on conflict (load_id) do update set bytes_done = excluded.bytes_done, rows_done = excluded.rows_done,
          bad_rows = excluded.bad_rows, at = excluded.at`.execute(tx)
      return (await lastStep(tx, work.load.id)).state
    })
    if (state !== 'checking') throw new Stopped()
    work.context.signal.throwIfAborted()
  }
  return async (read, rows) => {
    bytes += read
    if (performance.now() - toldMs >= tellEveryMs) await tell(rows)
  }
}

/** The refused rows of the load that this one corrects, as far as no other has mended them. */
async function openRowsOf(tx: Tx, load: Load): Promise<OpenRows | undefined> {
  if (load.corrects === null) return undefined
  const { rows } = await sql<{ no: number }>`select b.row_no as no from imports.bad_rows b
    where b.check_id = (select (p.details -> 'found' ->> 'check')::uuid from imports.steps p
        where p.load_id = ${load.corrects} and p.details ? 'found' order by p.no desc limit 1)
      and not imports.is_mended(${load.corrects}, b.row_no)`.execute(tx)
  return new Map(rows.map(row => [row.no, 'open']))
}

/** Reads the whole file into the stage and judges it, in one transaction. */
async function readAll(work: Work, tx: Tx, reading: Reading): Promise<Found> {
  const { load, context } = work
  const intake = intakeOf(context.ports, load.intake)
  const path = pathOf(context.ports, load.id)
  const intakeLoad = await intakeLoadOf(tx, load, context.ports, context.now())
  const findings = new Findings()
  const open = await openRowsOf(tx, load)
  const readInto = await openFile(tx, { path, intake, load: intakeLoad, reading, findings, open })
  const correcting = load.corrects !== null
  const read = await fillStage(tx, load.id, intake, correcting, put => readInto(put, teller(work, findings)))
  const check = uuidv7()
  await findings.write(tx, check, load.id, load.unit)
  const where = { check, load: intakeLoad, numbers: reading.numbers, correcting }
  const bad = findings.bad + (await judgeStage(tx, intake, where))
  const { rows: good, sums: sumsGood } = await totalsOf(tx, intake, load.id)
  return { check, rows: read.rows, good, bad, noted: findings.noted, sumsFound: read.sums, sumsGood }
}

/** What follows a check by itself: a source that nobody decides for goes on when nothing is wrong. */
async function goOn(tx: Tx, { load, context }: Work, found: Found): Promise<void> {
  if (load.decides !== 'none' || found.bad > 0 || found.good === 0) return
  await addStep(tx, load, { state: 'applying', at: context.now() })
  await enqueue(tx, 'imports.apply', { load: load.id })
}

async function checkOnce(work: Work): Promise<void> {
  const { load, context } = work
  await work.tx(async tx => {
    if (!(await lockLoad(tx, load.id))) throw new Error('another process checks this load')
    await giveRoom(tx)
    if (!load.reading) throw new Error(`load ${load.id} is checked without its reading`)
    const found = await readAll(work, tx, load.reading)
    await sql`select from imports.loads where id = ${load.id} for no key update`.execute(tx)
    if ((await lastStep(tx, load.id)).state !== 'checking') throw new Stopped()
    await addStep(tx, load, { state: 'checked', at: context.now(), details: { found } })
    await goOn(tx, work, found)
  })
}

/**
 * Checks a load in the background. Whatever ends it, nothing of it is seen by anybody but as a report: a refusal says
 * why the file cannot be read, a stop leaves it stopped, a crash lets it run again from the beginning.
 */
export async function checkLoad(context: JobContext, id: string): Promise<void> {
  const work = await openWork(context, id)
  if (!work || (work.load.state !== 'waiting' && work.load.state !== 'checking')) return
  const at = context.now()
  if (work.load.state === 'waiting') await work.tx(tx => addStep(tx, work.load, { state: 'checking', at }))
  try {
    await checkOnce(work)
  } catch (error) {
    if (error instanceof Stopped) return
    if (!(error instanceof Refusal)) throw error
    await work.tx(async tx => {
      await addStep(tx, work.load, {
        state: 'unreadable',
        at: context.now(),
        reason: error.code,
        details: { values: error.values },
      })
    })
  }
}
