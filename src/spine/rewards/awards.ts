import { sql } from 'kysely'
import { askErrand } from '#kit/errands'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { nameOfStaff } from '#spine/people'
import { deciding, refuseOne, refuseRun, sign } from './decide.ts'
import { giveBackTo, paidFor } from './give-back.ts'
import { movingAward } from './moves.ts'
import { awards, type Proposal } from './propose.ts'
import { awardColumns, getRun, itemOf, limitsOf, moment, runsWhere, shownRun, staffOf, titleOf } from './read.ts'
import type { awardRoutes } from './routes-awards.ts'

type Takes<K extends keyof typeof awardRoutes> = TakesOf<(typeof awardRoutes)[K]>
type Gives<K extends keyof typeof awardRoutes> = GivesOf<(typeof awardRoutes)[K]>

const page = 50

export async function items(act: Act): Promise<Gives<'items'>> {
  const { rows } = await sql<{
    item: Gives<'items'>['items'][number]
  }>`select ${itemOf} as item from rewards.items i order by i.kind, i.name_vi limit 500`.execute(act.tx)
  return { items: rows.map(row => row.item) }
}

export async function addItem(act: Act, it: Takes<'addItem'>): Promise<Gives<'addItem'>> {
  if (!act.units.includes(it.unitId)) refuse('rewards.unit_out_of_scope', 403)
  await sql`insert into rewards.items values (${act.key}, ${it.unitId}, ${it.kind}, ${it.name.vi}, ${it.name.en}, ${BigInt(it.pieceVnd)},
    ${it.validDays ?? null}, ${staffOf(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: act.key, unit: it.unitId })
  return { id: act.key }
}

type Found = { code: string; id: string; unit: string; enterprise: string | null }

/** Who stands behind the codes of a list; a code that is not in the caller's units is named. */
async function proposalsOf(act: Act, lines: Takes<'propose'>['awards']): Promise<Proposal[]> {
  const codes = [...new Set(lines.map(line => line.customer.toUpperCase()))]
  const { rows } =
    await sql<Found>`select code, id, unit_id as unit, enterprise_id as enterprise from customers.customers where code = any (${codes}::text[])`.execute(
      act.tx,
    )
  const found = new Map(rows.map(row => [row.code, row]))
  return lines.map((line, at) => {
    const one = found.get(line.customer.toUpperCase()) ?? refuse('rewards.unknown_customer', 422, { line: at + 1 })
    const party = line.partyKind === 'enterprise' ? one.enterprise : one.id
    if (!party) refuse('rewards.no_enterprise', 422, { line: at + 1 })
    return {
      unit: one.unit,
      partyKind: line.partyKind,
      party,
      customer: one.id,
      pieces: BigInt(line.pieces),
      why: line.why,
    }
  })
}

/** One thanks, or a list of them: opened, filled and sent for approval in one act. */
export async function proposeList(act: Act, it: Takes<'propose'>): Promise<Gives<'propose'>> {
  if (!act.units.includes(it.unitId)) refuse('rewards.unit_out_of_scope', 403)
  const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('rewards.no_edition', 409)
  const by = { actor: staffOf(act), now: act.now }
  const { unitId: unit, itemId: item, activity = 'rewards', criterion, period, title } = it
  const payers = it.payers.map(one => ({
    ...one,
    mostVnd: one.mostVnd === undefined ? undefined : BigInt(one.mostVnd),
  }))
  const proposals = await proposalsOf(act, it.awards)
  await awards.open(
    act.tx,
    { id: act.key, unit, edition: edition.id, activity, criterion, period, title, item, payers },
    by,
  )
  const already = await awards.propose(act.tx, act.key, proposals, act.now)
  await awards.submit(act.tx, act.key, by)
  act.concerns({ record: act.key, unit, values: { awards: proposals.length - already.length } })
  return { id: act.key, proposed: proposals.length - already.length, already: already.map(at => at + 1) }
}

export async function runs(act: Act, { state, after }: Takes<'runs'>): Promise<Gives<'runs'>> {
  const rows = await runsWhere(
    act.tx,
    sql`(${state ?? ''} = '' or state = ${state ?? ''}) and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)`,
    page + 1,
  )
  const limits = await limitsOf(act.tx)
  return {
    runs: rows.slice(0, page).map(row => shownRun(act, row, limits)),
    next: rows.length > page ? (rows[page - 1]?.id ?? null) : null,
  }
}

export async function run(act: Act, { id, after }: Takes<'run'>): Promise<Gives<'run'>> {
  const row = await getRun(act, id)
  const { rows: payers } = await sql<
    Gives<'run'>['payers'][number]
  >`select source, share_bp as "shareBp", most_vnd::text as "mostVnd"
    from rewards.payers where run_id = ${id} order by ord`.execute(act.tx)
  const { rows: decisions } = await sql<
    Gives<'run'>['decisions'][number]
  >`select kind, ${nameOfStaff('actor')} as by, ${moment('at')} as at, reason
    from rewards.decisions where run_id = ${id} order by no`.execute(act.tx)
  const { rows: list } = await sql<
    Gives<'run'>['list'][number] & { no: number }
  >`select ${awardColumns}, a.no from rewards.awards a
    where a.run_id = ${id} and a.no > ${after ?? -1} order by a.no limit ${page + 1}`.execute(act.tx)
  const next = list.length > page ? (list[page - 1]?.no ?? null) : null
  return {
    ...shownRun(act, row, await limitsOf(act.tx)),
    payers,
    decisions,
    list: list.slice(0, page).map(({ no: _, ...one }) => one),
    next,
  }
}

/** What needs somebody: what a receiver says did not arrive first, then what was issued and nobody confirmed yet. */
export async function queue(act: Act, { state, after }: Takes<'queue'>): Promise<Gives<'queue'>> {
  const { rows } = await sql<Gives<'queue'>['awards'][number]>`select * from (
      select ${awardColumns}, ${titleOf} as title, jsonb_build_object('vi', i.name_vi, 'en', i.name_en) as item,
        ${moment('coalesce(last.at, r.proposed_at)')} as at, last.reason
      from rewards.awards a join rewards.runs r on r.id = a.run_id join rewards.items i on i.id = r.item_id
        left join lateral (select s.at, s.reason from rewards.steps s where s.award_id = a.id order by s.no desc limit 1) last on true
      where a.live and (${after ?? null}::uuid is null or a.id < ${after ?? null}::uuid)
        and (${state ?? ''} <> 'disputed' or exists (select from rewards.steps s where s.award_id = a.id and s.state = 'disputed'))
      order by exists (select from rewards.steps s where s.award_id = a.id and s.state = 'disputed') desc, a.id desc limit 1000) q
    where ${state ?? ''} = '' or state = ${state ?? ''} order by state = 'disputed' desc, id desc limit ${page + 1}`.execute(
    act.tx,
  )
  return { awards: rows.slice(0, page), next: rows.length > page ? (rows[page - 1]?.id ?? null) : null }
}

export async function award(act: Act, { id }: Takes<'award'>): Promise<Gives<'award'>> {
  const { rows } = await sql<
    Omit<Gives<'award'>, 'steps' | 'paid'>
  >`select ${awardColumns}, ${titleOf} as title, ${itemOf} as item
    from rewards.awards a join rewards.runs r on r.id = a.run_id join rewards.items i on i.id = r.item_id where a.id = ${id}`.execute(
    act.tx,
  )
  const row = rows[0] ?? refuse('rewards.unknown_award', 404)
  const { rows: steps } = await sql<
    Gives<'award'>['steps'][number]
  >`select state, coalesce(${nameOfStaff('actor')}, '') as by, ${moment('at')} as at, reason
    from rewards.steps where award_id = ${id} order by no`.execute(act.tx)
  const paid = await paidFor(act.tx, id)
  return {
    ...row,
    steps,
    paid: paid.map(one => ({ ...one, amount: String(one.amount), returned: String(one.returned) })),
  }
}

export const decisions = {
  sign: async (act: Act, { id }: Takes<'sign'>): Promise<Gives<'sign'>> => sign(act, id),
  refuse: async (act: Act, { id, reason }: Takes<'refuse'>): Promise<Gives<'refuse'>> => {
    await refuseRun(act, id, reason)
    return {}
  },
  refuseOne: async (act: Act, { id, reason }: Takes<'refuseOne'>): Promise<Gives<'refuseOne'>> => {
    await refuseOne(act, id, reason)
    return {}
  },
  issue: async (act: Act, { id }: Takes<'issue'>): Promise<Gives<'issue'>> => {
    const row = await deciding(act, id, 'issue')
    return { errand: await askErrand(act, 'rewards.issue', { unit: row.unitId, given: { run: id } }) }
  },
  clawBack: async (act: Act, { id, reason }: Takes<'clawBack'>): Promise<Gives<'clawBack'>> => {
    const it = await movingAward(act.tx, id, 'clawBack')
    if (!act.units.includes(it.unitId)) refuse('rewards.unknown_award', 404)
    const back = await giveBackTo(act.tx, it, { move: 'clawBack', actor: staffOf(act), reason, at: act.now })
    act.concerns({ record: id, unit: it.unitId, values: { returned: Number(back) } })
    return { returnedVnd: String(back) }
  },
}
