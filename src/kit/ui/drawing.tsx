import { createElement, type ReactNode } from 'react'
import type { Svg } from './charts/svg.ts'

/** React names attributes in camel case, but for those of ARIA and data. */
function reactName(name: string): string {
  if (name === 'class') return 'className'
  if (name.startsWith('aria-') || name.startsWith('data-')) return name
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** A picture that was made as data, as elements: nothing goes through innerHTML, so Trusted Types can stay on. */
export function Drawing({ of }: { readonly of: Svg }): ReactNode {
  const props = Object.fromEntries(Object.entries(of.attrs).map(([name, value]) => [reactName(name), value]))
  const children = of.children.map((child, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a picture is drawn anew as a whole; its parts have no names
    typeof child === 'string' ? child : <Drawing key={i} of={child} />,
  )
  return createElement(of.tag, props, ...children)
}
