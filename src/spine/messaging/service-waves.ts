import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { moved } from '#kit/flow'
import { enqueue } from '#kit/jobs'
import type { Act, Verbs } from '#kit/serve'
import type { Audience, Ports } from '#kit/serve/face.ts'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { nameOfStaff } from '#spine/people'
import { narrowingOf, sizeOf } from './audiences.ts'
import type { Wave, waveRoutes } from './routes-waves.ts'
import {
  channelsOf,
  type Ladder,
  listFreshDays,
  type MessageChannel,
  type StepKind,
  type WaveState,
  waveFlow,
  waveStateOf,
} from './rules.ts'
import { actor, getTemplate, momentSql, unitNameSql } from './service-templates.ts'

type Takes = TakesOf<typeof waveRoutes.planWave>
/** For which record of which activity a wave goes: what it adds up to is theirs to count. */
export type WaveBecause = { readonly activity: string; readonly record: string }

type Row = Omit<Wave, 'state' | 'mine' | 'ladder'> & {
  readonly channels: MessageChannel[]
  readonly last: StepKind | null
  readonly byId: string
  readonly templateId: string
  readonly audience: string
}

const page = 50
/** While one sender waits for a carrier the other claims: two fill the machine. */
const senders = 2
const columns = sql`w.id, w.unit_id as "unitId", ${unitNameSql('w.unit_id')} as unit, w.title, t.name as template, t.class, w.channels,
  ${momentSql('w.sends_from')} as "sendsFrom", ${momentSql('w.sends_until')} as "sendsUntil", w.made_by as "byId", w.template_id as "templateId",
  w.audience, ${nameOfStaff('w.made_by')} as by,
  (select s.rows from messaging.wave_steps s where s.wave_id = w.id and s.kind = 'planned') as planned,
  (select s.kind from messaging.wave_steps s where s.wave_id = w.id order by s.no desc limit 1) as last`
const from = sql`messaging.waves w join messaging.templates t on t.id = w.template_id`

const shown = (act: Act, { last, byId, channels, templateId, audience, ...row }: Row): Wave => ({
  ...row,
  ladder: channels.join('-') as Ladder,
  state: waveStateOf(last),
  mine: act.who.kind === 'staff' && act.who.id === byId,
})

async function getRow(act: Act, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where w.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('messaging.unknown_wave', 404)
}

