import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { copiedRange, pastedCells, rangeOf } from './tree-range.ts'
import type { TreeTableProps } from './tree-table.tsx'
import {
  type Move,
  nextEditable,
  nextSpot,
  readPasted,
  rowsAbove,
  type Seen,
  type Spot,
  seenRows,
  type TreeRow,
  useFolds,
} from './tree-table-state.ts'

/** A cell that is being edited: what stood in it when the box opened, and whether that is to be replaced. */
export type Editing = { readonly text: string; readonly fresh: boolean }

/** What the cells of a tree-table do; the same object for its whole life, so that rows need not be drawn anew. */
export type TreeActs = {
  readonly focus: (row: string, column: number) => void
  readonly open: (row: string, column: number) => void
  readonly extend: (row: string, column: number) => void
  readonly type: (text: string) => void
  readonly done: (text: string | undefined, move?: Move) => void
  readonly fold: (row: string, fold: boolean) => void
}

type Place = { readonly id: string; readonly column: number }
/** Where the focus is; and where a choice of cells began, while there is one. */
type Here = Place & { readonly from?: Place }

/** Where the focus is, what is folded and whether a cell is open; keys and paste act on these. */
export function useTreeGrid<Row extends TreeRow>(props: TreeTableProps<Row>) {
  const own = useFolds(props.foldedAtFirst)
  const folded = props.folded ?? own.folded
  const setFold = props.onFold ?? own.set
  const seen = useMemo(() => seenRows(props.rows, folded), [props.rows, folded])
  const columns = useMemo(() => props.groups.flatMap(group => group.columns), [props.groups])
  const indexes = useMemo(() => new Map(seen.map((it, index) => [it.row.id, index])), [seen])
  const [here, setHere] = useState<Here>({ id: '', column: 0 })
  const [editing, setEditing] = useState<Editing>()
  const wanted = useRef(false)
  const table = useRef<HTMLTableElement>(null)
  const spot = ({ id, column }: Place): Spot => ({
    row: indexes.get(id) ?? 0,
    column: Math.min(column, columns.length),
  })
  const at = spot(here)
  const from = here.from && indexes.has(here.from.id) ? spot(here.from) : undefined
  /** Moves the focus; `extend` keeps where a choice of cells began. */
  const go = (to: Spot, extend = false): void => {
    const row = seen[to.row]?.row
    if (!row) return
    wanted.current = true
    setHere(old => ({
      id: row.id,
      column: to.column,
      ...(extend ? { from: old.from ?? { id: old.id, column: old.column } } : {}),
    }))
  }
  // The focus follows once the row stands there, wherever in a long list that is.
  useLayoutEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    const cell = spotOf({ table }, at)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  const show = (row: string, column: string): void => {
    setFold(rowsAbove(props.rows, row), false)
    wanted.current = true
    setHere({ id: row, column: columns.findIndex(it => it.key === column) + 1 })
  }
  return { table, seen, columns, at, from, here, setHere, editing, setEditing, setFold, go, show }
}

export type TreeGrid<Row extends TreeRow> = ReturnType<typeof useTreeGrid<Row>>

function spotOf(grid: { readonly table: RefObject<HTMLElement | null> }, at: Spot): HTMLElement | null | undefined {
  return grid.table.current?.querySelector<HTMLElement>(`[data-spot="${at.row}-${at.column}"]`)
}

function canEdit<Row extends TreeRow>(props: TreeTableProps<Row>, grid: TreeGrid<Row>, at: Spot): boolean {
  const [row, column] = [grid.seen[at.row]?.row, grid.columns[at.column - 1]]
  if (!row || !column || !props.onEdit) return false
  return props.value(row, column.key).text !== undefined
}

/** The acts of the cells; each reads what is on screen now. */
export function useTreeActs<Row extends TreeRow>(props: TreeTableProps<Row>, grid: TreeGrid<Row>): TreeActs {
  const now = useRef({ props, grid })
  useEffect(() => {
    now.current = { props, grid }
  })
  return useMemo(() => {
    const columnAt = (column: number) => now.current.grid.columns[column - 1]?.key ?? ''
    return {
      focus: (id, column) =>
        now.current.grid.setHere(old => (old.id === id && old.column === column ? old : { id, column })),
      open: (id, column) => {
        const { props: table, grid: it } = now.current
        const row = it.seen.find(one => one.row.id === id)?.row
        const text = row && table.onEdit ? table.value(row, columnAt(column)).text : undefined
        if (text !== undefined) it.setEditing({ text, fresh: false })
      },
      extend: (id, column) => {
        const { grid: it } = now.current
        it.go({ row: it.seen.findIndex(one => one.row.id === id), column }, true)
      },
      type: text => {
        const { props: table, grid: it } = now.current
        const row = it.seen[it.at.row]?.row
        if (row) table.onType?.({ row, column: columnAt(it.at.column), text })
      },
      done: (text, move) => finish(now.current.props, now.current.grid, text, move),
      fold: (id, fold) => now.current.grid.setFold([id], fold),
    }
  }, [])
}

