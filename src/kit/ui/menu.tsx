import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'
import { buttonClass } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export type MenuItem = {
  readonly label: ReactNode
  readonly icon?: IconName
  readonly danger?: boolean
  readonly hint?: ReactNode
  /** One of several that hold or not; the menu stays open. */
  readonly checked?: boolean
  /** A line stands before it. */
  readonly apart?: boolean
  readonly onSelect: () => void
}

export type MenuProps = {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly trigger?: ReactElement<Record<string, unknown>>
  readonly heading?: ReactNode
  readonly children?: ReactNode
}

const fetchList = () => import('./menu-list.tsx').then(it => ({ default: it.MenuList }))
const MenuList = lazy(fetchList)

/** Acts behind a button. `trigger` replaces the button with a word and a chevron. Its code arrives when it is wanted. */
export function Menu(props: MenuProps): ReactNode {
  const [wanted, setWanted] = useState(false)
  const behaviour = {
    'aria-haspopup': 'menu',
    onPointerEnter: () => void fetchList(),
    onFocus: () => void fetchList(),
    onClick: () => setWanted(true),
  } as const
  const button = props.trigger ? (
    cloneElement(props.trigger, { ...behaviour, 'aria-label': props.label })
  ) : (
    <button type="button" {...behaviour} className={buttonClass()}>
      {props.label}
      <Icon name="down" />
    </button>
  )
  return wanted ? (
    <Suspense fallback={button}>
      <MenuList {...props} />
    </Suspense>
  ) : (
    button
  )
}
