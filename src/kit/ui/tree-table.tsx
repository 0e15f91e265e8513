import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { CellNote } from './cell-note.tsx'
import { useWords } from './lang.tsx'
import type { BarTone } from './progress.tsx'
import { type TreeGrid, treeClipboard, treeKeys, useTreeActs, useTreeGrid } from './tree-grid.ts'
import { TreeHead, TreeLine } from './tree-line.tsx'
import { rangeOf } from './tree-range.ts'
import { drawnRows, type TreeRow } from './tree-table-state.ts'
import { useRowWindow } from './tree-window.ts'
import { uiWords } from './words.ts'

export type TreeColumn = {
  readonly key: string
  readonly head: ReactNode
  /** In plain text, for ears: "Thay đèn LED, giao". */
  readonly name: string
  readonly figure?: boolean
  /** What is pasted falls only into such columns. */
  readonly edits?: boolean
  /** 96 px for a figure, 160 px for words, unless it says otherwise. */
  readonly widthPx?: number
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
  readonly text?: string | undefined
  readonly strong?: boolean
  /** It cannot stand as it is. */
  readonly wrong?: boolean
  /** It is unfinished, or asks for a reason. */
  readonly doubt?: boolean
  /** It differs from what it is compared with. */
  readonly changed?: boolean
  /** A bar before the words: how far, where today should be, in percent. */
  readonly percent?: number
  readonly due?: number
  readonly tone?: BarTone
  /** What breaks, how much room is left and the ways out: stands below the cell while it is in focus. */
  readonly says?: ReactNode
}

export type TreeSpot<Row> = { readonly row: Row; readonly column: string }
export type PastedCell<Row> = TreeSpot<Row> & { readonly text: string }

export type TreeHandle = {
  /** Opens the branch, brings the cell into sight and puts the focus there. */
  readonly show: (row: string, column: string) => void
}

export type TreeTableProps<Row extends TreeRow> = {
  readonly caption: string
  readonly nameHead: ReactNode
  readonly markHead?: ReactNode
  readonly groups: readonly TreeGroup[]
  readonly rows: readonly Row[]
  /** Keep it the same function while the figures are the same: rows are then not drawn anew. */
  readonly value: (row: Row, column: string) => TreeValue
  readonly mark?: (row: Row) => ReactNode
  /** After the name ("something breaks here"). */
  readonly nameMark?: (row: Row) => ReactNode
  readonly foldedAtFirst?: readonly string[]
  /** Which rows are folded, when the screen keeps that (in the address). */
  readonly folded?: ReadonlySet<string>
  readonly onFold?: (rows: readonly string[], fold: boolean) => void
  /** Takes what was typed; 'stay' keeps the focus in the cell, since there is something to say about it. */
  readonly onEdit?: (row: Row, column: string, text: string) => 'stay' | undefined
  /** What stands in the open box while it is typed; undefined when it closes. */
  readonly onType?: (cell: PastedCell<Row> | undefined) => void
  /** A block from a spreadsheet, from the cell in focus on; `outside` counts what falls beyond the table. */
  readonly onPaste?: (cells: readonly PastedCell<Row>[], outside: number) => void
  readonly onUndo?: () => void
  readonly footer?: ReactNode
  readonly nameWidthPx?: number
  readonly markWidthPx?: number
  /** Laid out for a phone: taller rows, names on two lines, no column of marks. */
  readonly narrow?: boolean
  readonly ref?: Ref<TreeHandle>
}

/**
 * Figures down a tree: 32 px rows, 20 px a level, names frozen. Arrows move and fold, Enter or a digit edits, Escape
 * restores, paste fills. Thousands of rows scroll, since only those in sight are drawn.
 */
