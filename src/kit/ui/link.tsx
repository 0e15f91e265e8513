import { type AnchorHTMLAttributes, createContext, type MouseEvent, type ReactNode, useContext, useMemo } from 'react'

/** Where the app is, and how to go elsewhere in it. The shell fills it from its router; screens name no router. */
export type Place = {
  /** What every address of the app begins with ("/console"). */
  readonly base: string
  /** The path within the app ("/units/0193…"). */
  readonly path: string
  /** The values of the route's `$name` parts. */
  readonly params: Readonly<Record<string, string>>
  readonly search: URLSearchParams
  readonly go: (to: string, how?: { readonly replace?: boolean; readonly keepScroll?: boolean }) => void
  /** Fetches the code of a screen before it is asked for. */
  readonly prepare?: (to: string) => void
}

export const PlaceContext = createContext<Place>({
  base: '',
  path: '/',
  params: {},
  search: new URLSearchParams(),
  go: () => {},
})

export function usePlace(): Place {
  return useContext(PlaceContext)
}

/** A value of the address; a screen whose path names it always has it. */
export function useParam(name: string): string {
  return usePlace().params[name] ?? ''
}

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** An address within the app, from its base: "/units/0193…?day=2026-11-24". */
  readonly to: string
}

/** A link within the app: a real address, so that it opens in a new tab and can be sent to a colleague. */
export function Link({ to, className, children, ...rest }: LinkProps): ReactNode {
  const place = usePlace()
  const press = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    place.go(to)
  }
  return (
    <a
      {...rest}
      href={`${place.base}${to}`}
      onClick={press}
      onPointerEnter={() => place.prepare?.(to)}
      onFocus={() => place.prepare?.(to)}
      className={className ?? 'text-accent underline-offset-4 hover:underline'}
    >
      {children}
    </a>
  )
}

/** What a list shows, kept in its address: a list that was filtered can be sent, kept and gone back to. */
export type ListState = {
  readonly get: (name: string) => string
  /** The column, with a minus in front when descending ("-late"). */
  readonly sort: string
  readonly after: string
  /** Puts values into the address ('' takes one out) and starts from the first page again. */
  readonly set: (values: Readonly<Record<string, string>>) => void
  readonly turn: (after: string) => void
}

const noDefaults: Readonly<Record<string, string>> = {}

/** `defaults` must be a constant of its file: what equals them is left out of the address. */
export function useListState(defaults: Readonly<Record<string, string>> = noDefaults): ListState {
  const { path, search, go } = usePlace()
  return useMemo(() => {
    const get = (name: string): string => search.get(name) ?? defaults[name] ?? ''
    const move = (values: Readonly<Record<string, string>>, replace: boolean): void => {
      const next = new URLSearchParams(search)
      for (const [name, value] of Object.entries(values)) {
        if (value === '' || value === defaults[name]) next.delete(name)
        else next.set(name, value)
      }
      go(next.size > 0 ? `${path}?${next}` : path, { replace, keepScroll: replace })
    }
    return {
      get,
      sort: get('sort'),
      after: get('after'),
      set: values => move({ after: '', ...values }, true),
      turn: after => move({ after }, false),
    }
  }, [path, search, go, defaults])
}
