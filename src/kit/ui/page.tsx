import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { classes } from './class.ts'

export type PageProps = {
  readonly title: string
  /** A status chip beside the title. */
  readonly mark?: ReactNode
  /** One line that says state and freshness. */
  readonly state?: ReactNode
  /** At most one primary action and two secondary ones. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One page of an app: its title (also the document's), its state, its actions, its content. */
export function Page({ title, mark, state, actions, children }: PageProps): ReactNode {
  useDocumentTitle(title)
  return (
    <>
      <PageHeader title={title} mark={mark} state={state} actions={actions} />
      <div className="flex flex-col gap-4">{children}</div>
    </>
  )
}

export function PageHeader({ title, mark, state, actions }: Omit<PageProps, 'children'>): ReactNode {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 lg:flex-nowrap">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 tabIndex={-1} data-page-title="" className="font-semibold text-title tracking-[-0.01em]">
            {title}
          </h1>
          {mark}
        </div>
        {state && <div className="text-body text-ink-2">{state}</div>}
      </div>
      {actions && <div className="no-print flex flex-wrap gap-2 lg:shrink-0">{actions}</div>}
    </header>
  )
}

/** Content beside content on a wide screen, under it on a narrow one. */
export function Columns(props: { readonly children: ReactNode; readonly side?: 'right' | 'even' }): ReactNode {
  return (
    <div
      className={classes(
        'grid items-start gap-4',
        props.side === 'even' ? 'md:grid-cols-2' : 'lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]',
      )}
    >
      {props.children}
    </div>
  )
}

/** The shell hears the title of the page that is open: it ends the trail and is read out on arrival. */
export const TitleContext = createContext<(title: string) => void>(() => {})

export function useDocumentTitle(title: string): void {
  const tell = useContext(TitleContext)
  useEffect(() => {
    document.title = `${title} · Tri Ân`
    tell(title)
  }, [title, tell])
}
