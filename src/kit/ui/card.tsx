import { type ReactNode, useId } from 'react'
import { classes } from './class.ts'

export type CardProps = {
  readonly title?: ReactNode
  /** A count chip or a word beside the title. */
  readonly mark?: ReactNode
  /** One link or control at the right of the heading row. */
  readonly action?: ReactNode
  readonly children: ReactNode
  /** The content reaches the edges (tables, rows with dividers). */
  readonly flush?: boolean
  readonly className?: string
}

/** A surface with a heading row. No card in a card. */
export function Card({ title, mark, action, children, flush, className }: CardProps): ReactNode {
  const id = useId()
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classes(
        'min-w-0 rounded-card border border-line bg-surface shadow-card',
        flush && 'overflow-hidden',
        className,
      )}
    >
      {(title || action) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-4 pb-3">
          {title && (
            <h2 id={id} className="font-semibold text-section">
              {title}
            </h2>
          )}
          {mark}
          {action && <div className="ml-auto text-body">{action}</div>}
        </div>
      )}
      <div className={flush ? '' : classes('px-4 pb-4', !title && !action && 'pt-4')}>{children}</div>
    </section>
  )
}

/** The one sentence that says how something ended, with its colour at the left edge and its reasons below. */
export function VerdictCard(props: {
  readonly tone: 'ok' | 'warn' | 'mute' | 'bad'
  readonly sentence: ReactNode
  readonly children?: ReactNode
  readonly chips?: ReactNode
}): ReactNode {
  const edge = {
    ok: 'border-l-ok-fill',
    warn: 'border-l-warn-fill',
    mute: 'border-l-line-strong',
    bad: 'border-l-bad-fill',
  }
  return (
    <section
      className={classes(
        'flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-line border-l-4 bg-surface px-5 py-4',
        'shadow-card',
        edge[props.tone],
      )}
    >
      <div className="min-w-0 flex-1 basis-80">
        <p className="font-semibold text-verdict">{props.sentence}</p>
        {props.children && <div className="mt-1 text-body text-ink-2">{props.children}</div>}
      </div>
      {props.chips && <div className="flex flex-wrap gap-2">{props.chips}</div>}
    </section>
  )
}

/** Gratitude only: the one place where lamp light falls on a surface. */
export function ThanksPanel({ children }: { readonly children: ReactNode }): ReactNode {
  return <section className="rounded-card border border-lamp-line bg-lamp-soft p-4">{children}</section>
}
