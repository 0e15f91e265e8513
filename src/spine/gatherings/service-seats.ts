import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'

/*
 * Every act that moves a seat begins with the session's own row: the update that counts the seat also asks whether it is
 * there, and whoever comes next waits for that row until this act is durable.
 */

type Place = { readonly no: number; readonly state: 'confirmed' | 'waiting' }

const full = sql`confirmed + held + leased >= capacity`

/** A seat, or the next place in the waiting list. */
async function takePlace(act: Act, session: string): Promise<Place> {
  const seat = await sql<{
    no: number
  }>`update gatherings.sessions set confirmed = confirmed + 1, last_no = last_no + 1
    where id = ${session} and not (${full}) returning last_no as no`.execute(act.tx)
  if (seat.rows[0]) return { no: seat.rows[0].no, state: 'confirmed' }
  const wait = await sql<{ no: number }>`update gatherings.sessions set waiting = waiting + 1, last_no = last_no + 1
    where id = ${session} returning last_no as no`.execute(act.tx)
  return { no: (wait.rows[0] ?? refuse('gatherings.unknown_session', 404)).no, state: 'waiting' }
}

/**
 * Gives free seats to whoever waits, in the order of arrival; nobody moves up once the session has begun. Answers how
 * many moved up.
 */
export async function moveUp(act: Act, session: string): Promise<number> {
  const { rows } = await sql<{ room: number }>`select least(capacity - confirmed - held - leased, waiting) as room
    from gatherings.sessions where id = ${session} and starts_at > ${act.now} and ended_at is null for update`.execute(
    act.tx,
  )
  const room = rows[0]?.room ?? 0
  if (room <= 0) return 0
  const moved = await sql`update gatherings.registrations set state = 'confirmed' where id in (
    select id from gatherings.registrations where session_id = ${session} and state = 'waiting' order by no limit ${room})`.execute(
    act.tx,
  )
  const count = Number(moved.numAffectedRows ?? 0)
  await sql`update gatherings.sessions set confirmed = confirmed + ${count}, waiting = waiting - ${count} where id = ${session}`.execute(
    act.tx,
  )
  return count
}

type Invitation = {
  id: string
  session: string
  unit: string
  seats: number
  used: number
  open: boolean
}
type Registered = { readonly id: string; readonly state: 'confirmed' | 'waiting' }

/** The invitation, taken for the rest of the act: the same letter answered twice at once is answered once. */
async function lockInvitation(act: Act, id: string): Promise<Invitation> {
  const { rows } = await sql<Invitation>`select i.id, i.session_id as session, i.unit_id as unit, i.seats, i.used,
      s.closes_at > ${act.now} and s.ended_at is null as open
    from gatherings.invitations i join gatherings.sessions s on s.id = i.session_id
    where i.id = ${id} and i.withdrawn_at is null for update of i`.execute(act.tx)
  return rows[0] ?? refuse('gatherings.unknown_invitation', 404)
}

/** Registers one person on an invitation. The same name again answers as the first time. */
export async function registerOn(
  act: Act,
  invitation: string,
  guest: string,
  through: 'portal' | 'desk',
): Promise<Registered> {
  const it = await lockInvitation(act, invitation)
  const { rows } = await sql<Registered>`select id, state from gatherings.registrations
    where invitation_id = ${it.id} and folded = kit.fold(${guest}) and state <> 'cancelled'`.execute(act.tx)
  if (rows[0]) return rows[0]
  if (!it.open) refuse('gatherings.registration_closed', 409)
  if (it.used >= it.seats) refuse('gatherings.no_more_guests', 409, { most: it.seats })
  const place = await takePlace(act, it.session)
  const id = uuidv7(act.now.getTime())
  await sql`insert into gatherings.registrations (id, session_id, unit_id, invitation_id, guest, no, state, through, made_by, made_at)
    values (${id}, ${it.session}, ${it.unit}, ${it.id}, ${guest}, ${place.no}, ${place.state}, ${through},
      ${act.who.kind === 'staff' ? act.who.id : null}, ${act.now})`.execute(act.tx)
  await sql`update gatherings.invitations set used = used + 1, declined_at = null where id = ${it.id}`.execute(act.tx)
  // A seat may have come free between the two questions above: nobody waits beside an empty seat.
  const moved = place.state === 'waiting' ? await moveUp(act, it.session) : 0
  act.concerns({ record: id, unit: it.unit })
  return moved === 0 ? { id, state: place.state } : { id, state: await stateNow(act, id) }
}

async function stateNow(act: Act, id: string): Promise<Registered['state']> {
  const { rows } = await sql<Registered>`select id, state from gatherings.registrations where id = ${id}`.execute(
    act.tx,
  )
  return rows[0]?.state ?? 'waiting'
}

/** Ends a registration and gives its seat to whoever waits first. */
export async function endRegistration(act: Act, id: string, invitation?: string): Promise<void> {
  const { rows } = await sql<{
    session: string
    unit: string
    invitation: string | null
    state: string
  }>`select session_id as session,
      unit_id as unit, invitation_id as invitation, state from gatherings.registrations
    where id = ${id} and (${invitation ?? null}::uuid is null or invitation_id = ${invitation ?? null}::uuid)`.execute(
    act.tx,
  )
  const it = rows[0] ?? refuse('gatherings.unknown_guest', 404)
  // The letter, then the session, then the guest: the order of every act that moves a seat.
  await sql`select id from gatherings.invitations where id = ${it.invitation} for update`.execute(act.tx)
  await sql`select id from gatherings.sessions where id = ${it.session} for update`.execute(act.tx)
  const ended = await sql<{
    before: string
  }>`update gatherings.registrations r set state = 'cancelled', ended_at = ${act.now},
      ended_by = ${act.who.kind === 'staff' ? act.who.id : null}
    from (select id, state as before from gatherings.registrations where id = ${id} for update) b
    where r.id = b.id and b.before in ('confirmed', 'waiting') and not r.present returning b.before`.execute(act.tx)
  const before = ended.rows[0]?.before ?? refuse('gatherings.not_to_cancel', 409)
  const of = sql.ref(before === 'confirmed' ? 'confirmed' : 'waiting')
  await sql`update gatherings.sessions set ${of} = ${of} - 1 where id = ${it.session}`.execute(act.tx)
  if (it.invitation)
    await sql`update gatherings.invitations set used = used - 1 where id = ${it.invitation}`.execute(act.tx)
  await moveUp(act, it.session)
  act.concerns({ record: id, unit: it.unit })
}

/** Changes how many seats there are and how many are kept back; never below what is given away. */
export async function setSeats(act: Act, session: string, capacity: number, held: number): Promise<{ moved: number }> {
  const { rows } = await sql<{ unit: string }>`update gatherings.sessions set capacity = ${capacity}, held = ${held}
    where id = ${session} and ended_at is null and confirmed + ${held} + leased <= ${capacity} returning unit_id as unit`.execute(
    act.tx,
  )
  if (!rows[0]) {
    const { rows: there } = await sql<{ given: number }>`select confirmed + leased as given from gatherings.sessions
      where id = ${session} and ended_at is null`.execute(act.tx)
    return refuse(there[0] ? 'gatherings.seats_given' : 'gatherings.unknown_session', there[0] ? 409 : 404, {
      given: there[0]?.given ?? 0,
    })
  }
  act.concerns({ record: session, unit: rows[0].unit, values: { capacity, held } })
  return { moved: await moveUp(act, session) }
}