function finish<Row extends TreeRow>(
  props: TreeTableProps<Row>,
  grid: TreeGrid<Row>,
  text: string | undefined,
  move: Move | undefined,
): void {
  const row = grid.seen[grid.at.row]?.row
  const column = grid.columns[grid.at.column - 1]
  grid.setEditing(undefined)
  props.onType?.(undefined)
  const said = row && column && text !== undefined ? props.onEdit?.(row, column.key, text) : undefined
  const size = { row: grid.seen.length, column: grid.columns.length + 1 }
  const next =
    move && said !== 'stay'
      ? nextEditable(move, grid.at, size, (r, c) => canEdit(props, grid, { row: r, column: c }))
      : undefined
  if (text === undefined || move) grid.go(next ?? grid.at)
}

const opensEmpty = /^[\d,.\-−]$/

/** The keys of a tree-table while no cell is open. */
export function treeKeys<Row extends TreeRow>(props: TreeTableProps<Row>, grid: TreeGrid<Row>) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const seen = grid.seen[grid.at.row]
    if (!seen || grid.editing) return
    const act = keyAct(props, grid, seen, event)
    if (!act) return
    event.preventDefault()
    act()
  }
}

function keyAct<Row extends TreeRow>(
  props: TreeTableProps<Row>,
  grid: TreeGrid<Row>,
  seen: Seen<Row>,
  event: KeyboardEvent<HTMLElement>,
): (() => void) | undefined {
  const { key } = event
  const command = event.ctrlKey || event.metaKey
  const { at, columns } = grid
  if (command && key.toLowerCase() === 'z' && props.onUndo) return props.onUndo
  if (command) {
    const far = { Home: { row: 0, column: 0 }, End: { row: grid.seen.length - 1, column: columns.length } }[key]
    return far && (() => grid.go(far))
  }
  if (event.altKey) return undefined
  const edit = canEdit(props, grid, at) ? editKey(props, grid, seen.row, key) : undefined
  if (edit) return edit
  const fold = foldKey(key, at, seen)
  if (fold !== undefined) return () => grid.setFold([seen.row.id], fold)
  // A cell that only shows may hold a link or a button: Enter presses it.
  const inner = key === 'Enter' && spotOf(grid, at)?.querySelector<HTMLElement>('a[href], button')
  if (inner) return () => inner.click()
  const to = nextSpot(key, at, grid.seen.length, columns.length + 1)
  return to && (() => grid.go(to, event.shiftKey && key.startsWith('Arrow') && at.column > 0 && to.column > 0))
}

function editKey<Row extends TreeRow>(
  props: TreeTableProps<Row>,
  grid: TreeGrid<Row>,
  row: Row,
  key: string,
): (() => void) | undefined {
  const column = grid.columns[grid.at.column - 1]?.key ?? ''
  if (key === 'Enter' || key === 'F2')
    return () => grid.setEditing({ text: props.value(row, column).text ?? '', fresh: false })
  if (opensEmpty.test(key)) return () => grid.setEditing({ text: key, fresh: true })
  if (key === 'Delete' || key === 'Backspace') return () => void props.onEdit?.(row, column, '')
  return undefined
}

/** On a name: right opens what is closed, left closes what is open; otherwise the arrow moves. */
function foldKey<Row extends TreeRow>(key: string, at: Spot, it: Seen<Row>): boolean | undefined {
  if (at.column !== 0 || !it.holds) return undefined
  if (key === 'ArrowRight' && !it.open) return false
  if (key === 'ArrowLeft' && it.open) return true
  if (key === 'Enter' || key === ' ') return it.open
  return undefined
}

/** The text of the chosen cells goes to the clipboard; a block from a spreadsheet comes in from it. */
export function treeClipboard<Row extends TreeRow>(props: TreeTableProps<Row>, grid: TreeGrid<Row>) {
  const { at } = grid
  return {
    copy: (event: ClipboardEvent<HTMLElement>): void => {
      const [row, column] = [grid.seen[at.row]?.row, grid.columns[at.column - 1]]
      if (grid.editing || !row || String(getSelection()) !== '') return
      const range = rangeOf(grid)
      const text = range ? copiedRange(props, grid, range) : column ? props.value(row, column.key).text : row.name
      if (text === undefined) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', text)
    },
    paste: (event: ClipboardEvent<HTMLElement>): void => {
      if (grid.editing || !props.onPaste || at.column === 0) return
      event.preventDefault()
      const range = rangeOf(grid)
      const corner = range ? { row: range.rows[0], column: range.columns[0] } : at
      const pasted = pastedCells(readPasted(event.clipboardData.getData('text')), corner, grid.seen, grid.columns)
      if (pasted.cells.length > 0) props.onPaste(pasted.cells, pasted.outside)
    },
  }
}
