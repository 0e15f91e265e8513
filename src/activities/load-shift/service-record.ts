import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import type { eventRoutes } from './routes-events.ts'
import { getCalls } from './service-calls.ts'
import { actor } from './service-parts.ts'

async function isAhead(act: Act, event: string): Promise<boolean> {
  const { rows } = await sql<{
    ahead: boolean
  }>`select starts_at > ${act.now} as ahead from load_shift.events where id = ${event}`.execute(act.tx)
  return (rows[0] ?? refuse('load-shift.unknown_event', 404)).ahead
}

/** What clerks write down for enterprises that said it by telephone or on paper. */
export const recordVerbs: Verbs<Pick<typeof eventRoutes, 'acknowledge' | 'act'>> = {
  acknowledge: async (act, { id, agreementIds, how, at, note }) => {
    const said = at ? new Date(at) : act.now
    if (said > act.now) refuse('load-shift.said_ahead', 422)
    const calls = await getCalls(act, id, agreementIds)
    const { numAffectedRows } =
      await sql`insert into load_shift.acknowledgements (event_id, agreement_id, unit_id, how, note, by_kind, by_id, at, recorded_at)
      select ${id}, w.id, w.unit, ${how}, ${note}, 'staff', ${actor(act)}, ${said}, ${act.now}
      from unnest(${calls.map(one => one.id)}::uuid[], ${calls.map(one => one.unit)}::uuid[]) as w (id, unit) on conflict do nothing`.execute(
        act.tx,
      )
    act.concerns({ record: id, values: { agreements: calls.length } })
    return { added: Number(numAffectedRows ?? 0n) }
  },

  act: async (act, { id, agreementIds, how, what }) => {
    if (await isAhead(act, id)) refuse('load-shift.not_begun', 409)
    const calls = await getCalls(act, id, agreementIds)
    for (const one of calls)
      await sql`insert into load_shift.actions (id, event_id, agreement_id, unit_id, how, what, by_kind, by_id, at)
        values (${uuidv7(act.now.getTime())}, ${id}, ${one.id}, ${one.unit}, ${how}, ${what}, 'staff', ${actor(act)}, ${act.now})`.execute(
        act.tx,
      )
    act.concerns({ record: id, values: { agreements: calls.length } })
    return { added: calls.length }
  },
}
