import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import type { Session } from './routes-parts.ts'
import { attendance, type Guest, type Scan } from './rules.ts'
import { type GatheringVerbs, guestsOf, sessionColumns, staffOf } from './service-parts.ts'
import { openTicket, ticketKey } from './ticket.ts'

type Known = { id: string; session: string; unit: string; edition: string; activity: string; record: string }

/** A guest of this session, taken for the rest of the act, so that two phones at once are looked at one after the other. */
async function lockGuest(act: Act, guest: string, session: string): Promise<Known> {
  const { rows } =
    await sql<Known>`select r.id, r.session_id as session, r.unit_id as unit, s.edition_id as edition, s.activity, s.record
    from gatherings.registrations r join gatherings.sessions s on s.id = r.session_id where r.id = ${guest} for update of r`.execute(
      act.tx,
    )
  const it = rows[0] ?? refuse('gatherings.unknown_guest', 404)
  if (it.session !== session) refuse('gatherings.wrong_session', 409)
  return it
}

/** Everything that is known of a session's guests at the door, or of one of them. */
export async function gateRecords(
  act: Act,
  session: string,
  guest?: string,
): Promise<{ guests: Guest[]; scans: Scan[] }> {
  const only = guest ?? null
  const guests =
    await sql<Guest>`select r.id, r.state in ('over', 'waiting') as over, (extract(epoch from r.ended_at) * 1000)::float8 as "cancelledAtMs",
      (select d.counted from gatherings.resolutions d where d.registration_id = r.id order by d.decided_at desc, d.id desc limit 1) as counted
    from gatherings.registrations r where r.session_id = ${session} and (${only}::uuid is null or r.id = ${only}::uuid)`.execute(
      act.tx,
    )
  const scans = await sql<Scan>`select id, registration_id as guest, kind, undoes, device,
      (extract(epoch from scanned_at) * 1000)::float8 as "atMs", (extract(epoch from received_at) * 1000)::float8 as "receivedAtMs"
    from gatherings.scans where session_id = ${session} and (${only}::uuid is null or registration_id = ${only}::uuid)`.execute(
    act.tx,
  )
  return { guests: guests.rows, scans: scans.rows }
}

/** Reads again whether a guest was there; when that has changed, whoever counts guests hears of it in this transaction. */
export async function judge(act: Act, it: Known): Promise<boolean> {
  const { guests, scans } = await gateRecords(act, it.session, it.id)
  const present = attendance(guests, scans).present.length > 0
  const changed =
    await sql`update gatherings.registrations set present = ${present} where id = ${it.id} and present <> ${present}`.execute(
      act.tx,
    )
  if (changed.numAffectedRows)
    await act.settle({
      because: { edition: it.edition, activity: it.activity, record: it.record },
      kind: 'attended',
      unit: it.unit,
      values: { guest: it.id, people: present ? 1 : 0 },
    })
  return present
}

export const judgeGuest = async (act: Act, guest: string, session: string): Promise<boolean> =>
  judge(act, await lockGuest(act, guest, session))

type Seen = { guest: string; undoes: string | null; device: string; at: string }

async function keepScan(act: Act, session: string, unit: string, seen: Seen): Promise<void> {
  await sql`insert into gatherings.scans (id, session_id, unit_id, registration_id, kind, undoes, device, scanned_by, scanned_at, received_at)
    values (${act.key}, ${session}, ${unit}, ${seen.guest}, ${seen.undoes ? 'undo' : 'enter'}, ${seen.undoes}, ${seen.device},
      ${staffOf(act)}, ${seen.at}, ${act.now})`.execute(act.tx)
}

/** Takes a seat from a phone's lease, or a free one; none left makes the guest one who came in over the seats. */
async function seatAtTheDoor(act: Act, session: string, device: string): Promise<{ no: number; over: boolean }> {
  const lease = await sql`update gatherings.leases set used = used + 1 where id = (select id from gatherings.leases
    where session_id = ${session} and device = ${device} and closed_at is null and used < seats order by id limit 1 for update)
    and used < seats`.execute(act.tx)
  const given = lease.numAffectedRows
    ? sql`set confirmed = confirmed + 1, leased = leased - 1, last_no = last_no + 1 where id = ${session}`
    : sql`set confirmed = confirmed + 1, last_no = last_no + 1 where id = ${session} and confirmed + held + leased < capacity`
  const seat = await sql<{ no: number }>`update gatherings.sessions ${given} returning last_no as no`.execute(act.tx)
  if (seat.rows[0]) return { no: seat.rows[0].no, over: false }
  const { rows } = await sql<{
    no: number
  }>`update gatherings.sessions set last_no = last_no + 1 where id = ${session} returning last_no as no`.execute(act.tx)
  return { no: rows[0]?.no ?? refuse('gatherings.unknown_session', 404), over: true }
}

