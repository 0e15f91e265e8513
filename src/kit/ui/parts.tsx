import { type ComponentType, createContext, lazy, type ReactNode, Suspense, useContext } from 'react'
import type { Permission } from '#kit/wire'
import { PermissionsContext } from './screen.ts'
import { LoadingState } from './states.tsx'

/**
 * A part that one folder adds to another folder's page: what a customer was given stands on the customer's page, and
 * comes from whoever gave it. Listed in a folder's `console.tsx` (`export const parts: readonly ConsolePart[]`).
 */
export type ConsolePart = {
  /** The path of the screen on which it stands: "/customers/$id". */
  readonly on: `/${string}`
  readonly name: string
  readonly may: Permission
  /** A lazy import; the component gets the id of what the page is about, and draws its own card or nothing. */
  readonly load: () => Promise<ComponentType<{ readonly id: string }>>
}

/** Every part of every folder; the shell fills it. */
export const PartsContext = createContext<readonly ConsolePart[]>([])

const made = new Map<ConsolePart, ComponentType<{ readonly id: string }>>()
function drawn(part: ConsolePart): ComponentType<{ readonly id: string }> {
  const known = made.get(part)
  if (known) return known
  const component = lazy(async () => ({ default: await part.load() }))
  made.set(part, component)
  return component
}

/** The parts that other folders add to a page; `none` when nobody adds one. */
export function Parts(props: {
  readonly on: ConsolePart['on']
  readonly id: string
  readonly none?: ReactNode
}): ReactNode {
  const permissions = useContext(PermissionsContext)
  const parts = useContext(PartsContext).filter(part => part.on === props.on && permissions.has(part.may))
  if (parts.length === 0) return props.none
  return parts.map(part => {
    const Part = drawn(part)
    return (
      <Suspense key={part.name} fallback={<LoadingState rows={2} />}>
        <Part id={props.id} />
      </Suspense>
    )
  })
}
