import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Node, Tree } from './service-tree.ts'

type Part = { readonly above: boolean; readonly part: readonly (string | null)[] }

/**
 * The hash of what a plan says: every cell of its newest version with its note, and what the unit is assigned from above.
 * So a decision is about exactly these figures: one that changed, below or above, has another hash.
 */
export async function contentHash(act: Pick<Act, 'tx'>, tree: Tree, node: Node): Promise<string | null> {
  if (node.version === null) return null
  const above = node.parentId === null ? null : (tree.nodes.get(node.parentId)?.inForce ?? null)
  const { rows } = await sql<Part>`
    select version_id <> ${node.version} as above, json_build_array(unit_id, measure, month, kind, trim_scale(value)::text, note) as part
    from editions.plan_cells
    where version_id = ${node.version} or (version_id = ${above} and unit_id = ${node.id} and kind = 'target')
    order by unit_id, measure collate "C", month collate "C", kind collate "C"`.execute(act.tx)
  const parts = (of: boolean): Part['part'][] => rows.filter(row => row.above === of).map(row => row.part)
  // A note above is not this plan's: it may say there what it says to others.
  const assigned = parts(true).map(part => part.slice(0, 5))
  const content = { edition: tree.edition, unit: node.id, n: node.n, assigned, cells: parts(false) }
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
