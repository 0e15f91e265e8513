import { link, mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act, Verb } from '#kit/serve'
import { refuse } from '#kit/wire'
import type { loadRoutes } from './routes-loads.ts'
import { addStep, endLoad, loadFor, type MeterLoad } from './service-loads.ts'
import { incomingPath } from './service-loads-table.ts'
import { hashOf, removeFile } from './service-store-files.ts'

/** Larger files are cut up by whoever sends them. */
const mostBytes = 8 * 1024 ** 3

export const staffOf = (act: Pick<Act, 'who'>): string =>
  act.who.kind === 'staff' ? act.who.id : refuse('kit.not_permitted', 403)

type New = Pick<MeterLoad, 'id' | 'unit' | 'name' | 'follows'>
async function openLoad(act: Act, load: New): Promise<void> {
  await sql`insert into meters.loads (id, unit_id, name, follows, brought_by, brought_at)
    values (${load.id}, ${load.unit}, ${load.name}, ${load.follows}, ${staffOf(act)}, ${act.now})`.execute(act.tx)
  await addStep(act.tx, load, { state: 'receiving', by: staffOf(act), at: act.now })
}

export const begin: Verb<typeof loadRoutes.begin> = async (act, { unitId, name }) => {
  if (!act.units.includes(unitId)) refuse('meters.unit_out_of_scope', 403)
  await openLoad(act, { id: act.key, unit: unitId, name: name.normalize('NFC'), follows: null })
  act.concerns({ record: act.key, unit: unitId })
  return { id: act.key }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0

/** Writes a part where it belongs; one that leaves a gap is refused with the place at which to go on. */
export const part: Verb<typeof loadRoutes.part> = async (act, { id, at, bytes }) => {
  const load = await loadFor(act.tx, id, 'part')
  const piece = Buffer.from(bytes, 'base64')
  if (at + piece.length > mostBytes) refuse('meters.file_too_large', 413)
  const path = incomingPath(act.ports, id)
  const size = await sizeOf(path)
  if (at > size) refuse('meters.part_gap', 409, { at: size })
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, size === 0 ? 'w' : 'r+', 0o600)
  await file.write(piece, 0, piece.length, at).finally(() => file.close())
  act.concerns({ record: id, unit: load.unit })
  return { bytes: Math.max(size, at + piece.length) }
}

/** A load of the same unit with the same bytes, of which something holds. */
async function sameFile(tx: Tx, load: MeterLoad, sha256: string): Promise<string | undefined> {
  // Those who finish the same file at once go one after the other, so that one of them is the first.
  await sql`select pg_advisory_xact_lock(hashtextextended('meters file ' || ${sha256}, 0))`.execute(tx)
  const { rows } = await sql<{
    id: string
  }>`select id from meters.loads where unit_id = ${load.unit} and follows is null
    and sha256 = decode(${sha256}, 'hex') and ended_at is null and id <> ${load.id}`.execute(tx)
  return rows[0]?.id
}

async function received(act: Act, load: New, sha256: string, bytes: number): Promise<void> {
  await sql`update meters.loads set sha256 = decode(${sha256}, 'hex'), bytes = ${bytes} where id = ${load.id}`.execute(
    act.tx,
  )
  await addStep(act.tx, load, { state: 'received', by: staffOf(act), at: act.now })
}

/** The file is whole. One that came before is the load that it was then, and changes nothing. */
export const finish: Verb<typeof loadRoutes.finish> = async (act, { id }) => {
  const load = await loadFor(act.tx, id, 'finish')
  const path = incomingPath(act.ports, id)
  const bytes = await sizeOf(path)
  if (bytes === 0) refuse('meters.file_empty', 422)
  const sha256 = await hashOf(path)
  const first = await sameFile(act.tx, load, sha256)
  act.concerns({ record: id, unit: load.unit })
  if (!first) {
    await received(act, load, sha256, bytes)
    return { id, twice: false }
  }
  await addStep(act.tx, load, { state: 'twice', by: staffOf(act), at: act.now, details: { first } })
  await endLoad(act.tx, id, act.now)
  act.afterCommit(() => removeFile(path))
  return { id: first, twice: true }
}

/** A further load of the same file, for customers that were nobody's when it was taken in. */
export const follow: Verb<typeof loadRoutes.follow> = async (act, { id }) => {
  const first = await loadFor(act.tx, id, 'follow')
  const { rows } = await sql<{ sha256: string; more: boolean }>`select encode(l.sha256, 'hex') as sha256,
      exists (select from meters.strangers s where s.load_id = l.id) as more from meters.loads l where l.id = ${id}`.execute(
    act.tx,
  )
  if (!rows[0]?.more) refuse('meters.no_strangers', 409)
  const path = incomingPath(act.ports, id)
  if ((await sizeOf(path)) === 0) refuse('meters.file_gone', 410)
  const load: New = { id: act.key, unit: first.unit, name: first.name, follows: first.id }
  await openLoad(act, load)
  await link(path, incomingPath(act.ports, load.id)).catch(error => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  await received(act, load, rows[0]?.sha256 ?? '', first.bytes)
  act.concerns({ record: load.id, unit: load.unit })
  return { id: load.id }
}
