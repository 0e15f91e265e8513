import { sql } from 'kysely'
import type { Job } from '#kit/serve/face.ts'
import { isoDay } from '#kit/time'
import { narrowingOf } from './audiences.ts'

type Wave = {
  readonly unit: string
  readonly audience: string
  readonly narrowing: { kind?: string; commune?: string }
}

/**
 * Writes the rows of a wave, once, in one statement: whoever the audience holds at this moment in the wave's units. Run
 * again it changes nothing.
 */
export const plan: Job['run'] = async (context, data) => {
  const { wave: id } = data as { wave: string }
  const now = context.now()
  await context.tx(
    async tx => {
      const { rows } =
        await sql<Wave>`select unit_id as unit, audience, narrowing from messaging.waves where id = ${id}`.execute(tx)
      const [wave] = rows
      const audience = wave && context.ports.messaging.audiences().get(wave.audience)
      if (!wave || !audience) return
      const members = audience.members(await narrowingOf(tx, wave.unit, wave.narrowing, isoDay(now)))
      await sql`select messaging.plan(${id}, coalesce((select array_agg(distinct member) from (${members}) m), '{}'), ${now})`.execute(
        tx,
      )
    },
    await context.houseScope(),
  )
}
