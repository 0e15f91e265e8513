import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { JobContext } from '#kit/serve/face.ts'
import { type CellOut, writeCsv } from '#kit/sheets'
import { isoDay } from '#kit/time'
import { Refusal, uuidv7 } from '#kit/wire'
import { askCheck } from './decide.ts'
import { pathOf, removeFile } from './files.ts'
import { findLoad, intakeOf, type Load } from './loads.ts'
import { refuseOutOfTurn } from './order.ts'
import { usualReading } from './preview.ts'
import { badRowsFile } from './results.ts'
import { deltaNumber } from './rules.ts'
import { openLoad, receive } from './uploads.ts'
import { openWork } from './work.ts'

type Source = {
  readonly id: string
  readonly unit: string
  readonly intake: string
  readonly folder: string
}

/** A file that was still being written a moment ago is left for the next turn. */
const restMs = 2000
/** What lies in a source's folder beside its own three: `.part` and hidden files are not whole yet. */
const isFile = (name: string): boolean => /\.(csv|txt|tsv|xlsx)$/i.test(name) && !name.startsWith('.')

async function waitingFiles(folder: string, nowMs: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names: string[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !isFile(entry.name) || entry.name.length > 200) continue
    const { mtimeMs } = await stat(join(folder, entry.name))
    if (nowMs - mtimeMs >= restMs) names.push(entry.name)
  }
  return names.sort((a, b) => (deltaNumber(a) ?? 0) - (deltaNumber(b) ?? 0) || (a < b ? -1 : 1))
}

/** Puts a file away; one of the same name stays beside it under another. */
async function putAway(folder: string, place: 'done' | 'refused', name: string, load: string): Promise<string> {
  await mkdir(join(folder, place), { recursive: true })
  const path = join(folder, place, `${load}-${name}`)
  await rename(join(folder, name), path)
  return path
}

/** Writes beside a file what became of it, as CSV. */
async function writeResult(
  folder: string,
  place: 'done' | 'refused',
  name: string,
  lines: readonly (readonly CellOut[])[],
): Promise<void> {
  await mkdir(join(folder, place), { recursive: true })
  const path = join(folder, place, `${name}.result.csv`)
  await pipeline(Readable.from(writeCsv(lines)), createWriteStream(`${path}.part`))
  await rename(`${path}.part`, path)
}

/** Takes one file over: what it is refused for at the door is written beside it, and nothing changes. */
async function takeFile(context: JobContext, source: Source, name: string): Promise<void> {
  const folder = join(context.ports.imports.drop, source.folder)
  const scope = await context.houseScope()
  const id = uuidv7()
  const now = context.now()
  const path = pathOf(context.ports, id)
  await mkdir(context.ports.imports.folder, { recursive: true })
  await copyFile(join(folder, name), path)
  try {
    const first = await context.tx(async tx => {
      await openLoad(tx, {
        id,
        unit: source.unit,
        intake: source.intake,
        source: source.id,
        corrects: null,
        name,
        asOf: isoDay(now),
        stated: {},
        by: undefined,
        at: now,
      })
      const load = (await findLoad(tx, id)) as Load
      const twice = await receive(tx, load, path, undefined, now)
      if (twice) return twice
      const received = (await findLoad(tx, id)) as Load
      await refuseOutOfTurn(tx, received)
      const intake = intakeOf(context.ports, source.intake)
      await askCheck(tx, received, await usualReading(tx, received, path, intake), undefined, now)
      return undefined
    }, scope)
    if (first) {
      await writeResult(folder, 'refused', `${id}-${name}`, [
        ['state', 'twice'],
        ['first', first],
      ])
      await putAway(folder, 'refused', name, id)
      await removeFile(path)
    } else await putAway(folder, 'done', name, id)
  } catch (error) {
    await removeFile(path)
    if (!(error instanceof Refusal)) throw error
    const sentence = context.ports.sentenceOf(error.code, 'vi', error.values)
    await writeResult(folder, 'refused', `${id}-${name}`, [
      ['state', 'refused'],
      ['reason', error.code],
      ['says', sentence],
    ])
    await putAway(folder, 'refused', name, id)
  }
}

/** Looks into the drop folder of every source. Files of one source are taken in the order of their numbers. */
export async function watchDrops(context: JobContext): Promise<void> {
  const { rows } = await context.tx(
    tx =>
      sql<Source>`select id, unit_id as unit, intake, folder from imports.sources
      where folder is not null and closed_at is null order by folder`.execute(tx),
    await context.houseScope(),
  )
  for (const source of rows) {
    const folder = join(context.ports.imports.drop, source.folder)
    await mkdir(folder, { recursive: true })
    for (const name of await waitingFiles(folder, Date.now())) {
      context.signal.throwIfAborted()
      await takeFile(context, source, name)
    }
  }
}

/** Writes what became of a dropped file beside it: its counts, and its refused rows as CSV to be mended. */
export async function reportDrop(context: JobContext, id: string): Promise<void> {
  const work = await openWork(context, id)
  if (!work || work.load.broughtBy !== null) return
  const { load } = work
  await work.tx(async tx => {
    const { rows } = await sql<{
      folder: string | null
    }>`select folder from imports.sources where id = ${load.source}`.execute(tx)
    const folder = rows[0]?.folder && join(context.ports.imports.drop, rows[0].folder, 'done')
    if (!folder) return
    const { found } = load
    const counts = found
      ? ([
          ['rows', found.rows],
          ['good', found.good],
          ['bad', found.bad],
        ] as const)
      : []
    await writeResult(join(folder, '..'), 'done', `${id}-${load.name}`, [['state', load.state], ...counts])
    if (!load.found?.bad) return
    const file = join(folder, `${id}-${load.name}.bad.csv`)
    await pipeline(
      Readable.from(badRowsFile(tx, load, intakeOf(context.ports, load.intake), 'vi', 'csv')),
      createWriteStream(`${file}.part`),
    )
    await rename(`${file}.part`, file)
  })
}

const fileDays = 90
const partDays = 7

/** Lets go of what was kept for its time: uploads that were never finished, cells of refused rows, files of ended loads. */
export async function sweep(context: JobContext): Promise<void> {
  const now = context.now()
  const before = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
  const scope = await context.houseScope()
  const ended = await context.tx(async tx => {
    const { rows } = await sql<{ id: string }>`update imports.loads set ended_at = ${now}
      where ended_at is null and sha256 is null and brought_at < ${before(partDays)} returning id`.execute(tx)
    await sql`select imports.forget_cells(${before(context.ports.imports.refusedDays)})`.execute(tx)
    return rows
  }, scope)
  for (const { id } of ended) await removeFile(pathOf(context.ports, id))
  const names = await readdir(context.ports.imports.folder).catch(() => [])
  for (const name of names) {
    const path = join(context.ports.imports.folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < before(fileDays).getTime()) await rm(path, { force: true })
  }
}
