import type { ReactNode } from 'react'
import { Alert } from './alert.tsx'
import { Button, Spinner } from './button.tsx'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { problemOf } from './problem.ts'
import { uiWords } from './words.ts'

/** Why it is empty, what to do, one action. No drawing. */
export function EmptyState(props: {
  readonly title?: ReactNode
  readonly why: ReactNode
  readonly action?: ReactNode
}): ReactNode {
  return (
    <div className="flex flex-col items-start gap-2 px-4 py-6">
      {props.title && <p className="font-semibold text-body">{props.title}</p>}
      <p className="max-w-[72ch] text-body text-ink-2">{props.why}</p>
      {props.action}
    </div>
  )
}

/** Something could not be loaded: the sentence of the problem, and a way to try again. */
export function ErrorState(props: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const words = useWords(uiWords)
  const problem = problemOf(props.error)
  const title = problem ? problem.title : isOffline(props.error) ? words.errors.network : words.errors.page
  return (
    <Alert
      tone="bad"
      role="alert"
      title={title}
      action={
        props.retry && (
          <Button size="small" onClick={props.retry}>
            {words.retry}
          </Button>
        )
      }
    >
      {problem ? (
        <p className="text-ink-2 text-label">{words.errors.code(problem.code)}</p>
      ) : (
        !isOffline(props.error) && <p>{words.errors.pageWhy}</p>
      )}
    </Alert>
  )
}

/** `fetch` throws a TypeError when it reaches nobody. */
function isOffline(error: unknown): boolean {
  return error instanceof TypeError
}

/** Grey lines in the shape of what will come; the words are for ears. */
export function LoadingState({ rows = 5 }: { readonly rows?: number }): ReactNode {
  const words = useWords(uiWords)
  return (
    <div role="status" className="flex flex-col gap-3 px-4 py-4">
      <span className="aural">{words.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the grey lines have nothing else to be told apart by
        <Skeleton key={row} width={row % 3 === 0 ? 'w-2/3' : row % 3 === 1 ? 'w-full' : 'w-5/6'} />
      ))}
    </div>
  )
}

export function Skeleton({ width = 'w-full' }: { readonly width?: string }): ReactNode {
  return <span aria-hidden="true" className={`block h-4 animate-pulse rounded-cell bg-mute-soft ${width}`} />
}

/** Work that lasts a moment and has no measure. */
export function Waiting({ children }: { readonly children?: ReactNode }): ReactNode {
  const words = useWords(uiWords)
  return (
    <p role="status" className="flex items-center gap-2 text-body text-ink-2">
      <Spinner />
      {children ?? words.loading}
    </p>
  )
}

/** The person is signed in but may not open this part: which permission is missing and who gives it. */
export function RefusedState(props: { readonly permission?: string; readonly action?: ReactNode }): ReactNode {
  const words = useWords(uiWords)
  return (
    <div className="flex max-w-[72ch] flex-col items-start gap-2 py-2">
      <p className="flex items-center gap-2 font-semibold text-section">
        <Icon name="lock" />
        {words.refused.title}
      </p>
      <p className="text-body text-ink-2">
        {props.permission ? words.refused.why(props.permission) : words.refused.plain}
      </p>
      {props.action}
    </div>
  )
}
