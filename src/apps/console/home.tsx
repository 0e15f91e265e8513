import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { Page } from '#kit/ui/page.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { useCount, useMyScreens } from './my-screens.ts'
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

function Entry({ screen }: { readonly screen: ConsoleScreen }): ReactNode {
  const said = useSaid()
  const count = useCount(screen)
  return (
    <li className="flex min-h-9 items-center justify-between gap-3">
      <Link to={screen.path}>{said(screen.label)}</Link>
      {count && count.value > 0 && <CountBadge late={count.late === true}>{count.value}</CountBadge>}
    </li>
  )
}
