import type { ReactNode } from 'react'
import { IconButton } from '#kit/ui/button.tsx'
import { SampleTag } from '#kit/ui/chip.tsx'
import { useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import { LangSwitch } from '#kit/ui/preferences.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import type { Me } from './account.ts'
import { AccountMenu } from './account-menu.tsx'
import { invented } from './invented.ts'
import { entryOf, screenAt } from './screens.ts'
import { consoleWords } from './words.ts'

/** Where one is, the search, the language, oneself. */
export function TopBar(props: { readonly me: Me; readonly title: string; readonly onMenu: () => void }): ReactNode {
  const words = useWords(consoleWords)
  const place = usePlace()
  const search = (text: string): void => place.go(text === '' ? '/search' : `/search?q=${encodeURIComponent(text)}`)
  return (
    <header className="no-print sticky top-0 z-30 border-line border-b bg-surface">
      <div className="flex min-h-[3.25rem] flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 lg:px-6">
        <IconButton icon="menu" label={words.openMenu} onClick={props.onMenu} className="-ml-1 size-9 lg:hidden" />
        <Trail me={props.me} title={props.title} />
        <div className="ml-auto flex items-center gap-3">
          {invented && <SampleTag />}
          <SearchBox
            label={words.search.label}
            placeholder={words.search.placeholder}
            onSearch={search}
            slash={true}
            className="hidden w-72 md:block"
          />
          <IconButton
            icon="search"
            label={words.search.label}
            onClick={() => search('')}
            className="size-9 md:hidden"
          />
          <LangSwitch />
          <AccountMenu me={props.me} />
        </div>
      </div>
    </header>
  )
}

/** From the unit to the page; the page's own name last and strong. */
function Trail({ me, title }: { readonly me: Me; readonly title: string }): ReactNode {
  const words = useWords(consoleWords)
  const said = useSaid()
  const { path } = usePlace()
  const here = screenAt(path)
  const above = here && entryOf(here)
  return (
    <nav aria-label={words.trail} className="min-w-0 max-lg:hidden">
      <ol className="flex min-w-0 items-center gap-1.5 text-body text-ink-2">
        {me.unit && <li className="truncate">{me.unit.name}</li>}
        {above && above !== here && (
          <li className="flex gap-1.5 whitespace-nowrap">
            <span aria-hidden="true">/</span>
            <Link to={above.path} className="hover:text-accent">
              {said(above.label)}
            </Link>
          </li>
        )}
        <li aria-current="page" className="flex min-w-0 gap-1.5 font-medium text-ink">
          {me.unit && (
            <span aria-hidden="true" className="font-normal text-ink-2">
              /
            </span>
          )}
          <span className="truncate">{title}</span>
        </li>
      </ol>
    </nav>
  )
}
