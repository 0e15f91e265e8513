import { type ReactNode, useEffect, useRef } from 'react'
import type { Command } from '#kit/outbox'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { isRefused, isWaiting } from './door.ts'
import { fieldWords } from './words.ts'

const dayName = (lang: 'vi' | 'en'): string =>
  new Intl.DateTimeFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    weekday: 'long',
    day: '2-digit',
    month: '2-digit',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(new Date())

export const clock = (iso: string): string =>
  new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }).format(
    new Date(iso),
  )

function Badge({ unsent }: { readonly unsent: readonly Command[] }) {
  const words = useWords(fieldWords)
  const refused = unsent.filter(isRefused).length
  const waiting = unsent.filter(isWaiting).length
  return (
    <a className="badges" href="#/unsent" aria-live="polite">
      {refused > 0 && <span className="badge bad">✕ {words.refused(refused)}</span>}
      {waiting > 0 && <span className="badge warn">↑ {words.unsent(waiting)}</span>}
    </a>
  )
}

type Props = {
  readonly route: string
  readonly unsent: readonly Command[]
  readonly lostAt: string | undefined
  readonly unit: string | undefined
  readonly signedIn: boolean
  readonly children: ReactNode
}

/** The frame of every field screen: the day, the unit, what is unsent, and three places to go. */
export function Frame({ route, unsent, lostAt, unit, signedIn, children }: Props) {
  const words = useWords(fieldWords)
  const lang = useLang()
  const main = useRef<HTMLElement>(null)
  const place = route.split('/')[0] ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place takes the focus, so that a screen reader hears it
  useEffect(() => main.current?.focus(), [route])
  const tab = (to: string, label: string, here: boolean) => (
    <a href={`#/${to}`} aria-current={here ? 'page' : undefined}>
      {label}
    </a>
  )
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="top">
        <div>
          <p className="day">{dayName(lang)}</p>
          {unit && <p className="unit">{unit}</p>}
        </div>
        {unsent.length > 0 && <Badge unsent={unsent} />}
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {document.documentElement.dataset.invented === 'yes' && <p className="invented">{words.invented}</p>}
        {lostAt && (
          <p className="notice" role="status">
            {words.noSignal(clock(lostAt))}
          </p>
        )}
        {children}
      </main>
      {signedIn && (
        <nav className="tabs" aria-label={words.navLabel}>
          {tab('', words.today, place !== 'unsent' && place !== 'account')}
          {tab('unsent', words.unsentTab, place === 'unsent')}
          {tab('account', words.accountTab, place === 'account')}
        </nav>
      )}
    </>
  )
}
