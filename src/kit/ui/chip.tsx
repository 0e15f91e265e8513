import type { ReactNode } from 'react'
import { classes } from './class.ts'
import { Icon, type IconName } from './icon.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type Tone = 'ok' | 'warn' | 'bad' | 'mute' | 'accent'

const tones: Readonly<Record<Tone, string>> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  mute: 'bg-mute-soft text-ink-2',
  accent: 'bg-accent-soft text-accent',
}

export type ChipProps = { readonly tone: Tone; readonly icon?: IconName; readonly children: ReactNode }

/** A state in an icon and a word; the colour only repeats them. */
export function Chip({ tone, icon, children }: ChipProps): ReactNode {
  return (
    <span
      className={classes(
        'inline-flex min-h-chip items-center gap-1.5 whitespace-nowrap rounded-chip px-2 font-semibold text-label',
        tones[tone],
      )}
    >
      {icon && <Icon name={icon} className="size-3.5" />}
      {children}
    </span>
  )
}

export type VerdictKind = 'reduced' | 'not' | 'unclear'
const verdicts: Readonly<Record<VerdictKind, { tone: Tone; icon: IconName }>> = {
  reduced: { tone: 'ok', icon: 'check' },
  not: { tone: 'warn', icon: 'minus' },
  // Grey on purpose: that nothing can be told is no failing of the customer.
  unclear: { tone: 'mute', icon: 'question' },
}

export function Verdict({ kind, count }: { readonly kind: VerdictKind; readonly count?: string }): ReactNode {
  const words = useWords(uiWords)
  return (
    <Chip {...verdicts[kind]}>
      {count && `${count} `}
      {words.verdicts[kind]}
    </Chip>
  )
}

export type StatusKind = 'draft' | 'editing' | 'waiting' | 'approved' | 'returned' | 'unsent'
const statuses: Readonly<Record<StatusKind, { tone: Tone; icon: IconName }>> = {
  draft: { tone: 'mute', icon: 'pencil' },
  editing: { tone: 'accent', icon: 'pencil' },
  waiting: { tone: 'warn', icon: 'clock' },
  approved: { tone: 'ok', icon: 'check' },
  returned: { tone: 'bad', icon: 'cross' },
  unsent: { tone: 'warn', icon: 'send' },
}

/** Where a paper stands on its way; `children` replaces the usual word. */
export function Status({ kind, children }: { readonly kind: StatusKind; readonly children?: ReactNode }): ReactNode {
  const words = useWords(uiWords)
  return <Chip {...statuses[kind]}>{children ?? words.statuses[kind]}</Chip>
}

/** The number of things that somebody must act on; red only when a promise is broken. */
export function CountBadge({ children, late }: { readonly children: ReactNode; readonly late?: boolean }): ReactNode {
  return (
    <span
      className={classes(
        'tabular rounded-full text-label',
        late ? 'bg-bad-soft px-2 font-semibold text-bad' : 'font-medium text-ink-3',
      )}
    >
      {children}
    </span>
  )
}

/** Stands on every screen of demonstration data. */
export function SampleTag(): ReactNode {
  const words = useWords(uiWords)
  return (
    <span className="inline-flex items-center whitespace-nowrap rounded-chip border border-line-strong border-dashed px-2 text-ink-3 text-label">
      {words.sample}
    </span>
  )
}
