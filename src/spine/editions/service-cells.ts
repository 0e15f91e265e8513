import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, Refusal, type TakesOf } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { planRoutes } from './routes-plan.ts'
import { judgeFigure, readKey } from './rules.ts'
import { type EditionVerbs, getLiving, momentSql } from './service.ts'
import { aftermath } from './service-aftermath.ts'
import { type Lane, readColumns } from './service-columns.ts'
import { type RefusalCode, refusalSentence, type Values } from './service-sentences.ts'
import { childrenOf, type Node, readTree, type Tree } from './service-tree.ts'
import { asked, type Cell, isClosedTo, log, sameCell, type Versions, versionsOf, write } from './service-write.ts'

type Typed = TakesOf<typeof planRoutes.edit>['cells'][number]
type Refused = GivesOf<typeof planRoutes.edit>['refused'][number]
type No = { readonly code: RefusalCode; readonly values: Values }
/** A cell that was typed, with whose plan it stands in and its place in what was sent. */
export type Placed = Typed & Cell

type Ground = { readonly tree: Tree; readonly lanes: ReadonlyMap<string, Lane>; readonly reach: ReadonlySet<string> }

const no = (code: RefusalCode, values: Values = {}): No => ({ code, values })

/** Whose plan a cell stands in: a target in the plan of the unit above, the rest in the unit's own. */
const ownerOf = (cell: Typed, node: Node): string => (cell.kind === 'target' ? (node.parentId ?? node.id) : node.id)

/** Whether a unit can have such a cell at all, whatever it holds. */
function judgePlace(act: Act, { tree, reach }: Ground, cell: Typed, node: Node, lane: Lane): No | undefined {
  if (!reach.has(ownerOf(cell, node)))
    return reach.has(node.id) ? no('editions.not_yours') : no('editions.unknown_unit')
  if (node.closedOn !== null && node.closedOn <= act.today)
    return no('editions.unit_closed', { unit: node.name, day: node.closedOn.split('-').reverse().join('/') })
  if (node.kind !== 'group' && !lane.kinds.includes(node.kind))
    return no('editions.not_taking_part', { unit: node.name })
  if (cell.kind === 'reserve' && childrenOf(tree, node.id).length === 0) return no('editions.no_reserve')
  return cell.kind === 'wanted' && node.parentId === null ? no('editions.group_asks_nobody') : undefined
}

function judge(act: Act, ground: Ground, cell: Typed): No | undefined {
  const [node, lane] = [ground.tree.nodes.get(cell.unit), ground.lanes.get(cell.column)]
  if (!node) return no('editions.unknown_unit')
  if (!lane) return no('editions.unknown_measure', { measure: cell.column })
  const wrong = cell.value === null ? undefined : judgeFigure(cell.value, lane.unit)
  return judgePlace(act, ground, cell, node, lane) ?? (wrong && no(wrong, { measure: lane.name[act.lang] }))
}

/** Parts what can be written from what cannot, each refused by name. */
function sift(act: Act, ground: Ground, cells: readonly Typed[]): { placed: Placed[]; refused: Refused[] } {
  const [placed, refused, seen]: [Placed[], Refused[], Set<string>] = [[], [], new Set()]
  for (const [at, cell] of cells.entries()) {
    const spot = `${cell.unit} ${cell.column} ${cell.kind}`
    const wrong = seen.has(spot) ? no('editions.same_cell_twice') : judge(act, ground, cell)
    seen.add(spot)
    const node = ground.tree.nodes.get(cell.unit)
    const { measure, month } = readKey(cell.column)
    if (wrong) refused.push(refusedCell(act, at, wrong))
    else if (node) placed.push({ ...cell, at, owner: ownerOf(cell, node), measure, month: month ?? '' })
  }
  return { placed, refused }
}

const refusedCell = (act: Act, cell: number, { code, values }: No, now: Refused['now'] = null): Refused => ({
  cell,
  code,
  says: refusalSentence(code, values, act.lang),
  now,
})

/** What stands in the cells that somebody changed meanwhile, and whose it is. */
async function refuseChanged(act: Act, cells: readonly Placed[], versions: Versions): Promise<Refused[]> {
  if (cells.length === 0) return []
  const { rows } = await sql<{ at: number; value: number | null; by: string; since: string }>`
    select distinct on (a.at) a.at, c.value::float8 as value, ${nameOfStaff('e.by_staff')} as by, coalesce(${momentSql('e.at')}, '') as since
    from ${asked(cells, versions)} left join editions.plan_cells c on ${sameCell}
      left join editions.plan_edits e on e.version_id = a.version_id and e.measure = a.measure and e.month = a.month
        and e.unit_id = a.unit_id and e.kind = a.kind
    order by a.at, e.at desc, e.id desc`.execute(act.tx)
  return rows.map(({ at, value, by, since }) =>
    refusedCell(act, at, no('editions.changed_meanwhile', { by, now: value ?? '–' }), { value, by, at: since }),
  )
}

/** The tree with the versions that were begun by this act. */
function withVersions(tree: Tree, versions: Versions): Tree {
  const nodes = [...tree.nodes].map(([id, node]) => {
    const begun = node.version === null ? versions.get(id) : undefined
    return [id, begun === undefined ? node : { ...node, version: begun, inForce: begun }] as const
  })
  return { ...tree, nodes: new Map(nodes) }
}

export const cellVerbs: EditionVerbs<'edit'> = {
  edit: async (act, { id, cells, mode }) => {
    const edition = await getLiving(act.tx, id)
    const tree = await readTree(act, id, [...new Set(cells.map(cell => cell.unit))])
    const measures = [...new Set(cells.map(cell => readKey(cell.column).measure))]
    const lanes = new Map((await readColumns(act, edition, { measures })).map(lane => [lane.key, lane]))
    const { placed, refused } = sift(act, { tree, lanes, reach: new Set(act.units) }, cells)
    const versions = await versionsOf(act, id, [...new Set(placed.map(cell => cell.owner))].sort())
    const open = placed.filter(cell => {
      const version = versions.get(cell.owner)
      if (isClosedTo(version)) refused.push(refusedCell(act, cell.at, no(version)))
      return !isClosedTo(version)
    })
    const written = await write(act, open, versions)
    const kept = open.filter(cell => written.has(cell.at))
    refused.push(
      ...(await refuseChanged(
        act,
        open.filter(cell => !written.has(cell.at)),
        versions,
      )),
    )
    refused.sort((a, b) => a.cell - b.cell)
    if (mode === 'all' && refused.length > 0)
      throw new Refusal(
        'editions.cells_refused',
        409,
        { count: refused.length },
        refused.slice(0, 100).map(one => ({ field: `cells.${one.cell}`, code: one.code, message: one.says })),
      )
    await log(act, kept, versions)
    act.concerns({ record: id, unit: kept[0]?.owner, values: { cells: kept.length } })
    return {
      changed: kept.map(({ unit, column, kind, value }) => ({ unit, column, kind, value })),
      refused,
      ...(await aftermath(act, withVersions(tree, versions), [...lanes.values()], kept)),
    }
  },
}
