import { sql } from 'kysely'
import type { Act, Verb } from '#kit/serve'
import { refuse } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { hasEvidence } from '#spine/evidence'
import { count } from '#spine/facts'
import { measures, type OutreachMeasure } from './report.ts'
import type { routes } from './routes.ts'
import { campaignStateOf, type DecisionKind, dayRefused, gradeOf, reachedMore } from './rules.ts'

export const actor = (act: Pick<Act, 'who'>): string =>
  act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401)

type Held = { readonly unitId: string; readonly editionId: string; readonly from: string }

/** An approved campaign of the caller's units: only under one is anything counted. */
async function approved(act: Act, id: string): Promise<Held> {
  const { rows } = await sql<
    Held & { last: DecisionKind | null }
  >`select c.unit_id as "unitId", c.edition_id as "editionId", c.from_day::text as from,
      (select d.kind from outreach.decisions d where d.campaign_id = c.id order by d.no desc limit 1) as last
    from outreach.campaigns c where c.id = ${id}`.execute(act.tx)
  const it = rows[0] ?? refuse('outreach.unknown_campaign', 404)
  return campaignStateOf(it.last) === 'approved' ? it : refuse('outreach.not_approved', 409)
}

type What = {
  readonly measure: OutreachMeasure
  readonly quantity: number
  readonly grade: 'proven' | 'recorded'
  readonly day: string
  readonly record: string
}
const fact = async (act: Act, { unitId, editionId }: Omit<Held, 'from'>, { measure, ...it }: What): Promise<void> => {
  await count(
    act.tx,
    { edition: editionId, unit: unitId, activity: 'outreach', measure, duty: measures[measure].duty, ...it },
    act.now,
  )
}

async function mustBeThere(act: Act, photoId: string | undefined, record: string): Promise<void> {
  if (photoId && !(await hasEvidence(act.tx, photoId, record))) refuse('outreach.unknown_file', 422)
}

function mustBeDay(day: string, from: string, today: string): void {
  const wrong = dayRefused(day, from, today)
  if (wrong) refuse(wrong, 422)
}

/** A talk counts as a session, its listeners as people guided, and one at a school as a lesson too. */
export const talk: Verb<typeof routes.talk> = async (act, { id, kind, place, heldOn, people, photoId }) => {
  const campaign = await approved(act, id)
  mustBeDay(heldOn, campaign.from, act.today)
  await mustBeThere(act, photoId, id)
  await sql`insert into outreach.talks values (${act.key}, ${id}, ${campaign.unitId}, ${kind}, ${place}, ${heldOn}, ${people},
    ${photoId ?? null}, ${actor(act)}, ${act.now})`.execute(act.tx)
  const about = { grade: gradeOf(photoId), day: heldOn, record: act.key }
  await fact(act, campaign, { measure: 'sessions', quantity: 1, ...about })
  await fact(act, campaign, { measure: 'people-guided', quantity: people, ...about })
  if (kind === 'school') await fact(act, campaign, { measure: 'school-lessons', quantity: 1, ...about })
  act.concerns({ record: act.key, unit: campaign.unitId, values: { people } })
  return { id: act.key }
}

export const relay: Verb<typeof routes.relay> = async (act, { id, organisation, place, handed, handedOn }) => {
  const campaign = await approved(act, id)
  mustBeDay(handedOn, campaign.from, act.today)
  await sql`insert into outreach.relays values (${act.key}, ${id}, ${campaign.unitId}, ${organisation}, ${place}, ${handed}, ${handedOn},
    ${actor(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: act.key, unit: campaign.unitId, values: { handed } })
  return { id: act.key }
}

/** What an organisation says it reached, once. More people than leaflets is kept as it was said, and asked about. */
export const relayReport: Verb<typeof routes.relayReport> = async (act, { id, people, photoId }) => {
  await sql`select from outreach.relays where id = ${id} for update`.execute(act.tx)
  const { rows } = await sql<{
    campaign: string
    handed: number
    told: boolean
  }>`select campaign_id as campaign, handed,
      exists (select from outreach.relay_reports p where p.relay_id = r.id) as told from outreach.relays r where id = ${id}`.execute(
    act.tx,
  )
  const it = rows[0] ?? refuse('outreach.unknown_relay', 404)
  if (it.told) refuse('outreach.already_reported', 409)
  const campaign = await approved(act, it.campaign)
  await mustBeThere(act, photoId, it.campaign)
  await sql`insert into outreach.relay_reports values (${id}, ${campaign.unitId}, ${people}, ${photoId ?? null}, ${act.today}, ${actor(act)}, ${act.now})`.execute(
    act.tx,
  )
  if (people > 0)
    await fact(act, campaign, {
      measure: 'people-relayed',
      quantity: people,
      grade: gradeOf(photoId),
      day: act.today,
      record: id,
    })
  act.concerns({ record: id, unit: campaign.unitId, values: { people } })
  return { asked: reachedMore({ handed: it.handed, people }) }
}

/** Somebody was advised on the phone. Each person counts once an edition, however often they call and whoever answers. */
export const advise: Verb<typeof routes.advise> = async (act, { customerId, points }) => {
  const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('outreach.no_edition', 409)
  const { rows } = await sql<{
    unitId: string
  }>`select unit_id as "unitId" from customers.customers where id = ${customerId}`.execute(act.tx)
  const { unitId } = rows[0] ?? refuse('outreach.unknown_customer', 404)
  await sql`select pg_advisory_xact_lock(hashtextextended('outreach.advice ' || ${customerId}::text, 0))`.execute(
    act.tx,
  )
  const { rows: before } = await sql<{
    told: boolean
  }>`select outreach.was_advised(${edition.id}, ${customerId}) as told`.execute(act.tx)
  const first = !before[0]?.told
  await sql`insert into outreach.advice values (${act.key}, ${edition.id}, ${unitId}, ${customerId}, ${[...new Set(points)]}::text[], ${first},
    ${actor(act)}, ${act.now})`.execute(act.tx)
  const about = { quantity: 1, grade: 'recorded', day: act.today, record: act.key } as const
  if (first) await fact(act, { unitId, editionId: edition.id }, { measure: 'people-advised', ...about })
  act.concerns({ record: act.key, unit: unitId })
  return { counted: first }
}

export const advised: Verb<typeof routes.advised> = async act => {
  const { rows: latest } = await sql<
    Awaited<ReturnType<Verb<typeof routes.advised>>>['latest'][number]
  >`select a.id, c.code, c.name, a.points,
      to_char(a.advised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from outreach.advice a join customers.customers c on c.id = a.customer_id where a.advised_by = ${actor(act)}
    order by a.advised_at desc, a.id desc limit 20`.execute(act.tx)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from outreach.advice where advised_by = ${actor(act)}
    and (advised_at at time zone 'Asia/Ho_Chi_Minh')::date = ${act.today}`.execute(act.tx)
  return { today: rows[0]?.n ?? 0, latest }
}
