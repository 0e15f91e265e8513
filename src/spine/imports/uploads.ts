import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act, Verb } from '#kit/serve'
import { refuse } from '#kit/wire'
import { hashOf, headOf, kindOf, mostBytes, pathOf, removeFile, sizeOf, writePart } from './files.ts'
import { addStep, endLoad, findLoad, intakeOf, type Load, loadFor } from './loads.ts'
import { numberOf } from './order.ts'
import type { importRoutes } from './routes.ts'
import type { Stated } from './rules.ts'

export const staffOf = (act: Pick<Act, 'who'>): string | undefined =>
  act.who.kind === 'staff' ? act.who.id : undefined

type NewLoad = {
  readonly id: string
  readonly unit: string
  readonly intake: string
  readonly source: string | null
  readonly corrects: string | null
  readonly name: string
  readonly asOf: string
  readonly stated: Stated
  readonly by: string | undefined
  readonly at: Date
}

export async function openLoad(tx: Tx, load: NewLoad): Promise<void> {
  await sql`insert into imports.loads (id, unit_id, intake, source_id, corrects, name, bytes, as_of, stated, brought_by, brought_at)
    values (${load.id}, ${load.unit}, ${load.intake}, ${load.source}, ${load.corrects}, ${load.name}, 0, ${load.asOf},
      ${JSON.stringify(load.stated)}::jsonb, ${load.by ?? null}, ${load.at})`.execute(tx)
  await addStep(tx, load, { state: 'receiving', by: load.by, at: load.at })
}

async function checkSource(act: Act, sourceId: string | undefined, unit: string, intake: string): Promise<void> {
  if (sourceId === undefined) return
  const { rows } = await sql<{
    fits: boolean
  }>`select unit_id = ${unit} and intake = ${intake} as fits from imports.sources where id = ${sourceId} and closed_at is null`.execute(
    act.tx,
  )
  if (!rows[0]) refuse('imports.unknown_source', 404)
  if (!rows[0].fits) refuse('imports.source_differs', 422)
}

async function checkCorrected(act: Act, corrects: string | undefined, unit: string, intake: string): Promise<void> {
  if (corrects === undefined) return
  const first = (await findLoad(act.tx, corrects)) ?? refuse('imports.unknown', 404)
  if (first.unit !== unit || first.intake !== intake || first.corrects !== null || first.state !== 'applied')
    refuse('imports.corrects_other', 409)
}

export const begin: Verb<typeof importRoutes.begin> = async (act, input) => {
  const { unitId, intake, sourceId, corrects, name, asOf, stated } = input
  if (!act.units.includes(unitId)) refuse('imports.unit_out_of_scope', 403)
  intakeOf(act.ports, intake)
  await checkSource(act, sourceId, unitId, intake)
  await checkCorrected(act, corrects, unitId, intake)
  await openLoad(act.tx, {
    id: act.key,
    unit: unitId,
    intake,
    source: sourceId ?? null,
    corrects: corrects ?? null,
    name,
    asOf: asOf ?? act.today,
    stated: stated ?? {},
    by: staffOf(act),
    at: act.now,
  })
  act.concerns({ record: act.key, unit: unitId })
  return { id: act.key }
}

export const part: Verb<typeof importRoutes.part> = async (act, { id, at, bytes }) => {
  const load = await loadFor(act.tx, id, 'part')
  const piece = Buffer.from(bytes, 'base64')
  if (at + piece.length > mostBytes) refuse('imports.file_too_large', 413)
  act.concerns({ record: id, unit: load.unit })
  return { bytes: await writePart(pathOf(act.ports, id), at, piece) }
}

/** A load of the same unit and kind with the same bytes, of which something holds. */
async function sameFile(tx: Tx, load: Load, sha256: Buffer): Promise<string | undefined> {
  // Those who finish the same file at once go one after the other, so that one of them is the first.
  await sql`select pg_advisory_xact_lock(hashtextextended('imports file ' || ${sha256.toString('hex')}, 0))`.execute(tx)
  const { rows } = await sql<{ id: string }>`select id from imports.loads
    where unit_id = ${load.unit} and intake = ${load.intake} and sha256 = ${sha256} and ended_at is null and id <> ${load.id}`.execute(
    tx,
  )
  return rows[0]?.id
}

/** The file is whole: a new load goes on to its columns, one that came before ends here and changes nothing. */
export async function receive(
  tx: Tx,
  load: Load,
  path: string,
  by: string | undefined,
  at: Date,
): Promise<string | undefined> {
  kindOf((await headOf(path, 512)).head)
  const sha256 = await hashOf(path)
  const first = await sameFile(tx, load, sha256)
  if (first) {
    await addStep(tx, load, { state: 'twice', by, at, details: { first } })
    await endLoad(tx, load.id, at)
    return first
  }
  const number = await numberOf(tx, load)
  await sql`update imports.loads set sha256 = ${sha256}, bytes = ${await sizeOf(path)}, number = ${number ?? null} where id = ${load.id}`.execute(
    tx,
  )
  await addStep(tx, load, { state: 'received', by, at })
  return undefined
}

export const finish: Verb<typeof importRoutes.finish> = async (act, { id }) => {
  const load = await loadFor(act.tx, id, 'finish')
  const path = pathOf(act.ports, id)
  if ((await sizeOf(path)) === 0) refuse('imports.file_empty', 422)
  const first = await receive(act.tx, load, path, staffOf(act), act.now)
  act.concerns({ record: id, unit: load.unit })
  if (first) act.afterCommit(() => removeFile(path))
  return { id: first ?? id, twice: first !== undefined }
}
