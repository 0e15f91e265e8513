import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { GivesOf } from '#kit/wire'
import type { planRoutes } from './routes-plan.ts'
import { isEditable, problemsOf } from './rules.ts'
import { type EditionRow, type EditionVerbs, getEdition } from './service.ts'
import { readColumns } from './service-columns.ts'
import { type Figures, readFigures } from './service-table.ts'
import { type Node, parentOf, readTree, stateOf, type Tree, unitsBy, unitsInSight } from './service-tree.ts'

const mostProblems = 200

type Columns = GivesOf<typeof planRoutes.plan>['units']

/** The versions of this edition that the caller had a hand in, by their own role or one that they lent. */
export async function ownVersions(act: Act, edition: string): Promise<ReadonlySet<string>> {
  const me = act.who.kind === 'staff' ? act.who.id : null
  const { rows } = await sql<{
    id: string
  }>`select v.id from editions.plan_versions v where v.edition_id = ${edition} and (v.opened_by = ${me}
    or exists (select from editions.plan_edits e where e.version_id = v.id and ${me} = any (e.by_staff || e.lent_by))
    or exists (select from editions.plan_moves m where m.version_id = v.id and m.kind = 'submitted' and ${me} = any (m.by_staff || m.lent_by)))`.execute(
    act.tx,
  )
  return new Set(rows.map(row => row.id))
}

async function unitColumns(act: Act, edition: EditionRow, tree: Tree, figures: Figures): Promise<Columns> {
  const [plans, decides] = [await unitsBy(act, 'editions.plan'), await unitsBy(act, 'editions.approve')]
  const own = decides.size > 0 ? await ownVersions(act, edition.id) : new Set<string>()
  const living = edition.state !== 'closed'
  const state = figures.units.map(stateOf)
  const closed = figures.units.map(unit => unit.closedOn !== null && unit.closedOn <= act.today)
  const above = (unit: Node): string => (parentOf(tree, unit) ?? unit).id
  return {
    id: [...figures.ids],
    parent: [...figures.parent],
    name: figures.units.map(unit => unit.name),
    code: figures.units.map(unit => unit.code),
    kind: [...figures.kind] as Columns['kind'],
    state,
    version: figures.units.map(unit => unit.n),
    edits: figures.units.map((unit, at) => living && plans.has(unit.id) && isEditable(state[at] ?? 'none')),
    decides: figures.units.map(
      (unit, at) => living && decides.has(above(unit)) && state[at] === 'waiting' && !own.has(unit.version ?? ''),
    ),
    closed,
  }
}

const sparse = <T>(cells: readonly { readonly unit: number; readonly column: number; readonly value: T }[]) => ({
  unit: cells.map(cell => cell.unit),
  column: cells.map(cell => cell.column),
  value: cells.map(cell => cell.value),
})

export const planVerbs: EditionVerbs<'plan'> = {
  plan: async (act, { id, root, block }) => {
    const edition = await getEdition(act.tx, id)
    const tree = await readTree(act, id)
    const lanes = await readColumns(act, edition, { block })
    const figures = await readFigures(act, tree, unitsInSight(act, tree, root), lanes)
    const problems = problemsOf(figures)
    return {
      edition: {
        id,
        year: edition.year,
        name: { vi: edition.nameVi, en: edition.nameEn },
        state: edition.state,
        referenceDay: edition.referenceDay,
      },
      columns: lanes.map(({ kinds, ...column }) => column),
      units: await unitColumns(act, edition, tree, figures),
      target: figures.target,
      reserve: sparse(figures.reserve),
      wanted: sparse(figures.wanted),
      inForce: sparse(figures.inForce),
      notes: {
        unit: figures.notes.map(note => note.unit),
        column: figures.notes.map(note => note.column),
        kind: figures.notes.map(note => note.kind),
        note: figures.notes.map(note => note.note),
      },
      least: figures.least,
      problems: problems.slice(0, mostProblems),
      problemCount: problems.length,
    }
  },
}