export function TreeTable<Row extends TreeRow>(props: TreeTableProps<Row>): ReactNode {
  const words = useWords(uiWords)
  const box = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useTreeGrid(props)
  const narrow = props.narrow === true
  const part = useRowWindow(scroller, grid.seen.length, narrow ? 48 : 32)
  useImperativeHandle(props.ref, () => ({ show: grid.show }))
  const says = saysAt(props, grid)
  return (
    <>
      <div ref={box}>
        <div
          ref={scroller}
          onScroll={part.look}
          data-slid={part.slid || undefined}
          className="group/grid isolate max-h-[calc(100dvh-5rem)] scroll-pt-16 overflow-auto print:max-h-none print:overflow-visible"
        >
          <TreeGridTable table={props} grid={grid} part={part} narrow={narrow} />
        </div>
        {says !== undefined && (
          <CellNote box={box} spot={`${grid.at.row}-${grid.at.column}`}>
            {says}
          </CellNote>
        )}
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 border-line border-t px-4 py-2 text-ink-3 text-table">
        <span className="no-print max-sm:hidden">{props.onEdit ? words.table.treeKeys : words.table.foldKeys}</span>
        <span>{props.footer}</span>
      </div>
    </>
  )
}

function saysAt<Row extends TreeRow>(props: TreeTableProps<Row>, grid: TreeGrid<Row>): ReactNode {
  const [row, column] = [grid.seen[grid.at.row]?.row, grid.columns[grid.at.column - 1]]
  return row && column && grid.here.id !== '' ? props.value(row, column.key).says : undefined
}

const widthOf = (column: TreeColumn): number => column.widthPx ?? (column.figure ? 96 : 160)

function TreeGridTable<Row extends TreeRow>(props: {
  readonly table: TreeTableProps<Row>
  readonly grid: TreeGrid<Row>
  readonly part: { readonly first: number; readonly last: number }
  readonly narrow: boolean
}): ReactNode {
  const words = useWords(uiWords)
  const { table, grid, part, narrow } = props
  const acts = useTreeActs(table, grid)
  const range = rangeOf(grid)
  const marked = table.mark !== undefined && !narrow
  const nameWidthPx = table.nameWidthPx ?? (narrow ? 152 : 280)
  const markWidthPx = marked ? (table.markWidthPx ?? 128) : 0
  const widthPx = nameWidthPx + markWidthPx + grid.columns.reduce((sum, column) => sum + widthOf(column), 0)
  const rowPx = narrow ? 48 : 32
  return (
    <table
      ref={grid.table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's own pattern for a tree of figures
      role="treegrid"
      aria-multiselectable={true}
      aria-rowcount={grid.seen.length + 1}
      onKeyDown={treeKeys(table, grid)}
      onCopy={treeClipboard(table, grid).copy}
      onPaste={treeClipboard(table, grid).paste}
      style={{ minWidth: widthPx }}
      className="w-full table-fixed border-separate border-spacing-0 text-left text-body"
    >
      <caption className="aural">
        {table.caption}. {table.onEdit ? words.table.treeKeys : words.table.foldKeys}
      </caption>
      <colgroup>
        <col style={{ minWidth: nameWidthPx }} />
        {marked && <col style={{ width: markWidthPx }} />}
        {grid.columns.map(column => (
          <col key={column.key} style={{ width: widthOf(column) }} />
        ))}
      </colgroup>
      <TreeHead nameHead={table.nameHead} markHead={table.markHead} groups={table.groups} marked={marked} />
      <tbody>
        {drawnRows(part.first, part.last, grid.at.row, grid.seen.length).map(drawn => {
          if ('gap' in drawn) return <Gap key={`gap-${drawn.from}`} heightPx={drawn.gap * rowPx} />
          const seen = grid.seen[drawn.row]
          const here = drawn.row === grid.at.row
          const chosen = range && drawn.row >= range.rows[0] && drawn.row <= range.rows[1]
          return (
            seen && (
              <TreeLine
                key={seen.row.id}
                seen={seen}
                index={drawn.row}
                groups={table.groups}
                columns={grid.columns}
                value={table.value}
                mark={table.mark}
                nameMark={table.nameMark}
                narrow={narrow}
                at={here ? grid.at.column : undefined}
                editing={here ? grid.editing : undefined}
                chosenFrom={chosen ? range.columns[0] : 0}
                chosenTo={chosen ? range.columns[1] : 0}
                acts={acts}
              />
            )
          )
        })}
      </tbody>
    </table>
  )
}

/** Stands for rows that are not drawn. */
function Gap({ heightPx }: { readonly heightPx: number }): ReactNode {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row holds nothing that takes focus
    <tr aria-hidden="true" style={{ height: heightPx }}>
      <td className="p-0" />
    </tr>
  )
}
