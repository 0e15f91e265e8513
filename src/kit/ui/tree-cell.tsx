import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { Nothing } from './table-parts.tsx'
import type { TreeValue } from './tree-table.tsx'
import type { Seen, TreeRow } from './tree-table-state.ts'
import { uiWords } from './words.ts'

const indent = ['pl-3', 'pl-8', 'pl-13', 'pl-18', 'pl-23', 'pl-28', 'pl-33', 'pl-38']

export function TreeName<Row extends TreeRow>(props: {
  readonly seen: Seen<Row>
  readonly spot: string
  readonly tab: boolean
  readonly onFocus: () => void
  readonly onFold: (fold: boolean) => void
}): ReactNode {
  const words = useWords(uiWords)
  const { row, level, holds, open } = props.seen
  const fold = (): void => {
    if (holds) props.onFold(open)
  }
  return (
    <th
      scope="row"
      data-spot={props.spot}
      tabIndex={props.tab ? 0 : -1}
      onFocus={props.onFocus}
      onClick={fold}
      className={classes(
        'max-w-96 border-line border-b pr-3 text-body outline-offset-[-2px] group-last:border-b-0',
        indent[Math.min(level, indent.length) - 1],
        holds ? 'cursor-pointer font-semibold' : 'font-normal',
        row.kind === 'reserve' && 'text-ink-2',
      )}
    >
      <span className="flex items-center gap-1.5">
        {holds ? (
          <Icon name={open ? 'down' : 'right'} className="size-3.5" />
        ) : (
          <span aria-hidden="true" className="w-3.5 shrink-0" />
        )}
        <span className="truncate py-1">{row.name}</span>
        {holds && <span className="aural">, {open ? words.table.fold : words.table.unfold}</span>}
      </span>
    </th>
  )
}

export function TreeCell(props: {
  readonly value: TreeValue
  readonly name: string
  readonly figure: boolean
  readonly line: boolean
  readonly grey: boolean
  readonly spot: string
  readonly tab: boolean
  readonly editing: boolean
  readonly onFocus: () => void
  readonly onOpen: () => void
  readonly onDone: (text: string | undefined) => void
}): ReactNode {
  const { value, editing } = props
  const empty = value.shown === undefined || value.shown === null || value.shown === ''
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of ARIA's own pattern for a tree of figures
      role="gridcell"
      data-spot={props.spot}
      tabIndex={props.tab && !editing ? 0 : -1}
      aria-readonly={value.text === undefined || undefined}
      aria-invalid={value.wrong || undefined}
      onFocus={props.onFocus}
      onDoubleClick={props.onOpen}
      className={classes(
        'relative border-line border-b px-2 outline-offset-[-2px] group-last:border-b-0',
        props.figure && 'whitespace-nowrap text-right',
        props.line && 'border-l',
        value.strong ? 'font-semibold' : 'text-ink-2',
        props.grey && 'text-ink-2',
        value.wrong && !editing && 'bg-bad-soft font-semibold text-bad shadow-[inset_0_0_0_1px_var(--bad)]',
      )}
    >
      {editing ? (
        <CellBox text={value.text ?? ''} name={props.name} wrong={value.wrong === true} onDone={props.onDone} />
      ) : empty ? (
        <Nothing />
      ) : (
        value.shown
      )}
      {value.says && (
        <div
          role="alert"
          className="absolute top-full right-0 z-20 mt-1 w-88 whitespace-normal rounded-card border border-bad bg-surface p-3 text-left font-normal text-body text-ink shadow-float"
        >
          {value.says}
        </div>
      )}
    </td>
  )
}

/** The box in a cell: Enter and Tab keep what was typed, Escape restores what was there. */
function CellBox(props: {
  readonly text: string
  readonly name: string
  readonly wrong: boolean
  readonly onDone: (text: string | undefined) => void
}): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  const ended = useRef(false)
  useEffect(() => input.current?.select(), [])
  const end = (text: string | undefined): void => {
    if (ended.current) return
    ended.current = true
    props.onDone(text)
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation()
    if (event.key === 'Escape') end(undefined)
    else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      end(event.currentTarget.value)
    }
  }
  return (
    <input
      ref={input}
      aria-label={props.name}
      defaultValue={props.text}
      inputMode="decimal"
      onKeyDown={keys}
      onBlur={event => end(event.currentTarget.value)}
      className={classes(
        'tabular absolute inset-x-1 inset-y-0.5 w-auto rounded-cell border-2 bg-surface px-1 text-right font-semibold text-body text-ink outline-none',
        props.wrong ? 'border-bad' : 'border-accent',
      )}
    />
  )
}
