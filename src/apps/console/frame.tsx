import { Outlet, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { type Place, PlaceContext } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { TitleContext } from '#kit/ui/page.tsx'
import { PartsContext } from '#kit/ui/parts.tsx'
import { PermissionsContext } from '#kit/ui/screen.ts'
import { ErrorState, Waiting } from '#kit/ui/states.tsx'
import { findMe, type Me } from './account.ts'
import { parts } from './screens.ts'
import { SessionWatch } from './session.tsx'
import { Sidebar, SidebarDrawer } from './sidebar.tsx'
import { SignIn } from './sign-in.tsx'
import { TopBar } from './top-bar.tsx'
import { consoleWords } from './words.ts'

const base = '/console'

/** Everything around a screen: who is signed in, the place, the sidebar, the top bar, the focus. */
export function Frame(): ReactNode {
  const { data: me, error, retry } = useLoad(['me'], findMe)
  const place = useRouterPlace()
  return (
    <PlaceContext value={place}>
      {me === undefined && (
        <div className="mx-auto max-w-md p-8">
          {error === undefined ? <Waiting /> : <ErrorState error={error} retry={retry} />}
        </div>
      )}
      {me === null && <SignIn done={retry} />}
      {me && <SignedIn me={me} again={retry} />}
    </PlaceContext>
  )
}

function useRouterPlace(): Place {
  const router = useRouter()
  const location = useRouterState({ select: state => state.location })
  const params = useParams({ strict: false }) as Readonly<Record<string, string>>
  return useMemo(() => {
    const href = (to: string): string => `${base}${to}`
    return {
      base,
      path: location.pathname.slice(location.pathname.startsWith(base) ? base.length : 0) || '/',
      params,
      search: new URLSearchParams(location.searchStr),
      go: (to, how) => (how?.replace ? router.history.replace(href(to)) : router.history.push(href(to))),
      prepare: to => void router.preloadRoute({ to: to.split('?')[0] ?? to }).catch(() => undefined),
    }
  }, [router, location, params])
}

function SignedIn({ me, again }: { readonly me: Me; readonly again: () => void }): ReactNode {
  const words = useWords(consoleWords)
  const [title, setTitle] = useState('')
  const [menu, setMenu] = useState(false)
  const permissions = useMemo(() => new Set(me.permissions), [me])
  const main = useFocusOnArrival(() => setMenu(false))
  return (
    <PermissionsContext value={permissions}>
      <PartsContext value={parts}>
        <TitleContext value={setTitle}>
          <a
            href="#main"
            className="-translate-y-20 fixed top-2 left-2 z-50 rounded-control print:hidden bg-accent px-4 py-2 text-body text-on-accent focus:translate-y-0"
          >
            {words.skip}
          </a>
          <div className="flex min-h-dvh">
            <Sidebar />
            <SidebarDrawer open={menu} onClose={() => setMenu(false)} />
            <div className="flex min-w-0 flex-1 flex-col">
              <TopBar me={me} title={title} onMenu={() => setMenu(true)} />
              <main
                ref={main}
                id="main"
                tabIndex={-1}
                className="mx-auto w-full max-w-[90rem] flex-1 p-4 outline-none lg:p-6"
              >
                <Outlet />
              </main>
            </div>
          </div>
          <p aria-live="polite" className="aural">
            {title}
          </p>
          <SessionWatch me={me} again={again} />
        </TitleContext>
      </PartsContext>
    </PermissionsContext>
  )
}

/** A new screen begins at its top, with the focus in its content; the first one leaves the browser's own focus alone. */
function useFocusOnArrival(arrived: () => void) {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: state => state.location.pathname })
  const before = useRef(path)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new path is an arrival
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    arrived()
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}
