import { join } from 'node:path'
import { sql } from 'kysely'
import type { JobContext } from '#kit/serve/face.ts'
import { removeOld } from './service-store-files.ts'

const dayMs = 86_400_000
/** Long enough for whoever began to read before a swap to come to the end. */
const readMs = dayMs
const keptMs = 90 * dayMs

/** Lets go of files that nobody names: what a crash left half made, what was replaced, what came in long ago. */
export async function sweepStore(context: JobContext): Promise<void> {
  const { folder } = context.ports.meters
  await removeOld(join(folder, 'making'), dayMs, () => false)
  await removeOld(join(folder, 'incoming'), keptMs, () => false)
  const kept = await context.tx(
    tx => sql<{ load: string }>`select distinct load_id as load from meters.load_parts where not gone`.execute(tx),
    await context.houseScope(),
  )
  const loads = new Set(kept.rows.map(({ load }) => load))
  await removeOld(join(folder, 'loads'), keptMs, name => loads.has(name.slice(0, 36)))
  const { rows } = await context.tx(
    tx => sql<{ file: string }>`select distinct file from meters.parts where file is not null`.execute(tx),
    await context.houseScope(),
  )
  const held = new Set(rows.map(({ file }) => `${file}.parquet`))
  await removeOld(join(folder, 'store'), readMs, name => held.has(name))
}
