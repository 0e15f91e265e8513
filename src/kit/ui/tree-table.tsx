import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { classes } from './class.ts'
import { useWords } from './lang.tsx'
import { TreeCell, TreeName } from './tree-cell.tsx'
import { nextSpot, readPasted, type Seen, type Spot, seenRows, type TreeRow, useFolds } from './tree-table-state.ts'
import { uiWords } from './words.ts'

export type TreeColumn = {
  readonly key: string
  readonly head: ReactNode
  /** In plain text, for ears: "Thay đèn LED, giao". */
  readonly name: string
  readonly figure?: boolean
}

/** Columns that measure the same thing, under one head, with one vertical line before them. */
export type TreeGroup = {
  readonly key: string
  readonly head?: ReactNode
  readonly unit?: string
  readonly columns: readonly TreeColumn[]
}

/** One cell: what it shows, and what Enter puts into the box to be edited (absent: it cannot be edited). */
export type TreeValue = {
  readonly shown: ReactNode
  readonly text?: string
  readonly strong?: boolean
  readonly wrong?: boolean
  /** What breaks, how much room is left and the ways out: stands beside the cell. */
  readonly says?: ReactNode
}

export type TreeTableProps<Row extends TreeRow> = {
  readonly caption: string
  readonly nameHead: ReactNode
  readonly groups: readonly TreeGroup[]
  readonly rows: readonly Row[]
  readonly value: (row: Row, column: string) => TreeValue
  readonly mark?: (row: Row) => ReactNode
  readonly foldedAtFirst?: readonly string[]
  readonly onEdit?: (row: Row, column: string, text: string) => void
  /** Cells pasted from a spreadsheet, beginning at the cell in focus; only those that can be edited. */
  readonly onPaste?: (cells: readonly { row: Row; column: string; text: string }[]) => void
  readonly footer?: ReactNode
}

