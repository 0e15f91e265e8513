import { type ReactNode, useContext, useSyncExternalStore } from 'react'
import { langs } from '#kit/words'
import { LangContext, useWords } from './lang.tsx'
import { Segmented } from './tabs.tsx'
import { uiWords } from './words.ts'

const langNames = { vi: 'Tiếng Việt', en: 'English' } as const

/** VI · EN: both in sight, the present one bold. */
export function LangSwitch(): ReactNode {
  const { lang, setLang } = useContext(LangContext)
  const words = useWords(uiWords)
  return (
    <fieldset className="flex items-center text-table">
      <legend className="aural">{words.language}</legend>
      {langs.map((it, i) => (
        <span key={it} className="flex items-center">
          {i > 0 && (
            <span aria-hidden="true" className="text-ink-3">
              ·
            </span>
          )}
          <button
            type="button"
            lang={it}
            aria-pressed={it === lang}
            aria-label={`${it.toUpperCase()}, ${langNames[it]}`}
            onClick={() => setLang(it)}
            className={`min-h-target min-w-target rounded-cell px-1 ${it === lang ? 'font-semibold text-ink' : 'text-ink-3 hover:text-accent'}`}
          >
            {it.toUpperCase()}
          </button>
        </span>
      ))}
    </fieldset>
  )
}

export type Theme = 'system' | 'light' | 'dark'
const themeKey = 'theme'
const listeners = new Set<() => void>()

/** What the person chose on this machine; the look of a screen is not worth a row in the database. */
export function themeNow(): Theme {
  const kept = localStorage.getItem(themeKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Puts the theme on the root, and keeps it. Called once at start with `themeNow()`. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme
    localStorage.removeItem(themeKey)
  } else {
    document.documentElement.dataset.theme = theme
    localStorage.setItem(themeKey, theme)
  }
  for (const tell of listeners) tell()
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function ThemeToggle(): ReactNode {
  const words = useWords(uiWords)
  const theme = useSyncExternalStore(listen, themeNow, () => 'system' as const)
  return (
    <Segmented
      label={words.theme}
      name="theme"
      value={theme}
      onChange={applyTheme}
      options={(['system', 'light', 'dark'] as const).map(value => ({ value, label: words.themes[value] }))}
    />
  )
}
