import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Node, Tree } from './service-tree.ts'

type Part = readonly (string | number | null)[]

const parts = async (act: Act, query: ReturnType<typeof sql<{ part: Part }>>): Promise<Part[]> =>
  (await query.execute(act.tx)).rows.map(row => row.part)

/**
 * The hash of what a plan says: every cell of its newest version with its note, and what the unit is assigned from above.
 * So a decision is about exactly these figures: one that changed, below or above, has another hash.
 */
export async function contentHash(act: Act, tree: Tree, node: Node): Promise<string | null> {
  if (node.version === null) return null
  const above = node.parentId === null ? null : (tree.nodes.get(node.parentId)?.inForce ?? null)
  const assigned = await parts(
    act,
    sql`select json_build_array(measure, month, trim_scale(value)::text) as part from editions.plan_cells
      where version_id = ${above} and unit_id = ${node.id} and kind = 'target' order by measure, month`,
  )
  const cells = await parts(
    act,
    sql`select json_build_array(unit_id, measure, month, kind, trim_scale(value)::text, note) as part from editions.plan_cells
      where version_id = ${node.version} order by unit_id, measure, month, kind`,
  )
  const content = { edition: tree.edition, unit: node.id, n: node.n, assigned, cells }
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