/** Figures down a tree: 32 px rows, 20 px a level. Arrows move and fold, Enter edits, Escape restores, paste fills. */
export function TreeTable<Row extends TreeRow>(props: TreeTableProps<Row>): ReactNode {
  const words = useWords(uiWords)
  const grid = useGrid(props)
  return (
    <>
      <div className="relative overflow-x-auto">
        <table
          ref={grid.table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's own pattern for a tree of figures
          role="treegrid"
          onKeyDown={grid.keys}
          onPaste={grid.paste}
          className="w-full border-separate border-spacing-0 text-left text-body"
        >
          <caption className="aural">
            {props.caption}. {words.table.treeKeys}
          </caption>
          <TreeHead nameHead={props.nameHead} groups={props.groups} marked={props.mark !== undefined} />
          <tbody>
            {grid.seen.map((it, row) => (
              <TreeLine key={it.row.id} seen={it} index={row} grid={grid} table={props} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 border-line border-t px-4 py-2 text-ink-3 text-table">
        <span>{words.table.treeKeys}</span>
        <span>{props.footer}</span>
      </div>
    </>
  )
}

const editKeys: ReadonlySet<string> = new Set(['Enter', 'F2'])

/** Where the focus is, what is folded and whether a cell is open; keys and paste act on these. */
function useGrid<Row extends TreeRow>(props: TreeTableProps<Row>) {
  const folds = useFolds(props.foldedAtFirst)
  const seen = seenRows(props.rows, folds.folded)
  const columns = props.groups.flatMap(group => group.columns)
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 })
  const [editing, setEditing] = useState(false)
  const table = useRef<HTMLTableElement>(null)
  const at = { row: Math.min(spot.row, seen.length - 1), column: spot.column }
  const focus = (to: Spot): void => {
    setSpot(to)
    table.current?.querySelector<HTMLElement>(`[data-spot="${to.row}-${to.column}"]`)?.focus()
  }
  const canEdit = (row: Row, column: string | undefined): boolean =>
    column !== undefined && props.onEdit !== undefined && props.value(row, column).text !== undefined
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const here = seen[at.row]
    if (!here || editing) return
    const edits = editKeys.has(event.key) && canEdit(here.row, columns[at.column - 1]?.key)
    const folding = foldKey(event.key, at, here)
    const to = nextSpot(event.key, at, seen.length, columns.length + 1)
    if (!edits && folding === undefined && !to) return
    event.preventDefault()
    if (edits) setEditing(true)
    else if (folding !== undefined) folds.set(here.row.id, folding)
    else if (to) focus(to)
  }
  const done = (row: Row, column: string, text: string | undefined): void => {
    setEditing(false)
    if (text !== undefined) props.onEdit?.(row, column, text)
    requestAnimationFrame(() => focus(at))
  }
  const paste = (event: ClipboardEvent<HTMLElement>): void => {
    if (editing || !props.onPaste || at.column === 0) return
    event.preventDefault()
    const cells = pastedCells(event.clipboardData.getData('text'), at, seen, columns)
    props.onPaste(cells.filter(cell => canEdit(cell.row, cell.column)))
  }
  const open = (row: Row, column: string): void => setEditing(canEdit(row, column))
  return { table, seen, columns, at, editing, keys, paste, done, open, setSpot, fold: folds.set }
}

function TreeLine<Row extends TreeRow>(props: {
  readonly seen: Seen<Row>
  readonly index: number
  readonly grid: ReturnType<typeof useGrid<Row>>
  readonly table: TreeTableProps<Row>
}): ReactNode {
  const words = useWords(uiWords)
  const { seen, index, grid, table } = props
  const { row } = seen
  const here = grid.at.row === index
  const cell = (column: TreeColumn, line: boolean): ReactNode => {
    const at = grid.columns.indexOf(column) + 1
    return (
      <TreeCell
        key={column.key}
        value={table.value(row, column.key)}
        name={words.table.edit(row.name, column.name)}
        figure={column.figure === true}
        line={line}
        grey={row.kind === 'reserve'}
        spot={`${index}-${at}`}
        tab={here && grid.at.column === at}
        editing={here && grid.at.column === at && grid.editing}
        onFocus={() => grid.setSpot({ row: index, column: at })}
        onOpen={() => grid.open(row, column.key)}
        onDone={text => grid.done(row, column.key, text)}
      />
    )
  }
  return (
    <tr
      aria-level={seen.level}
      aria-expanded={seen.holds ? seen.open : undefined}
      className={classes(
        'group h-8',
        seen.level === 1 && seen.holds && 'bg-sunken',
        here && grid.editing && 'bg-accent-soft',
      )}
    >
      <TreeName
        seen={seen}
        spot={`${index}-0`}
        tab={here && grid.at.column === 0}
        onFocus={() => grid.setSpot({ row: index, column: 0 })}
        onFold={fold => grid.fold(row.id, fold)}
      />
      {table.mark && <td className="border-line border-b px-2 group-last:border-b-0">{table.mark(row)}</td>}
      {table.groups.flatMap(group => group.columns.map((column, i) => cell(column, i === 0)))}
    </tr>
  )
}

/** On a name: right opens what is closed, left closes what is open; otherwise the arrow moves. */
function foldKey<Row extends TreeRow>(key: string, at: Spot, it: Seen<Row>): boolean | undefined {
  if (at.column !== 0 || !it.holds) return undefined
  if (key === 'ArrowRight' && !it.open) return false
  if (key === 'ArrowLeft' && it.open) return true
  if (key === 'Enter') return it.open
  return undefined
}

function pastedCells<Row extends TreeRow>(
  text: string,
  at: Spot,
  seen: readonly Seen<Row>[],
  columns: readonly TreeColumn[],
): { row: Row; column: string; text: string }[] {
  return readPasted(text).flatMap((line, down) =>
    line.flatMap((cell, right) => {
      const row = seen[at.row + down]?.row
      const column = columns[at.column - 1 + right]?.key
      return row && column ? [{ row, column, text: cell }] : []
    }),
  )
}

function TreeHead(props: {
  readonly nameHead: ReactNode
  readonly groups: readonly TreeGroup[]
  readonly marked: boolean
}): ReactNode {
  const heads = props.groups.some(group => group.head)
  const cell = 'border-line border-b px-2 pb-1.5 align-bottom font-medium text-label text-ink-3'
  return (
    <thead>
      {heads && (
        <tr>
          <td colSpan={props.marked ? 2 : 1} />
          {props.groups.map(group => (
            <th
              key={group.key}
              scope="colgroup"
              colSpan={group.columns.length}
              className="border-line border-l px-2 pt-2 text-body"
            >
              <span className="font-semibold">{group.head}</span>
              {group.unit && <span className="font-normal text-ink-3"> · {group.unit}</span>}
            </th>
          ))}
        </tr>
      )}
      <tr>
        <th scope="col" className={classes(cell, 'pt-2 pl-3')}>
          {props.nameHead}
        </th>
        {props.marked && <td className={cell} />}
        {props.groups.flatMap(group =>
          group.columns.map((column, i) => (
            <th
              key={column.key}
              scope="col"
              className={classes(cell, 'pt-1', column.figure && 'text-right', i === 0 && 'border-l')}
            >
              {column.head}
            </th>
          )),
        )}
      </tr>
    </thead>
  )
}
