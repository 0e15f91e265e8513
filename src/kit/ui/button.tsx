import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classes } from './class.ts'
import { Icon, type IconName } from './icon.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet'
export type ButtonSize = 'normal' | 'small' | 'wide'

const kinds: Readonly<Record<ButtonKind, string>> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover active:bg-accent-hover',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-accent-soft hover:border-accent',
  danger: 'border-bad bg-surface text-bad hover:bg-bad-soft',
  quiet: 'border-transparent bg-transparent text-accent hover:bg-accent-soft',
}

const sizes: Readonly<Record<ButtonSize, string>> = {
  normal: 'min-h-control px-4',
  small: 'min-h-[max(1.75rem,var(--target))] px-3',
  wide: 'min-h-control w-full px-4',
}

/** The classes of a button, for links that look like one. */
export function buttonClass(kind: ButtonKind = 'secondary', size: ButtonSize = 'normal'): string {
  return classes(
    'inline-flex items-center justify-center gap-2 rounded-control border py-1 font-medium text-body no-underline',
    'text-center transition-colors duration-[120ms]',
    kinds[kind],
    sizes[size],
  )
}

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  readonly kind?: ButtonKind
  readonly size?: ButtonSize
  readonly icon?: IconName
  readonly iconAfter?: IconName
  /** Work is under way: the button stays pressable by keyboard and says so, it is never disabled. */
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button. Never disabled: pressing one that cannot act yet explains why. */
export function Button(props: ButtonProps): ReactNode {
  const { kind, size, icon, iconAfter, busy, className, children, type = 'button', onClick, ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      onClick={busy ? undefined : onClick}
      aria-busy={busy || undefined}
      className={classes(buttonClass(kind, size), className)}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
      {iconAfter && <Icon name={iconAfter} />}
    </button>
  )
}

/** A button that shows only a picture; its name is still said aloud and on hover. */
export function IconButton(props: Omit<ButtonProps, 'children' | 'iconAfter'> & { icon: IconName; label: string }) {
  const { icon, label, className, kind = 'quiet', size: _size, busy: _busy, type = 'button', ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={classes(
        'inline-flex min-h-target min-w-target items-center justify-center rounded-control border p-1',
        'transition-colors duration-[120ms]',
        kinds[kind],
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  )
}

export function Spinner(): ReactNode {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 animate-spin rounded-full border-2 border-current border-t-transparent"
    />
  )
}
