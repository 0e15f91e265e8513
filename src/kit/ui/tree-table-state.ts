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
    const siblings = row.parent !== undefined && ids.has(row.parent) ? children.get(row.parent) : top
    if (siblings) siblings.push(row)
    else children.set(row.parent ?? '', [row])
  }
  const seen: Seen<Row>[] = []
  const walk = (row: Row, level: number): void => {
    const below = children.get(row.id) ?? []
    const open = below.length > 0 && !folded.has(row.id)
    seen.push({ row, level, holds: below.length > 0, open })
    if (open) for (const child of below) walk(child, level + 1)
  }
  for (const row of top) walk(row, 1)
  return seen
}

/** Cells as a spreadsheet puts them on the clipboard: tabs between columns, lines between rows, quotes round a break. */
export function readPasted(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const end = (): void => {
    rows.at(-1)?.push(cell.replace(/\s+/g, ' ').trim())
    cell = ''
  }
  const clean = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < clean.length; at += 1) {
    const sign = clean[at] as string
    if (quoted && sign === '"' && clean[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (sign === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && sign === '\t') end()
    else if (!quoted && sign === '\n') {
      end()
      rows.push([])
    } else cell += sign
  }
  end()
  return rows
}

export type Spot = { readonly row: number; readonly column: number }

/** Where a key leads from one cell; undefined when the key is not one that moves. Column 0 is the name. */
export function nextSpot(key: string, at: Spot, rows: number, columns: number, page = 10): Spot | undefined {
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
      return { ...at, row: row(at.row + page) }
    case 'PageUp':
      return { ...at, row: row(at.row - page) }
    default:
      return undefined
  }
}

export type Move = 'down' | 'up' | 'right' | 'left'

/** The next cell that can be edited that way; sideways it goes on in the next row. Undefined at the edge. */
export function nextEditable(
  move: Move,
  at: Spot,
  size: Spot,
  edits: (row: number, column: number) => boolean,
): Spot | undefined {
  const step = move === 'down' || move === 'right' ? 1 : -1
  if (move === 'down' || move === 'up') {
    for (let row = at.row + step; row >= 0 && row < size.row; row += step)
      if (edits(row, at.column)) return { row, column: at.column }
    return undefined
  }
  const last = size.row * size.column
  for (let flat = at.row * size.column + at.column + step; flat >= 0 && flat < last; flat += step) {
    const spot = { row: Math.floor(flat / size.column), column: flat % size.column }
    if (edits(spot.row, spot.column)) return spot
  }
  return undefined
}

/** A part of a long list as it is drawn: rows one by one, or a gap as high as so many rows. */
export type Drawn = { readonly row: number } | { readonly gap: number; readonly from: number }

/** The rows of the window, and always the one in focus: a row that leaves the page would take the focus with it. */
export function drawnRows(first: number, last: number, focus: number, total: number): Drawn[] {
  const drawn: Drawn[] = []
  let at = 0
  const rows = [...new Set([focus, ...Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)])]
  for (const row of rows.filter(row => row >= 0 && row < total).sort((a, b) => a - b)) {
    if (row > at) drawn.push({ gap: row - at, from: at })
    drawn.push({ row })
    at = row + 1
  }
  if (at < total) drawn.push({ gap: total - at, from: at })
  return drawn
}

/** Which rows are folded. `foldedAtFirst` names those that start closed. */
export function useFolds(foldedAtFirst: readonly string[] = []) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(foldedAtFirst))
  const set = useCallback((ids: readonly string[], fold: boolean) => {
    setFolded(old => {
      const next = new Set(old)
      for (const id of ids) {
        if (fold) next.add(id)
        else next.delete(id)
      }
      return next
    })
  }, [])
  return useMemo(() => ({ folded, set }), [folded, set])
}

/** Every row that a row stands under, nearest first. */
export function rowsAbove(rows: readonly TreeRow[], id: string): string[] {
  const parents = new Map(rows.map(row => [row.id, row.parent]))
  const above: string[] = []
  for (let at = parents.get(id); at !== undefined && parents.has(at); at = parents.get(at)) above.push(at)
  return above
}
