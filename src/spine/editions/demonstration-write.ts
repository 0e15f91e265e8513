import { sql } from 'kysely'
import { type Database, inTransaction, type Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import type { DemoCell } from './demonstration-figures.ts'
import type { PlanMove } from './rules.ts'
import { contentHash } from './service-content.ts'
import { moveMoney } from './service-money.ts'
import { inReadingOrder, type Node, readTree, type Tree } from './service-tree.ts'

/** How far a plan has come, and who wrote and decided it. */
export type Stage = {
  readonly moves: readonly {
    readonly kind: PlanMove
    readonly by: string
    readonly at: string
    readonly reason?: string
  }[]
  readonly by: string
}
export type DemoPlan = {
  readonly edition: string
  readonly nameVi: string
  readonly openedAt: string
  readonly cells: readonly DemoCell[]
  readonly stageOf: (node: Node, tree: Tree) => Stage
}

const column = <T, R>(rows: readonly T[], pick: (row: T) => R): R[] => rows.map(pick)

async function putVersions(
  tx: Tx,
  plan: DemoPlan,
  stages: ReadonlyMap<string, Stage>,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map([...stages.keys()].map(unit => [unit, uuidv7()]))
  const rows = [...versions]
  await sql`insert into editions.plan_versions (id, edition_id, unit_id, n, opened_by, opened_at)
    select t.id, ${plan.edition}, t.unit, 1, t.by, ${plan.openedAt}
    from unnest(${column(rows, ([, id]) => id)}::uuid[], ${column(rows, ([unit]) => unit)}::uuid[],
      ${column(rows, ([unit]) => stages.get(unit)?.by)}::uuid[]) as t (id, unit, by)`.execute(tx)
  return versions
}

export async function putCells(
  tx: Tx,
  cells: readonly (Omit<DemoCell, 'kind'> & { kind: string; note?: string })[],
  versions: ReadonlyMap<string, string>,
  at: string,
): Promise<void> {
  await sql`insert into editions.plan_cells (version_id, owner_id, unit_id, measure, month, kind, value, note, at)
    select t.version, t.owner, t.unit, t.measure, t.month, t.kind, t.value, t.note, ${at}
    from unnest(${column(cells, cell => versions.get(cell.owner))}::uuid[], ${column(cells, cell => cell.owner)}::uuid[],
      ${column(cells, cell => cell.unit)}::uuid[], ${column(cells, cell => cell.measure)}::text[], ${column(cells, cell => cell.month)}::text[],
      ${column(cells, cell => cell.kind)}::text[], ${column(cells, cell => cell.value)}::numeric[], ${column(cells, cell => cell.note ?? null)}::text[])
      as t (version, owner, unit, measure, month, kind, value, note)
    on conflict (version_id, measure, month, unit_id, kind) do update set value = excluded.value, note = excluded.note`.execute(
    tx,
  )
}

async function putMoves(tx: Tx, tree: Tree, stages: ReadonlyMap<string, Stage>): Promise<void> {
  const rows: { version: string; unit: string; hash: string; move: Stage['moves'][number] }[] = []
  for (const node of inReadingOrder(tree)) {
    const moves = stages.get(node.id)?.moves ?? []
    if (moves.length === 0 || node.version === null) continue
    const hash = (await contentHash({ tx }, tree, node)) ?? ''
    rows.push(...moves.map(move => ({ version: node.version ?? '', unit: node.id, hash, move })))
  }
  await sql`insert into editions.plan_moves (id, version_id, unit_id, kind, hash, reason, by_staff, at)
    select * from unnest(${column(rows, () => uuidv7())}::uuid[], ${column(rows, row => row.version)}::uuid[], ${column(rows, row => row.unit)}::uuid[],
      ${column(rows, row => row.move.kind)}::text[], ${column(rows, row => row.hash)}::text[], ${column(rows, row => row.move.reason ?? null)}::text[],
      ${column(rows, row => row.move.by)}::uuid[], ${column(rows, row => row.move.at)}::timestamptz[])`.execute(tx)
}

/**
 * Writes a plan as its people would have left it: versions, cells, moves with the hashes of what they were about, and the
 * money of what is approved, moved down the ledger from the top. As the owner of the tables.
 */
export async function putPlan(owner: Database, plan: DemoPlan): Promise<void> {
  const { rows } = await owner.pool.query<{ id: string }>('select id from org.units')
  await inTransaction(owner, { units: rows.map(row => row.id) }, async tx => {
    const before = await readTree({ tx }, plan.edition)
    const planned = new Set(plan.cells.flatMap(cell => [cell.owner, cell.unit]))
    const nodes = inReadingOrder(before).filter(node => planned.has(node.id))
    const stages = new Map(nodes.map(node => [node.id, plan.stageOf(node, before)]))
    const versions = await putVersions(tx, plan, stages)
    await putCells(tx, plan.cells, versions, plan.openedAt)
    await putMoves(tx, await readTree({ tx }, plan.edition), stages)
    const tree = await readTree({ tx }, plan.edition)
    for (const node of inReadingOrder(tree))
      if (node.last === 'approved')
        await moveMoney({ tx, lang: 'vi' }, { id: plan.edition, nameVi: plan.nameVi }, tree, node)
  })
}
