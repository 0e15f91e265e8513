import type { Act } from '#kit/serve'
import { type GivesOf, refuse } from '#kit/wire'
import type { planRoutes } from './routes-plan.ts'
import { type EditionVerbs, getLiving } from './service.ts'
import { type LastYear, readLastYear } from './service-last-year.ts'
import { childrenOf, getNode, type Node, readTree } from './service-tree.ts'
import { type Cell, isClosedTo, log, versionsOf, write } from './service-write.ts'

type Left = Omit<Cell, 'at' | 'was'> & { readonly value: number }

/** Whose plan gives a unit its figure, when it is the caller's to give: not what stands above the unit that is filled. */
function giverOf(act: Act, unit: Node, root: string): string | undefined {
  const giver = unit.parentId ?? unit.id
  return act.units.includes(giver) && (unit.id !== root || unit.parentId === null) ? giver : undefined
}

/** What last year leaves to one cell: what the unit was given, and what stayed with it as reserve. */
function leftTo(act: Act, last: LastYear, root: string, column: number, at: number): Left[] {
  const [lane, unit] = [last.lanes[column], last.units[at]]
  if (!lane || !unit || !(unit.kind === 'group' || lane.kinds.includes(unit.kind))) return []
  if (unit.closedOn !== null && unit.closedOn <= act.today) return []
  const cell = { unit: unit.id, measure: lane.measure, month: lane.month ?? '' }
  const [value, kept, owner] = [last.whole[column]?.[at] ?? 0, last.kept[column]?.[at] ?? 0, giverOf(act, unit, root)]
  const keeps = kept > 0 && childrenOf(last.tree, unit.id).length > 0 && act.units.includes(unit.id)
  return [
    ...(value > 0 && owner ? [{ ...cell, owner, kind: 'target' as const, value }] : []),
    ...(keeps ? [{ ...cell, owner: unit.id, kind: 'reserve' as const, value: kept }] : []),
  ]
}

type Report = Pick<GivesOf<typeof planRoutes.copyPlan>, 'merged' | 'split' | 'gone' | 'fresh'>

/** What the reforms between the two years did to the figures. */
function reportOf(last: LastYear, root: string): Report {
  const now = new Map(last.units.map(unit => [unit.id, unit.name]))
  const report: Report = { merged: [], split: [], gone: [], fresh: [] }
  const before = new Set<string>()
  for (const { id, name } of last.lastUnits) {
    before.add(id)
    const heirs = (last.succession.get(id) ?? []).filter(heir => now.has(heir))
    const names = heirs.map(heir => now.get(heir) ?? '')
    if (heirs.length > 1) report.split.push({ from: name, into: names })
    else if (heirs[0] !== undefined && heirs[0] !== id) report.merged.push({ from: name, into: names[0] ?? '' })
    else if (heirs.length === 0 && (last.succession.get(id) ?? []).length === 0) report.gone.push(name)
  }
  report.fresh.push(...last.units.filter(unit => !before.has(unit.id) && unit.id !== root).map(unit => unit.name))
  return report
}

export const copyVerbs: EditionVerbs<'copyPlan'> = {
  copyPlan: async (act, { id, root }) => {
    const edition = await getLiving(act.tx, id)
    getNode(act, await readTree(act, id), root)
    const last = (await readLastYear(act, edition, root)) ?? refuse('editions.nobody_before', 409)
    const left = last.lanes.flatMap((_, column) => last.units.flatMap((_, at) => leftTo(act, last, root, column, at)))
    const versions = await versionsOf(act, id, [...new Set(left.map(cell => cell.owner))].sort())
    const cells = left
      .filter(cell => !isClosedTo(versions.get(cell.owner)))
      .map((cell, at) => ({ ...cell, at, was: null }))
    const written = await write(act, cells, versions)
    await log(
      act,
      cells.filter(cell => written.has(cell.at)),
      versions,
    )
    act.concerns({ record: id, unit: root, values: { cells: written.size } })
    return { from: last.from.year, cells: written.size, kept: left.length - written.size, ...reportOf(last, root) }
  },
}
