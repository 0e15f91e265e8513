import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { Page } from '#kit/ui/page.tsx'
import { Parts } from '#kit/ui/parts.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { HomeEdition } from './home-edition.tsx'
import { useCounts, useMyScreens } from './my-screens.ts'
import { groups } from './sidebar.tsx'
import { consoleWords } from './words.ts'

/** Where work begins: what waits for this person, and the parts that they may open. */
export function Home(): ReactNode {
  const words = useWords(consoleWords)
  const lang = useLang()
  const mine = useMyScreens().filter(screen => !screen.within)
  const today = new Intl.DateTimeFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(new Date())
  return (
    <Page title={words.home} state={words.homeState(today)}>
      {mine.length === 0 && (
        <Card>
          <EmptyState why={words.homeEmpty} />
        </Card>
      )}
      <Parts on="/" id="" />
      {mine.length > 0 && (
        <div className="grid gap-4 lg:grid-cols-2">
          <Waiting screens={mine} />
          <HomeEdition />
        </div>
      )}
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {groups.map(group => {
          const entries = mine.filter(screen => screen.group === group)
          return entries.length === 0 ? null : (
            <Card key={group} title={words.groups[group]}>
              <ul className="-my-1 divide-y divide-line">
                {entries.map(screen => (
                  <Entry key={screen.path} screen={screen} />
                ))}
              </ul>
            </Card>
          )
        })}
      </div>
    </Page>
  )
}

/** What somebody must act on: what is late first, then what is most. */
function Waiting({ screens }: { readonly screens: readonly ConsoleScreen[] }): ReactNode {
  const words = useWords(consoleWords)
  const said = useSaid()
  const counts = useCounts(screens)
  return (
    <Card title={words.waiting}>
      {counts.length === 0 ? (
        <p className="text-ink-2">{words.nothingWaits}</p>
      ) : (
        <ul className="-my-1 divide-y divide-line">
          {counts.map(({ screen, value, late }) => (
            <li key={screen.path} className="flex min-h-9 items-center gap-3">
              <Link to={screen.path}>{said(screen.label)}</Link>
              <CountBadge late={late}>{value}</CountBadge>
              {late && <span className="text-bad text-label">{words.late}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Entry({ screen }: { readonly screen: ConsoleScreen }): ReactNode {
  const said = useSaid()
  return (
    <li className="flex min-h-9 items-center">
      <Link to={screen.path}>{said(screen.label)}</Link>
    </li>
  )
}
