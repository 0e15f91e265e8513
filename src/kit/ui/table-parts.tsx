import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import type { ListState } from './link.tsx'
import { uiWords } from './words.ts'

/** An empty value: a middle dot, never 0. */
export function Nothing(): ReactNode {
  const words = useWords(uiWords)
  return (
    <>
      <span aria-hidden="true" className="text-ink-3">
        ·
      </span>
      <span className="aural">{words.table.nothing}</span>
    </>
  )
}

/** The head of a column that the server can sort: press to sort, press again to turn round. */
export function SortHead(props: {
  readonly column: string
  readonly list: ListState
  readonly children: ReactNode
}): ReactNode {
  const words = useWords(uiWords)
  const { column, list, children } = props
  const up = list.sort === column
  const down = list.sort === `-${column}`
  return (
    <button
      type="button"
      onClick={() => list.set({ sort: down ? column : `-${column}` })}
      className={classes(
        'inline-flex items-center gap-1 rounded-cell font-medium hover:text-accent',
        (up || down) && 'text-ink',
      )}
    >
      {children}
      <span className="aural">, {down ? words.table.sortUp : words.table.sortDown}</span>
      <Icon name={up ? 'up' : down ? 'down' : 'sort'} className="size-3" />
    </button>
  )
}

/** Pages of a list that only goes forward; back is the browser's own, since the page stands in the address. */
export function Pagination(props: {
  readonly list: ListState
  /** What the next page begins after; absent on the last page. */
  readonly next?: string | null | undefined
  readonly says?: ReactNode
}): ReactNode {
  const words = useWords(uiWords)
  const { list, next, says } = props
  return (
    <nav aria-label={words.table.older} className="flex flex-wrap items-center justify-between gap-3">
      <span>{says}</span>
      <span className="flex gap-2">
        {list.after !== '' && (
          <Button size="small" onClick={() => list.turn('')}>
            {words.table.newer}
          </Button>
        )}
        {next && (
          <Button size="small" iconAfter="right" onClick={() => list.turn(next)}>
            {words.table.older}
          </Button>
        )}
      </span>
    </nav>
  )
}
