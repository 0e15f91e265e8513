import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { type GivesOf, refuse, uuidv7 } from '#kit/wire'
import type { mineRoutes } from './routes-mine.ts'
import { eventState } from './rules.ts'
import { momentSql } from './service-parts.ts'

type Mine = GivesOf<typeof mineRoutes.mine>
type Row = Omit<Mine['events'][number], 'state'> & { cancelled: boolean }
const customer = (act: Act): string => (act.who.kind === 'customer' ? act.who.id : refuse('kit.sign_in_needed', 401))

/** A call of the signed-in enterprise: row policies let in no others. */
async function getOwnCall(
  act: Act,
  event: string,
  agreement: string,
): Promise<{ unit: string; startsAt: Date; endsAt: Date }> {
  const { rows } = await sql<{ unit: string; startsAt: Date; endsAt: Date; cancelled: boolean }>`
    select c.unit_id as unit, e.starts_at as "startsAt", e.ends_at as "endsAt", e.cancelled_at is not null as cancelled
    from load_shift.calls c join load_shift.events e on e.id = c.event_id
    where c.event_id = ${event} and c.agreement_id = ${agreement}`.execute(act.tx)
  const row = rows[0] ?? refuse('load-shift.unknown_event', 404)
  if (row.cancelled) refuse('load-shift.already_cancelled', 409)
  act.concerns({ record: event, unit: row.unit })
  return row
}

export const mineVerbs: Verbs<typeof mineRoutes> = {
  mine: async act => {
    const { rows: agreements } = await sql<
      Mine['agreements'][number]
    >`select id, name, number, signed_on::text as "signedOn",
      registered_kw::float8 as "registeredKw", withdrawn_at is null as live from load_shift.agreements order by signed_on desc, id limit 50`.execute(
      act.tx,
    )
    const { rows } =
      await sql<Row>`select e.id, c.agreement_id as "agreementId", e.number, ${momentSql(sql`e.starts_at`)} as "startsAt",
        ${momentSql(sql`e.ends_at`)} as "endsAt", e.reason, e.cancelled_at is not null as cancelled,
        ${momentSql(sql`k.at`)} as "acknowledgedAt", k.how as "acknowledgedHow",
        array(select x.what from load_shift.actions x where x.event_id = e.id and x.agreement_id = c.agreement_id order by x.at, x.id) as actions
      from load_shift.calls c join load_shift.events e on e.id = c.event_id
        left join load_shift.acknowledgements k on k.event_id = c.event_id and k.agreement_id = c.agreement_id
      where e.noticed_at <= ${act.now} order by e.starts_at desc limit 200`.execute(act.tx)
    return {
      agreements,
      events: rows.map(({ cancelled, ...row }) => ({ ...row, state: eventState({ ...row, cancelled }, act.now) })),
    }
  },

  acknowledgeMine: async (act, { id, agreementId }) => {
    const { unit, endsAt } = await getOwnCall(act, id, agreementId)
    if (act.now > endsAt) refuse('load-shift.too_late', 409)
    await sql`insert into load_shift.acknowledgements (event_id, agreement_id, unit_id, how, by_kind, by_id, at, recorded_at)
      values (${id}, ${agreementId}, ${unit}, 'portal', 'customer', ${customer(act)}, ${act.now}, ${act.now}) on conflict do nothing`.execute(
      act.tx,
    )
    return {}
  },

  actMine: async (act, { id, agreementId, what }) => {
    const { unit, startsAt } = await getOwnCall(act, id, agreementId)
    if (act.now < startsAt) refuse('load-shift.not_begun', 409)
    const { rows } = await sql<{ many: number }>`select count(*)::int as many from load_shift.actions
      where event_id = ${id} and agreement_id = ${agreementId} and by_kind = 'customer'`.execute(act.tx)
    if ((rows[0]?.many ?? 0) >= 10) refuse('load-shift.enough_actions', 409)
    await sql`insert into load_shift.actions (id, event_id, agreement_id, unit_id, how, what, by_kind, by_id, at)
      values (${uuidv7(act.now.getTime())}, ${id}, ${agreementId}, ${unit}, 'portal', ${what}, 'customer', ${customer(act)}, ${act.now})`.execute(
      act.tx,
    )
    return {}
  },
}
