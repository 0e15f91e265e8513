import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act, Verbs } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { hasEvidence } from '#spine/evidence'
import { publicFigure } from '#spine/facts'
import { planWave } from '#spine/messaging'
import { nameOfStaff } from '#spine/people'
import { measures, type OutreachMeasure } from './report.ts'
import type { Campaign, routes } from './routes.ts'
import { type CampaignState, campaignFlow, campaignStateOf, type DecisionKind } from './rules.ts'
import type { CampaignRow } from './schema.ts'
import { actor, advise, advised, relay, relayReport, talk } from './service-record.ts'

type Full = GivesOf<typeof routes.campaign>
const page = 50

const columns = sql`c.id, c.edition_id as "editionId", c.unit_id as "unitId",
  coalesce((select n.name from org.unit_names n where n.unit_id = c.unit_id order by n.from_day desc limit 1), '') as unit,
  c.topic, c.title, c.body, c.from_day::text as from, c.until_day::text as until, c.made_by as "byId", ${nameOfStaff('c.made_by')} as by,
  (select d.kind from outreach.decisions d where d.campaign_id = c.id order by d.no desc limit 1) as last`

const shown = (act: Act, { editionId, byId, last, ...row }: CampaignRow): Campaign => ({
  ...row,
  state: campaignStateOf(last),
  mine: act.who.kind === 'staff' && act.who.id === byId,
})

/** A campaign of the caller's units; with `lock`, held for the rest of the act. */
export async function getCampaign(act: Act, id: string, lock = false): Promise<CampaignRow> {
  if (lock) await sql`select from outreach.campaigns where id = ${id} for update`.execute(act.tx)
  const { rows } = await sql<CampaignRow>`select ${columns} from outreach.campaigns c where c.id = ${id}`.execute(
    act.tx,
  )
  return rows[0] ?? refuse('outreach.unknown_campaign', 404)
}

