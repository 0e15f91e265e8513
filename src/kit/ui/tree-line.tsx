import { memo, type ReactNode } from 'react'
import { classes } from './class.ts'
import { useWords } from './lang.tsx'
import { TreeCell, TreeName } from './tree-cell.tsx'
import type { Editing, TreeActs } from './tree-grid.ts'
import type { TreeColumn, TreeGroup, TreeTableProps } from './tree-table.tsx'
import type { Seen, TreeRow } from './tree-table-state.ts'
import { uiWords } from './words.ts'

export type TreeLineProps<Row extends TreeRow> = {
  readonly seen: Seen<Row>
  readonly index: number
  readonly groups: readonly TreeGroup[]
  readonly columns: readonly TreeColumn[]
  readonly value: TreeTableProps<Row>['value']
  readonly mark: TreeTableProps<Row>['mark']
  readonly nameMark: TreeTableProps<Row>['nameMark']
  readonly narrow: boolean
  /** The column in focus when this row has it. */
  readonly at: number | undefined
  readonly editing: Editing | undefined
  /** The first and last column that is chosen in this row; 0 for none. */
  readonly chosenFrom: number
  readonly chosenTo: number
  readonly acts: TreeActs
}

/** One row; drawn again only when something of it has changed. */
export const TreeLine = memo(TreeLineDrawn) as typeof TreeLineDrawn

function TreeLineDrawn<Row extends TreeRow>(props: TreeLineProps<Row>): ReactNode {
  const words = useWords(uiWords)
  const { seen, index, at, editing, acts, narrow, columns } = props
  const { row, level, holds, open } = seen
  const spoken = at !== undefined && (editing || isSaid(props, at))
  return (
    <tr
      aria-level={level}
      aria-rowindex={index + 2}
      aria-expanded={holds ? open : undefined}
      className={classes(
        'group',
        narrow ? 'h-12' : 'h-8',
        spoken ? 'bg-accent-soft' : level === 1 && holds ? 'bg-sunken' : 'bg-surface',
      )}
    >
      <TreeName seen={seen} index={index} tab={at === 0} narrow={narrow} mark={props.nameMark?.(row)} acts={acts} />
      {props.mark && !narrow && <td className="border-line border-b px-1 group-last:border-b-0">{props.mark(row)}</td>}
      {columns.map((column, i) => (
        <TreeCell
          key={column.key}
          row={row.id}
          index={index}
          column={i + 1}
          value={props.value(row, column.key)}
          name={words.table.edit(row.name, column.name)}
          figure={column.figure === true}
          line={startsGroup(props.groups, column)}
          grey={row.kind === 'reserve'}
          narrow={narrow}
          tab={at === i + 1}
          chosen={i + 1 >= props.chosenFrom && i + 1 <= props.chosenTo}
          editing={at === i + 1 ? editing : undefined}
          acts={acts}
        />
      ))}
    </tr>
  )
}

function isSaid<Row extends TreeRow>(props: TreeLineProps<Row>, at: number): boolean {
  const column = props.columns[at - 1]
  return column !== undefined && props.value(props.seen.row, column.key).says !== undefined
}

export function startsGroup(groups: readonly TreeGroup[], column: TreeColumn): boolean {
  return groups.some(group => group.columns[0] === column)
}

/** The heads: what is measured with its unit, and under it what each column says of it. */
export function TreeHead(props: {
  readonly nameHead: ReactNode
  readonly markHead?: ReactNode
  readonly groups: readonly TreeGroup[]
  readonly marked: boolean
}): ReactNode {
  const { groups, marked } = props
  const heads = groups.some(group => group.head)
  const frozen = 'sticky left-0 z-10 group-data-slid/grid:shadow-[inset_-1px_0_0_var(--line)]'
  const cell = 'border-line border-b bg-surface px-2 pb-1.5 align-bottom font-medium text-label text-ink-3'
  return (
    <thead className="sticky top-0 z-20 bg-surface">
      {heads && (
        <tr aria-rowindex={1}>
          <td className={classes('bg-surface', frozen)} />
          {marked && <td className="bg-surface" />}
          {groups.map(group => (
            <th
              key={group.key}
              scope="colgroup"
              colSpan={group.columns.length}
              className="border-line border-l bg-surface px-2 pt-2 align-bottom text-body"
            >
              <span className="font-semibold">{group.head}</span>
              {group.unit && <span className="font-normal text-ink-3"> · {group.unit}</span>}
            </th>
          ))}
        </tr>
      )}
      <tr>
        <th scope="col" className={classes(cell, 'pt-2 pl-3', heads && 'font-semibold text-body text-ink', frozen)}>
          {props.nameHead}
        </th>
        {marked && (
          <th scope="col" className={classes(cell, heads && 'font-semibold text-body text-ink')}>
            {props.markHead}
          </th>
        )}
        {groups.flatMap(group =>
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
