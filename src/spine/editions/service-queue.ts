import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { planRoutes } from './routes-plan.ts'
import { queueKinds } from './rules.ts'
import { type EditionRow, type EditionVerbs, editions, momentSql } from './service.ts'
import { ownVersions } from './service-plan.ts'
import { childrenOf, type Node, readTree, stateOf, type Tree } from './service-tree.ts'

type Row = GivesOf<typeof planRoutes.queue>['rows'][number]
/** Who typed or moved last, and how many cells it is about. */
type Trace = {
  readonly unit: string
  readonly by: string
  readonly since: string
  readonly cells: number
  readonly reason: string | null
}

/** The units on which the caller holds a role today: what lies deeper has people of its own. */
async function heldUnits(act: Act, role: 'planner' | 'approver'): Promise<ReadonlySet<string>> {
  if (act.who.kind !== 'staff' || act.who.readOnly) return new Set()
  const { rows } = await sql<{
    id: string
  }>`select distinct h.unit_id as id from people.held(${act.who.id}, ${act.today}::date) h
    where h.role = ${role}`.execute(act.tx)
  return new Set(rows.map(row => row.id))
}

const lastMoves = (act: Act, edition: string): Promise<Trace[]> =>
  sql<Trace>`select unit_id as unit, ${nameOfStaff('by_staff')} as by, ${momentSql('at')} as since, 0 as cells,
    case when last = 'sent_back' then reason end as reason
    from editions.plans where edition_id = ${edition} and last in ('submitted', 'sent_back')`
    .execute(act.tx)
    .then(found => found.rows)

/** Wishes that differ from what is assigned, by the unit that has them. */
const wishes = (act: Act, edition: string): Promise<Trace[]> =>
  sql<Trace>`select w.unit_id as unit, (array_agg(${nameOfStaff('w.by_staff')} order by w.at desc))[1] as by,
      max(${momentSql('w.at')}) as since, count(*)::int as cells, (array_agg(w.note order by w.at desc))[1] as reason
    from editions.plans p join editions.plan_cells w on w.version_id = p.id and w.kind = 'wanted'
    where p.edition_id = ${edition} and w.value is distinct from (
      select t.value from editions.plan_cells t join editions.plans a on a.id = t.version_id and a.edition_id = ${edition}
      where t.unit_id = w.unit_id and t.measure = w.measure and t.month = w.month and t.kind = 'target')
    group by w.unit_id`
    .execute(act.tx)
    .then(found => found.rows)

/** Approved plans under which an amendment from above, approved later, changed what they were assigned. */
const changedAbove = (act: Act, edition: string): Promise<Trace[]> =>
  sql<Trace>`select own.unit_id as unit, max(${nameOfStaff('m.by_staff')}) as by, max(${momentSql('m.at')}) as since,
      count(*)::int as cells, max(v.reason) as reason
    from editions.plans above join editions.plan_versions v on v.id = above.in_force and v.replaces is not null
      join editions.plan_moves m on m.version_id = v.id and m.kind = 'approved'
      cross join lateral (
        select coalesce(n.unit_id, o.unit_id) as unit_id from (select * from editions.plan_cells where version_id = v.id and kind = 'target') n
          full join (select * from editions.plan_cells where version_id = v.replaces and kind = 'target') o using (unit_id, measure, month)
        where n.value is distinct from o.value) changed
      join editions.plans own on own.unit_id = changed.unit_id and own.edition_id = ${edition} and own.last = 'approved' and (own.at, own.move_id) < (m.at, m.id)
    where above.edition_id = ${edition} and own.unit_id <> above.unit_id group by own.unit_id`
    .execute(act.tx)
    .then(found => found.rows)

async function rowsOf(
  act: Act,
  edition: EditionRow,
  approves: ReadonlySet<string>,
  plans: ReadonlySet<string>,
): Promise<Row[]> {
  const tree: Tree = await readTree(act, edition.id)
  const own = approves.size > 0 ? await ownVersions(act, edition.id) : new Set<string>()
  const tended = new Set([...plans].flatMap(id => [id, ...childrenOf(tree, id).map(child => child.id)]))
  const decidedBy = (node: Node): string => node.parentId ?? node.id
  const row = (kind: Row['kind'], trace: Trace, node: Node): Row => ({
    kind,
    edition: edition.id,
    year: edition.year,
    unit: node.id,
    name: node.name,
    version: node.n,
    hash: kind === 'waiting' ? node.hash : null,
    own: own.has(node.version ?? ''),
    reason: trace.reason,
    cells: trace.cells,
    by: trace.by,
    since: trace.since,
  })
  const pick = (kind: Row['kind'], traces: readonly Trace[], concerns: (node: Node) => boolean): Row[] =>
    traces.flatMap(trace => {
      const node = tree.nodes.get(trace.unit)
      return node && concerns(node) ? [row(kind, trace, node)] : []
    })
  const moves = await lastMoves(act, edition.id)
  return [
    ...pick('waiting', moves, node => stateOf(node) === 'waiting' && approves.has(decidedBy(node))),
    ...pick('sent_back', moves, node => stateOf(node) === 'sent_back' && tended.has(node.id)),
    ...(plans.size > 0 ? pick('asked', await wishes(act, edition.id), node => plans.has(node.parentId ?? '')) : []),
    ...(plans.size > 0
      ? pick('assignment_changed', await changedAbove(act, edition.id), node => tended.has(node.id))
      : []),
  ]
}

export const queueVerbs: EditionVerbs<'queue'> = {
  queue: async (act, { edition }) => {
    const living = (await editions(act.tx)).filter(one => one.state !== 'closed')
    if (edition !== undefined && !living.some(one => one.id === edition)) refuse('editions.unknown_edition', 404)
    const [approves, plans] = [await heldUnits(act, 'approver'), await heldUnits(act, 'planner')]
    const rows: Row[] = []
    if (approves.size + plans.size > 0)
      for (const one of living)
        if (edition === undefined || one.id === edition) rows.push(...(await rowsOf(act, one, approves, plans)))
    const counts = Object.fromEntries(queueKinds.map(kind => [kind, rows.filter(row => row.kind === kind).length]))
    return { counts: counts as GivesOf<typeof planRoutes.queue>['counts'], rows }
  },
}
