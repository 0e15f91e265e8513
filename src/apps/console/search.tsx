import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import type { ConsoleScreen, Found } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState, LoadingState } from '#kit/ui/states.tsx'
import { useMyScreens } from './my-screens.ts'
import { consoleWords } from './words.ts'

/** Letters without their marks and case, as people type in a hurry. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

/** What a text finds: screens by their name, and whatever the screens themselves can find. */
export function Search(): ReactNode {
  const words = useWords(consoleWords).search
  const list = useListState()
  const said = useSaid()
  const text = list.get('q').trim()
  const mine = useMyScreens()
  const named = text === '' ? [] : mine.filter(it => !it.within && plain(said(it.label)).includes(plain(text)))
  return (
    <Page title={text === '' ? words.titleEmpty : words.title(text)}>
      <SearchBox
        label={words.label}
        placeholder={words.placeholder}
        defaultValue={text}
        onSearch={q => list.set({ q })}
        className="max-w-xl"
      />
      {text === '' && <p className="text-body text-ink-2">{words.ask}</p>}
      {named.length > 0 && (
        <Card title={words.screens}>
          <ul>
            {named.map(screen => (
              <li key={screen.path} className="min-h-8">
                <Link to={screen.path}>{said(screen.label)}</Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {text !== '' && <Finds text={text} screens={mine} nothing={named.length === 0} />}
    </Page>
  )
}

function Finds(props: {
  readonly text: string
  readonly screens: readonly ConsoleScreen[]
  readonly nothing: boolean
}): ReactNode {
  const words = useWords(consoleWords).search
  const said = useSaid()
  const { text, screens } = props
  const { data, loading } = useLoad(['search', text, screens.length], signal => findAll(text, screens, signal))
  if (!data || loading) return <LoadingState rows={3} />
  if (data.length === 0 && props.nothing) return <EmptyState title={words.none(text)} why={words.noneWhy} />
  return data.map(({ screen, found }) => (
    <Card key={screen.path} title={said(screen.label)}>
      <ul className="divide-y divide-line">
        {found.map(it => (
          <li key={it.to} className="flex min-h-9 flex-wrap items-center justify-between gap-x-4">
            <Link to={it.to}>{it.label}</Link>
            {it.hint && <span className="text-ink-3 text-table">{it.hint}</span>}
          </li>
        ))}
      </ul>
    </Card>
  ))
}

/** Asks every screen that can find; one that fails hides only its own part. */
async function findAll(text: string, screens: readonly ConsoleScreen[], signal: AbortSignal) {
  const asked = await Promise.all(
    screens.map(async screen => ({
      screen,
      found: (await screen.find?.(text, signal).catch((): readonly Found[] => [])) ?? [],
    })),
  )
  return asked.filter(it => it.found.length > 0)
}
