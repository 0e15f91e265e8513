import type { Act } from '#kit/serve'
import type { GivesOf } from '#kit/wire'
import type { planRoutes } from './routes-plan.ts'
import { type Problem, problemsOf } from './rules.ts'
import { childSums } from './rules-plan.ts'
import type { Placed } from './service-cells.ts'
import type { Lane } from './service-columns.ts'
import { type Figures, readFigures } from './service-table.ts'
import { childrenOf, inReadingOrder, type Tree } from './service-tree.ts'

type Aftermath = Pick<GivesOf<typeof planRoutes.edit>, 'sums' | 'problems'>

/** The columns that were touched, and those that pay for them or are paid for by them. */
function lanesAround(lanes: readonly Lane[], touched: ReadonlySet<string>): Lane[] {
  const paidFor = new Set(lanes.flatMap(lane => (touched.has(lane.key) && lane.of ? [lane.of] : [])))
  return lanes.filter(({ key, of }) => touched.has(key) || paidFor.has(key) || (of !== null && touched.has(of)))
}

/** What a sum needs around the cells: the plans that they stand in, all that these assign to, and what stands above. */
function unitsAround(tree: Tree, cells: readonly Placed[]): ReadonlySet<string> {
  const ids = new Set(cells.flatMap(cell => [cell.owner, cell.unit]))
  const around = [...ids].flatMap(id => [
    ...childrenOf(tree, id).map(child => child.id),
    tree.nodes.get(id)?.parentId ?? id,
  ])
  return new Set([...ids, ...around])
}

function sumsOf(figures: Figures, cells: readonly Placed[]): Aftermath['sums'] {
  const seen = new Map(cells.map(cell => [`${cell.owner} ${cell.column}`, cell]))
  const grid = new Map(figures.inForce.map(it => [`${it.unit} ${it.column}`, it.value]))
  return [...seen.values()].flatMap(({ owner, column: key }) => {
    const [unit, column] = [figures.ids.indexOf(owner), figures.columns.findIndex(one => one.key === key)]
    const target = figures.target[column]
    if (unit < 0 || !target) return []
    const spot = `${unit} ${column}`
    return {
      unit: owner,
      column: key,
      assigned: (grid.has(spot) ? grid.get(spot) : target[unit]) ?? null,
      children: childSums(figures.parent, target)[unit]?.sum ?? 0,
      reserve: figures.reserve.find(it => it.unit === unit && it.column === column)?.value ?? null,
    }
  })
}

/** Names the cell that was typed last as the one to mend, with the most that it can have. */
function withChild(problem: Problem, cells: readonly Placed[]): Problem {
  if (problem.code !== 'excess') return problem
  const typed = cells.filter(
    cell => cell.owner === problem.unit && cell.column === problem.column && cell.kind === 'target',
  )
  const last = typed.at(-1)
  if (!last || last.value === null || last.unit === problem.unit) return problem
  return { ...problem, child: last.unit, room: Math.max(0, Math.round((last.value - problem.by) * 1000) / 1000) }
}

/** After cells were written: each parent's sum in each column that was touched, and all that is wrong there now. */
export async function aftermath(
  act: Act,
  tree: Tree,
  lanes: readonly Lane[],
  cells: readonly Placed[],
): Promise<Aftermath> {
  const touched = new Set(cells.map(cell => cell.column))
  const around = unitsAround(tree, cells)
  const units = inReadingOrder(tree).filter(node => around.has(node.id))
  const figures = await readFigures(act, tree, units, lanesAround(lanes, touched))
  const named = new Set(cells.flatMap(cell => [cell.owner, cell.unit]))
  const problems = problemsOf(figures).filter(one => named.has(one.unit))
  return { sums: sumsOf(figures, cells), problems: problems.map(one => withChild(one, cells)) }
}
