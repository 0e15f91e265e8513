import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { planRoutes } from './routes-plan.ts'
import { isEditable, keyOf, type PlanMove, planStateOf } from './rules.ts'
import { actorOf, type EditionVerbs, getEdition, momentSql } from './service.ts'
import { contentHash } from './service-content.ts'
import { problemsWithin } from './service-decide.ts'
import { ownVersions } from './service-plan.ts'
import { getNode, parentOf, readTree, stateOf, unitsBy } from './service-tree.ts'

type UnitPlan = GivesOf<typeof planRoutes.unitPlan>
type Head = UnitPlan['versions'][number]
type HeadRow = Omit<Head, 'state'> & {
  readonly id: string
  readonly before: string | null
  readonly last: PlanMove | null
}

async function readHeads(act: Act, edition: string, unit: string): Promise<(Head & Pick<HeadRow, 'id' | 'before'>)[]> {
  const { rows } =
    await sql<HeadRow>`select v.id, v.n, v.replaces as before, r.n as replaces, v.reason, ${nameOfStaff('v.opened_by')} as "openedBy",
      ${momentSql('v.opened_at')} as "openedAt", m.hash, m.kind as last
    from editions.plan_versions v left join editions.plan_versions r on r.id = v.replaces left join lateral (
      select hash, kind from editions.plan_moves m where m.version_id = v.id order by m.at desc, m.id desc limit 1) m on true
    where v.edition_id = ${edition} and v.unit_id = ${unit} and m.kind is distinct from 'discarded' order by v.n desc`.execute(
      act.tx,
    )
  return rows.map(({ last, ...head }) => ({
    ...head,
    state: planStateOf({ replaces: head.replaces !== null, last: last ?? undefined }),
  }))
}

async function readMoves(act: Act, edition: string, unit: string): Promise<UnitPlan['moves']> {
  const { rows } = await sql<
    UnitPlan['moves'][number]
  >`select v.n, m.kind, m.reason, m.hash, ${nameOfStaff('m.by_staff')} as by,
      (select string_agg(people.name_of(l.id), ', ') from unnest(m.lent_by) as l (id)) as "lentBy", ${momentSql('m.at')} as at
    from editions.plan_moves m join editions.plan_versions v on v.id = m.version_id
    where v.edition_id = ${edition} and v.unit_id = ${unit} order by m.at desc, m.id desc`.execute(act.tx)
  return rows
}

async function readCells(
  act: Act,
  version: string,
  before: string | null,
): Promise<GivesOf<typeof planRoutes.version>['cells']> {
  type Row = Omit<GivesOf<typeof planRoutes.version>['cells'][number], 'column'> & { measure: string; month: string }
  const { rows } = await sql<Row>`select unit_id as unit, coalesce((select n.name from org.unit_names n
        where n.unit_id = coalesce(c.unit_id, b.unit_id) order by n.from_day desc limit 1), '') as name,
      measure, month, kind, c.value::float8 as value, c.note, b.value::float8 as before
    from (select * from editions.plan_cells where version_id = ${version}) c
      full join (select * from editions.plan_cells where version_id = ${before}) b using (unit_id, measure, month, kind)
    order by measure, month, kind, name`.execute(act.tx)
  return rows.map(({ measure, month, ...rest }) => ({ ...rest, column: keyOf(measure, month || null) }))
}

export const versionVerbs: EditionVerbs<'unitPlan' | 'version'> = {
  unitPlan: async (act, { id, unit }) => {
    const edition = await getEdition(act.tx, id)
    const tree = await readTree(act, id, [unit])
    const node = getNode(act, tree, unit)
    const [state, above] = [stateOf(node), parentOf(tree, node)]
    const living = edition.state !== 'closed'
    const plans = living && (await unitsBy(act, 'editions.plan')).has(unit)
    const decides = living && (await unitsBy(act, 'editions.approve')).has((above ?? node).id)
    const own = decides && (await ownVersions(act, id)).has(node.version ?? '')
    return {
      unit,
      name: node.name,
      state,
      hash: await contentHash(act, tree, node),
      above: above ? { id: above.id, name: above.name } : null,
      may: {
        edit: plans && isEditable(state),
        submit: plans && isEditable(state),
        withdraw: plans && state === 'waiting',
        decide: decides && state === 'waiting' && !own,
        amend: plans && state === 'approved',
        discard: plans && isEditable(state) && node.replaces && node.openedBy === actorOf(act),
      },
      versions: (await readHeads(act, id, unit)).map(({ id: _, before, ...head }) => head),
      moves: await readMoves(act, id, unit),
      problems: (await problemsWithin(act, edition, tree, node)).problems,
    }
  },

  version: async (act, { id, unit, n }) => {
    getNode(act, await readTree(act, id, [unit]), unit)
    const found = (await readHeads(act, id, unit)).find(head => head.n === n) ?? refuse('editions.unknown_version', 404)
    const { id: version, before, ...head } = found
    return { ...head, cells: await readCells(act, version, before) }
  },
}
