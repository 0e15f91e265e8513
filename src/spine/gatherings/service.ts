import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { gatheringRoutes } from './routes.ts'
import type { Session } from './routes-parts.ts'
import { attendance } from './rules.ts'
import { gateRecords, judgeGuest } from './service-gate.ts'
import { type GatheringVerbs, getSession, guestsOf, momentSql, sessionColumns, staffOf } from './service-parts.ts'
import { endRegistration, registerOn, setSeats } from './service-seats.ts'
import { foundBy, invitationCode } from './ticket.ts'

const page = 50
const mostInvitations = 5000
type Conflicts = GivesOf<typeof gatheringRoutes.session>['conflicts']
type Guests = TakesOf<typeof gatheringRoutes.invite>['guests']

/** What the door's records contradict each other in, with who saw what and what was decided. */
async function conflictsOf(act: Act, session: string): Promise<Conflicts> {
  const { guests, scans } = await gateRecords(act, session)
  const { conflicts } = attendance(guests, scans)
  if (conflicts.length === 0) return []
  const seen = await sql<{
    id: string
    device: string
    by: string
    at: string
  }>`select c.id, c.device, ${nameOfStaff('c.scanned_by')} as by,
      ${momentSql(sql`c.scanned_at`)} as at from gatherings.scans c where c.id = any (${conflicts.flatMap(one => one.scans)}::uuid[])`.execute(
    act.tx,
  )
  const named = await sql<{ id: string; guest: string; decided: Conflicts[number]['decided'] }>`select r.id, r.guest,
      (select jsonb_build_object('counted', d.counted, 'note', d.note, 'by', ${nameOfStaff('d.decided_by')}, 'at', ${momentSql(sql`d.decided_at`)})
        from gatherings.resolutions d where d.registration_id = r.id order by d.decided_at desc, d.id desc limit 1) as decided
    from gatherings.registrations r where r.id = any (${conflicts.map(one => one.guest)}::uuid[])`.execute(act.tx)
  const scanOf = new Map(seen.rows.map(row => [row.id, row]))
  const guestOf = new Map(named.rows.map(row => [row.id, row]))
  return conflicts.map(({ kind, guest, scans: ids }) => ({
    kind,
    guestId: guest,
    guest: guestOf.get(guest)?.guest ?? '',
    scans: ids.flatMap(id => scanOf.get(id) ?? []),
    decided: guestOf.get(guest)?.decided ?? null,
  }))
}

async function invite(act: Act, session: string, guests: Guests): Promise<{ invited: number; known: number }> {
  const { unitId, ended } = await getSession(act, session)
  if (ended) refuse('gatherings.session_ended', 409)
  const rows = guests.map(({ name, seats, party }) => {
    const id = uuidv7(act.now.getTime())
    const found = foundBy(act.ports.secrets, invitationCode(act.ports.secrets, id))?.toString('hex')
    return { id, name, seats, found, kind: party?.kind ?? null, party: party?.id ?? null }
  })
  const { numAffectedRows } =
    await sql`insert into gatherings.invitations (id, session_id, unit_id, guest, party_kind, party_id, seats, found, made_by, made_at)
    select g.id, ${session}, ${unitId}, g.name, g.kind, g.party, g.seats, decode(g.found, 'hex'), ${staffOf(act)}, ${act.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, name text, seats integer, found text, kind text, party uuid)
    where g.party is not null or not exists (select from gatherings.invitations i where i.session_id = ${session} and i.withdrawn_at is null
      and i.party_id is null and kit.fold(i.guest) = kit.fold(g.name))
    on conflict do nothing`.execute(act.tx)
  const invited = Number(numAffectedRows ?? 0)
  act.concerns({ record: session, unit: unitId, values: { invited } })
  return { invited, known: guests.length - invited }
}

export const deskVerbs: GatheringVerbs<
  'sessions' | 'session' | 'codes' | 'invite' | 'withdraw' | 'enrol' | 'cancel' | 'seats' | 'resolve'
> = {
  sessions: async (act, { when, after }) => {
    const past = when === 'past'
    const place = sql`(to_char(s.starts_at at time zone 'UTC', 'YYYYMMDDHH24MISS') || s.id)`
    const later = past
      ? sql`s.ends_at < ${act.now} and (${after ?? ''} = '' or ${place} < ${after ?? ''})`
      : sql`s.ends_at >= ${act.now} and ${place} > ${after ?? ''}`
    const { rows } = await sql<
      Session & { sort: string }
    >`select ${sessionColumns}, ${place} as sort from gatherings.sessions s where ${later}
      order by s.starts_at ${past ? sql`desc` : sql``}, s.id ${past ? sql`desc` : sql``} limit ${page + 1}`.execute(
      act.tx,
    )
    return { sessions: rows.slice(0, page), next: rows.length > page ? (rows[page - 1]?.sort ?? null) : null }
  },

  session: async (act, { id }) => {
    const session = await getSession(act, id)
    const { rows: invitations } = await sql<
      GivesOf<typeof gatheringRoutes.session>['invitations'][number]
    >`select i.id, i.guest, i.seats, i.used,
        i.party_kind as party, i.declined_at is not null as declined, i.withdrawn_at is not null as withdrawn
      from gatherings.invitations i where i.session_id = ${id} order by i.withdrawn_at nulls first, i.id limit ${mostInvitations}`.execute(
      act.tx,
    )
    return { session, registrations: await guestsOf(act, id), invitations, conflicts: await conflictsOf(act, id) }
  },

  codes: async (act, { id }) => {
    const { unitId } = await getSession(act, id)
    const { rows } = await sql<{
      id: string
      guest: string
      seats: number
    }>`select id, guest, seats from gatherings.invitations
      where session_id = ${id} and withdrawn_at is null order by id limit ${mostInvitations}`.execute(act.tx)
    act.concerns({ record: id, unit: unitId, values: { codes: rows.length } })
    return { codes: rows.map(row => ({ ...row, code: invitationCode(act.ports.secrets, row.id) })) }
  },

  invite: (act, { id, guests }) => invite(act, id, guests),

  withdraw: async (act, { id }) => {
    const { rows } = await sql<{
      unit: string
    }>`update gatherings.invitations set withdrawn_at = ${act.now}, withdrawn_by = ${staffOf(act)}
      where id = ${id} and withdrawn_at is null and used = 0 returning unit_id as unit`.execute(act.tx)
    if (!rows[0]) refuse('gatherings.not_to_withdraw', 409)
    act.concerns({ record: id, unit: rows[0].unit })
    return {}
  },

  enrol: async (act, { id, guest }) => ({ id: (await registerOn(act, id, guest, 'desk')).id }),

  cancel: async (act, { id }) => {
    await endRegistration(act, id)
    return {}
  },

  seats: (act, { id, capacity, held }) => setSeats(act, id, capacity, held),

  resolve: async (act, { id, counted, note }) => {
    const { rows } = await sql<{ session: string; unit: string }>`select session_id as session, unit_id as unit
      from gatherings.registrations where id = ${id}`.execute(act.tx)
    const it = rows[0] ?? refuse('gatherings.unknown_guest', 404)
    await sql`insert into gatherings.resolutions (id, session_id, unit_id, registration_id, counted, note, decided_by, decided_at)
      values (${uuidv7(act.now.getTime())}, ${it.session}, ${it.unit}, ${id}, ${counted}, ${note}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    await judgeGuest(act, id, it.session)
    act.concerns({ record: id, unit: it.unit })
    return {}
  },
}
