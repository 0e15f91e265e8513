import type { TreeGrid } from './tree-grid.ts'
import type { PastedCell, TreeColumn, TreeTableProps } from './tree-table.tsx'
import type { Seen, Spot, TreeRow } from './tree-table-state.ts'

/** A block of cells, its corners included: rows by their place in sight, columns from 1. */
export type Range = { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] }

const inOrder = (a: number, b: number): readonly [number, number] => (a < b ? [a, b] : [b, a])

/** The cells that are chosen: from where the choice began to where the focus is; undefined while it is one cell. */
export function rangeOf<Row extends TreeRow>({ at, from }: Pick<TreeGrid<Row>, 'at' | 'from'>): Range | undefined {
  if (!from || at.column === 0 || (from.row === at.row && from.column === at.column)) return undefined
  return { rows: inOrder(from.row, at.row), columns: inOrder(from.column, at.column) }
}

/**
 * The chosen block as a spreadsheet takes it: rows on lines, tabs between. Of columns that are typed into and others, only
 * the first go along, since only they are filled when the block is pasted again.
 */
export function copiedRange<Row extends TreeRow>(
  props: TreeTableProps<Row>,
  grid: TreeGrid<Row>,
  { rows, columns: [first, last] }: Range,
): string {
  const chosen = grid.columns.slice(first - 1, last)
  const typed = chosen.filter(column => column.edits)
  const columns = typed.length > 0 ? typed : chosen
  const text = (row: Row, key: string): string => {
    const { text: editable, shown } = props.value(row, key)
    return editable ?? (typeof shown === 'string' ? shown : '')
  }
  return grid.seen
    .slice(rows[0], rows[1] + 1)
    .map(({ row }) => columns.map(({ key }) => text(row, key)).join('\t'))
    .join('\n')
}

/** Where a pasted block falls: down the rows in sight, and across the columns that can be edited. */
export function pastedCells<Row extends TreeRow>(
  block: readonly (readonly string[])[],
  at: Spot,
  seen: readonly Seen<Row>[],
  columns: readonly TreeColumn[],
): { readonly cells: readonly PastedCell<Row>[]; readonly outside: number } {
  const across = columns.slice(at.column - 1).filter(column => column.edits)
  const all = block.flatMap((line, down) =>
    line.map((text, right) => ({ row: seen[at.row + down]?.row, column: across[right]?.key, text })),
  )
  const cells = all.flatMap(({ row, column, text }) => (row && column ? [{ row, column, text }] : []))
  return { cells, outside: all.length - cells.length }
}
