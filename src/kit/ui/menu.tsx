import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import { classes } from './class.ts'
import { Icon, type IconName } from './icon.tsx'

export type MenuItem = {
  readonly label: ReactNode
  readonly icon?: IconName
  readonly danger?: boolean
  readonly hint?: ReactNode
  readonly onSelect: () => void
}

const item =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 py-1 text-body outline-none data-highlighted:bg-accent-soft'

/** Acts behind a button. `trigger` replaces the button with a word and a chevron. */
export function Menu(props: {
  readonly label: string
  readonly items: readonly (MenuItem | 'line')[]
  readonly trigger?: ReactElement
  readonly heading?: ReactNode
  readonly children?: ReactNode
}): ReactNode {
  return (
    <Base.Root modal={false}>
      {props.trigger ? (
        <Base.Trigger render={props.trigger} aria-label={props.label} />
      ) : (
        <Base.Trigger className={buttonClass()}>
          {props.label}
          <Icon name="down" />
        </Base.Trigger>
      )}
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={6} className="z-50 outline-none">
          <Base.Popup className="min-w-48 rounded-control border border-line bg-surface p-1 text-ink shadow-float outline-none">
            {props.heading && <div className="border-line border-b px-2 pt-1 pb-2 text-body">{props.heading}</div>}
            {props.items.map((it, i) =>
              it === 'line' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be told apart by
                <Base.Separator key={i} className="my-1 h-px bg-line" />
              ) : (
                <Base.Item
                  key={String(it.label)}
                  onClick={it.onSelect}
                  className={classes(item, it.danger && 'text-bad')}
                >
                  {it.icon && <Icon name={it.icon} />}
                  <span className="flex-1">{it.label}</span>
                  {it.hint && <span className="text-ink-3 text-label">{it.hint}</span>}
                </Base.Item>
              ),
            )}
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
