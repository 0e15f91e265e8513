import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { isoDay, showDay, showTime } from '#kit/time'
import { refuse } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Call } from './routes-events.ts'
import { countsAsAcknowledged } from './rules.ts'
import { momentSql, unitNameSql } from './service-parts.ts'
import { words } from './words.ts'

export type Chosen = {
  readonly unitId: string
  readonly province?: string | undefined
  readonly agreementIds?: readonly string[] | undefined
}

/** Live agreements that an event would call: of a unit and all under it, in a province, among those chosen. */
export const chosenSql = ({ unitId, province, agreementIds }: Chosen, today: string) => sql`
  select a.id, a.unit_id, a.registered_kw, a.channel from load_shift.agreements a
  where a.withdrawn_at is null and a.unit_id in (select org.reach(${unitId}, ${today}))
    and (${agreementIds ? [...agreementIds] : null}::uuid[] is null or a.id = any (${agreementIds ? [...agreementIds] : null}::uuid[]))
    and (${province ?? null}::text is null or exists (select from load_shift.members m join customers.customers c on c.id = m.customer_id
      join org.commune_names n on n.code = c.commune_code where m.agreement_id = a.id and n.province_code = ${province ?? null}))`

/** What a notice says: who, when, why; never a link. */
export function noticeText(
  lang: Lang,
  of: { readonly issuer: string; readonly startsAt: Date; readonly endsAt: Date; readonly reason: string },
): string {
  const { issuer, startsAt, endsAt, reason } = of
  return words[lang].notice(issuer, showTime(startsAt), showTime(endsAt), showDay(isoDay(startsAt)), reason)
}

type Flat = Omit<Call, 'notice' | 'acknowledged' | 'actions'> & {
  outcome: string | null
  begun: boolean
  past: boolean
  how: 'portal' | 'phone' | 'paper' | null
  ackAt: Date | null
  note: string | null
  actions: Call['actions'] | null
}

function noticeState({ past, begun, outcome, channel, how }: Flat): Call['notice'] {
  if (past) return 'past'
  if (channel === 'call') return !begun ? 'not_yet' : how ? 'told' : 'to_call'
  if (!begun) return 'not_yet'
  return (outcome as 'sent' | 'refused' | null) ?? 'unknown'
}

/** Everybody whom an event called, with what became of it. */
export async function callsOf(act: Act, event: string, endsAt: Date): Promise<Call[]> {
  const { rows } =
    await sql<Flat>`select a.id as "agreementId", a.name, a.number, ${unitNameSql(sql`a.unit_id`)} as unit,
      a.registered_kw::float8 as "registeredKw", a.channel, a.contact_name as "contactName", a.contact_shown as contact,
      n.outcome, n.event_id is not null as begun, coalesce(n.channel = 'past', false) as past, ${momentSql(sql`coalesce(n.told_at, n.begun_at)`)} as "noticedAt",
      k.how, k.at as "ackAt", k.note,
      (select jsonb_agg(jsonb_build_object('what', x.what, 'how', x.how, 'at', ${momentSql(sql`x.at`)}) order by x.at, x.id)
        from load_shift.actions x where x.event_id = c.event_id and x.agreement_id = c.agreement_id) as actions
    from load_shift.calls c join load_shift.agreements a on a.id = c.agreement_id
      left join load_shift.notices n on n.event_id = c.event_id and n.agreement_id = c.agreement_id
      left join load_shift.acknowledgements k on k.event_id = c.event_id and k.agreement_id = c.agreement_id
    where c.event_id = ${event} order by a.name, a.id limit 5000`.execute(act.tx)
  return rows.map(row => {
    const { outcome: _, begun: __, past: ___, how, ackAt, note, actions, ...rest } = row
    const acknowledged =
      how && ackAt
        ? { how, at: ackAt.toISOString(), late: !countsAsAcknowledged(ackAt, endsAt), note: note ?? '' }
        : null
    return { ...rest, notice: noticeState(row), acknowledged, actions: actions ?? [] }
  })
}

/** Refuses an agreement that the event did not call. */
export async function getCalls(
  act: Act,
  event: string,
  agreements: readonly string[],
): Promise<{ id: string; unit: string }[]> {
  const { rows } = await sql<{
    id: string
    unit: string
  }>`select agreement_id as id, unit_id as unit from load_shift.calls
    where event_id = ${event} and agreement_id = any (${[...agreements]}::uuid[]) and cancelled_at is null`.execute(
    act.tx,
  )
  if (rows.length !== new Set(agreements).size) refuse('load-shift.not_called', 422)
  return rows
}