async function getUnit(act: Act, session: string): Promise<string> {
  const { rows } = await sql<{
    unit: string
  }>`select unit_id as unit from gatherings.sessions where id = ${session}`.execute(act.tx)
  const unit = rows[0]?.unit ?? refuse('gatherings.unknown_session', 404)
  act.concerns({ record: session, unit })
  return unit
}

/** Sessions from yesterday to the day after tomorrow: what a phone at the door must have with it. */
const soon = sql`s.ends_at > now_at - interval '1 day' and s.starts_at < now_at + interval '2 days' and s.ended_at is null`

export const gateVerbs: GatheringVerbs<'gate' | 'scan' | 'undo' | 'lease' | 'walkIn'> = {
  gate: async act => {
    const { rows } =
      await sql<Session>`select ${sessionColumns} from gatherings.sessions s, (select ${act.now}::timestamptz as now_at) c
      where ${soon} order by s.starts_at, s.id limit 20`.execute(act.tx)
    const sessions = []
    for (const session of rows) {
      const { rows: leases } = await sql<{
        id: string
        device: string
        seats: number
        used: number
      }>`select id, device, seats, used
        from gatherings.leases where session_id = ${session.id} and closed_at is null order by id`.execute(act.tx)
      sessions.push({ session, guests: await guestsOf(act, session.id), leases })
    }
    return { publicKey: ticketKey(act.ports.secrets), sessions }
  },

  scan: async (act, { session, ticket, guest, device, at }) => {
    const unit = await getUnit(act, session)
    const named = ticket === undefined ? guest : openTicket(act.ports.secrets, ticket)?.guest
    if (named === undefined) refuse('gatherings.bad_ticket', 422)
    const it = await lockGuest(act, named, session)
    await keepScan(act, session, unit, { guest: it.id, undoes: null, device, at })
    return { id: act.key, guest: it.id, present: await judge(act, it) }
  },

  undo: async (act, { session, guest, scan, device, at }) => {
    const unit = await getUnit(act, session)
    const it = await lockGuest(act, guest, session)
    await keepScan(act, session, unit, { guest: it.id, undoes: scan, device, at })
    await judge(act, it)
    return { id: act.key }
  },

  lease: async (act, { session, seats, device }) => {
    const unit = await getUnit(act, session)
    const { rows } = await sql<{ given: number }>`update gatherings.sessions s set leased = s.leased + b.given
      from (select id, least(${seats}, capacity - confirmed - held - leased) as given from gatherings.sessions where id = ${session} for update) b
      where s.id = b.id and b.given > 0 and s.ended_at is null returning b.given`.execute(act.tx)
    const given = rows[0]?.given ?? refuse('gatherings.no_seats', 409)
    await sql`insert into gatherings.leases (id, session_id, unit_id, device, seats, leased_by, leased_at)
      values (${act.key}, ${session}, ${unit}, ${device}, ${given}, ${staffOf(act)}, ${act.now})`.execute(act.tx)
    act.concerns({ values: { seats: given } })
    return { id: act.key, seats: given }
  },

  walkIn: async (act, { session, guest, device, at }) => {
    const unit = await getUnit(act, session)
    const { no, over } = await seatAtTheDoor(act, session, device)
    await sql`insert into gatherings.registrations (id, session_id, unit_id, guest, no, state, through, made_by, made_at)
      values (${act.key}, ${session}, ${unit}, ${guest}, ${no}, ${over ? 'over' : 'confirmed'}, 'gate', ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    await keepScan(act, session, unit, { guest: act.key, undoes: null, device, at })
    await judgeGuest(act, act.key, session)
    return { id: act.key, over }
  },
}
