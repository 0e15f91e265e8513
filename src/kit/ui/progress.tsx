import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './class.ts'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type BarTone = 'accent' | 'ok' | 'warn' | 'bad'
const fills: Readonly<Record<BarTone, string>> = {
  accent: 'fill-accent',
  ok: 'fill-ok-fill',
  warn: 'fill-warn-fill',
  bad: 'fill-bad-fill',
}

export type ProgressBarProps = {
  readonly label: string
  /** Percent done, 0 to 100; beyond is drawn full. */
  readonly percent: number
  /** Where today should be, in percent. */
  readonly due?: number
  readonly tone?: BarTone
  /** The length of the track as a share of the largest, 0 to 1 (budgets beside each other). */
  readonly share?: number
  readonly className?: string
}

const clamp = (value: number): number => Math.min(100, Math.max(0, value))

/** A 6 px bar with a tick for where today should be. The figure stands beside it, written by the caller. */
export function ProgressBar(props: ProgressBarProps): ReactNode {
  const { label, percent, due, tone = 'accent', share = 1, className } = props
  const long = clamp(share * 100)
  const done = (clamp(percent) * long) / 100
  return (
    <svg
      role="img"
      aria-label={`${label}: ${Math.round(percent)} %`}
      width="100%"
      height="14"
      className={classes('block overflow-visible', className)}
    >
      <rect y="4" width={`${long}%`} height="6" rx="3" className="fill-mute-soft" />
      {done > 0 && <rect y="4" width={`${done}%`} height="6" rx="3" className={fills[tone]} />}
      {due !== undefined && (
        <rect x={`${clamp(due)}%`} y="1" width="2" height="12" className="fill-ink" transform="translate(-1 0)" />
      )}
    </svg>
  )
}

/** Late a little is amber, late a lot is red, by percentage points behind where today should be. */
export function lateTone(percent: number, due: number): BarTone {
  const behind = due - percent
  return behind >= 20 ? 'bad' : behind > 0 ? 'warn' : 'accent'
}

/** Work that lasts: how far, what, how long still, and a way to stop it. */
export function LongWork(props: {
  readonly title: string
  readonly percent: number
  readonly says?: ReactNode
  readonly onStop?: () => void
}): ReactNode {
  const words = useWords(uiWords)
  const [stopping, setStopping] = useState(false)
  const stop = (): void => {
    setStopping(true)
    props.onStop?.()
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold text-body">{props.title}</p>
      <div className="flex items-center gap-3">
        <progress className="aural" max={100} value={clamp(props.percent)} aria-label={props.title} />
        <div aria-hidden="true" className="min-w-0 flex-1">
          <ProgressBar label={props.title} percent={props.percent} />
        </div>
        <span className="tabular text-body">{Math.floor(props.percent)} %</span>
      </div>
      <div className="flex items-center justify-between gap-3">
        <p aria-live="polite" className="text-ink-2 text-table">
          {stopping ? words.stopping : props.says}
        </p>
        {props.onStop && (
          <Button size="small" busy={stopping} onClick={stop}>
            {words.stop}
          </Button>
        )}
      </div>
    </div>
  )
}
