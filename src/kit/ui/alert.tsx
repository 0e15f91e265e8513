import type { ReactNode, Ref } from 'react'
import { classes } from './class.ts'
import { Icon, type IconName } from './icon.tsx'

export type AlertTone = 'bad' | 'warn' | 'info' | 'ok'

const tones: Readonly<Record<AlertTone, { box: string; icon: IconName; ink: string }>> = {
  bad: { box: 'bg-bad-soft', icon: 'alert', ink: 'text-bad' },
  warn: { box: 'bg-warn-soft', icon: 'alert', ink: 'text-warn' },
  info: { box: 'bg-sunken', icon: 'info', ink: 'text-ink-2' },
  ok: { box: 'bg-ok-soft', icon: 'check', ink: 'text-ok' },
}

export type AlertProps = {
  readonly tone: AlertTone
  /** The bold sentence, with the count when there is one. */
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** Errors interrupt (`alert`), news waits its turn (`status`); a note that was always there says neither. */
  readonly role?: 'alert' | 'status'
  readonly ref?: Ref<HTMLDivElement>
}

export function Alert({ tone, title, children, action, role, ref }: AlertProps): ReactNode {
  const { box, icon, ink } = tones[tone]
  return (
    <div
      ref={ref}
      role={role}
      tabIndex={ref ? -1 : undefined}
      className={classes('flex gap-3 rounded-control px-4 py-3', box)}
    >
      <Icon name={icon} className={classes('mt-0.5 size-[1.125rem]', ink)} />
      <div className="min-w-0 flex-1 text-body">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  )
}
