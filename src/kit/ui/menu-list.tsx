import { Menu as Base } from '@base-ui/react/menu'
import { Fragment, type ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'

import type { MenuItem, MenuProps } from './menu.tsx'

const item =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 py-1 text-body outline-none data-highlighted:bg-accent-soft'

/** The menu itself, open from the start: it is fetched when its button is pressed for the first time. */
export function MenuList(props: MenuProps): ReactNode {
  return (
    <Base.Root modal={false} defaultOpen={true}>
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
            {props.items.map(it => (
              <Fragment key={String(it.label)}>
                {it.apart && <Base.Separator className="my-1 h-px bg-line" />}
                <Item of={it} />
              </Fragment>
            ))}
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Item({ of }: { readonly of: MenuItem }): ReactNode {
  const inner = (
    <>
      {of.icon && <Icon name={of.icon} />}
      <span className="flex-1">{of.label}</span>
      {of.hint && <span className="text-ink-3 text-label">{of.hint}</span>}
      {of.checked && <Icon name="check" className="text-accent" />}
    </>
  )
  const look = classes(item, of.danger && 'text-bad')
  return of.checked === undefined ? (
    <Base.Item onClick={of.onSelect} className={look}>
      {inner}
    </Base.Item>
  ) : (
    <Base.CheckboxItem checked={of.checked} onCheckedChange={of.onSelect} closeOnClick={false} className={look}>
      {inner}
    </Base.CheckboxItem>
  )
}
