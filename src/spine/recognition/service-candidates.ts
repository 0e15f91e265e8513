import { type RawBuilder, sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { actor, type Gives, hold, moment, type Takes, unitName } from './read.ts'
import type { Candidate, recognitionRoutes } from './routes.ts'
import { isIncluded, isOpenToDecisions, reasonsOf } from './rules.ts'
import { getRun, type RunHead } from './service-freeze.ts'
import { lastDecisions } from './service-tally.ts'

const page = 50
const mostListed = 20_000

/** Tax code and name of an enterprise, code and name of a customer, as far as the caller may see them. */
export const partyCode = sql<string>`coalesce(case l.party_kind when 'enterprise' then (select e.tax_code from customers.enterprises e where e.id = l.party_id)
  else (select k.code from customers.customers k where k.id = l.party_id) end, '')`
export const partyName = sql<string>`coalesce(case l.party_kind when 'enterprise' then (select e.name from customers.enterprises e where e.id = l.party_id)
  else (select k.name from customers.customers k where k.id = l.party_id) end, '')`

type Row = Omit<Candidate, 'included'>
const columns = sql`l.id, l.party_kind as "partyKind", l.party_id as "partyId", ${partyCode} as code, ${partyName} as "partyName",
  l.unit_id as "unitId", ${unitName('l.unit_id')} as unit, l.verdict, l.grounds, l.reasons, l.figures, l.rank,
  d.kind as decision, d.reason as "decisionReason",
  (select count(*)::int from recognition.interests i where i.line_id = l.id) as interests,
  array(select distinct unnest(c.grounds) from recognition.corrections c where c.line_id = l.id order by 1) as added`

const shown = (row: Row): Candidate => ({ ...row, included: isIncluded(row) })

/** A run whose names may be seen: a trial shows none to anybody. */
async function getNamed(act: Act, id: string): Promise<RunHead> {
  const run = await getRun(act.tx, id)
  if (run.trial) refuse('recognition.names_hidden', 409)
  return run
}

const showing: Readonly<Record<NonNullable<Takes<'candidates'>['show']>, RawBuilder<unknown>>> = {
  all: sql`true`,
  included: sql`cardinality(l.grounds) > 0 and d.kind is distinct from 'exclude'`,
  left_out: sql`cardinality(l.grounds) = 0`,
  excluded: sql`d.kind = 'exclude'`,
  exceptions: sql`d.kind is not null or exists (select from recognition.interests i where i.line_id = l.id)`,
}

/** Open declarations of interest stand first whatever the order, since somebody has to act on them. */
const orderBy = (sort = 'rank'): RawBuilder<unknown> => {
  const open = sql`(d.kind is null and exists (select from recognition.interests i where i.line_id = l.id)) desc`
  const key = sort.replace(/^-/, '')
  const by = { rank: sql`l.rank`, partyName: sql`kit.fold(${partyName})` }[key] ?? sql`(l.figures ->> ${key})::float8`
  return sql`${open}, ${by} ${sort === key ? sql`asc` : sql`desc`} nulls last, l.party_id`
}

async function candidates(act: Act, it: Takes<'candidates'>): Promise<Gives<'candidates'>> {
  const run = await getNamed(act, it.id)
  const after = it.after ?? 0
  const from = sql`from recognition.lines l left join ${lastDecisions(run.id)} d on d.line_id = l.id
    where l.run_id = ${run.id} and (${showing[it.show ?? 'all']})
      and (${it.verdict ?? null}::text is null or l.verdict = ${it.verdict ?? null})
      and (${it.ground ?? null}::text is null or ${it.ground ?? null} = any (l.grounds))
      and (${it.q ?? ''} = '' or position(kit.fold(${it.q ?? ''}) in kit.fold(${partyCode} || ' ' || ${partyName})) > 0)`
  const { rows: counts } = await sql<{ all: number }>`select count(*)::int as "all" ${from}`.execute(act.tx)
  const { rows } =
    await sql<Row>`select ${columns} ${from} order by ${orderBy(it.sort)} limit ${page} offset ${after}`.execute(act.tx)
  const all = counts[0]?.all ?? 0
  return {
    candidates: rows.map(shown),
    all,
    next: after + rows.length < all && rows.length > 0 ? after + rows.length : null,
  }
}

async function candidate(act: Act, { id, line }: Takes<'candidate'>): Promise<Gives<'candidate'>> {
  const run = await getNamed(act, id)
  type More = Row & Pick<Gives<'candidate'>, 'marks' | 'why' | 'whySha256'>
  const { rows } = await sql<More>`select ${columns}, l.marks, l.why_sha256 as "whySha256", w.why
    from recognition.lines l left join ${lastDecisions(run.id)} d on d.line_id = l.id left join recognition.whys w on w.line_id = l.id
    where l.run_id = ${run.id} and l.id = ${line}`.execute(act.tx)
  const row = rows[0] ?? refuse('recognition.unknown_candidate', 404)
  const { rows: decisions } = await sql<
    Gives<'candidate'>['decisions'][number]
  >`select kind, reason, note, ${nameOfStaff('by_id')} as by,
    ${moment('at')} as at from recognition.decisions where line_id = ${line} order by no`.execute(act.tx)
  const { rows: declared } = await sql<
    Gives<'candidate'>['declared'][number]
  >`select note, ${nameOfStaff('staff_id')} as by, ${moment('at')} as at
    from recognition.interests where line_id = ${line} order by at`.execute(act.tx)
  const { rows: objections } = await sql<
    Gives<'candidate'>['objections'][number]
  >`select o.id, o.received_on as "receivedOn", a.outcome
    from recognition.objections o left join recognition.answers a on a.objection_id = o.id where o.line_id = ${line} order by o.id`.execute(
    act.tx,
  )
  const { marks, why, whySha256, ...rest } = row
  return { ...shown(rest), marks, why, whySha256, decisions, declared, objections }
}

/** A run on which people may decide now, held until the act ends. */
async function deciding(act: Act, id: string): Promise<RunHead> {
  await hold(act.tx, id)
  const run = await getNamed(act, id)
  if (!isOpenToDecisions(run.state)) refuse('recognition.run_moved_on', 409)
  return run
}

async function decide(act: Act, { id, lines, kind, reason, note }: Takes<'decide'>): Promise<{ decided: number }> {
  if (!reasonsOf(kind).includes(reason)) refuse('recognition.wrong_reason', 422)
  const run = await deciding(act, id)
  const wanted = [...new Set(lines)]
  const { rows } = await sql<{
    id: string
    unit: string
    grounds: string[]
    near: boolean
  }>`select l.id, l.unit_id as unit, l.grounds,
      exists (select from recognition.interests i where i.line_id = l.id and i.staff_id = ${actor(act)}) as near
    from recognition.lines l where l.run_id = ${run.id} and l.id = any (${wanted}::uuid[])`.execute(act.tx)
  if (rows.length < wanted.length || rows.some(row => !act.units.includes(row.unit)))
    refuse('recognition.unknown_candidate', 404)
  if (rows.some(row => row.near)) refuse('recognition.own_interest', 403)
  if (kind === 'include' && rows.some(row => row.grounds.length === 0)) refuse('recognition.no_ground', 409)
  await sql`insert into recognition.decisions (line_id, run_id, unit_id, kind, reason, note, by_id, at)
    select l.id, l.run_id, l.unit_id, ${kind}, ${reason}, ${note}, ${actor(act)}, ${act.now}
    from recognition.lines l where l.run_id = ${run.id} and l.id = any (${wanted}::uuid[])`.execute(act.tx)
  act.concerns({ record: id, unit: run.unit, values: { [kind]: wanted.length } })
  return { decided: wanted.length }
}

async function declareInterest(act: Act, { id, line, note }: Takes<'declareInterest'>): Promise<Record<string, never>> {
  await hold(act.tx, id)
  const run = await getNamed(act, id)
  if (run.state === 'computing' || run.state === 'discarded') refuse('recognition.run_moved_on', 409)
  const { rows } = await sql<{
    unit: string
  }>`select unit_id as unit from recognition.lines where run_id = ${id} and id = ${line}`.execute(act.tx)
  const unit = rows[0]?.unit ?? refuse('recognition.unknown_candidate', 404)
  if (!act.units.includes(unit)) refuse('recognition.unknown_candidate', 404)
  await sql`insert into recognition.interests (line_id, run_id, unit_id, staff_id, note, at)
    values (${line}, ${id}, ${unit}, ${actor(act)}, ${note}, ${act.now}) on conflict do nothing`.execute(act.tx)
  act.concerns({ record: line, unit })
  return {}
}

async function list(act: Act, { id }: { id: string }): Promise<Gives<'list'>> {
  const run = await getNamed(act, id)
  const { rows } =
    await sql<Row>`select ${columns} from recognition.lines l left join ${lastDecisions(run.id)} d on d.line_id = l.id
    where l.run_id = ${id} order by l.rank nulls last, l.party_id limit ${mostListed}`.execute(act.tx)
  act.concerns({ record: id, unit: run.unit })
  const lines = rows
    .map(shown)
    .map(row => ({ ...row, grounds: [...new Set([...(row.included ? row.grounds : []), ...row.added])] }))
  return {
    lines: lines
      .filter(row => row.grounds.length > 0)
      .map(({ code, partyName, unit, grounds, figures }) => ({ code, partyName, unit, grounds, figures })),
  }
}

type Mine = 'candidates' | 'candidate' | 'decide' | 'declareInterest' | 'list'
export const candidateVerbs: Verbs<Pick<typeof recognitionRoutes, Mine>> = {
  candidates,
  candidate,
  decide,
  declareInterest,
  list,
}
