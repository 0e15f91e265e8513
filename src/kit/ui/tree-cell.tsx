import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { Nothing } from './table-parts.tsx'
import type { Editing, TreeActs } from './tree-grid.ts'
import type { TreeValue } from './tree-table.tsx'
import type { Move, Seen, TreeRow } from './tree-table-state.ts'
import { uiWords } from './words.ts'

const indent = ['pl-3', 'pl-8', 'pl-13', 'pl-18', 'pl-23', 'pl-28', 'pl-33', 'pl-38']
const narrowIndent = ['pl-2', 'pl-4', 'pl-6', 'pl-8', 'pl-10', 'pl-12', 'pl-14', 'pl-16']

export function TreeName<Row extends TreeRow>(props: {
  readonly seen: Seen<Row>
  readonly index: number
  readonly tab: boolean
  readonly narrow: boolean
  readonly mark?: ReactNode
  readonly acts: TreeActs
}): ReactNode {
  const words = useWords(uiWords)
  const { narrow, acts } = props
  const { row, level, holds, open } = props.seen
  const step = Math.min(level, indent.length) - 1
  return (
    <th
      scope="row"
      data-spot={`${props.index}-0`}
      tabIndex={props.tab ? 0 : -1}
      onFocus={() => acts.focus(row.id, 0)}
      onClick={() => holds && acts.fold(row.id, open)}
      title={narrow ? undefined : row.name}
      className={classes(
        'sticky left-0 z-10 border-line border-b bg-inherit pr-2 outline-offset-[-2px] group-last:border-b-0',
        'group-data-slid/grid:shadow-[inset_-1px_0_0_var(--line)]',
        narrow ? 'text-table' : 'text-body',
        narrow ? narrowIndent[step] : indent[step],
        holds ? 'cursor-pointer font-semibold' : 'font-normal',
        row.kind === 'reserve' && 'text-ink-2',
      )}
    >
      <span className={classes('flex items-center', narrow ? 'gap-1' : 'gap-1.5')}>
        {holds ? (
          <Icon name={open ? 'down' : 'right'} className="size-3.5" />
        ) : (
          <span aria-hidden="true" className="w-3.5 shrink-0" />
        )}
        <span className={narrow ? 'line-clamp-2' : 'truncate py-1'}>{row.name}</span>
        {props.mark}
        {holds && <span className="aural">, {open ? words.table.fold : words.table.unfold}</span>}
      </span>
    </th>
  )
}

export type TreeCellProps = {
  readonly row: string
  readonly index: number
  readonly column: number
  readonly value: TreeValue
  readonly name: string
  readonly figure: boolean
  readonly line: boolean
  readonly grey: boolean
  readonly narrow: boolean
  readonly tab: boolean
  readonly chosen: boolean
  readonly editing: Editing | undefined
  readonly acts: TreeActs
}

/** One cell. It is drawn again only when what it shows changes: the `value` of a cell may be a new object each time. */
export const TreeCell = memo(TreeCellDrawn, (a, b) =>
  Object.keys(a).every(key => {
    const name = key as keyof TreeCellProps
    if (name === 'value') return sameValue(a.value, b.value)
    return a[name] === b[name]
  }),
)

function sameValue(a: TreeValue, b: TreeValue): boolean {
  return (['shown', 'text', 'strong', 'wrong', 'doubt', 'changed', 'percent', 'due', 'tone'] as const).every(
    key => a[key] === b[key],
  )
}

