import { sql } from 'kysely'
import { setContext } from '#kit/db'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import type { Invited } from './routes-guest.ts'
import { seatsLeft } from './rules.ts'
import { type GatheringVerbs, momentSql, unitSql } from './service-parts.ts'
import { endRegistration, registerOn } from './service-seats.ts'
import { foundBy, invitationCode, signTicket } from './ticket.ts'

/**
 * The invitation of a code. The rest of the act runs in the scope of its unit and touches nothing but this invitation:
 * the letter is what admits its holder, whoever that is.
 */
async function invitationOf(act: Act, code: string): Promise<string> {
  const found = foundBy(act.ports.secrets, code) ?? refuse('gatherings.unknown_code', 404)
  const { rows } = await sql<{ unit: string | null }>`select gatherings.unit_of_code(${found}) as unit`.execute(act.tx)
  const unit = rows[0]?.unit ?? refuse('gatherings.unknown_code', 404)
  await setContext(act.tx, { units: [unit] })
  const { rows: ids } = await sql<{ id: string }>`select id from gatherings.invitations where found = ${found}`.execute(
    act.tx,
  )
  const id = ids[0]?.id ?? refuse('gatherings.unknown_code', 404)
  act.concerns({ record: id, unit })
  return id
}

type Head = Omit<Invited, 'guests' | 'left'> & {
  sessionId: string
  capacity: number
  confirmed: number
  held: number
  leased: number
}

export const guestVerbs: GatheringVerbs<'invited' | 'register' | 'leave' | 'decline' | 'mine'> = {
  invited: async (act, { code }) => {
    const id = await invitationOf(act, code)
    const { rows } = await sql<Head>`select s.id as "sessionId", s.title, s.place, ${unitSql(sql`s.unit_id`)} as unit,
        ${momentSql(sql`s.starts_at`)} as "startsAt", ${momentSql(sql`s.ends_at`)} as "endsAt", ${momentSql(sql`s.closes_at`)} as "closesAt",
        s.closes_at > ${act.now} and s.ended_at is null as open, s.capacity, s.confirmed, s.held, s.leased, s.waiting,
        i.guest, i.seats, i.declined_at is not null as declined
      from gatherings.invitations i join gatherings.sessions s on s.id = i.session_id where i.id = ${id}`.execute(
      act.tx,
    )
    const { sessionId, capacity, confirmed, held, leased, ...head } = rows[0] ?? refuse('gatherings.unknown_code', 404)
    const { rows: guests } = await sql<
      Omit<Invited['guests'][number], 'ticket'>
    >`select r.id, r.no, r.guest, r.state, r.present,
        (select count(*) from gatherings.registrations w where w.session_id = r.session_id and w.state = 'waiting' and w.no < r.no)::int as ahead
      from gatherings.registrations r where r.invitation_id = ${id} and r.state <> 'cancelled' order by r.no`.execute(
      act.tx,
    )
    return {
      ...head,
      left: seatsLeft({ capacity, confirmed, held, leased }),
      guests: guests.map(guest => ({
        ...guest,
        ticket: guest.state === 'confirmed' ? signTicket(act.ports.secrets, guest.id, sessionId) : null,
      })),
    }
  },

  register: async (act, { code, guest }) => registerOn(act, await invitationOf(act, code), guest, 'portal'),

  leave: async (act, { code, guest }) => {
    await endRegistration(act, guest, await invitationOf(act, code))
    return {}
  },

  decline: async (act, { code }) => {
    const id = await invitationOf(act, code)
    const { rows } = await sql<{ id: string }>`select id from gatherings.registrations where invitation_id = ${id}
      and state in ('confirmed', 'waiting') and not present order by no`.execute(act.tx)
    for (const guest of rows) await endRegistration(act, guest.id, id)
    await sql`update gatherings.invitations set declined_at = ${act.now} where id = ${id}`.execute(act.tx)
    return {}
  },

  mine: async act => {
    const { rows } = await sql<{
      id: string
      title: string
      place: string
      startsAt: string
      guest: string
    }>`select i.id, s.title, s.place,
        ${momentSql(sql`s.starts_at`)} as "startsAt", i.guest
      from gatherings.invitations i join gatherings.sessions s on s.id = i.session_id
      where s.ends_at > ${act.now}::timestamptz - interval '7 days' order by s.starts_at limit 50`.execute(act.tx)
    return { invitations: rows.map(row => ({ ...row, code: invitationCode(act.ports.secrets, row.id) })) }
  },
}
