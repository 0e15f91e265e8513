import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import { staffOf } from './service-parts.ts'

type NewSession = {
  readonly edition: string
  readonly unit: string
  /** Whose session this is: an activity's name and its record. */
  readonly activity: string
  readonly record: string
  readonly title: string
  readonly place: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** Until when guests may register. */
  readonly closesAt: Date
  readonly capacity: number
}

/** Opens a session for an activity's record; answers its id. */
export async function openSession(act: Act, it: NewSession): Promise<string> {
  if (it.endsAt <= it.startsAt || it.closesAt > it.endsAt) refuse('gatherings.times_backwards', 422)
  const id = uuidv7(act.now.getTime())
  await sql`insert into gatherings.sessions (id, edition_id, unit_id, activity, record, title, place, starts_at, ends_at, closes_at, capacity, made_by, made_at)
    values (${id}, ${it.edition}, ${it.unit}, ${it.activity}, ${it.record}, ${it.title}, ${it.place}, ${it.startsAt}, ${it.endsAt}, ${it.closesAt},
      ${it.capacity}, ${staffOf(act)}, ${act.now})`.execute(act.tx)
  return id
}

/** Ends a session: nobody registers any more, and leased seats that nobody took come back. Scans may still arrive. */
export async function endSession(act: Act, id: string): Promise<void> {
  await sql`update gatherings.leases set closed_at = ${act.now} where session_id = ${id} and closed_at is null`.execute(
    act.tx,
  )
  await sql`update gatherings.sessions set ended_at = ${act.now}, ended_by = ${staffOf(act)}, leased = 0 where id = ${id} and ended_at is null`.execute(
    act.tx,
  )
}