function TreeCellDrawn(props: TreeCellProps): ReactNode {
  const { value, editing, acts, row, column } = props
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of ARIA's own pattern for a tree of figures
      role="gridcell"
      data-spot={`${props.index}-${column}`}
      tabIndex={props.tab && !editing ? 0 : -1}
      aria-readonly={value.text === undefined || undefined}
      aria-invalid={value.wrong || undefined}
      aria-selected={props.chosen || undefined}
      onMouseDown={event => {
        if (!event.shiftKey) return
        event.preventDefault()
        acts.extend(row, column)
      }}
      onFocus={() => acts.focus(row, column)}
      onDoubleClick={() => acts.open(row, column)}
      className={classes(
        'relative overflow-clip border-line border-b px-2 outline-offset-[-2px] group-last:border-b-0',
        props.figure && 'whitespace-nowrap text-right',
        props.line && 'border-l',
        value.strong ? 'font-semibold' : 'text-ink-2',
        props.grey && 'font-normal text-ink-2',
        props.chosen && 'bg-accent-soft',
        value.doubt && !value.wrong && 'bg-warn-soft text-warn',
        value.changed && !value.wrong && 'shadow-[inset_2px_0_0_var(--accent)]',
        value.wrong && !editing && 'bg-bad-soft font-semibold text-bad shadow-[inset_0_0_0_1px_var(--bad)]',
      )}
    >
      {editing ? (
        <CellBox editing={editing} name={props.name} wrong={value.wrong === true} acts={acts} />
      ) : (
        <CellShown {...props} />
      )}
    </td>
  )
}

function CellShown(props: TreeCellProps): ReactNode {
  const { shown, percent } = props.value
  if (shown === undefined || shown === null || shown === '') return <Nothing />
  return percent === undefined ? shown : <CellBar {...props} percent={percent} />
}

const fills = { accent: 'bg-accent', ok: 'bg-ok-fill', warn: 'bg-warn-fill', bad: 'bg-bad-fill' } as const
const inks = { accent: 'text-ink-2', ok: 'text-ok', warn: 'text-warn', bad: 'text-bad' } as const

/** How far, as a short bar with its figure; the figure alone where there is no room. */
function CellBar(props: TreeCellProps & { readonly percent: number }): ReactNode {
  const { value, percent, narrow } = props
  const tone = value.tone ?? 'accent'
  const figure = <span className={classes('whitespace-nowrap', inks[tone])}>{value.shown}</span>
  if (narrow) return figure
  return (
    <span className="flex items-center justify-between gap-1.5">
      <span aria-hidden="true" className="relative block h-1.5 w-9 shrink-0 rounded-full bg-mute-soft">
        <span
          style={{ width: `${Math.min(100, Math.max(0, percent))}%` }}
          className={classes('block h-full rounded-full', fills[tone])}
        />
        {value.due !== undefined && (
          <span style={{ left: `${value.due}%` }} className="absolute -top-[3px] block h-3 w-0.5 bg-ink" />
        )}
      </span>
      {figure}
    </span>
  )
}

const moves: Readonly<Record<string, Move>> = { Enter: 'down', Tab: 'right', ArrowDown: 'down', ArrowUp: 'up' }
const back: Readonly<Record<Move, Move>> = { down: 'up', up: 'down', left: 'right', right: 'left' }

/** The box in a cell: Enter, Tab and the arrows up and down keep what was typed, Escape restores what was there. */
function CellBox(props: {
  readonly editing: Editing
  readonly name: string
  readonly wrong: boolean
  readonly acts: TreeActs
}): ReactNode {
  const { editing, acts } = props
  const input = useRef<HTMLInputElement>(null)
  const ended = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the box opens
  useEffect(() => {
    input.current?.focus()
    if (editing.fresh) acts.type(editing.text)
    else input.current?.select()
  }, [])
  const end = (text: string | undefined, move?: Move): void => {
    if (ended.current) return
    ended.current = true
    acts.done(text, move)
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation()
    const move = moves[event.key]
    if (event.key === 'Escape') end(undefined)
    if (!move && event.key !== 'Escape') return
    event.preventDefault()
    if (move) end(event.currentTarget.value, event.shiftKey ? back[move] : move)
  }
  return (
    <input
      ref={input}
      aria-label={props.name}
      aria-invalid={props.wrong || undefined}
      defaultValue={editing.text}
      inputMode="decimal"
      autoComplete="off"
      onInput={event => acts.type(event.currentTarget.value)}
      onKeyDown={keys}
      onBlur={event => end(event.currentTarget.value)}
      className={classes(
        'tabular absolute inset-y-0.5 left-0.5 w-[calc(100%-4px)] rounded-cell border-2 bg-surface px-1 text-right font-semibold text-body text-ink outline-none',
        props.wrong ? 'border-bad' : 'border-accent',
      )}
    />
  )
}
