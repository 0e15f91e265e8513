import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType, FunctionComponent } from 'react'
import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { Broken, Missing } from './errors.tsx'
import { Frame } from './frame.tsx'
import { Guarded } from './guarded.tsx'
import { Home } from './home.tsx'
import { invented } from './invented.ts'
import { screens } from './screens.ts'
import { Search } from './search.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: Missing, errorComponent: Broken })

type Lazy = FunctionComponent & { readonly preload?: () => Promise<void> }

const at = (path: string, component: FunctionComponent): AnyRoute =>
  createRoute({ getParentRoute: () => root, path, component })

/** The router's own types of a lazy component follow those of its module, which ours does not have. */
const lazy = (load: () => Promise<ComponentType>): Lazy =>
  lazyRouteComponent(
    async () => ({ default: await load() }) as unknown as Record<string, never>,
    'default',
  ) as unknown as Lazy

/** A screen behind its permission; its code arrives when it is opened, or when a pointer rests on its link. */
function screenRoute(screen: ConsoleScreen): AnyRoute {
  const Screen = lazy(screen.load)
  const component = Object.assign(
    () => (
      <Guarded may={screen.may}>
        <Screen />
      </Guarded>
    ),
    Screen.preload ? { preload: Screen.preload } : {},
  )
  return createRoute({ getParentRoute: () => root, path: screen.path, component })
}

const own: AnyRoute[] = [
  ...(screens.some(screen => screen.path === '/') ? [] : [at('/', Home)]),
  at('/search', Search),
  ...(invented
    ? [
        at(
          '/gallery',
          lazy(() => import('./gallery/gallery.tsx').then(it => it.Gallery)),
        ),
      ]
    : []),
]

/** Addresses carry plain text (`?state=late`), not the router's JSON. */
export const router = createRouter({
  routeTree: root.addChildren([...own, ...screens.map(screenRoute)]),
  basepath: '/console',
  defaultPreload: false,
  defaultPendingMs: 200,
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const text = new URLSearchParams(search as Record<string, string>).toString()
    return text === '' ? '' : `?${text}`
  },
})
