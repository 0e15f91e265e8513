import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from '#kit/ui/button.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { classes } from '#kit/ui/class.ts'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import type { ConsoleScreen, ScreenGroup } from '#kit/ui/screen.ts'
import { uiWords } from '#kit/ui/words.ts'
import { useCurrentEdition } from './current-edition.ts'
import { useCount, useMyScreens } from './my-screens.ts'
import { entryOf, screenAt } from './screens.ts'
import { consoleWords } from './words.ts'

/** The parts of the work; what stands before them has no heading. */
export const groups: readonly Exclude<ScreenGroup, 'top'>[] = ['plan', 'do', 'thank', 'listen', 'prove', 'admin']

/** The parts of the work in their order: words, no icons; a count only where somebody must act. */
export function Sidebar(): ReactNode {
  return (
    <aside className="no-print sticky top-0 hidden h-dvh w-60 shrink-0 overflow-y-auto border-line border-r bg-sunken lg:block">
      <SidebarContent />
    </aside>
  )
}

/** The same sidebar over the page, for narrow screens. */
export function SidebarDrawer({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const words = useWords(uiWords)
  const own = useWords(consoleWords)
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !ref.current?.open) ref.current?.showModal()
    if (!open && ref.current?.open) ref.current.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the veil only repeats Escape and the close button
    <dialog
      ref={ref}
      aria-label={own.menu}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && onClose()}
      className="fixed inset-0 m-0 h-dvh max-h-none w-72 max-w-[85vw] overflow-y-auto border-line border-r bg-sunken p-0 text-ink backdrop:bg-veil"
    >
      {open && (
        <>
          <IconButton icon="cross" label={words.close} onClick={onClose} className="absolute top-4 right-3" />
          <SidebarContent />
        </>
      )}
    </dialog>
  )
}

function SidebarContent(): ReactNode {
  const words = useWords(consoleWords)
  const mine = useMyScreens()
  return (
    <>
      <Brand />
      <nav aria-label={words.menu} className="flex flex-col gap-3 px-3 pb-6">
        <ul>
          <Entry to="/" current={usePlace().path === '/'}>
            {words.home}
          </Entry>
          {mine
            .filter(screen => screen.group === 'top' && !screen.within)
            .map(screen => (
              <ScreenEntry key={screen.path} screen={screen} />
            ))}
        </ul>
        {groups.map(group => {
          const entries = mine.filter(screen => screen.group === group && !screen.within && screen.path !== '/')
          return entries.length === 0 ? null : (
            <div key={group}>
              <h2 className="px-3 py-1 font-semibold text-ink-2 text-table">{words.groups[group]}</h2>
              <ul>
                {entries.map(screen => (
                  <ScreenEntry key={screen.path} screen={screen} />
                ))}
              </ul>
            </div>
          )
        })}
      </nav>
    </>
  )
}

function Brand(): ReactNode {
  const words = useWords(consoleWords)
  const edition = useCurrentEdition()
  return (
    <div className="flex items-center gap-3 px-5 pt-4 pb-3">
      <Mark />
      <div className="min-w-0">
        <p className="font-bold text-section">{words.product}</p>
        <p className="truncate text-ink-2 text-label">{edition ? words.taglineOf(edition.year) : words.tagline}</p>
      </div>
    </div>
  )
}

/** A lamp over calm water. */
export function Mark({ size = 32 }: { readonly size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" fill="#0b5c73" />
      <circle cx="16" cy="12" r="4.5" fill="#e8a733" />
      <path d="M7.5 16.5a8.5 8.5 0 0 0 17 0" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}

function ScreenEntry({ screen }: { readonly screen: ConsoleScreen }): ReactNode {
  const said = useSaid()
  const lang = useLang()
  const words = useWords(consoleWords)
  const { path } = usePlace()
  const here = screenAt(path)
  const count = useCount(screen)
  return (
    <Entry to={screen.path} current={here !== undefined && entryOf(here) === screen}>
      {said(screen.label)}
      {count && count.value > 0 && (
        <CountBadge late={count.late === true}>
          {new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB').format(count.value)}
          {count.late && <span className="aural">, {words.late}</span>}
        </CountBadge>
      )}
    </Entry>
  )
}

function Entry(props: { readonly to: string; readonly current: boolean; readonly children: ReactNode }): ReactNode {
  return (
    <li>
      <Link
        to={props.to}
        aria-current={props.current ? 'page' : undefined}
        className={classes(
          'flex min-h-[1.875rem] items-center justify-between gap-2 rounded-control border-l-[3px] py-0.5 pr-3 pl-[0.5625rem] text-body no-underline',
          props.current
            ? 'border-l-accent bg-surface font-semibold text-ink shadow-card'
            : 'border-l-transparent text-ink-2 hover:bg-mute-soft hover:text-ink',
        )}
      >
        {props.children}
      </Link>
    </li>
  )
}