async function decide(
  act: Act,
  id: string,
  move: keyof typeof campaignFlow.moves,
  kind: DecisionKind,
  reason: string | null = null,
): Promise<CampaignRow> {
  const campaign = await getCampaign(act, id, true)
  moved(campaignFlow, campaignStateOf(campaign.last), move, 'outreach.not_so')
  const mine = campaign.byId === actor(act)
  if ((move === 'approve' || move === 'sendBack') && mine) refuse('outreach.own_campaign', 403)
  if (move === 'revise' && !mine) refuse('outreach.not_yours', 403)
  await sql`insert into outreach.decisions (campaign_id, unit_id, kind, reason, decided_by, decided_at)
    values (${id}, ${campaign.unitId}, ${kind}, ${reason}, ${actor(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: id, unit: campaign.unitId })
  return campaign
}

const lasts: Readonly<Record<CampaignState, readonly string[]>> = {
  waiting: ['', 'revised'],
  sent_back: ['sent_back'],
  approved: ['approved'],
  ended: ['ended'],
}

async function full(act: Act, id: string): Promise<Full> {
  const campaign = shown(act, await getCampaign(act, id))
  const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(act.tx)).rows
  return {
    ...campaign,
    materials: await rows(sql<
      Full['materials'][number]
    >`select id, title, kind, file_id as "fileId" from outreach.materials
      where campaign_id = ${id} order by id desc limit 100`),
    waves: await rows(sql<Full['waves'][number]>`select w.wave_id as id, m.title, w.delivered, w.submitted
      from outreach.waves w join messaging.waves m on m.id = w.wave_id where w.campaign_id = ${id} order by w.wave_id desc limit 100`),
    talks: await rows(sql<
      Full['talks'][number]
    >`select id, kind, place, held_on::text as "heldOn", people, photo_id is not null as photo,
      ${nameOfStaff('recorded_by')} as by from outreach.talks where campaign_id = ${id} order by held_on desc, id desc limit 200`),
    relays: await rows(sql<
      Full['relays'][number]
    >`select r.id, r.organisation, r.place, r.handed, r.handed_on::text as "handedOn", p.people,
      p.photo_id is not null as photo from outreach.relays r left join outreach.relay_reports p on p.relay_id = r.id
      where r.campaign_id = ${id} order by r.handed_on desc, r.id desc limit 200`),
  }
}

function mustEndLater({ from, until }: Pick<TakesOf<typeof routes.add>, 'from' | 'until'>): void {
  if (until < from) refuse('outreach.ends_before_it_begins', 422)
}

const noun: Pick<Verbs<typeof routes>, 'campaigns' | 'campaign' | 'add' | 'approve' | 'sendBack' | 'revise' | 'end'> = {
  campaigns: async (act, { state, after }) => {
    const { rows } = await sql<CampaignRow>`select * from (select ${columns} from outreach.campaigns c) c
      where (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
        and ${state ? sql`coalesce(last, '') = any (${lasts[state]}::text[])` : sql`true`} order by id desc limit ${page + 1}`.execute(
      act.tx,
    )
    const campaigns = rows.slice(0, page).map(row => shown(act, row))
    return { campaigns, next: rows.length > page ? (campaigns.at(-1)?.id ?? null) : null }
  },
  campaign: (act, { id }) => full(act, id),
  add: async (act, { unitId, ...it }) => {
    if (!act.units.includes(unitId)) refuse('outreach.unit_out_of_scope', 403)
    mustEndLater(it)
    const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('outreach.no_edition', 409)
    await sql`insert into outreach.campaigns (id, edition_id, unit_id, topic, title, body, from_day, until_day, made_by, made_at)
      values (${act.key}, ${edition.id}, ${unitId}, ${it.topic}, ${it.title}, ${it.body}, ${it.from}, ${it.until}, ${actor(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: act.key, unit: unitId })
    return { id: act.key }
  },
  approve: async (act, { id }) => {
    const it = await decide(act, id, 'approve', 'approved')
    await sql`insert into outreach.published (campaign_id, topic, title, body, from_day, until_day, published_at)
      values (${id}, ${it.topic}, ${it.title}, ${it.body}, ${it.from}, ${it.until}, ${act.now})`.execute(act.tx)
    return {}
  },
  sendBack: async (act, { id, reason }) => {
    await decide(act, id, 'sendBack', 'sent_back', reason)
    return {}
  },
  revise: async (act, { id, ...it }) => {
    mustEndLater(it)
    await decide(act, id, 'revise', 'revised')
    await sql`update outreach.campaigns set topic = ${it.topic}, title = ${it.title}, body = ${it.body}, from_day = ${it.from},
      until_day = ${it.until} where id = ${id}`.execute(act.tx)
    return {}
  },
  end: async (act, { id }) => {
    await decide(act, id, 'end', 'ended')
    await sql`update outreach.published set ended_at = ${act.now} where campaign_id = ${id}`.execute(act.tx)
    return {}
  },
}

export const verbs: Verbs<typeof routes> = {
  ...noun,
  talk,
  relay,
  relayReport,
  advise,
  advised,
  addMaterial: async (act, { id, title, kind, fileId }) => {
    const { unitId } = await getCampaign(act, id)
    if (!(await hasEvidence(act.tx, fileId, id))) refuse('outreach.unknown_file', 422)
    await sql`insert into outreach.materials values (${act.key}, ${id}, ${unitId}, ${title}, ${kind}, ${fileId}, ${actor(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: act.key, unit: unitId })
    return { id: act.key }
  },
  planWave: async (act, { id: campaignId, ...input }) => {
    const campaign = await getCampaign(act, campaignId, true)
    if (campaignStateOf(campaign.last) !== 'approved') refuse('outreach.not_approved', 409)
    const { id } = await planWave(act, input, { activity: 'outreach', record: campaignId })
    await sql`insert into outreach.waves (wave_id, campaign_id, unit_id) values (${id}, ${campaignId}, ${campaign.unitId})`.execute(
      act.tx,
    )
    return { id }
  },
  feed: async act => {
    const { rows } = await sql<
      GivesOf<typeof routes.feed>['articles'][number]
    >`select campaign_id as id, topic, title, body,
        from_day::text as from, until_day::text as until from outreach.published
      where ended_at is null and ${act.today}::date between from_day and until_day order by published_at desc, campaign_id desc limit 100`.execute(
      act.tx,
    )
    return { articles: rows }
  },
  figures: async act => {
    const edition = await findCurrentEdition(act.tx, act.today)
    if (!edition) return { edition: null, figures: [] }
    const figures: GivesOf<typeof routes.figures>['figures'] = []
    for (const measure of Object.keys(measures) as OutreachMeasure[])
      figures.push({ measure, ...(await publicFigure(act.tx, { edition: edition.id, activity: 'outreach', measure })) })
    return { edition: edition.name, figures }
  },
}