/** The step's row is what the claim looks at while it holds the wave, so it is written while nobody claims. */
async function step(
  act: Act,
  id: string,
  move: keyof typeof waveFlow.moves,
  kind: StepKind,
  reason: string | null = null,
): Promise<Row> {
  await sql`select from messaging.waves where id = ${id} for update`.execute(act.tx)
  const wave = await getRow(act, id)
  moved(waveFlow, waveStateOf(wave.last), move, 'messaging.wave_not_so')
  if ((move === 'approve' || move === 'sendBack') && wave.byId === actor(act)) refuse('messaging.own_wave', 403)
  await sql`insert into messaging.wave_steps (wave_id, unit_id, kind, reason, by_id, at)
    values (${id}, ${wave.unitId}, ${kind}, ${reason}, ${actor(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: id, unit: wave.unitId })
  return wave
}

function audienceOf(ports: Ports, name: string): Audience {
  return ports.messaging.audiences().get(name) ?? refuse('messaging.unknown_audience', 404)
}

/** Writes a wave down and lets its rows be planned. Refuses what could not be sent. */
export async function planWave(act: Act, input: Takes, because?: WaveBecause): Promise<{ id: string }> {
  if (!act.units.includes(input.unitId)) refuse('messaging.unit_out_of_scope', 403)
  const template = await getTemplate(act, input.templateId)
  if (template.state !== 'approved') refuse('messaging.template_not_so', 409)
  const channels = channelsOf(input.ladder)
  if (channels.some(channel => !template[channel])) refuse('messaging.channel_without_text', 422)
  const [begins, ends] = [new Date(input.sendsFrom), new Date(input.sendsUntil)]
  if (ends <= begins || ends <= act.now) refuse('messaging.ends_before_it_begins', 422)
  if (!audienceOf(act.ports, input.audience).narrows && (input.kind || input.commune))
    refuse('messaging.not_narrowed', 422)
  const edition = await findCurrentEdition(act.tx, act.today)
  const narrowing = { kind: input.kind, commune: input.commune }
  await sql`insert into messaging.waves (id, unit_id, edition_id, activity, record, title, template_id, channels, audience, narrowing,
      sends_from, sends_until, made_by, made_at)
    values (${act.key}, ${input.unitId}, ${edition?.id ?? null}, ${because?.activity ?? null}, ${because?.record ?? null}, ${input.title},
      ${template.id}, ${channels}::text[], ${input.audience}, ${JSON.stringify(narrowing)}::jsonb, ${begins}, ${ends}, ${actor(act)}, ${act.now})`.execute(
    act.tx,
  )
  await enqueue(act.tx, 'messaging.plan', { wave: act.key }, { id: act.key })
  act.concerns({ record: act.key, unit: input.unitId })
  return { id: act.key }
}

type Full = GivesOf<typeof waveRoutes.wave>

/** How many of a wave stand where: one row a party, so the sum is what was planned. */
export async function accountOf(tx: Tx, wave: string): Promise<Full['account']> {
  const { rows } = await sql<Full['account'][number]>`select state, reason, count(*)::int as n from messaging.recipients
    where wave_id = ${wave} group by state, reason order by n desc`.execute(tx)
  return rows
}

/** Whom a wave reached, by the channel that did: `delivered` by a receipt, `submitted` on the carrier's word alone. */
export async function reachedBy(tx: Tx, wave: string): Promise<Full['byChannel']> {
  const { rows } = await sql<Full['byChannel'][number]>`select w.channels[r.step + 1] as channel,
      count(*) filter (where r.state = 'delivered')::int as delivered, count(*) filter (where r.state = 'submitted')::int as submitted
    from messaging.recipients r join messaging.waves w on w.id = r.wave_id
    where r.wave_id = ${wave} and r.state in ('delivered', 'submitted') group by 1 order by 1`.execute(tx)
  return rows
}

async function full(act: Act, id: string): Promise<Full> {
  const row = await getRow(act, id)
  const { rows: steps } = await sql<
    Full['steps'][number]
  >`select s.kind, s.rows, s.reason, ${nameOfStaff('s.by_id')} as by, ${momentSql('s.at')} as at
    from messaging.wave_steps s where s.wave_id = ${id} order by s.no`.execute(act.tx)
  const says = act.ports.messaging.audiences().get(row.audience)?.says ?? { vi: row.audience, en: row.audience }
  return {
    ...shown(act, row),
    templateId: row.templateId,
    audience: says,
    account: await accountOf(act.tx, id),
    byChannel: await reachedBy(act.tx, id),
    steps,
  }
}

/** An advert goes only while the national list is young; a wave that reaches nobody, or whose text is retired, does not go. */
async function mayStart(act: Act, wave: Row): Promise<void> {
  if ((await getTemplate(act, wave.templateId)).state !== 'approved') refuse('messaging.template_retired', 409)
  const { rows } = await sql<{ age: number | null; due: boolean }>`select messaging.list_age(${act.today}::date) as age,
    exists (select from messaging.recipients where wave_id = ${wave.id} and state = 'due') as due`.execute(act.tx)
  if (!rows[0]?.due) refuse('messaging.nobody_to_reach', 409)
  if (wave.class === 'advert' && (rows[0].age ?? listFreshDays + 1) > listFreshDays)
    refuse('messaging.old_list', 409, { days: listFreshDays })
}

const lastOf: Readonly<Record<WaveState, StepKind | ''>> = {
  planning: '',
  planned: 'planned',
  sent_back: 'sent_back',
  approved: 'approved',
  running: 'started',
  paused: 'paused',
  stopped: 'stopped',
  finished: 'finished',
}

export const waveVerbs: Verbs<Omit<typeof waveRoutes, 'recipients'>> = {
  audiences: async act => ({
    audiences: [...act.ports.messaging.audiences().values()].map(({ name, says, narrows }) => ({
      name,
      says,
      narrows,
    })),
  }),
  preview: async (act, { unitId, audience, ...by }) => {
    if (!act.units.includes(unitId)) refuse('messaging.unit_out_of_scope', 403)
    return sizeOf(act.tx, audienceOf(act.ports, audience), await narrowingOf(act.tx, unitId, by, act.today))
  },
  waves: async (act, { state, after }) => {
    const { rows } = await sql<Row>`select * from (select ${columns} from ${from}) w
      where (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
        and ${state ? sql`coalesce(last, '') = ${lastOf[state]}` : sql`true`} order by id desc limit ${page + 1}`.execute(
      act.tx,
    )
    const waves = rows.slice(0, page).map(row => shown(act, row))
    return { waves, next: rows.length > page ? (waves.at(-1)?.id ?? null) : null }
  },
  wave: (act, { id }) => full(act, id),
  planWave: (act, input) => planWave(act, input),
  approveWave: async (act, { id }) => {
    await step(act, id, 'approve', 'approved')
    return {}
  },
  sendBackWave: async (act, { id, reason }) => {
    await step(act, id, 'sendBack', 'sent_back', reason)
    return {}
  },
  startWave: async (act, { id }) => {
    await mayStart(act, await step(act, id, 'start', 'started'))
    for (let sender = 0; sender < senders; sender++) await enqueue(act.tx, 'messaging.send', { wave: id })
    return {}
  },
  pauseWave: async (act, { id }) => {
    await step(act, id, 'pause', 'paused')
    return {}
  },
  stopWave: async (act, { id, reason }) => {
    await step(act, id, 'stop', 'stopped', reason)
    await enqueue(act.tx, 'messaging.send', { wave: id })
    return {}
  },
}
