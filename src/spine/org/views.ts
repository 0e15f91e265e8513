import { sql } from 'kysely'
import type { Act } from '#kit/serve/face.ts'
import { type GivesOf, Refusal, refuse, type TakesOf } from '#kit/wire'
import { refusalSentence } from './refusals.ts'
import type { orgRoutes } from './routes.ts'
import { judgeClose, judgeMerge, judgeMove, type Kind, kinds } from './rules.ts'
import { childrenFrom, dayOf, folded, getShapable, getState, wouldCircle } from './state.ts'

type Takes<K extends keyof typeof orgRoutes> = TakesOf<(typeof orgRoutes)[K]>
type Gives<K extends keyof typeof orgRoutes> = GivesOf<(typeof orgRoutes)[K]>
type Named = { id: string; code: string; name: string; kind: Kind }
type Row = Named & { parentId: string | null; openedOn: string; closedOn: string | null }

const order = new Intl.Collator('vi', { numeric: true })
const rank = new Map(kinds.map((kind, index) => [kind, index]))
const bySort = (a: Named, b: Named): number =>
  (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || order.compare(a.name, b.name)

/** The rows of a tree in reading order, each with its level and how many stand right under it. */
export function inTreeOrder(rows: readonly Row[], root?: string): Gives<'tree'>['rows'] {
  const under = Map.groupBy([...rows].sort(bySort), row => row.parentId ?? '')
  const walk = (row: Row, level: number): Gives<'tree'>['rows'] => {
    const children = under.get(row.id) ?? []
    return [{ ...row, level, children: children.length }, ...children.flatMap(child => walk(child, level + 1))]
  }
  const tops = root === undefined ? (under.get('') ?? []) : rows.filter(row => row.id === root)
  return tops.flatMap(row => walk(row, 0))
}

const mayShape = ({ who }: Act): boolean => who.kind === 'staff' && !who.readOnly && who.permissions.has('org.shape')

/** The tree as of a day, whole or from one unit down, as flat rows. */
export async function tree(act: Act, input: Takes<'tree'>): Promise<Gives<'tree'>> {
  const on = input.on ?? dayOf(act.now)
  const { rows } = await sql<Row>`
    select u.id, u.code, u.kind, n.name, p.parent_id as "parentId", u.opened_on as "openedOn", u.closed_on as "closedOn"
    from org.units u
      join org.unit_names n on n.unit_id = u.id and n.from_day <= ${on} and (n.until_day is null or n.until_day > ${on})
      left join org.unit_parents p
        on p.unit_id = u.id and p.from_day <= ${on} and (p.until_day is null or p.until_day > ${on})
    where u.opened_on <= ${on} and (u.closed_on is null or u.closed_on > ${on})`.execute(act.tx)
  return { on, rows: inTreeOrder(rows, input.root), shapes: mayShape(act) }
}

/** Units with the name that they had on a day; before their first day the first name, after their last the last. */
const named = (on: string) => sql`(
  select distinct on (u.id) u.id, u.code, u.kind, n.name, u.opened_on, u.closed_on
  from org.units u join org.unit_names n on n.unit_id = u.id
  order by u.id, n.from_day <= ${on} desc, case when n.from_day <= ${on} then n.from_day end desc, n.from_day)`

async function namedUnits(act: Act, on: string, ids: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Named>`select id, code, kind, name from ${named(on)} u
    where id = any (${ids}::uuid[])`.execute(act.tx)
  return rows
}

async function idsOf(act: Act, query: ReturnType<typeof sql<{ id: string }>>): Promise<string[]> {
  return (await query.execute(act.tx)).rows.map(({ id }) => id)
}

type Event = Omit<Gives<'changes'>['rows'][number], 'unit' | 'other'> & { unit: string; other: string | null }

/** What happened to one unit, or to all, newest first. */
async function eventsOf(act: Act, where: { unit?: string; from?: string; until?: string }): Promise<Event[]> {
  const { rows } = await sql<Event>`select * from (
    select opened_on as "on", 'opened' as what, id as unit, null::uuid as other, null as before, null as after
      from org.units
    union all select closed_on, 'closed', id, null, null, null from org.units where closed_on is not null
    union all select n.from_day, 'renamed', n.unit_id, null, old.name, n.name
      from org.unit_names n join org.unit_names old on old.unit_id = n.unit_id and old.until_day = n.from_day
    union all select p.from_day, 'moved', p.unit_id, p.parent_id, null, null
      from org.unit_parents p join org.unit_parents old on old.unit_id = p.unit_id and old.until_day = p.from_day
    union all select on_day, case kind when 'merge' then 'merged' else 'split' end, unit_id, successor_id, null, null
      from org.unit_successors
    union all select on_day, 'took_over', successor_id, unit_id, null, null from org.unit_successors
  ) e
  where (${where.unit ?? null}::uuid is null or unit = ${where.unit ?? null})
    and (${where.from ?? null}::date is null or "on" >= ${where.from ?? null})
    and (${where.until ?? null}::date is null or "on" < ${where.until ?? null})
    and (${where.unit ?? null}::uuid is not null or what <> 'took_over')
  order by "on" desc, what, unit limit 2000`.execute(act.tx)
  return rows
}

async function told(act: Act, events: readonly Event[], on: string): Promise<Gives<'changes'>['rows']> {
  const ids = [...new Set(events.flatMap(({ unit, other }) => (other ? [unit, other] : [unit])))]
  const byId = new Map((await namedUnits(act, on, ids)).map(unit => [unit.id, unit]))
  return events.flatMap(event => {
    const unit = byId.get(event.unit)
    return unit ? [{ ...event, unit, other: event.other ? (byId.get(event.other) ?? null) : null }] : []
  })
}

/** What changed in the tree between two days, newest first. */
export async function changes(act: Act, input: Takes<'changes'>): Promise<Gives<'changes'>> {
  const where = { ...(input.from && { from: input.from }), ...(input.until && { until: input.until }) }
  return { rows: await told(act, await eventsOf(act, where), dayOf(act.now)) }
}

/** One unit as of a day, with its whole history. */
export async function unit(act: Act, input: Takes<'unit'>): Promise<Gives<'unit'>> {
  const on = input.on ?? dayOf(act.now)
  const state = await getState(act, input.id)
  const [self] = await namedUnits(act, on, [state.id])
  if (!self) refuse('org.no_such_unit', 404)
  const up = await idsOf(act, sql`select id from org.ancestors(${state.id}, ${on}) order by level desc`)
  const down = await idsOf(
    act,
    sql`select unit_id as id from org.unit_parents
    where parent_id = ${state.id} and from_day <= ${on} and (until_day is null or until_day > ${on})`,
  )
  const next = await idsOf(act, sql`select id from org.successor_of(${state.id}, ${on}) id where id <> ${state.id}`)
  const before = await idsOf(act, sql`select unit_id as id from org.unit_successors where successor_id = ${state.id}`)
  const byId = new Map((await namedUnits(act, on, [...up, ...down, ...next, ...before])).map(it => [it.id, it]))
  const pick = (ids: readonly string[]): Named[] => ids.flatMap(id => byId.get(id) ?? [])
  return {
    ...self,
    on,
    shapes: mayShape(act),
    openedOn: state.openedOn,
    closedOn: state.closedOn,
    ancestors: pick(up),
    ...(await rowsOf(act, state.id, on)),
    children: pick(down).sort(bySort),
    standsForIt: pick(next).sort(bySort),
    cameFrom: pick(before).sort(bySort),
    history: await told(act, await eventsOf(act, { unit: state.id }), on),
  }
}

async function rowsOf(act: Act, id: string, on: string): Promise<Pick<Gives<'unit'>, 'names' | 'parents' | 'areas'>> {
  type Names = Gives<'unit'>['names'][number]
  type Areas = Gives<'unit'>['areas'][number]
  const names = await sql<Names>`select name, from_day as "from", until_day as until from org.unit_names
    where unit_id = ${id} order by from_day desc`.execute(act.tx)
  const parents = await sql<Named & { from: string; until: string | null }>`
    select u.id, u.code, u.kind, u.name, p.from_day as "from", p.until_day as until
    from org.unit_parents p join ${named(on)} u on u.id = p.parent_id
    where p.unit_id = ${id} order by p.from_day desc`.execute(act.tx)
  const areas = await sql<Areas>`
    select a.commune_code as code, c.name, v.name as province, a.from_day as "from", a.until_day as until
    from org.unit_areas a join org.communes_on(${on}) c on c.code = a.commune_code
      join org.provinces_on(${on}) v on v.code = c.province_code
    where a.unit_id = ${id} and (a.until_day is null or a.until_day > ${on}) order by a.commune_code`.execute(act.tx)
  return {
    names: names.rows,
    parents: parents.rows.map(({ from, until, ...parent }) => ({ parent, from, until })),
    areas: areas.rows,
  }
}

/** Units whose present, former or coming name, or code, holds the words; marks and case do not matter. */
export async function search(act: Act, input: Takes<'search'>): Promise<Gives<'search'>> {
  const on = input.on ?? dayOf(act.now)
  const q = folded(sql`${input.q}`)
  type Found = Gives<'search'>['rows'][number]
  const { rows } = await sql<Found>`
    with hits as (
      select n.unit_id, max(n.name) as hit from org.unit_names n join org.units u on u.id = n.unit_id
      where strpos(${folded(sql`n.name`)}, ${q}) > 0 or strpos(lower(u.code), lower(${input.q})) > 0
      group by n.unit_id)
    select u.id, u.code, u.kind, u.name, case when hits.hit <> u.name then hits.hit end as formerly,
      u.opened_on <= ${on} and (u.closed_on is null or u.closed_on > ${on}) as open, above.name as parent
    from hits join ${named(on)} u on u.id = hits.unit_id
      left join org.unit_parents p on p.unit_id = u.id and p.from_day <= ${on} and (p.until_day is null or p.until_day > ${on})
      left join ${named(on)} above on above.id = p.parent_id
    order by 6 desc, strpos(${folded(sql`u.name`)}, ${q}) = 0, u.name limit 50`.execute(act.tx)
  return { rows }
}

/** What a change would do on a day: how many units it carries, which move, which end, or why it is refused. */
export async function consequences(act: Act, input: Takes<'consequences'>): Promise<Gives<'consequences'>> {
  const state = await getShapable(act, input.id)
  const to = input.to === undefined ? undefined : await getShapable(act, input.to)
  const below = await idsOf(act, sql`select id from org.subtree(${state.id}, ${input.day}) id`)
  const children = await childrenFrom(act, state.id, input.day)
  const circles = to ? await wouldCircle(act, state.id, to.id, input.day) : false
  const judged = {
    move: () => (to ? judgeMove(state, to, input.day, circles) : undefined),
    merge: () => (to ? judgeMerge(state, to, input.day) : undefined) ?? judgeClose(state, input.day, 0),
    close: () => judgeClose(state, input.day, children.length),
  }[input.act]()
  const moving = input.act === 'move' ? [state.id] : input.act === 'merge' ? children.map(({ id }) => id) : []
  const moves = await namedUnits(act, input.day, moving)
  return {
    units: below.length,
    moves: moves.sort(bySort),
    closes: input.act === 'move' ? [] : await namedUnits(act, input.day, [state.id]),
    refusal: judged
      ? { code: judged.why, sentence: refusalSentence(new Refusal(judged.why, 409, judged.values), act.lang) }
      : null,
  }
}
