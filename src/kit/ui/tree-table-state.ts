import { useCallback, useMemo, useState } from 'react'

export type TreeRow = {
  readonly id: string
  /** The row that it stands under; absent at the top. A parent comes before its children. */
  readonly parent?: string | undefined
  /** What it is called, in plain text. */
  readonly name: string
  /** `reserve`: what a parent keeps back, its first child in grey. */
  readonly kind?: 'reserve'
}

/** A row as it is drawn: how deep, whether it holds others, and whether they are in sight. */
export type Seen<Row extends TreeRow> = {
  readonly row: Row
  readonly level: number
  readonly holds: boolean
  readonly open: boolean
}

/** The rows in sight, in order, given which are folded. Rows whose parent is not in the list stand at the top. */
export function seenRows<Row extends TreeRow>(rows: readonly Row[], folded: ReadonlySet<string>): Seen<Row>[] {
  const ids = new Set(rows.map(row => row.id))
  const children = new Map<string, Row[]>()
  const top: Row[] = []
  for (const row of rows) {
    if (row.parent === undefined || !ids.has(row.parent)) top.push(row)
    else children.set(row.parent, [...(children.get(row.parent) ?? []), row])
  }
  const walk = (row: Row, level: number): Seen<Row>[] => {
    const below = children.get(row.id) ?? []
    const open = below.length > 0 && !folded.has(row.id)
    const own = { row, level, holds: below.length > 0, open }
    return open ? [own, ...below.flatMap(child => walk(child, level + 1))] : [own]
  }
  return top.flatMap(row => walk(row, 1))
}

/** Cells as a spreadsheet puts them on the clipboard: tabs between columns, lines between rows. */
export function readPasted(text: string): readonly (readonly string[])[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map(line => line.split('\t').map(cell => cell.trim()))
}

export type Spot = { readonly row: number; readonly column: number }

/** Where a key leads from one cell; undefined when the key is not one that moves. Column 0 is the name. */
export function nextSpot(key: string, at: Spot, rows: number, columns: number): Spot | undefined {
  const row = (value: number): number => Math.max(0, Math.min(rows - 1, value))
  const column = (value: number): number => Math.max(0, Math.min(columns - 1, value))
  switch (key) {
    case 'ArrowDown':
      return { ...at, row: row(at.row + 1) }
    case 'ArrowUp':
      return { ...at, row: row(at.row - 1) }
    case 'ArrowRight':
      return { ...at, column: column(at.column + 1) }
    case 'ArrowLeft':
      return { ...at, column: column(at.column - 1) }
    case 'Home':
      return { ...at, column: 0 }
    case 'End':
      return { ...at, column: columns - 1 }
    case 'PageDown':
      return { ...at, row: row(at.row + 10) }
    case 'PageUp':
      return { ...at, row: row(at.row - 10) }
    default:
      return undefined
  }
}

/** Which rows are folded. `foldedAtFirst` names those that start closed. */
export function useFolds(foldedAtFirst: readonly string[] = []) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(foldedAtFirst))
  const set = useCallback((id: string, fold: boolean) => {
    setFolded(old => {
      const next = new Set(old)
      if (fold) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])
  return useMemo(() => ({ folded, set }), [folded, set])
}
