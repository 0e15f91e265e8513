import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { classes } from './class.ts'
import { useWords } from './lang.tsx'
import { Link, type ListState, usePlace } from './link.tsx'
import { ErrorState, Skeleton } from './states.tsx'
import { Nothing, SortHead } from './table-parts.tsx'
import { uiWords } from './words.ts'

export type Column<Row> = {
  readonly key: string
  readonly head: ReactNode
  /** Nothing (undefined, null, '') is shown as a middle dot, never as 0. */
  readonly cell: (row: Row) => ReactNode
  /** A smaller second line (the parent unit, and only that). */
  readonly second?: (row: Row) => ReactNode
  /** Right-aligned, digits of one width. */
  readonly figure?: boolean
  readonly strong?: boolean
  /** Short words that must not break; the columns beside it take what room there is. */
  readonly tight?: boolean
  /** The server can sort by this column. */
  readonly sorts?: boolean
  /** Left out on screens narrower than this. */
  readonly from?: 'sm' | 'md' | 'lg'
  readonly width?: string
}

export type TableProps<Row> = {
  /** What the rows are; heard, not seen (the card's title is seen). */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  /** Undefined while the first answer is under way. */
  readonly rows: readonly Row[] | undefined
  readonly rowKey: (row: Row) => string
  /** Where a row leads; its first cell becomes the link, and the whole row can be pressed. */
  readonly href?: (row: Row) => string
  readonly list?: ListState
  readonly loading?: boolean
  readonly error?: unknown
  readonly retry?: () => void
  /** Why there is nothing, and what to do. */
  readonly empty?: ReactNode
  readonly footer?: ReactNode
}

const fromClass = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' } as const

/** A server-paged table. Sorting and paging live in the address; arrows, Home and End move between rows. */
export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { columns, rows, error, list } = props
  if (error !== undefined && rows === undefined) {
    return (
      <div className="p-4">
        <ErrorState error={error} {...(props.retry ? { retry: props.retry } : {})} />
      </div>
    )
  }
  return (
    <>
      <div className="relative overflow-x-auto" aria-busy={props.loading || undefined}>
        <table className="w-full border-collapse text-left text-body">
          <caption className="aural">{props.caption}</caption>
          <thead>
            <tr className="border-line border-b">
              {columns.map(column => (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={sortOf(list, column)}
                  className={classes(cellClass(column), 'py-2 font-medium text-ink-3 text-label', column.width)}
                >
                  {column.sorts && list ? (
                    <SortHead column={column.key} list={list}>
                      {column.head}
                    </SortHead>
                  ) : (
                    column.head
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveBetweenRows}>
            {rows === undefined ? (
              <SkeletonRows columns={columns} />
            ) : (
              rows.map(row => <TableRow key={props.rowKey(row)} row={row} table={props} />)
            )}
          </tbody>
        </table>
      </div>
      {rows?.length === 0 && (props.empty ?? <EmptyRow />)}
      {props.footer && <div className="border-line border-t px-4 py-2 text-ink-2 text-table">{props.footer}</div>}
    </>
  )
}

function EmptyRow(): ReactNode {
  const words = useWords(uiWords)
  return <p className="px-4 py-6 text-body text-ink-2">{words.empty}</p>
}

function cellClass<Row>(column: Column<Row>): string {
  return classes(
    'px-2 first:pl-4 last:pr-4',
    column.figure && 'whitespace-nowrap text-right',
    column.tight && 'md:whitespace-nowrap',
    column.from && fromClass[column.from],
  )
}

function sortOf<Row>(list: ListState | undefined, column: Column<Row>): 'ascending' | 'descending' | undefined {
  if (!column.sorts || !list) return undefined
  if (list.sort === column.key) return 'ascending'
  return list.sort === `-${column.key}` ? 'descending' : undefined
}

function TableRow<Row>({ row, table }: { readonly row: Row; readonly table: TableProps<Row> }): ReactNode {
  const place = usePlace()
  const to = table.href?.(row)
  const press = (event: MouseEvent<HTMLElement>): void => {
    const onControl = (event.target as HTMLElement).closest('a,button,input,select,summary,label')
    if (to && !onControl && !window.getSelection()?.toString()) place.go(to)
  }
  return (
    <tr
      onClick={to ? press : undefined}
      className={classes(
        'border-line border-b last:border-b-0',
        to && 'cursor-pointer transition-colors duration-[120ms] hover:bg-sunken has-focus-visible:bg-accent-soft',
      )}
    >
      {table.columns.map((column, i) => {
        const content = column.cell(row)
        const shown = content === undefined || content === null || content === '' ? <Nothing /> : content
        const Cell = i === 0 ? 'th' : 'td'
        return (
          <Cell
            key={column.key}
            scope={i === 0 ? 'row' : undefined}
            className={classes(
              cellClass(column),
              'h-8 py-1.5 align-middle text-body',
              i === 0 || column.strong ? 'font-semibold' : 'font-normal',
              i > 0 && 'text-ink',
            )}
          >
            {i === 0 && to ? (
              <Link to={to} data-row-link="" className="text-ink no-underline hover:text-accent">
                {shown}
              </Link>
            ) : (
              shown
            )}
            {column.second && <span className="block font-normal text-ink-3 text-label">{column.second(row)}</span>}
          </Cell>
        )
      })}
    </tr>
  )
}

function SkeletonRows<Row>({ columns }: { readonly columns: readonly Column<Row>[] }): ReactNode {
  const words = useWords(uiWords)
  return Array.from({ length: 6 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the grey rows have nothing else to be told apart by
    <tr key={row} className="border-line border-b last:border-b-0">
      {columns.map((column, i) => (
        <td key={column.key} className={classes(cellClass(column), 'h-11 py-2')}>
          {row === 0 && i === 0 && <span className="aural">{words.loading}</span>}
          <Skeleton width={column.figure ? 'w-12 ml-auto' : i === 0 ? 'w-48' : 'w-24'} />
        </td>
      ))}
    </tr>
  ))
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, to))]?.focus()
}
