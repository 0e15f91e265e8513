import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { RunInput } from '#kit/serve/recognise.ts'
import { isoDay } from '#kit/time'
import type { How } from './rules.ts'
import type { PartyEvent, PartyFacts } from './rules-measure.ts'

/** What a run is measured on, kept with it, so that it can be measured again. Days are ISO, both ends within. */
export type Given = {
  readonly events: readonly string[]
  readonly rule: string
  readonly schedule: string
  readonly base: { readonly from: string; readonly to: string }
  readonly report: { readonly from: string; readonly to: string }
  /** Nothing that was written down later is seen. ISO 8601. */
  readonly asOf: string
}
export type Snapshot = { readonly parties: readonly PartyFacts[]; readonly input: RunInput }

type Agreement = {
  id: string
  enterprise: string | null
  unit: string
  name: string
  number: string
  kw: number
  standby: boolean
  members: string[]
  /** Members outside the unit's reach: their meters are not seen, so the whole cannot be told. */
  far: number
}

async function agreementsOf(tx: Tx, unit: string, { events, asOf }: Given): Promise<Agreement[]> {
  const day = isoDay(new Date(asOf))
  const { rows } = await sql<Agreement>`with reach as materialized (select org.reach(${unit}, ${day}) as id)
    select a.id, a.enterprise_id as enterprise, a.unit_id as unit, a.name, a.number, a.registered_kw::float8 as kw, a.standby,
      array(select m.customer_id from load_shift.members m join customers.customers c on c.id = m.customer_id
        where m.agreement_id = a.id and c.unit_id in (select id from reach) order by m.customer_id) as members,
      (select count(*)::int from load_shift.members m where m.agreement_id = a.id) as far
    from load_shift.agreements a
    where a.unit_id in (select id from reach) and a.recorded_at <= ${asOf}
      and (a.withdrawn_at is null or a.withdrawn_at > ${asOf}
        or exists (select from load_shift.calls c where c.agreement_id = a.id and c.event_id = any (${[...events]}::uuid[])))
    order by a.signed_on, a.id`.execute(tx)
  return rows.map(row => ({ ...row, far: row.far - row.members.length }))
}

type Called = Omit<PartyEvent, 'acknowledgedAt' | 'how'> & {
  agreement: string
  acknowledgedAt: Date | null
  how: How | null
}

async function callsOf(tx: Tx, { events, asOf }: Given): Promise<Called[]> {
  const { rows } =
    await sql<Called>`select c.agreement_id as agreement, e.id, e.number, e.reason, e.starts_at as "startsAt", e.ends_at as "endsAt",
      e.noticed_at as "noticedAt", k.at as "acknowledgedAt", k.how,
      array(select x.what from load_shift.actions x where x.event_id = c.event_id and x.agreement_id = c.agreement_id and x.at <= ${asOf}
        order by x.at, x.id) as actions
    from load_shift.calls c join load_shift.events e on e.id = c.event_id
      left join load_shift.acknowledgements k on k.event_id = c.event_id and k.agreement_id = c.agreement_id and k.recorded_at <= ${asOf}
    where c.event_id = any (${[...events]}::uuid[]) and (e.cancelled_at is null or e.cancelled_at > ${asOf})
    order by e.starts_at, e.id`.execute(tx)
  return rows
}

/** One party of all agreements that an enterprise had; the newest says what was registered. */
function partyOf(id: string, agreements: readonly Agreement[], calls: ReadonlyMap<string, Called[]>): PartyFacts {
  const last = agreements.at(-1) as Agreement
  const events = agreements.flatMap(one => calls.get(one.id) ?? [])
  const whole = agreements.every(one => one.far === 0)
  return {
    id,
    kind: last.enterprise ? 'enterprise' : 'customer',
    unit: last.unit,
    name: last.name,
    number: last.number,
    registeredKw: last.kw,
    standby: last.standby,
    members: whole ? [...new Set(agreements.flatMap(one => one.members))] : [],
    events: events
      .map(({ agreement: _, acknowledgedAt, how, ...rest }) => ({
        ...rest,
        acknowledgedAt: acknowledgedAt ?? undefined,
        how: how ?? undefined,
      }))
      .sort((a, b) => +a.startsAt - +b.startsAt),
  }
}

const hashOf = (parties: readonly PartyFacts[]): string =>
  createHash('sha256')
    .update(parties.map(party => `${JSON.stringify(party)}\n`).join(''))
    .digest('hex')

/** Who has an agreement under a unit, to which events they were called, and what they said and did: as of a moment. */
export async function snapshotOf(tx: Tx, unit: string, given: Given): Promise<Snapshot> {
  const calls = Map.groupBy(await callsOf(tx, given), call => call.agreement)
  const by = Map.groupBy(await agreementsOf(tx, unit, given), one => one.enterprise ?? one.members[0] ?? one.id)
  const parties = [...by].map(([id, all]) => partyOf(id, all, calls)).sort((a, b) => (a.id < b.id ? -1 : 1))
  return { parties, input: { name: 'load-shift/calls', sha256: hashOf(parties), rows: parties.length } }
}
