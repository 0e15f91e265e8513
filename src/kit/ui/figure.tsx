import { type ReactNode, useState } from 'react'
import { classes } from './class.ts'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type FigureProps = {
  readonly label: ReactNode
  /** Already formatted: "1.237.105", "81,6". */
  readonly value: string
  readonly unit?: string
  /** One comparison: "72,4 % kế hoạch". */
  readonly compare?: ReactNode
  /** Definition, graded shares, hidden cells, seal: opened in place, as the public page does without scripts. */
  readonly why?: ReactNode
  readonly whyLabel?: string
}

/** One figure that can say where it comes from. */
export function Figure({ label, value, unit, compare, why, whyLabel }: FigureProps): ReactNode {
  const words = useWords(uiWords)
  const [open, setOpen] = useState(false)
  return (
    <div className={classes('flex min-w-0 flex-col px-5 py-3', open && 'bg-accent-soft')}>
      <p className="text-body text-ink-2">{label}</p>
      <p className="flex flex-wrap items-baseline gap-x-2 font-semibold">
        <span className="whitespace-nowrap font-sans text-figure">{value}</span>
        {unit && <span className="font-medium text-ink-2 text-section">{unit}</span>}
      </p>
      <div className="mt-1 text-table text-ink-2">
        {why ? (
          <details onToggle={event => setOpen(event.currentTarget.open)}>
            <summary className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>{compare}</span>
              <span className="whitespace-nowrap text-accent underline decoration-dotted underline-offset-4">
                {open ? words.close : (whyLabel ?? words.why)}
              </span>
            </summary>
            <div className="mt-2 border-accent border-t pt-2 text-body text-ink">{why}</div>
          </details>
        ) : (
          compare
        )}
      </div>
    </div>
  )
}

/** Figures that belong together share one card with dividers. */
export function FigureRow({ children, label }: { readonly children: ReactNode; readonly label: string }): ReactNode {
  return (
    <section
      aria-label={label}
      className={classes(
        'grid grid-cols-1 divide-line overflow-hidden rounded-card border border-line bg-surface shadow-card',
        'divide-y sm:grid-cols-2 sm:divide-x xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none xl:divide-y-0',
      )}
    >
      {children}
    </section>
  )
}

/** Word and figure in one row, with the sum's reason below: the steps of a calculation. */
export function SumRow(props: {
  readonly label: ReactNode
  readonly value: ReactNode
  readonly note?: ReactNode
}): ReactNode {
  return (
    <div className="border-line border-b py-2 last:border-b-0">
      <div className="flex items-baseline justify-between gap-4">
        <span className="text-body">{props.label}</span>
        <span className="tabular whitespace-nowrap font-semibold text-section">{props.value}</span>
      </div>
      {props.note && <p className="text-ink-3 text-label">{props.note}</p>}
    </div>
  )
}
